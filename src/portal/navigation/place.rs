//! Where the reader is on a page: scroll position and focus.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::{document, set_timeout, window, window_event_listener_untyped};
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement, PerformanceNavigation, ScrollRestoration};

use crate::pages::reveal;

/// How often at most, and after what time, a place is gone back to; and how often it must be found held.
const TIMES: u32 = 200;
const ENOUGH: u32 = 10;
const PAUSE: Duration = Duration::from_millis(50);
/// Name under which places are kept for the visit.
const KEPT_AS: &str = "tz:places";

thread_local! {
    /// Whether the reader has moved the page since it was put in its place.
    static MOVED: Cell<bool> = const { Cell::new(false) };
}

/// How far down each page was when the reader left it, by path and query. Whole pixels are near enough.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Places(Vec<(String, i32)>);

impl Places {
    /// What was kept before a reload. Where the browser keeps nothing, pages then open at their top.
    pub(super) fn recall() -> Self {
        let kept = storage().and_then(|storage| storage.get_item(KEPT_AS).ok().flatten());
        Self::read(&kept.unwrap_or_default())
    }

    /// Keeps all places for the visit.
    pub(super) fn keep(&self) {
        if let Some(storage) = storage() {
            // As above.
            let _ = storage.set_item(KEPT_AS, &self.written());
        }
    }

    /// A line each: how far down, and the page, whose address holds no space.
    fn written(&self) -> String {
        self.0.iter().map(|(page, top)| format!("{top} {page}\n")).collect()
    }

    fn read(text: &str) -> Self {
        let place = |line: &str| {
            let (top, page) = line.split_once(' ')?;
            Some((page.to_owned(), top.parse().ok()?))
        };
        Self(text.lines().filter_map(place).collect())
    }

    /// Remembers how far down the page on screen is.
    pub(super) fn remember(&mut self, page: String) {
        self.put(page, height());
    }

    fn put(&mut self, page: String, top: i32) {
        self.0.retain(|(other, _)| *other != page);
        self.0.push((page, top));
    }

    /// How far down a page was left.
    pub(super) fn of(&self, page: &str) -> i32 {
        self.0.iter().find(|(other, _)| other == page).map_or(0, |(_, top)| *top)
    }
}

/// How far down the page on screen is.
fn height() -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "pages are far from two thousand million pixels high")]
    let top = window().scroll_y().unwrap_or_default() as i32;
    top
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok()?
}

/// Takes scrolling on going back out of the browser's hands: it would scroll the old page, before the new one is here.
pub(super) fn scroll_by_ourselves(ourselves: bool) {
    let mode = if ourselves { ScrollRestoration::Manual } else { ScrollRestoration::Auto };
    if let Ok(history) = window().history() {
        // A browser that refuses goes on scrolling by itself.
        let _ = history.set_scroll_restoration(mode);
    }
}

/// Scrolls to a height.
pub(super) fn scroll_to(top: i32) {
    window().scroll_to_with_x_and_y(0.0, top.into());
}

/// Scrolls to where the reader was. What stood there may come only with an answer of the search, and the page may be
/// shorter meanwhile, so this is repeated until it has held for a moment, unless the reader moves.
pub(super) fn scroll_back_to(top: i32) {
    MOVED.set(false);
    repeat(top, TIMES, 0);
}

fn repeat(top: i32, times: u32, held: u32) {
    if times == 0 || held == ENOUGH || MOVED.get() {
        return;
    }
    let there = (height() - top).abs() <= 1;
    scroll_to(top);
    set_timeout(move || repeat(top, times - 1, if there { held + 1 } else { 0 }), PAUSE);
}

/// Whether the browser loaded this page because the reader came back to it, rather than by a link.
pub(super) fn came_back() -> bool {
    let how = window().performance().map(|performance| performance.navigation().type_());
    matches!(how, Some(PerformanceNavigation::TYPE_RELOAD | PerformanceNavigation::TYPE_BACK_FORWARD))
}

/// Notices when the reader moves the page by hand.
pub(super) fn notice_moves() {
    for sign in ["wheel", "touchstart", "keydown", "pointerdown"] {
        let _for_as_long_as_the_page = window_event_listener_untyped(sign, |_| MOVED.set(true));
    }
}

/// Puts the focus on the page's heading, so that screen readers read it and Tab goes on from there.
pub(super) fn focus_heading() {
    if let Ok(Some(heading)) = document().query_selector("main h1") {
        focus(heading);
    }
}

/// Puts the focus on what a fragment such as `part` names, and unfolds it; tells whether there is such a thing.
pub(super) fn focus_fragment(hash: &str) -> bool {
    let id = hash.trim_start_matches('#');
    let decoded = percent_encoding::percent_decode_str(id).decode_utf8_lossy();
    match document().get_element_by_id(&decoded) {
        Some(element) if !id.is_empty() => {
            if element.tag_name() == "DETAILS" {
                // Setting an attribute of a well-known name does not fail.
                let _ = element.set_attribute("open", "");
            }
            reveal(&element);
            element.scroll_into_view();
            focus(element);
            true
        }
        _ => false,
    }
}

fn focus(element: web_sys::Element) {
    let Ok(element) = element.dyn_into::<HtmlElement>() else { return };
    if element.tab_index() < 0 && !element.has_attribute("tabindex") {
        // Setting an attribute of a well-known name does not fail.
        let _ = element.set_attribute("tabindex", "-1");
    }
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // Focus that cannot be set leaves the reader where they are.
    let _ = element.focus_with_options(&options);
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn places_are_kept_over_a_reload_and_the_newest_counts() {
        let mut places = Places::default();
        places.put("/help/?".into(), 300);
        places.put("/help/search/?q=a+b".into(), 12);
        places.put("/help/?".into(), 40);
        let kept = Places::read(&places.written());
        assert_eq!(kept, places);
        assert_eq!([kept.of("/help/?"), kept.of("/help/search/?q=a+b"), kept.of("/else/?")], [40, 12, 0]);
        assert_eq!(Places::read("{\"/\":1.5}\n1 /a?\n x\n").of("/a?"), 1);
    }
}
