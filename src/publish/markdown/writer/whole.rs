//! What is written as a whole, with all events that it is made of: blocks of code and of raw HTML, and pictures.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event};

use super::{Events, Writer};
use crate::markdown::code;

impl Writer<'_> {
    pub(super) fn code(&mut self, kind: &CodeBlockKind<'_>, at: usize) -> usize {
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
    pub(super) fn html_block(&mut self, at: usize) -> usize {
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

    pub(super) fn image_at(&mut self, source: &str, title: &str, range: &Range<usize>, at: usize) -> usize {
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
