//! Ids that the pages of a site have themselves, so that no heading may have them.

use std::ops::Range;

use crate::Problem;

/// Ids of every page and of the parts around an article.
pub(crate) const ARTICLE: &[&str] =
    &["footer-contact", "help-panel", "main", "related", "search-box", "search-suggestions", "solved", "tz-data"];

/// Ids of every page and of the parts around the steps of a guide. `solved` is told by the guide itself: its own links
/// lead there.
pub(crate) const GUIDE: &[&str] = &[
    "footer-contact",
    "guide-helpful-ask",
    "help-panel",
    "main",
    "outcome-heading",
    "search-box",
    "search-suggestions",
    "solved-heading",
    "tz-data",
];

/// Whether a page has this id itself.
pub(crate) fn is_reserved(id: &str) -> bool {
    ARTICLE.contains(&id) || GUIDE.contains(&id)
}

/// What is wrong with the heading at `span`, which its author gave the id of something else on the page.
pub(crate) fn problem(path: &str, id: &str, span: &Range<usize>) -> Problem {
    Problem::error("heading/reserved-id", path, format!("the page itself has the id `{id}`"))
        .at(span.clone(), "fixed here")
        .help(format!("fix another id, such as `{{#{id}-1}}`, or leave it out"))
}
