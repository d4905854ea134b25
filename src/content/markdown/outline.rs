//! What a Markdown text holds that others refer to, or that refers to others.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::html::unclosed;
use super::reserved::Page;
use super::sections::{Slip, platforms, slips};
use super::unclosed::{Hidden, Unclosed};
use super::{options, tags};
use crate::{Heading, Platform, slug};

/// Headings, places and links of a Markdown text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Headings in order; parsing with the same options meets them in the same order.
    pub headings: Vec<Heading>,
    /// Ids that raw HTML outside of headings sets, so that links may point at them.
    pub ids: BTreeSet<String>,
    /// Links and images in order, those of raw HTML included.
    pub links: Vec<Link>,
    /// Ids of raw HTML that something before it has.
    pub repeated: BTreeSet<String>,
    /// Ids that an author fixed although something else has them already, with the place of the heading.
    pub taken: Vec<(String, Range<usize>)>,
    /// Ids that an author fixed although the page around the text has them, with the place of the heading.
    pub reserved: Vec<(String, Range<usize>)>,
    /// Comments that nothing closes.
    pub(crate) unclosed: Vec<Unclosed>,
    /// What headings say of platforms that cannot be honoured.
    pub(crate) slips: Vec<Slip>,
}

/// A link or an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it points, as Markdown understands it: entities and escapes are resolved, percent-encoding is not.
    pub href: String,
    /// Whether it is an image.
    pub image: bool,
    /// Bytes of the whole link, counted from the start of the file.
    pub span: Range<usize>,
    /// Bytes of where it points, when it stands in the link itself.
    pub href_span: Range<usize>,
}

/// Reads the outline of `markdown`, which starts at byte `offset` of its file.
pub fn outline(markdown: &str, offset: usize) -> Outline {
    page_outline(markdown, offset, Page::default())
}

/// The same for a text that leaves the ids of the page around it to that page.
pub(crate) fn page_outline(markdown: &str, offset: usize, page: Page) -> Outline {
    let ids = Ids::within(page);
    let mut reader =
        Reader { markdown, offset, outline: Outline::default(), ids, heading: None, in_code: false, depth: 0 };
    for (event, range) in Parser::new_ext(markdown, options()).into_offset_iter() {
        let (opens, closes) = (matches!(event, Event::Start(_)), matches!(event, Event::End(_)));
        reader.event(event, range);
        reader.depth = reader.depth + usize::from(opens) - usize::from(closes);
    }
    reader.outline
}

/// A heading whose end has not come yet.
struct Open {
    level: u8,
    text: String,
    fixed: Option<String>,
    platforms: Vec<Platform>,
    span: Range<usize>,
}

