//! Moving the keyboard's place to where something new is.

use leptos::prelude::{document, request_animation_frame};
use wasm_bindgen::JsCast as _;
use web_sys::{FocusOptions, HtmlElement};

/// Focuses what a selector finds, once the page has been brought up to date.
pub(super) fn focus(selector: impl Into<String>) {
    let selector = selector.into();
    // Two frames: effects run before the first, and what they show may itself come with the next.
    request_animation_frame(move || request_animation_frame(move || focus_now(&selector)));
}

/// Focuses the element with an id.
pub(super) fn focus_id(id: &str) {
    focus(format!("[id=\"{}\"]", id.replace('"', "\\\"")));
}

/// Focuses what a selector finds and scrolls to its start.
fn focus_now(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return };
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // Focus fails only on elements that are gone, and then there is nothing to focus.
    let _ = element.focus_with_options(&options);
    element.scroll_into_view();
}
