//! Finding elements of a page.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, HtmlElement, NodeList};

/// What a selector finds first.
pub(crate) fn element(page: &Document, selector: &str) -> Option<HtmlElement> {
    page.query_selector(selector).ok()??.dyn_into().ok()
}

/// All that a selector finds.
pub(crate) fn elements(page: &Document, selector: &str) -> Vec<HtmlElement> {
    page.query_selector_all(selector).map(listed).unwrap_or_default()
}

/// All that a selector finds in an element.
pub(crate) fn within(element: &Element, selector: &str) -> Vec<HtmlElement> {
    element.query_selector_all(selector).map(listed).unwrap_or_default()
}

/// What a list of nodes holds of one kind.
pub(crate) fn listed<T: JsCast>(nodes: NodeList) -> Vec<T> {
    (0..nodes.length()).filter_map(|index| nodes.item(index)?.dyn_into().ok()).collect()
}

/// The element around what an event happened to, or that itself, which a selector names.
pub(crate) fn around(event: &Event, selector: &str) -> Option<HtmlElement> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()??.dyn_into().ok()
}
