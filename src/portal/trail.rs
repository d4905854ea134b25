//! What the reader tried during this visit: articles they opened and words they searched for. It stays in the tab, so that
//! a ticket form can offer it to go along.

use std::time::Duration;

use content::ticket::{ArticleRead, MOST_ARTICLES, MOST_SEARCHES};
use leptos::prelude::*;
use web_sys::{Document, HtmlInputElement, Storage};

use crate::element::element;
use crate::site::use_site;

/// How long an article must have been open to count as tried.
const READ: Duration = Duration::from_secs(3);
/// Longest text of an entry, in characters.
const LONGEST: usize = 200;
/// The attributes of an article that hold its address below the base and its revision.
const PATH: &str = "data-read";
const REVISION: &str = "data-revision";
/// What an entry begins with, and what stands between its parts.
const ARTICLE: &str = "article";
const SEARCH: &str = "search";
const TAB: char = '\t';

/// What was tried, the oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Trail {
    /// Articles that were opened; nobody knows yet whether they helped.
    pub(crate) articles: Vec<ArticleRead>,
    /// Words that were searched for.
    pub(crate) searches: Vec<String>,
}

impl Trail {
    /// What this tab keeps.
    pub(crate) fn recall() -> Self {
        let kept = storage().and_then(|storage| storage.get_item(&key()).ok().flatten());
        Self::read(&kept.unwrap_or_default())
    }

    /// Forgets it: a ticket has taken it along, or the problem is solved.
    pub(crate) fn forget() {
        if let Some(storage) = storage() {
            // Removing fails only where nothing could be kept either.
            let _ = storage.remove_item(&key());
        }
    }

    fn keep(&self) {
        if let Some(storage) = storage() {
            // A browser that keeps nothing offers nothing.
            let _ = storage.set_item(&key(), &self.written());
        }
    }

    /// Notes an article; one that is opened again stays where it was.
    fn opened(&mut self, path: &str, revision: &str, title: &str) {
        self.articles.retain(|article| article.path != path || article.revision == revision);
        if self.articles.iter().all(|article| article.path != path) {
            let [path, revision, title] = [path, revision, title].map(short);
            self.articles.push(ArticleRead { path, title, revision, solved: None });
        }
        let spare = self.articles.len().saturating_sub(MOST_ARTICLES);
        self.articles.drain(..spare);
    }

    /// Notes what was searched for. Words that go on from the last ones take their place: these were the same search on its
    /// way.
    fn searched(&mut self, words: &str) {
        let words = short(words);
        if words.is_empty() {
            return;
        }
        self.searches.pop_if(|last| words.starts_with(last.as_str()));
        self.searches.retain(|before| *before != words);
        self.searches.push(words);
        let spare = self.searches.len().saturating_sub(MOST_SEARCHES);
        self.searches.drain(..spare);
    }

    /// A line for each entry, its parts parted by tabs.
    fn written(&self) -> String {
        let articles = self.articles.iter().map(|article| [ARTICLE, &article.path, &article.revision, &article.title]);
        let articles = articles.map(|parts| parts.join("\t"));
        let searches = self.searches.iter().map(|words| [SEARCH, words].join("\t"));
        articles.chain(searches).collect::<Vec<_>>().join("\n")
    }

    fn read(text: &str) -> Self {
        let mut trail = Self::default();
        for line in text.lines() {
            let mut parts = line.split(TAB);
            match (parts.next(), parts.next(), parts.next(), parts.next()) {
                (Some(ARTICLE), Some(path), Some(revision), Some(title)) => trail.opened(path, revision, title),
                (Some(SEARCH), Some(words), ..) => trail.searches.push(words.to_owned()),
                _ => {}
            }
        }
        trail
    }
}

/// Notes the article on screen, once the reader has stayed with it.
pub(crate) fn enliven(page: &Document) {
    let Some(path) = element(page, "[data-read]").and_then(|article| article.get_attribute(PATH)) else { return };
    let note = move || {
        let Some(article) = element(&document(), "[data-read]") else { return };
        if article.get_attribute(PATH).as_deref() != Some(&path) {
            return;
        }
        let title = element(&document(), "h1").and_then(|heading| heading.text_content()).unwrap_or_default();
        note_article(&path, &article.get_attribute(REVISION).unwrap_or_default(), &title);
    };
    set_timeout(note, READ);
}

/// Notes an article that the reader reads.
pub(crate) fn note_article(path: &str, revision: &str, title: &str) {
    let mut trail = Trail::recall();
    trail.opened(path, revision, title);
    trail.keep();
}

/// Notes what stands in the search box of a page that the reader leaves.
pub(crate) fn leave(page: &Document) {
    let field = page.query_selector(".search-input").ok().flatten();
    let field = field.and_then(|field| wasm_bindgen::JsCast::dyn_into::<HtmlInputElement>(field).ok());
    if let Some(field) = field {
        note_search(&field.value());
    }
}

/// Notes what was searched for.
pub(crate) fn note_search(words: &str) {
    if words.trim().is_empty() {
        return;
    }
    let mut trail = Trail::recall();
    trail.searched(words);
    trail.keep();
}

/// A text in one line that is not too long.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(LONGEST).collect()
}

fn key() -> String {
    ["tz:", use_site().base.as_str(), ":trail"].concat()
}

fn storage() -> Option<Storage> {
    window().session_storage().ok()?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_on_their_way_are_one_search() {
        let mut trail = Trail::default();
        for words in ["vpn", "vpn  slow", "", "vpn", "printer\tjam", "vpn"] {
            trail.searched(words);
        }
        assert_eq!(trail.searches, ["vpn slow", "printer jam", "vpn"]);
        for number in 0..40 {
            trail.searched(&format!("{number} things"));
        }
        assert_eq!((trail.searches.len(), trail.searches[11].as_str()), (MOST_SEARCHES, "39 things"));
    }

    #[test]
    fn an_article_counts_once_and_in_its_newest_text() {
        let mut trail = Trail::default();
        for (path, revision) in [("a/", "1"), ("b/", "1"), ("a/", "1"), ("b/", "2")] {
            trail.opened(path, revision, "Title\nof it");
        }
        let seen: Vec<_> = trail.articles.iter().map(|it| (it.path.as_str(), it.revision.as_str())).collect();
        assert_eq!(seen, [("a/", "1"), ("b/", "2")]);
        assert_eq!(trail.articles[0].title, "Title of it");
    }

    #[test]
    fn what_is_kept_reads_back_and_anything_else_is_left_out() {
        let mut trail = Trail::default();
        trail.opened("articles/a/", "ce01362503", "A & B");
        trail.searched("größe „x“");
        assert_eq!(Trail::read(&trail.written()), trail);
        assert_eq!(Trail::read("article\tonly\n\nnonsense\nsearch"), Trail::default());
    }
}