struct Reader<'a> {
    markdown: &'a str,
    offset: usize,
    outline: Outline,
    ids: Ids,
    heading: Option<Open>,
    /// Whether a block of code is open, in which nothing is HTML.
    in_code: bool,
    /// How many elements are open.
    depth: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Heading { level, id, attrs, .. }) => {
                let fixed = id.map(|id| id.to_string()).filter(|id| !id.is_empty());
                let span = trimmed(self.markdown, range, self.offset);
                self.outline.slips.extend(slips(&attrs, self.depth > 0, &span));
                let platforms = platforms(&attrs);
                self.heading = Some(Open { level: level as u8, text: String::new(), fixed, platforms, span });
            }
            Event::End(TagEnd::Heading(_)) => self.close_heading(),
            Event::Start(Tag::Link { dest_url, .. }) => self.link(&dest_url, false, range),
            Event::Start(Tag::Image { dest_url, .. }) => self.link(&dest_url, true, range),
            // The events inside of a block are single lines, and a tag may be longer.
            Event::Start(Tag::HtmlBlock) => {
                self.open_end(&range);
                self.html(range);
            }
            Event::InlineHtml(_) => self.html(range),
            Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::Text(text) | Event::Code(text) => {
                self.open_words(&text, &range);
                if let Some(heading) = &mut self.heading {
                    heading.text.push_str(&text);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(heading) = &mut self.heading {
                    heading.text.push(' ');
                }
            }
            _ => {}
        }
    }

    /// A block of HTML with a comment that it does not close.
    fn open_end(&mut self, range: &Range<usize>) {
        let source = self.markdown.get(range.clone()).unwrap_or_default();
        let Some((mark, at)) = unclosed(source) else { return };
        // A block that begins with a comment goes on until it ends; any other one ends at an empty line.
        let begins = source.get(..at).unwrap_or_default().trim().is_empty();
        self.unclosed(mark, range.start + at, if begins { Hidden::All } else { Hidden::Block });
    }

    /// A comment among words that their paragraph does not close.
    fn open_words(&mut self, text: &str, range: &Range<usize>) {
        const MARK: &str = "<!--";
        if self.in_code || !text.contains('<') {
            return;
        }
        let source = self.markdown.get(range.clone()).unwrap_or_default();
        for (at, _) in source.match_indices('<') {
            let (before, rest) = self.markdown.split_at_checked(range.start + at).unwrap_or_default();
            if rest.starts_with(MARK) && !before.ends_with('\\') && source == text {
                self.unclosed(MARK, range.start + at, Hidden::Nothing);
            }
        }
    }

    fn unclosed(&mut self, mark: &'static str, at: usize, hidden: Hidden) {
        let start = at + self.offset;
        self.outline.unclosed.push(Unclosed { mark, span: start..start + mark.len(), hidden });
    }

    fn close_heading(&mut self) {
        let Some(open) = self.heading.take() else { return };
        let text = open.text.trim().to_owned();
        let id = match open.fixed {
            Some(id) => {
                if self.ids.page.has(&id) {
                    self.outline.reserved.push((id.clone(), open.span.clone()));
                } else if self.ids.is_taken(&id) {
                    self.outline.taken.push((id.clone(), open.span.clone()));
                }
                self.ids.unique(id)
            }
            None => self.ids.unique(slug::anchor(&text)),
        };
        self.outline.headings.push(Heading { level: open.level, text, id, platforms: open.platforms, span: open.span });
    }

    fn link(&mut self, href: &str, image: bool, range: Range<usize>) {
        let source = self.markdown.get(range.clone()).unwrap_or_default();
        let start = source.rfind(href).filter(|_| !href.is_empty()).map_or(range.start, |at| range.start + at);
        let end = if start == range.start { range.end } else { start + href.len() };
        self.outline.links.push(Link {
            href: href.to_owned(),
            image,
            span: range.start + self.offset..range.end + self.offset,
            href_span: start + self.offset..end + self.offset,
        });
    }

    fn html(&mut self, range: Range<usize>) {
        let source = self.markdown.get(range.clone()).unwrap_or_default();
        for tag in tags(source) {
            let at = range.start + tag.span.start..range.start + tag.span.end;
            if let Some(href) = tag.get("src").filter(|_| tag.is("img")) {
                self.link(&unescaped(href), true, at.clone());
            }
            if let Some(href) = tag.get("href").filter(|_| tag.is("a")) {
                self.link(&unescaped(href), false, at);
            }
            let id = tag.get("id").or_else(|| tag.get("name").filter(|_| tag.is("a"))).filter(|id| !id.is_empty());
            match (&mut self.heading, id) {
                (Some(heading), Some(id)) if heading.fixed.is_none() && tag.is("a") => {
                    heading.fixed = Some(id.to_owned())
                }
                (_, Some(id)) => self.raw_id(id),
                _ => {}
            }
        }
    }

    /// An id of raw HTML: links may point at it when nothing else has it. Who writes the HTML leaves out the others.
    fn raw_id(&mut self, id: &str) {
        if self.ids.is_taken(id) {
            self.outline.repeated.insert(id.to_owned());
        } else {
            self.outline.ids.insert(self.ids.unique(id.to_owned()));
        }
    }
}

/// Entities that addresses in HTML have.
fn unescaped(href: &str) -> String {
    href.trim().replace("&amp;", "&").replace("&quot;", "\"").replace("&#39;", "'")
}

/// A range without the white space at its end, counted from the start of the file.
fn trimmed(markdown: &str, range: Range<usize>, offset: usize) -> Range<usize> {
    let text = markdown.get(range.clone()).unwrap_or_default();
    range.start + offset..range.start + text.trim_end().len() + offset
}

/// Makes ids unique the way Git hosts do: `x`, `x-1`, `x-2`.
#[derive(Default)]
pub(crate) struct Ids {
    used: HashSet<String>,
    /// How far the numbers behind an id have come.
    numbers: HashMap<String, usize>,
    page: Page,
}

impl Ids {
    /// Ids of a text that leaves those of the page around it to that page.
    pub(crate) fn within(page: Page) -> Self {
        Self { page, ..Self::default() }
    }

    /// Whether something has this id, or what the page makes of it.
    pub(crate) fn is_taken(&self, id: &str) -> bool {
        let twin = self.page.twin_of(id);
        self.page.has(id) || self.used.contains(id) || twin.is_some_and(|twin| self.used.contains(&twin))
    }

    /// The id itself, or with the first free number behind it.
    pub(crate) fn unique(&mut self, id: String) -> String {
        let id = if id.is_empty() { "section".to_owned() } else { id };
        // Where the page numbers its ids itself, no number is free.
        let id = if self.page.has(&format!("{id}-1")) { format!("section-{id}") } else { id };
        if !self.is_taken(&id) {
            return self.take(id);
        }
        let mut number = self.numbers.get(&id).copied().unwrap_or_default();
        let free = loop {
            number += 1;
            let candidate = format!("{id}-{number}");
            if !self.is_taken(&candidate) {
                break candidate;
            }
        };
        self.numbers.insert(id, number);
        self.take(free)
    }

