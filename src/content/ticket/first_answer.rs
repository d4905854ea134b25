//! The page that the desk names by itself when a ticket comes in.

use serde::{Deserialize, Serialize};

use super::{Context, Entry, EntryKind};
use crate::route;

/// A page that very likely answers a ticket, as it was called when the ticket came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirstAnswer {
    /// Its title.
    pub title: String,
    /// Its address below that of the portal, such as `articles/network/vpn/`.
    pub url: String,
    /// A line about it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
}

impl FirstAnswer {
    /// The text of the entry that tells of it: title, address and summary, a line each.
    pub fn text(&self) -> String {
        let lines = [&self.title, &self.url, &self.summary].map(|text| one_line(text));
        lines.join("\n").trim_end().to_owned()
    }

    /// Reads [`FirstAnswer::text`].
    pub fn of_text(text: &str) -> Option<Self> {
        let mut lines = text.split('\n').map(str::to_owned);
        let (title, url) = (lines.next()?, lines.next()?);
        Some(Self { title, url, summary: lines.next().unwrap_or_default() })
    }
}

impl Entry {
    /// The page it names, if it is a first answer.
    pub fn first_answer(&self) -> Option<FirstAnswer> {
        if self.kind == EntryKind::FirstAnswer { FirstAnswer::of_text(&self.text) } else { None }
    }
}

impl Context {
    /// Whether its reader has had the page with this address before: read it, been led by it, or come from it.
    pub fn has_seen(&self, address: &str) -> bool {
        let page = bare(address);
        let guide = self.guide.as_ref().map(|guide| route::guide(&guide.guide));
        let mut seen = self.articles.iter().map(|article| article.path.as_str()).chain(guide.as_deref());
        seen.any(|seen| bare(seen) == page) || self.page.as_deref().is_some_and(|from| bare(from) == page)
    }
}

/// An address without what only chooses a place on its page.
fn bare(address: &str) -> &str {
    let end = address.find(['?', '#']).unwrap_or(address.len());
    address.get(..end).unwrap_or(address).trim_matches('/')
}

fn one_line(text: &str) -> String {
    text.split(|letter: char| letter.is_whitespace() || letter.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::{ArticleRead, GuidePath};

    fn page(title: &str, summary: &str) -> FirstAnswer {
        FirstAnswer { title: title.into(), url: "articles/printing/jams/".into(), summary: summary.into() }
    }

    #[test]
    fn what_an_entry_says_of_a_page_can_be_read_again() {
        for page in [page("Paper jams", "Open the lid first."), page("Paper jams", "")] {
            assert_eq!(FirstAnswer::of_text(&page.text()), Some(page));
        }
        assert_eq!(page(" Paper\njams ", "a\u{0}b\r\nc").text(), "Paper jams\narticles/printing/jams/\na b c");
        assert_eq!(FirstAnswer::of_text("Paper jams"), None);
    }

    #[test]
    fn a_reader_has_seen_what_they_read_were_led_by_or_came_from() {
        let article =
            |path: &str| ArticleRead { path: path.into(), title: String::new(), revision: String::new(), solved: None };
        let guide =
            GuidePath { guide: "vpn".into(), title: String::new(), revision: String::new(), answers: Vec::new() };
        let context = Context {
            guide: Some(guide),
            page: Some("search/?q=printer".into()),
            articles: vec![article("articles/printing/jams/#open-the-lid"), article("articles/scan")],
            ..Context::default()
        };
        for seen in ["articles/printing/jams/", "articles/scan/", "guides/vpn/", "search/"] {
            assert!(context.has_seen(seen), "{seen}");
        }
        for new in ["articles/printing/", "articles/printing/jams/more/", "guides/printing/", ""] {
            assert!(!context.has_seen(new), "{new}");
        }
    }
}
