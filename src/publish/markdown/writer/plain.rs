//! Plain words, and what is found in them.

use std::ops::Range;

use content::Problem;
use pulldown_cmark::{Event, Tag};

use super::Writer;
use crate::html::escaped;
use crate::markdown::autolink::{Address, addresses};

impl Writer<'_> {
    /// Plain words, with the addresses in them as links.
    pub(super) fn words_at(&mut self, text: &str, at: usize) {
        self.tell_undefined(text, &self.events[at].1.clone());
        let mut done = 0;
        for address in self.addresses(text, at) {
            self.text(&text[done..address.range.start]);
            self.open_link(&address.href, "", &self.events[at].1.clone());
            self.text(&text[address.range.clone()]);
            self.close_link();
            done = address.range.end;
        }
        self.text(&text[done..]);
    }

    /// The addresses in plain words: none where a link cannot stand or an author shows something word by word.
    pub(super) fn addresses(&self, text: &str, at: usize) -> Vec<Address> {
        let raw = |name: &str| self.open.iter().any(|(open, _)| open == name);
        if !self.links.is_empty() || self.silent.is_some() || ["a", "code", "kbd", "pre", "samp"].into_iter().any(raw) {
            return Vec::new();
        }
        let mut found = addresses(text);
        // Where markup follows at once, the address may go on behind it, and half of one leads nowhere.
        let goes_on = self.events.get(at + 1).is_some_and(|(next, _)| match next {
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) | Event::Code(_) => true,
            Event::InlineHtml(tag) => !tag.starts_with("</") && !tag.starts_with("<br"),
            _ => false,
        });
        if goes_on && found.last().is_some_and(|last| last.range.end == text.len()) {
            found.pop();
        }
        found
    }

    /// Tells of references to footnotes that are not there, which stay plain words.
    pub(super) fn tell_undefined(&mut self, text: &str, range: &Range<usize>) {
        for (start, _) in text.match_indices("[^") {
            let name = text[start + 2..].split(']').next().unwrap_or_default();
            let written = format!("[^{name}]");
            let sound = !name.is_empty() && !name.contains([' ', '[', '\n']) && text[start..].starts_with(&written);
            let source = self.translated.text.get(range.clone()).unwrap_or_default();
            let found = source.find(&written).filter(|at| sound && !source[..*at].ends_with('\\'));
            let Some(found) = found.map(|at| range.start + at) else { continue };
            let problem = Problem::warning("markdown/footnote", "", format!("there is no footnote `{name}`"))
                .help(format!("say it in a paragraph of its own: `[^{name}]: …`"));
            self.tell(problem, &(found..found + written.len()), "shown as it stands");
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        self.words.push_str(text);
        self.out.push_str(&escaped(text));
    }
}
