//! What is broken or planned right now.

use content::NoticeKind;
use leptos::prelude::*;

use crate::date::{minutes_ahead, moment_words, now};
use crate::document::HtmlView;
use crate::page::NoticeView;
use crate::shell::Icon;
use crate::words;

/// The notices of the moment. All of them stand in the page, because the browser's clock decides which are shown.
#[component]
pub(super) fn Notices(
    /// All notices.
    notices: Vec<NoticeView>,
) -> impl IntoView {
    let clock = RwSignal::new(None);
    Effect::new(move |_| clock.set(Some(now())));
    let windows: Vec<Window> = notices.iter().map(Window::of).collect();
    let any = move || windows.iter().any(|window| window.is_current(clock.get()));
    (!notices.is_empty()).then(|| {
        view! {
            <section class="notices" aria-labelledby="notices" hidden=move || !any()>
                <h2 id="notices" class="visually-hidden">{words::NOTICES}</h2>
                {notices.into_iter().map(|notice| view! { <Notice notice clock/> }).collect_view()}
            </section>
        }
    })
}

#[component]
fn Notice(notice: NoticeView, clock: RwSignal<Option<i64>>) -> impl IntoView {
    let window = Window::of(&notice);
    let (icon, class) = match notice.kind {
        NoticeKind::Issue => ("triangle-alert", "notice notice-issue"),
        NoticeKind::Maintenance => ("wrench", "notice notice-maintenance"),
    };
    let until = notice.until.map(|until| {
        // The publisher does not know the reader's zone: first UTC, then the reader's own.
        let words = move || match clock.get() {
            Some(_) => words::until(&moment_words(until, minutes_ahead(until))),
            None => words::until_utc(&moment_words(until, 0)),
        };
        view! { <span class="notice-until">{words}</span> }
    });
    view! {
        // Links to a notice lead here.
        <details id=format!("notice-{}", notice.id) class=class hidden=move || !window.is_current(clock.get())>
            <summary>
                <Icon name=icon/>
                <span class="notice-head">
                    <span class="notice-kind">{words::notice_kind(notice.kind)}</span>
                    <span class="notice-title">{notice.title}</span>
                    {until}
                </span>
                <Icon name="chevron-down"/>
            </summary>
            <HtmlView html=notice.body class="prose notice-body"/>
        </details>
    }
}

/// When a notice is shown.
#[derive(Debug, Clone, Copy)]
struct Window {
    from: Option<i64>,
    until: Option<i64>,
    published_current: bool,
}

impl Window {
    fn of(notice: &NoticeView) -> Self {
        Self { from: notice.from, until: notice.until, published_current: notice.current }
    }

    /// Whether it is shown at a moment; before the clock is known, as on the day of publishing.
    fn is_current(self, now: Option<i64>) -> bool {
        now.map_or(self.published_current, |now| {
            self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Window;

    #[test]
    fn the_clock_decides_once_it_is_known() {
        let window = Window { from: Some(10), until: Some(20), published_current: false };
        assert!(!window.is_current(None));
        assert_eq!([9, 10, 19, 20].map(|now| window.is_current(Some(now))), [false, true, true, false]);
    }

    #[test]
    fn a_notice_without_dates_is_always_current() {
        let window = Window { from: None, until: None, published_current: true };
        assert!(window.is_current(Some(i64::MAX)));
        assert!(window.is_current(None));
    }
}
