//! Headings: one of level 1 a page, anchors that links can rely on.

use std::fmt::Write as _;
use std::mem;
use std::ops::Range;

use content::Heading;
use pulldown_cmark::{Event, HeadingLevel, Tag};

use super::writer::{Events, Writer};
use crate::html::escaped;

/// What the headings of a text become.
pub(super) struct Headings {
    /// How many levels deeper they stand on the page.
    shift: u8,
    /// Those that are written.
    pub(super) done: Vec<Heading>,
    /// The open heading, with its id and where its words begin.
    open: Option<(Heading, usize)>,
}

impl Headings {
    pub(super) fn plan(events: &Events<'_>) -> Self {
        let is_top =
            |(event, _): &(Event<'_>, _)| matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }));
        // The title is the page's one heading of level 1: where a text has more of them, all its headings move down.
        Self { shift: u8::from(events.iter().any(is_top)), done: Vec::new(), open: None }
    }

    fn free_id(&self, id: &str) -> String {
        let id = if id.is_empty() { "section" } else { id };
        let taken = |id: &str| self.done.iter().any(|heading| heading.id == id);
        if !taken(id) {
            return id.to_owned();
        }
        (1..).map(|number| format!("{id}-{number}")).find(|id| !taken(id)).unwrap_or_default()
    }
}

impl Writer<'_> {
    pub(super) fn open_heading(&mut self, level: u8, fixed: Option<&str>, range: &Range<usize>) {
        let origin = self.translated.origin(range.start);
        let offset = self.text.offset.unwrap_or_default();
        let known = origin.and_then(|at| self.text.headings.iter().find(|heading| heading.span.start == at + offset));
        let id = known.map(|heading| heading.id.clone()).or(fixed.map(str::to_owned));
        let level = (level + self.headings.shift).clamp(self.text.floor, 6);
        let heading = Heading { level, text: String::new(), id: id.unwrap_or_default(), span: range.clone() };
        self.headings.open = Some((heading, self.words.len()));
        // The id is known when the words are: the tag is written then.
        self.outer.push((mem::take(&mut self.out), String::new()));
    }

    pub(super) fn close_heading(&mut self) {
        let (Some((mut heading, from)), Some((outer, _))) = (self.headings.open.take(), self.outer.pop()) else {
            return;
        };
        let inside = mem::replace(&mut self.out, outer);
        heading.text = self.words.get(from..).unwrap_or_default().trim().to_owned();
        if heading.id.is_empty() {
            heading.id = self.headings.free_id(&content::slug::anchor(&heading.text));
        }
        let (level, id) = (heading.level, escaped(&heading.id).into_owned());
        let _ = writeln!(self.out, "<h{level} id=\"{}{id}\">{}</h{level}>", self.text.prefix, inside.trim());
        self.headings.done.push(heading);
        self.block();
    }

    pub(super) fn in_heading(&self) -> bool {
        self.headings.open.is_some()
    }
}
