//! From the parser's events to HTML.

use std::fmt::Write as _;
use std::mem;
use std::ops::Range;

use content::Problem;
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};

use super::autolink::{Address, addresses};
use super::dialect::Translated;
use super::footnotes::Footnotes;
use super::headings::Headings;
use super::ids::Ids;
use super::inline::Opened;
use super::sections::Sections;
use super::{Rendered, Renderer, Text, code};
use crate::html::escaped;
use crate::words;

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

#[derive(Default)]
struct Table {
    columns: Vec<Alignment>,
    column: usize,
    head: bool,
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

    /// Plain words, with the addresses in them as links.
    fn words_at(&mut self, text: &str, at: usize) {
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
    fn addresses(&self, text: &str, at: usize) -> Vec<Address> {
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
    fn tell_undefined(&mut self, text: &str, range: &Range<usize>) {
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

    fn text(&mut self, text: &str) {
        self.words.push_str(text);
        self.out.push_str(&escaped(text));
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>, at: usize) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading { level, id, .. } => self.open_heading(*level as u8, id.as_deref(), range, at),
            Tag::BlockQuote(kind) => self.open_quote(*kind),
            Tag::List(first) => {
                self.close_label();
                self.block();
                match first {
                    None => self.out.push_str("<ul>\n"),
                    Some(1) => self.out.push_str("<ol>\n"),
                    Some(first) => {
                        let _ = writeln!(self.out, "<ol start=\"{first}\">");
                    }
                }
            }
            Tag::Item => {
                let is_task = |event: Option<&(Event<'_>, _)>| matches!(event, Some((Event::TaskListMarker(_), _)));
                let task = is_task(self.events.get(at + 1)) || is_task(self.events.get(at + 2));
                self.out.push_str(if task { "<li class=\"task\">" } else { "<li>" });
            }
            Tag::FootnoteDefinition(name) => {
                self.footnote_names.push((name.to_string(), range.clone()));
                self.outer.push((mem::take(&mut self.out), mem::take(&mut self.words)));
            }
            Tag::DefinitionList => self.out.push_str("<dl>\n"),
            Tag::DefinitionListTitle => self.out.push_str("<dt>"),
            Tag::DefinitionListDefinition => self.out.push_str("<dd>"),
            Tag::Table(columns) => self.open_table(columns),
            Tag::TableHead => self.open_row(true),
            Tag::TableRow => self.open_row(false),
            Tag::TableCell => self.open_cell(),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Superscript => self.out.push_str("<sup>"),
            Tag::Subscript => self.out.push_str("<sub>"),
            Tag::Link { dest_url, title, .. } => self.open_link(dest_url, title, range),
            // Handled as a whole, or never asked for.
            Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Paragraph => {
                self.close_label();
                self.out.push_str("</p>\n");
                self.block();
            }
            TagEnd::Heading(_) => self.close_heading(),
            TagEnd::BlockQuote(_) => {
                let callout = self.quotes.pop().unwrap_or_default();
                self.out.push_str(if callout { "</aside>\n" } else { "</blockquote>\n" });
            }
            TagEnd::List(ordered) => self.out.push_str(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => {
                self.close_label();
                self.out.push_str("</li>\n");
                self.block();
            }
            TagEnd::FootnoteDefinition => self.close_footnote(),
            TagEnd::DefinitionList => self.out.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.out.push_str("</dd>\n"),
            TagEnd::Table => self.out.push_str("</tbody></table></div>\n"),
            TagEnd::TableHead => self.out.push_str("</tr></thead><tbody>\n"),
            TagEnd::TableRow => {
                self.out.push_str("</tr>\n");
                self.block();
            }
            TagEnd::TableCell => {
                self.words.push(' ');
                self.out.push_str(if self.table.head { "</th>" } else { "</td>" });
            }
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Superscript => self.out.push_str("</sup>"),
            TagEnd::Subscript => self.out.push_str("</sub>"),
            TagEnd::Link => self.close_link(),
            TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn open_quote(&mut self, kind: Option<BlockQuoteKind>) {
        self.close_label();
        self.quotes.push(kind.is_some());
        match kind {
            None => self.out.push_str("<blockquote>\n"),
            Some(kind) => {
                let title = words::callout(kind);
                let class = title.to_ascii_lowercase();
                let _ = writeln!(
                    self.out,
                    "<aside class=\"callout callout-{class}\" role=\"note\"><p class=\"callout-title\">{title}</p>"
                );
            }
        }
    }

    fn open_table(&mut self, columns: &[Alignment]) {
        self.close_label();
        self.table = Table { columns: columns.to_vec(), ..Table::default() };
        let _ = write!(
            self.out,
            "<div class=\"table-scroll\" role=\"group\" aria-label=\"{}\" tabindex=\"0\"><table>",
            words::TABLE
        );
    }

    fn open_row(&mut self, head: bool) {
        self.table.column = 0;
        self.table.head = head;
        self.out.push_str(if head { "<thead><tr>" } else { "<tr>" });
    }

    fn open_cell(&mut self) {
        let class = match self.table.columns.get(self.table.column) {
            Some(Alignment::Center) => " class=\"centre\"",
            Some(Alignment::Right) => " class=\"end\"",
            _ => "",
        };
        self.table.column += 1;
        let _ = match self.table.head {
            true => write!(self.out, "<th scope=\"col\"{class}>"),
            false => write!(self.out, "<td{class}>"),
        };
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

    fn close_label(&mut self) {
        if mem::take(&mut self.label) {
            self.out.push_str("</label>");
        }
    }

    /// Ends a block in the plain words.
    pub(super) fn block(&mut self) {
        if !self.words.is_empty() && !self.words.ends_with('\n') {
            self.words.push('\n');
        }
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>, at: usize) -> usize {
        self.close_label();
        let end = after(self.events, at);
        let mut text = String::new();
        for (event, _) in &self.events[at..end] {
            if let Event::Text(part) = event {
                text.push_str(part);
            }
        }
        let text = text.replace('\r', "");
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.as_ref(),
            CodeBlockKind::Indented => "",
        };
        self.out.push_str(&code::block(info, &text));
        self.words.push_str(&text);
        self.block();
        end
    }

    /// A block of raw HTML comes line by line, and a tag may be longer than a line.
    fn html_block(&mut self, at: usize) -> usize {
        self.close_label();
        let end = after(self.events, at);
        let mut html = String::new();
        let mut lines = Vec::new();
        for (event, range) in &self.events[at..end] {
            if let Event::Html(part) | Event::Text(part) = event {
                lines.push((html.len(), range.start));
                html.push_str(part);
            }
        }
        self.raw(&html, &lines);
        self.block();
        end
    }

    fn image_at(&mut self, source: &str, title: &str, range: &Range<usize>, at: usize) -> usize {
        let end = after(self.events, at);
        let mut alt = String::new();
        for (event, _) in &self.events[at..end] {
            match event {
                Event::Text(text) | Event::Code(text) => alt.push_str(text),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
        }
        self.words.push_str(&alt);
        self.words.push(' ');
        self.image(source, alt.trim(), title, range);
        end
    }

    /// Whether content has read this place as it stands here, and told what is wrong with it.
    pub(super) fn is_read(&self, at: usize) -> bool {
        self.translated.is_exact(at)
    }

    /// The file that a place of the text came from.
    pub(super) fn file(&self, at: usize) -> &str {
        self.translated.file(at).unwrap_or(self.text.path)
    }

    /// The first line of a range, without the white space at its end.
    fn first_line(&self, range: &Range<usize>) -> Range<usize> {
        let line = self.translated.text.get(range.clone()).and_then(|text| text.lines().next()).unwrap_or_default();
        range.start..range.start + line.trim_end().len()
    }

    /// Tells a problem at a place of the text.
    pub(super) fn tell(&mut self, mut problem: Problem, range: &Range<usize>, label: &str) {
        problem.path = self.text.path.into();
        if let Some(span) = self.translated.origins(range) {
            let offset = self.text.offset.unwrap_or_default();
            problem = problem.at(span.start + offset..span.end + offset, label);
        }
        self.problems.push(problem);
    }
}

/// The position after the end of the element that starts at `at`.
fn after(events: &Events<'_>, at: usize) -> usize {
    let mut depth = 0_usize;
    for (offset, (event, _)) in events[at..].iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + offset + 1;
        }
    }
    events.len()
}
