//! What the head of a page says about it, for those who share it or keep it: its canonical address, its description.

use leptos::prelude::document;
use web_sys::{Document, Element};

use crate::element::listed;

/// What differs from page to page.
const ABOUT: &str = "link[rel=canonical], meta[name=description], meta[name=robots], meta[property]";

/// Puts what the next page says about itself in the place of what this one said.
pub(super) fn replace(page: &Document) {
    for old in found(&document()) {
        old.remove();
    }
    let Some(head) = document().head() else { return };
    for new in found(page) {
        // A head takes any of these; adopting what was just found cannot fail.
        let _ = document().adopt_node(&new).and_then(|new| head.append_child(&new));
    }
}

fn found(page: &Document) -> Vec<Element> {
    let Some(found) = page.head().and_then(|head| head.query_selector_all(ABOUT).ok()) else { return Vec::new() };
    listed(found)
}
