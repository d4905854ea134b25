//! What static pages need a clock, a screen or an address for. These are single touches, too small for islands.

use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement};

use super::{article, contents, not_found, notices};

/// Touches up the page on screen.
pub(crate) fn enliven(page: &Document) {
    notices::enliven(page);
    article::enliven(page);
    contents::enliven(page);
    not_found::enliven(page);
}

/// What a selector finds first.
pub(super) fn element(page: &Document, selector: &str) -> Option<HtmlElement> {
    page.query_selector(selector).ok()??.dyn_into().ok()
}