    fn take(&mut self, id: String) -> String {
        self.used.extend(self.page.twin_of(&id));
        self.used.insert(id.clone());
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_where_they_stand() {
        let text = "Ü [a **b**](x.md#y \"T\") ![i](<p q.png>) <https://e.example> [r][]\n\n<p>\n<img\nsrc='h.png'><a href=\"z.md?a=1&amp;b\">z</a></p>\n\n`[no](no.md)`\n\n[r]: ref.md\n";
        let outline = outline(text, 0);
        let links: Vec<_> =
            outline.links.iter().map(|link| (link.href.as_str(), link.image, &text[link.href_span.clone()])).collect();
        assert_eq!(
            links,
            [
                ("x.md#y", false, "x.md#y"),
                ("p q.png", true, "p q.png"),
                ("https://e.example", false, "https://e.example"),
                ("ref.md", false, "[r]"),
                ("h.png", true, "h.png"),
                ("z.md?a=1&b", false, "<a href=\"z.md?a=1&amp;b\">"),
            ]
        );
        assert!(links.len() == outline.links.len() && text[outline.links[0].span.clone()].starts_with("[a **b**]"));
    }

    #[test]
    fn a_comment_without_an_end_is_told_by_what_it_does() {
        use Hidden::{All, Block, Nothing};
        let effects = |text: &str| {
            let found = outline(text, 0).unclosed;
            found.iter().for_each(|open| assert_eq!(text.get(open.span.clone()), Some(open.mark), "{text}"));
            found.into_iter().map(|open| open.hidden).collect::<Vec<_>>()
        };
        assert_eq!(effects("Text.\n\n<!-- note\n\n## Lost\n\nMore."), [All]);
        assert_eq!(effects("> <!-- note\n\nMore."), [All]);
        assert_eq!(effects("<?php\n\nMore."), [All]);
        // The block goes on behind empty lines until the comment ends.
        assert_eq!(effects("<!-- note\n\n## Hidden\n\nend -->\n\n## Shown"), []);
        assert_eq!(outline("<!-- note\n\n## Hidden\n\nend -->\n\n## Shown", 0).headings.len(), 1);
        // Any other block ends at an empty line, and the comment with it.
        assert_eq!(effects("<div>\n<!-- note\n\nend -->\n</div>"), [Block]);
        assert_eq!(effects("<!-- a --> <!-- b\n\nend -->"), [Block]);
        assert_eq!(effects("<div>\n\n<!-- note\n\nend -->\n\n</div>"), []);
        assert_eq!(effects("Words <!-- note\n\nend -->"), [Nothing]);
        assert_eq!(effects("Words <!-- note\nend --> `<!--` \\<!-- &lt;!--\n\n    <!-- code\n\n```\n<!--\n```"), []);
    }

    #[test]
    fn an_id_of_raw_html_counts_once_and_never_when_the_page_has_it() {
        let text = "<a name=\"set-up\"></a>\n\n## Set up\n\n<p id=\"x\">a</p><p id=\"x\">b</p>\n\n<b id=main>c</b> <i id=\"fn:1\">d</i>\n";
        let outline = page_outline(text, 0, crate::markdown::reserved::ARTICLE);
        assert_eq!(outline.headings[0].id, "set-up-1");
        assert_eq!(outline.ids, BTreeSet::from(["set-up".to_owned(), "x".to_owned()]));
    }

    #[test]
    fn ids_that_the_page_numbers_itself_are_left_to_it() {
        let text = "## Search suggestions\n## One {#fn:1}\n## Two {#fn:1}\n";
        let outline = page_outline(text, 0, crate::markdown::reserved::ARTICLE);
        let ids: Vec<_> = outline.headings.iter().map(|heading| heading.id.as_str()).collect();
        assert_eq!(ids, ["section-search-suggestions", "section-fn:1", "section-fn:1-1"]);
        assert_eq!(outline.reserved.len(), 2);
    }

    #[test]
    fn a_step_leaves_room_for_the_heading_the_page_makes_of_it() {
        let ids = |text: &str| {
            let outline = page_outline(text, 0, crate::markdown::reserved::GUIDE);
            outline.headings.into_iter().map(|heading| heading.id).collect::<Vec<_>>()
        };
        assert_eq!(ids("## Print\n## Print heading\n"), ["print", "print-heading-1"]);
        assert_eq!(ids("## Print heading\n## Print\n"), ["print-heading", "print-1"]);
    }

    #[test]
    fn headings_have_ids_of_their_own() {
        let text = "# A `b` [c](d)\n## Same\n## Same\n## Same-1\n### Fixed {#own}\n## !!!\n## <a name=\"x\"></a>Named\n\n> ## Quoted\n";
        let outline = outline(text, 100);
        let ids: Vec<_> = outline.headings.iter().map(|heading| (heading.level, heading.id.as_str())).collect();
        assert_eq!(
            ids,
            [
                (1, "a-b-c"),
                (2, "same"),
                (2, "same-1"),
                (2, "same-1-1"),
                (3, "own"),
                (2, "section"),
                (2, "x"),
                (2, "quoted"),
            ]
        );
        assert_eq!(outline.headings[0].span, 100..114);
        assert_eq!(outline.headings[4].text, "Fixed");
    }
}
