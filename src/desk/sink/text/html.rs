//! As HTML: paragraphs, lists and quotations, which every sanitiser leaves.

use super::Block;

pub(in crate::sink) fn written(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join("\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("<p><strong>{}</strong></p>", escaped(text)),
        Block::Line(text) => format!("<p>{}</p>", escaped(text)),
        Block::Quote(text) => format!("<blockquote>{}</blockquote>", broken(text)),
        Block::Pair(question, answer) => format!("<p><strong>{}</strong><br>{}</p>", escaped(question), broken(answer)),
        Block::List(all) => {
            let items: String = all.iter().map(|line| format!("<li>{}</li>", escaped(line))).collect();
            format!("<ul>{items}</ul>")
        }
        Block::Link(label, url) => {
            format!("<p>{}: <a href=\"{url}\">{url}</a></p>", escaped(label), url = escaped(url))
        }
    }
}

/// With its lines kept apart.
fn broken(text: &str) -> String {
    text.lines().map(escaped).collect::<Vec<_>>().join("<br>")
}

pub(in crate::sink) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            letter => html.push(letter),
        }
    }
    html
}
