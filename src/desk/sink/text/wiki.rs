//! In the wiki markup of Jira, where a backslash takes the meaning of the character behind it.

use super::Block;

pub(in crate::sink) fn written(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join("\n\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("*{}*", escaped(text)),
        Block::Line(text) => broken(text),
        Block::Quote(text) => format!("{{quote}}\n{}\n{{quote}}", broken(text)),
        Block::Pair(question, answer) => format!("*{}*\n{}", broken(question), broken(answer)),
        Block::List(all) => all.iter().map(|line| format!("* {}", escaped(line))).collect::<Vec<_>>().join("\n"),
        Block::Link(label, url) => format!("{}: {url}", escaped(label)),
    }
}

fn broken(text: &str) -> String {
    text.lines().map(escaped).collect::<Vec<_>>().join("\n")
}

fn escaped(text: &str) -> String {
    let mut wiki = String::with_capacity(text.len());
    for letter in text.trim_start().chars() {
        match letter {
            // Two of them would break the line.
            '\\' => wiki.push_str("&#92;"),
            '{' | '}' | '[' | ']' | '*' | '_' | '-' | '+' | '^' | '~' | '!' | '|' | '#' | '?' | '@' => {
                wiki.push('\\');
                wiki.push(letter);
            }
            letter => wiki.push(letter),
        }
    }
    wiki
}
