//! Where the reader is on a page: scroll position and focus.

use std::collections::HashMap;

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement, ScrollRestoration};

/// How far down each page was when the reader left it, by path and query.
#[derive(Debug, Default)]
pub(super) struct Places(HashMap<String, f64>);

impl Places {
    /// Remembers how far down the page on screen is.
    pub(super) fn remember(&mut self, page: String) {
        self.0.insert(page, window().scroll_y().unwrap_or_default());
    }

    /// How far down a page was left.
    pub(super) fn of(&self, page: &str) -> f64 {
        self.0.get(page).copied().unwrap_or_default()
    }
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
pub(super) fn scroll_to(top: f64) {
    window().scroll_to_with_x_and_y(0.0, top);
}

/// Puts the focus on the page's heading, so that screen readers read it and Tab goes on from there.
pub(super) fn focus_heading() {
    if let Ok(Some(heading)) = document().query_selector("main h1") {
        focus(heading);
    }
}

/// Puts the focus on what a fragment such as `#part` names; tells whether there is such a thing.
pub(super) fn focus_fragment(hash: &str) -> bool {
    let id = hash.trim_start_matches('#');
    let decoded = percent_encoding::percent_decode_str(id).decode_utf8_lossy();
    match document().get_element_by_id(&decoded) {
        Some(element) if !id.is_empty() => {
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
