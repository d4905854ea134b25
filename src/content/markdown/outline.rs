//! What a Markdown text holds that others refer to, or that refers to others.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{options, tags};
use crate::{Heading, slug};

/// Headings, places and links of a Markdown text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Headings in order; parsing with the same options meets them in the same order.
    pub headings: Vec<Heading>,
    /// Ids that raw HTML outside of headings sets, so that links may point at them.
    pub ids: BTreeSet<String>,
    /// Links and images in order, those of raw HTML included.
    pub links: Vec<Link>,
    /// Ids that an author fixed although something else has them already, with the place of the heading.
    pub taken: Vec<(String, Range<usize>)>,
    /// Ids that an author fixed although the page around the text has them, with the place of the heading.
    pub reserved: Vec<(String, Range<usize>)>,
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
    page_outline(markdown, offset, &[])
}

/// The same for a text whose headings leave the ids in `reserved` to the page around it.
pub(crate) fn page_outline(markdown: &str, offset: usize, reserved: &'static [&'static str]) -> Outline {
    let ids = Ids::without(reserved);
    let mut reader = Reader { markdown, offset, outline: Outline::default(), reserved, ids, heading: None };
    for (event, range) in Parser::new_ext(markdown, options()).into_offset_iter() {
        reader.event(event, range);
    }
    reader.outline
}

/// A heading whose end has not come yet.
struct Open {
    level: u8,
    text: String,
    fixed: Option<String>,
    span: Range<usize>,
}

struct Reader<'a> {
    markdown: &'a str,
    offset: usize,
    outline: Outline,
    reserved: &'static [&'static str],
    ids: Ids,
    heading: Option<Open>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let fixed = id.map(|id| id.to_string()).filter(|id| !id.is_empty());
                let span = trimmed(self.markdown, range, self.offset);
                self.heading = Some(Open { level: level as u8, text: String::new(), fixed, span });
            }
            Event::End(TagEnd::Heading(_)) => self.close_heading(),
            Event::Start(Tag::Link { dest_url, .. }) => self.link(&dest_url, false, range),
            Event::Start(Tag::Image { dest_url, .. }) => self.link(&dest_url, true, range),
            // The events inside of a block are single lines, and a tag may be longer.
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => self.html(range),
            Event::Text(text) | Event::Code(text) => {
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

    fn close_heading(&mut self) {
        let Some(open) = self.heading.take() else { return };
        let text = open.text.trim().to_owned();
        let id = match open.fixed {
            Some(id) => {
                if self.reserved.contains(&id.as_str()) {
                    self.outline.reserved.push((id.clone(), open.span.clone()));
                } else if self.ids.is_taken(&id) {
                    self.outline.taken.push((id.clone(), open.span.clone()));
                }
                self.ids.unique(id)
            }
            None => self.ids.unique(slug::anchor(&text)),
        };
        self.outline.headings.push(Heading { level: open.level, text, id, span: open.span });
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
                (_, Some(id)) => {
                    self.outline.ids.insert(id.to_owned());
                }
                _ => {}
            }
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
    used: HashMap<String, usize>,
}

impl Ids {
    /// Gives out all ids but these.
    fn without(reserved: &[&str]) -> Self {
        Self { used: reserved.iter().map(|id| ((*id).to_owned(), 0)).collect() }
    }

    /// Whether something has this id.
    pub(crate) fn is_taken(&self, id: &str) -> bool {
        self.used.contains_key(id)
    }

    /// The id itself, or with the first free number behind it.
    pub(crate) fn unique(&mut self, id: String) -> String {
        let id = if id.is_empty() { "section".to_owned() } else { id };
        let Some(mut number) = self.used.get(&id).copied() else {
            self.used.insert(id.clone(), 0);
            return id;
        };
        let free = loop {
            number += 1;
            let candidate = format!("{id}-{number}");
            if !self.used.contains_key(&candidate) {
                break candidate;
            }
        };
        self.used.insert(id, number);
        self.used.insert(free.clone(), 0);
        free
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
