//! What is broken or planned right now.

use content::{NoticeKind, route};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement};

use crate::date::{minutes_ahead, moment_words, now};
use crate::element::element;
use crate::html::HtmlView;
use crate::page::NoticeView;
use crate::shell::Icon;
use crate::site::use_site;
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
    let NoticeView { id, title, kind, from, until, next_update, current, body } = notice;
    let site = use_site();
    let follow = site.main_form.is_some().then(|| {
        let label = words::tell_me_about(&title);
        view! {
            <p class="notice-follow">
                <a class="button button-quiet" href=site.href(&route::follow(&id)) aria-label=label><Icon name="mail"/>{words::TELL_ME}</a>
            </p>
        }
    });
    let (icon, class) = match kind {
        NoticeKind::Issue => ("triangle-alert", "notice notice-issue"),
        NoticeKind::Maintenance => ("wrench", "notice notice-maintenance"),
    };
    let until_words = until.map(|until| {
        view! { <span class="notice-until">{words::until_utc(&moment_words(until, 0))}</span> }
    });
    let next_words = next_update.map(|next| {
        view! { <span class="notice-next">{words::next_update_utc(next)}</span> }
    });
    view! {
        // Links to a notice lead here.
        <details id=format!("notice-{id}") class=class hidden=!current data-from=from data-until=until data-next=next_update>
            <summary>
                <Icon name=icon/>
                <span class="notice-head">
                    <span class="notice-kind">{words::notice_kind(kind)}</span>
                    <span class="notice-title">{title}</span>
                    {until_words}
                    {next_words}
                </span>
                <Icon name="chevron-down"/>
            </summary>
            <div class="notice-inside">
                <HtmlView html=body class="prose notice-body"/>
                {follow}
            </div>
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
        if let (Some(next), Ok(Some(words))) = (moment("data-next"), notice.query_selector(".notice-next")) {
            words.set_text_content(Some(&words::next_update(next, now(), minutes_ahead(next))));
        }
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
