//! The words of a Markdown text.

use pulldown_cmark::{Event, Parser, TagEnd};

use super::options;

/// The words of `markdown` without markup or raw HTML: one line a block, for search and previews.
pub fn plain_text(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::TableCell | TagEnd::Image) => separate(&mut text, ' '),
            Event::End(end) if is_block(end) => separate(&mut text, '\n'),
            Event::InlineHtml(tag) if tag.starts_with("<br") => separate(&mut text, ' '),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

fn is_block(end: TagEnd) -> bool {
    !matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}

/// Starts something new, unless nothing has been written since the last time.
fn separate(text: &mut String, separator: char) {
    if separator == '\n' {
        text.truncate(text.trim_end_matches(' ').len());
    }
    if !text.is_empty() && !text.ends_with(['\n', ' ']) {
        text.push(separator);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_apart_and_markup_goes() {
        let markdown = "# Fix *it*\n\nUse `ping`\nand [wait](x.md).<br>Done\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n> [!NOTE]\n> Mind\n\n- one\n- two\n\n<div>raw</div>\n";
        assert_eq!(plain_text(markdown), "Fix it\nUse ping and wait. Done\nA B\n1 2\nMind\none\ntwo");
    }
}
