//! What static pages need a clock, a screen or an address for. These are single touches, too small for islands.

use web_sys::Document;

use super::{article, contents, not_found, notices, platforms, solved};
use crate::trail;

/// Touches up the page on screen.
pub(crate) fn enliven(page: &Document) {
    notices::enliven(page);
    article::enliven(page);
    contents::enliven(page);
    platforms::enliven(page);
    solved::enliven(page);
    trail::enliven(page);
    not_found::enliven(page);
}
