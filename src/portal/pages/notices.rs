//! What is broken or planned right now.

use content::NoticeKind;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement};

use crate::date::{minutes_ahead, moment_words, now};
use crate::element::element;
use crate::html::HtmlView;
use crate::page::NoticeView;
use crate::shell::Icon;
use crate::words;

/// The notices of the moment. All of them stand in the page, because the browser's clock decides which are shown.
#[component]
pub(super) fn Notices(
    /// All notices.
    notices: Vec<NoticeView>,
) -> impl IntoView {
    let any = notices.iter().any(|notice| notice.current);
    (!notices.is_empty()).then(|| {
        view! {
            <section class="notices" aria-labelledby="notices" hidden=!any>
                <h2 id="notices" class="visually-hidden">{words::NOTICES}</h2>
                {notices.into_iter().map(|notice| view! { <Notice notice/> }).collect_view()}
            </section>
        }
    })
}

#[component]
fn Notice(notice: NoticeView) -> impl IntoView {
    let NoticeView { id, title, kind, from, until, current, body } = notice;
    let (icon, class) = match kind {
        NoticeKind::Issue => ("triangle-alert", "notice notice-issue"),
        NoticeKind::Maintenance => ("wrench", "notice notice-maintenance"),
    };
    let until_words = until.map(|until| {
        view! { <span class="notice-until">{words::until_utc(&moment_words(until, 0))}</span> }
    });
    view! {
        // Links to a notice lead here.
        <details id=format!("notice-{id}") class=class hidden=!current data-from=from data-until=until>
            <summary>
                <Icon name=icon/>
                <span class="notice-head">
                    <span class="notice-kind">{words::notice_kind(kind)}</span>
                    <span class="notice-title">{title}</span>
                    {until_words}
                </span>
                <Icon name="chevron-down"/>
            </summary>
            <HtmlView html=body class="prose notice-body"/>
        </details>
    }
}

/// Shows the notices that are current by the reader's clock, and their ends in the reader's zone: the publisher knows
/// neither.
pub(super) fn enliven(page: &Document) {
    let Some(section) = element(page, ".notices") else { return };
    let notices = section.children();
    let mut any = false;
    for notice in (0..notices.length()).filter_map(|index| notices.item(index)?.dyn_into::<HtmlElement>().ok()) {
        if !notice.class_list().contains("notice") {
            continue;
        }
        let moment = |name: &str| notice.get_attribute(name).and_then(|moment| moment.parse().ok());
        let window = Window { from: moment("data-from"), until: moment("data-until") };
        let current = window.holds(now());
        notice.set_hidden(!current);
        any |= current;
        if let (Some(until), Ok(Some(words))) = (window.until, notice.query_selector(".notice-until")) {
            words.set_text_content(Some(&words::until(&moment_words(until, minutes_ahead(until)))));
        }
    }
    section.set_hidden(!any);
}

/// When a notice is shown, in milliseconds since 1970.
#[derive(Debug, Clone, Copy)]
struct Window {
    from: Option<i64>,
    until: Option<i64>,
}

impl Window {
    fn holds(self, now: i64) -> bool {
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
    }
}

#[cfg(test)]
mod tests {
    use super::Window;

    #[test]
    fn the_clock_decides() {
        let window = Window { from: Some(10), until: Some(20) };
        assert_eq!([9, 10, 19, 20].map(|now| window.holds(now)), [false, true, true, false]);
    }

    #[test]
    fn a_notice_without_dates_is_always_current() {
        assert!(Window { from: None, until: None }.holds(i64::MAX));
    }
}
