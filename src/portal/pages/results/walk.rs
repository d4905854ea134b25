//! The keyboard on the page of results.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::element::elements;
use crate::search::BOX;

/// Walks the results with the arrow keys; Escape leads back to the box.
pub(super) fn walk(event: KeyboardEvent) {
    let down = match event.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        "Escape" => return focus_box(&event),
        _ => return,
    };
    let links = elements(&document(), ".result-link");
    // Whatever of a result has the focus, the walk goes on from there.
    let result = document().active_element().and_then(|focused| focused.closest(".result").ok().flatten());
    let here = result.and_then(|result| links.iter().position(|link| result.contains(Some(link.as_ref()))));
    let next = match (here, down) {
        (None, true) => Some(0),
        (None, false) => return,
        (Some(here), true) => Some(here + 1),
        (Some(here), false) => here.checked_sub(1),
    };
    match next {
        Some(next) => {
            if let Some(link) = links.get(next) {
                event.prevent_default();
                // Focus that cannot be set leaves the reader where they are.
                let _ = link.focus();
            }
        }
        None => focus_box(&event),
    }
}

fn focus_box(event: &KeyboardEvent) {
    let field = document().get_element_by_id(BOX).and_then(|field| field.dyn_into::<HtmlElement>().ok());
    let outside = field.as_ref().is_some_and(|field| document().active_element().as_ref() != Some(field.as_ref()));
    if let Some(field) = field.filter(|_| outside) {
        event.prevent_default();
        // As above.
        let _ = field.focus();
    }
}
