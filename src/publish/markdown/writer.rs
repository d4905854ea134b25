//! From the parser's events to HTML.

mod places;
mod plain;
mod table;
mod tags;
mod whole;

use std::fmt::Write as _;
use std::mem;
use std::ops::Range;

use content::Problem;
use pulldown_cmark::{Event, Tag};

use super::dialect::Translated;
use super::footnotes::Footnotes;
use super::headings::Headings;
use super::ids::Ids;
use super::inline::Opened;
use super::sections::Sections;
use super::{Rendered, Renderer, Text};
use crate::html::escaped;
use table::Table;

pub(super) type Events<'a> = [(Event<'a>, Range<usize>)];

pub(super) struct Writer<'a> {
    pub(super) renderer: &'a Renderer<'a>,
    pub(super) text: &'a Text<'a>,
    pub(super) translated: &'a Translated<'a>,
    events: &'a Events<'a>,
    /// HTML so far; of a footnote while one is open.
    pub(super) out: String,
    pub(super) words: String,
    problems: Vec<Problem>,
    pub(super) headings: Headings,
    pub(super) ids: Ids,
    pub(super) sections: Sections,
    footnotes: Footnotes,
    /// Names of the footnotes that are open, and where they begin.
    footnote_names: Vec<(String, Range<usize>)>,
    /// The text around an open footnote or heading.
    pub(super) outer: Vec<(String, String)>,
    pub(super) links: Vec<Opened>,
    /// Raw links to nowhere that became spans.
    pub(super) raw_dead: usize,
    /// Elements of raw HTML that are open and must be closed, with their places.
    pub(super) open: Vec<(String, Range<usize>)>,
    /// Callouts (`true`) and quotes around this place.
    quotes: Vec<bool>,
    table: Table,
    /// The open element whose words do not count: its name, how deep it stands, and where its words begin.
    pub(super) silent: Option<(String, usize, usize)>,
    /// A task's label that is open.
    label: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        renderer: &'a Renderer<'a>,
        text: &'a Text<'a>,
        translated: &'a Translated<'a>,
        events: &'a Events<'a>,
    ) -> Self {
        Self {
            renderer,
            text,
            translated,
            events,
            out: String::with_capacity(translated.text.len() * 5 / 4),
            words: String::with_capacity(translated.text.len()),
            problems: Vec::new(),
            headings: Headings::plan(events),
            ids: Ids::default(),
            sections: Sections::plan(events),
            footnotes: Footnotes::default(),
            footnote_names: Vec::new(),
            outer: Vec::new(),
            links: Vec::new(),
            raw_dead: 0,
            open: Vec::new(),
            silent: None,
            quotes: Vec::new(),
            table: Table::default(),
            label: false,
        }
    }

    pub(super) fn write(mut self) -> Rendered {
        let mut at = 0;
        while at < self.events.len() {
            self.out.push_str(self.sections.before(at));
            at = self.event(at);
        }
        self.out.push_str(self.sections.before(at));
        self.forget();
        let (footnotes, unused) = mem::take(&mut self.footnotes).finish(self.text.prefix);
        self.out.push_str(&footnotes);
        for (name, range) in unused {
            let problem = Problem::warning("markdown/footnote", "", format!("nothing refers to the footnote `{name}`"))
                .help(format!("write `[^{name}]` where it belongs, or remove it"));
            self.tell(problem, &self.first_line(&range), "not shown");
        }
        for (name, range) in mem::take(&mut self.open) {
            self.unclosed(&name, &range);
        }
        Rendered {
            html: self.out,
            words: self.words,
            headings: self.headings.done,
            revision: String::new(),
            problems: self.problems,
        }
    }

    /// Writes the event at `at`, and gives back the position of the next one to write.
    fn event(&mut self, at: usize) -> usize {
        let events = self.events;
        let (event, range) = &events[at];
        match event {
            Event::Start(Tag::CodeBlock(kind)) => return self.code(kind, at),
            Event::Start(Tag::HtmlBlock) => return self.html_block(at),
            Event::Start(Tag::Image { dest_url, title, .. }) => return self.image_at(dest_url, title, range, at),
            Event::Start(tag) => self.start(tag, range, at),
            Event::End(end) => self.end(*end),
            Event::Text(text) => self.words_at(text, at),
            Event::Code(text) => {
                self.words.push_str(text);
                let _ = write!(self.out, "<code>{}</code>", escaped(text));
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(text),
            Event::Html(html) | Event::InlineHtml(html) => self.raw(html, &[(0, range.start)]),
            Event::FootnoteReference(name) => {
                let reference = self.footnotes.refer(name, self.text.prefix);
                self.out.push_str(&reference);
            }
            Event::SoftBreak => {
                self.words.push(' ');
                self.out.push('\n');
            }
            Event::HardBreak => {
                self.words.push(' ');
                self.out.push_str("<br>\n");
            }
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => {
                let checked = if *done { " checked" } else { "" };
                let _ = write!(self.out, "<label class=\"task\"><input type=\"checkbox\" disabled{checked}> ");
                self.label = true;
            }
        }
        at + 1
    }

    fn close_footnote(&mut self) {
        let Some((outer, words)) = self.outer.pop() else { return };
        let html = mem::replace(&mut self.out, outer);
        let said = mem::replace(&mut self.words, words);
        self.words.push_str(&said);
        let Some((name, range)) = self.footnote_names.pop() else { return };
        if !self.footnotes.say(&name, html, range.clone()) {
            let problem = Problem::warning("markdown/footnote", "", format!("the footnote `{name}` is there twice"))
                .help("give one of them another name, and refer to it");
            self.tell(problem, &self.first_line(&range), "not shown: the first one is");
        }
    }

    /// Ends a block in the plain words.
    pub(super) fn block(&mut self) {
        if !self.words.is_empty() && !self.words.ends_with('\n') {
            self.words.push('\n');
        }
    }
}
