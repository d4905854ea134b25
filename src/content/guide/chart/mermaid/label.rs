//! What stands in boxes and at arrows.

/// A text as people see it.
pub(super) struct Label {
    /// The text, with line ends where the chart breaks lines.
    pub(super) text: String,
    /// Tags, icons and marks of emphasis that are not in it.
    pub(super) left_out: Vec<String>,
}

/// Names of characters, as Mermaid and HTML write them.
const NAMES: [(&str, char); 7] =
    [("quot", '"'), ("amp", '&'), ("lt", '<'), ("gt", '>'), ("apos", '\''), ("nbsp", ' '), ("num", '#')];

/// Reads a text without the quotes around it.
pub(super) fn read(source: &str) -> Label {
    let mut label = Label { text: String::new(), left_out: Vec::new() };
    let mut source = source.trim();
    if let Some(inner) = source.strip_prefix('`').and_then(|inner| inner.strip_suffix('`')) {
        source = inner;
    }
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        if let Some((tag, after)) = tag(rest) {
            let name = tag.trim_matches(['<', '>', '/', ' ']).to_lowercase();
            if name == "br" {
                label.text.push('\n');
            } else {
                label.left_out.push(tag.to_owned());
            }
            rest = after;
        } else if let Some((icon, after)) = icon(rest, label.text.chars().last()) {
            label.left_out.push(icon.to_owned());
            rest = after;
        } else if let Some((character, after)) = entity(rest) {
            label.text.push(character);
            rest = after;
        } else if let Some(after) = rest.strip_prefix("\\n") {
            label.text.push('\n');
            rest = after;
        } else if let Some(after) = rest.strip_prefix("**").filter(|_| source.matches("**").count() > 1) {
            label.left_out.push("**".to_owned());
            rest = after;
        } else {
            label.text.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    label.left_out.dedup();
    label
}

/// A tag of HTML at the start of `text`.
fn tag(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('<')?;
    let begins = inner.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic());
    let end = inner
        .find(['>', '<', '\n'])
        .filter(|end| begins && inner.get(*end..).is_some_and(|rest| rest.starts_with('>')))?;
    text.split_at_checked(end + 2)
}

/// The name of an icon, such as `fa:fa-car`.
fn icon(text: &str, before: Option<char>) -> Option<(&str, &str)> {
    let begins = ["fa:", "fab:", "fas:", "far:", "fal:", "mdi:"].iter().any(|prefix| text.starts_with(prefix));
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (begins && before.is_none_or(char::is_whitespace)).then(|| text.split_at_checked(end)).flatten()
}

/// A character by its number or name: `#35;`, `#quot;`, `&amp;`.
fn entity(text: &str) -> Option<(char, &str)> {
    let inner = text.strip_prefix("&#").or_else(|| text.strip_prefix(['#', '&']))?;
    let (name, after) = inner.split_once(';').filter(|(name, _)| !name.is_empty() && name.len() < 9)?;
    let by_name = NAMES.iter().find(|(known, _)| *known == name).map(|(_, character)| *character);
    let by_number = || match name.strip_prefix(['x', 'X']) {
        Some(hex) if text.starts_with("&#") => u32::from_str_radix(hex, 16).ok(),
        _ => name.parse().ok(),
    };
    let character = by_name.or_else(|| by_number().and_then(char::from_u32))?;
    Some((character, after))
}
