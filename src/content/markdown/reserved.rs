//! Ids that the pages of a site have themselves, so that nothing in a text may have them.

use std::ops::Range;

use crate::Problem;

/// Ids that a page has besides those of its text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Page {
    ids: &'static [&'static str],
    /// What the page puts behind the id of a heading for an id of its own.
    twin: Option<&'static str>,
}

/// The parts around an article.
pub(crate) const ARTICLE: Page = Page {
    ids: &["footer-contact", "help-panel", "main", "related", "search-box", "search-suggestions", "solved", "tz-data"],
    twin: None,
};

/// The parts around the steps of a guide. `solved` is told by the guide itself: its own links lead there.
pub(crate) const GUIDE: Page = Page {
    ids: &[
        "footer-contact",
        "guide-helpful-ask",
        "guide-related",
        "help-panel",
        "main",
        "outcome-heading",
        "search-box",
        "search-suggestions",
        "solved-heading",
        "tz-data",
    ],
    twin: Some("-heading"),
};

/// What the ids of footnotes begin with. No heading's anchor holds a colon, so only ids that were written can clash.
const FOOTNOTES: [&str; 2] = ["fn:", "fnref:"];
/// What the ids of the suggestions below the search box begin with; a number follows.
const SUGGESTION: &str = "search-suggestions-";

impl Page {
    /// Whether the page has this id itself.
    pub(crate) fn has(&self, id: &str) -> bool {
        let counted = !self.ids.is_empty() && id.strip_prefix(SUGGESTION).is_some_and(is_number);
        counted || self.ids.contains(&id) || FOOTNOTES.iter().any(|start| id.starts_with(start))
    }

    /// The id that the page makes of a heading's, if it does.
    pub(crate) fn twin_of(&self, id: &str) -> Option<String> {
        self.twin.map(|twin| format!("{id}{twin}"))
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the page around a text has this id, or the text's footnotes have it. Only an article shares its page's ids;
/// `shared` says whether the text does.
pub fn is_reserved(id: &str, shared: bool) -> bool {
    if shared { ARTICLE.has(id) } else { Page::default().has(id) }
}

/// What is wrong with the heading at `span`, which its author gave the id of something else on the page.
pub(crate) fn problem(path: &str, id: &str, span: &Range<usize>) -> Problem {
    Problem::error("heading/reserved-id", path, format!("the page itself has the id `{id}`"))
        .at(span.clone(), "fixed here")
        .help(format!("take another one, such as `{id}-1`, or leave it out"))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use std::path::Path;

    use super::*;

    /// Ids of the portal that stand on pages whose texts share no ids with them, because theirs begin with a prefix.
    const ELSEWHERE: [&str; 40] = [
        "articles",
        "categories",
        "confirm-address",
        "confirm-address-hint",
        "confirm-code",
        "confirm-code-error",
        "confirm-code-hint",
        "confirm-heading",
        "deleted-heading",
        "empty",
        "error-summary-heading",
        "featured",
        "guides",
        "history-heading",
        "nearest",
        "needs-js-heading",
        "notices",
        "offers-heading",
        "promises",
        "reach",
        "remember-me",
        "send-failure-heading",
        "send-waiting-heading",
        "stored-ask",
        "stored-heading",
        "stored-question",
        "talk-files",
        "talk-files-error",
        "talk-files-hint",
        "talk-heading",
        "talk-hint",
        "talk-rating-heading",
        "talk-review",
        "talk-text",
        "track-answer-heading",
        "track-link-heading",
        "track-sent-heading",
        "track-subject",
        "waiting-heading",
        "wish-waiting-heading",
    ];

    /// All `id="…"` in the sources of the portal.
    fn ids_in(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                ids_in(&path, found);
            } else if name.ends_with(".rs") && !name.contains("tests") {
                let text = std::fs::read_to_string(&path).unwrap();
                for part in text.split(" id=\"").skip(1) {
                    found.push((part.split('"').next().unwrap_or_default().to_owned(), name.clone()));
                }
            }
        }
    }

    #[test]
    fn every_id_of_the_portal_is_known_here() {
        let mut found = Vec::new();
        ids_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../portal"), &mut found);
        assert!(found.len() > 15, "the portal's sources are not where they were");
        for (id, file) in found {
            let known = ARTICLE.has(&id) || GUIDE.has(&id) || ELSEWHERE.contains(&id.as_str());
            assert!(known, "`{file}` has the id `{id}`: say here on which page it stands");
        }
    }

    #[test]
    fn footnotes_and_suggestions_have_ids_of_their_own() {
        for id in ["fn:1", "fnref:1-2", "search-suggestions-0", "main"] {
            assert!(is_reserved(id, true), "{id}");
        }
        assert!(!is_reserved("main", false) && is_reserved("fn:1", false));
        assert!(!is_reserved("search-suggestions-box", true));
    }
}
