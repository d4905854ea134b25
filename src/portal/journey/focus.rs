//! Moving the keyboard's place to where something new is.

use leptos::prelude::{document, request_animation_frame};
use wasm_bindgen::JsCast as _;
use web_sys::{FocusOptions, HtmlElement};

/// Focuses what a selector finds, once the page has been brought up to date.
pub(super) fn focus(selector: impl Into<String>) {
    let selector = selector.into();
    // Two frames: effects run before the first, and what they show may itself come with the next.
    request_animation_frame(move || {
        request_animation_frame(move || {
            focus_now(&selector);
        });
    });
}

/// Does something that draws a part of the page anew. When the keyboard was in there and its place is gone afterwards, it goes on
/// at what the second selector finds, or at the head of the page, and not at the very beginning of it.
pub(super) fn keeping([part, next]: [&str; 2], draw: impl FnOnce()) {
    let inside = || document().active_element().filter(|element| matches!(element.closest(part), Ok(Some(_))));
    let was_inside = inside().is_some();
    draw();
    if !was_inside {
        return;
    }
    let next = next.to_owned();
    request_animation_frame(move || {
        request_animation_frame(move || {
            let lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
            if lost && !focus_now(&next) {
                focus_now("h1");
            }
        });
    });
}

/// Focuses the element with an id.
pub(super) fn focus_id(id: &str) {
    focus(format!("[id=\"{}\"]", id.replace('"', "\\\"")));
}

/// Focuses what a selector finds and scrolls to its start; says whether there is anything.
fn focus_now(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return false };
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // Focus fails only on elements that are gone, and then there is nothing to focus.
    let _ = element.focus_with_options(&options);
    element.scroll_into_view();
    true
}
