//! Markdown → safe HTML, and the plain words of it for the search.

mod autolink;
mod code;
mod dialect;
mod elements;
mod footnotes;
mod headings;
mod ids;
mod inline;
mod raw;
mod sanitise;
mod sections;
mod writer;

use content::{Heading, Problem};
use pulldown_cmark::{Event, Parser, TextMergeWithOffset};

use crate::base::Base;
use crate::links::Links;
use crate::media::Media;

pub(crate) use code::STYLE as CODE_STYLE;
pub(crate) use dialect::Texts;
pub(crate) use raw::tag;

/// What all texts of a site need to become HTML.
pub(crate) struct Renderer<'a> {
    pub(crate) base: &'a Base,
    pub(crate) links: &'a Links,
    pub(crate) media: &'a Media<'a>,
    pub(crate) texts: &'a Texts<'a>,
}

/// A text to render.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'a> {
    /// The file it stands in.
    pub(crate) path: &'a str,
    /// The Markdown.
    pub(crate) markdown: &'a str,
    /// The byte of the file at which it starts; `None` when places in it cannot be told.
    pub(crate) offset: Option<usize>,
    /// Its headings as they were read, with their anchors.
    pub(crate) headings: &'a [Heading],
    /// The lowest level its headings may have, so that they stand below the one above the text.
    pub(crate) floor: u8,
    /// Put before every id, so that several texts can share a page. It ends in a colon, which no heading's anchor holds,
    /// and is empty for the one text of a page.
    pub(crate) prefix: &'a str,
    /// Whether links to places in the file lead into this very text, and not to others on its page.
    pub(crate) whole: bool,
}

/// A rendered text.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    /// Safe HTML.
    pub(crate) html: String,
    /// Its words, for the search.
    pub(crate) words: String,
    /// Its headings with the level they have on the page.
    pub(crate) headings: Vec<Heading>,
    /// Which text of its file it was made from; only that of a whole article is known.
    pub(crate) revision: String,
    /// What could not be honoured.
    pub(crate) problems: Vec<Problem>,
}

impl Renderer<'_> {
    /// Renders a text.
    pub(crate) fn render(&self, text: Text<'_>) -> Rendered {
        let translated = dialect::translate(text.markdown, text.path, text.offset.unwrap_or_default(), self.texts);
        let parser = Parser::new_ext(&translated.text, content::markdown::options());
        let events: Vec<(Event<'_>, std::ops::Range<usize>)> =
            TextMergeWithOffset::new(parser.into_offset_iter()).collect();
        let mut rendered = writer::Writer::new(self, &text, &translated, &events).write();
        rendered.html = sanitise::sanitise(&rendered.html);
        rendered.problems.extend(translated.problems);
        if text.offset.is_none() {
            rendered.problems.iter_mut().for_each(|problem| problem.span = None);
        }
        rendered
    }
}

#[cfg(test)]
mod tests;
