//! As Markdown for GitHub. Of what people typed every character that could be markup is escaped, and an empty comment keeps
//! `@name` and `#7` from calling anybody or leading anywhere.

use super::Block;

pub(in crate::sink) fn written(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join("\n\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("**{}**", escaped(text)),
        Block::Line(text) => escaped(text),
        Block::Quote(text) => quoted(text),
        Block::Pair(question, answer) => format!("**{}**\n\n{}", escaped(question), quoted(answer)),
        Block::List(all) => all.iter().map(|line| format!("- {}", escaped(line))).collect::<Vec<_>>().join("\n"),
        // Written as a URL by `url`, which leaves none of these as they are.
        Block::Link(label, url) => format!("{}: <{}>", escaped(label), url.replace(['<', '>', '\n', ' '], "")),
    }
}

/// Line by line, since GitHub keeps the lines of an issue apart.
fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {}", escaped(line))).collect::<Vec<_>>().join("\n")
}

fn escaped(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len());
    // Spaces at the beginning would make code of a line.
    let start = text.len() - text.trim_start_matches([' ', '\t']).len();
    text[..start].chars().for_each(|_| markdown.push('\u{a0}'));
    for letter in text[start..].chars() {
        match letter {
            '@' | '#' => {
                markdown.push(letter);
                markdown.push_str("<!-- -->");
            }
            // Full stops, colons and slashes stay, so that addresses can be followed; a list that begins with `1.` is harmless.
            '.' | ':' | '/' | ',' | ';' | '?' | '%' | '\'' | '"' | '=' | '$' => markdown.push(letter),
            letter if letter.is_ascii_punctuation() => {
                markdown.push('\\');
                markdown.push(letter);
            }
            letter => markdown.push(letter),
        }
    }
    markdown
}
