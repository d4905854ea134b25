//! Headings: one of level 1 a page, anchors that links can rely on.

use std::fmt::Write as _;
use std::mem;
use std::ops::Range;

use content::Heading;
use pulldown_cmark::{Event, HeadingLevel, Tag};

use super::sections;
use super::writer::{Events, Writer};
use crate::html::escaped;

/// What the headings of a text become.
pub(super) struct Headings {
    /// How many levels deeper they stand on the page.
    shift: u8,
    /// Those that are written.
    pub(super) done: Vec<Heading>,
    /// The open heading, with its id, whether that is certain, and where its words begin.
    open: Option<(Heading, bool, usize)>,
}

impl Headings {
    pub(super) fn plan(events: &Events<'_>) -> Self {
        let is_top =
            |(event, _): &(Event<'_>, _)| matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }));
        // The title is the page's one heading of level 1: where a text has more of them, all its headings move down.
        Self { shift: u8::from(events.iter().any(is_top)), done: Vec::new(), open: None }
    }
}

impl Writer<'_> {
    pub(super) fn open_heading(&mut self, level: u8, fixed: Option<&str>, range: &Range<usize>, at: usize) {
        let origin = self.translated.origin(range.start);
        let offset = self.text.offset.unwrap_or_default();
        let place =
            |at: usize| self.text.headings.binary_search_by_key(&(at + offset), |heading| heading.span.start).ok();
        let known = origin.and_then(place).and_then(|at| self.text.headings.get(at));
        let id = known.map(|heading| heading.id.clone()).or(fixed.map(str::to_owned));
        let level = (level + self.headings.shift).clamp(self.text.floor, 6);
        let platforms = self.sections.of(at);
        let heading =
            Heading { level, text: String::new(), id: id.unwrap_or_default(), platforms, span: range.clone() };
        self.headings.open = Some((heading, known.is_some(), self.words.len()));
        // The id is known when the words are: the tag is written then.
        self.outer.push((mem::take(&mut self.out), String::new()));
    }

    pub(super) fn close_heading(&mut self) {
        let (Some((mut heading, certain, from)), Some((outer, _))) = (self.headings.open.take(), self.outer.pop())
        else {
            return;
        };
        let inside = mem::replace(&mut self.out, outer);
        heading.text = self.words.get(from..).unwrap_or_default().trim().to_owned();
        if heading.id.is_empty() {
            heading.id = content::slug::anchor(&heading.text);
        }
        if !certain {
            heading.id = self.ids.free(self.text, &heading.id);
        }
        let (level, id) = (heading.level, escaped(&heading.id).into_owned());
        let _ = writeln!(self.out, "<h{level} id=\"{}{id}\">{}</h{level}>", self.text.prefix, inside.trim());
        if let Some(label) = sections::label(&heading.text, &heading.platforms) {
            let _ = writeln!(self.out, "<p class=\"platform-label\">{}</p>", escaped(&label));
        }
        self.headings.done.push(heading);
        self.block();
    }

    /// The id of the open heading as far as it is known.
    pub(super) fn heading_id(&self) -> Option<&str> {
        self.headings.open.as_ref().map(|(heading, ..)| heading.id.as_str())
    }
}
