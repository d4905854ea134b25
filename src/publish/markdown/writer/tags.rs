//! What elements begin and end with.

use std::fmt::Write as _;
use std::mem;
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::Writer;
use crate::words;

impl Writer<'_> {
    pub(super) fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>, at: usize) {
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

    pub(super) fn end(&mut self, end: TagEnd) {
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

    pub(super) fn open_quote(&mut self, kind: Option<BlockQuoteKind>) {
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

    pub(super) fn close_label(&mut self) {
        if mem::take(&mut self.label) {
            self.out.push_str("</label>");
        }
    }
}
