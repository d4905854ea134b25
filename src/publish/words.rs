//! Every word that the publisher itself puts in front of a reader.

use pulldown_cmark::BlockQuoteKind;

pub(crate) const FOOTNOTES: &str = "Footnotes";
pub(crate) const TABLE: &str = "Table";
pub(crate) const IMAGE: &str = "Image";
pub(crate) const NO_ENGINE: &str =
    "Full search could not be loaded: a part of it did not arrive. Titles can still be searched.";
pub(crate) const MOVED: &str = "This page has moved";

pub(crate) fn callout(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "Note",
        BlockQuoteKind::Tip => "Tip",
        BlockQuoteKind::Important => "Important",
        BlockQuoteKind::Warning => "Warning",
        BlockQuoteKind::Caution => "Caution",
    }
}

pub(crate) fn footnote(number: usize) -> String {
    format!("Footnote {number}")
}

pub(crate) fn back(number: usize, nth: usize) -> String {
    match nth {
        1 => format!("Back to footnote {number} in the text"),
        nth => format!("Back to footnote {number} in the text, place {nth}"),
    }
}

pub(crate) fn moved_to(title: &str) -> String {
    format!("Go to {title}")
}

/// Titles of the pages that every site has.
pub(crate) mod titles {
    pub(crate) const SEARCH: &str = "Search";
    pub(crate) const CATALOGUE: &str = "Raise a ticket";
    pub(crate) const TRACK: &str = "Ticket status";
    pub(crate) const MY_TICKETS: &str = "My tickets";
    pub(crate) const CONTACT: &str = "Contact us";
    pub(crate) const NOT_FOUND: &str = "Page not found";
}
