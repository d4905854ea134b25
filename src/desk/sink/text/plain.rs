//! As plain text.

use super::Block;

pub(in crate::sink) fn written(blocks: &[Block]) -> String {
    let parts: Vec<String> = blocks.iter().map(block).collect();
    parts.join("\n\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("{text}:"),
        Block::Line(text) => text.clone(),
        Block::Quote(text) => lines(text, "> "),
        Block::Pair(question, answer) => format!("{question}\n{}", lines(answer, "  ")),
        Block::List(all) => all.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n"),
        Block::Link(label, url) => format!("{label}: {url}"),
    }
}

fn lines(text: &str, before: &str) -> String {
    text.lines().map(|line| format!("{before}{line}")).collect::<Vec<_>>().join("\n")
}
