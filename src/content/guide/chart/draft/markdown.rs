//! Words as Markdown, in which nothing means anything but itself.

/// A text inside of a heading or a link.
pub(super) fn inline(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '{' | '}' | '~' | '|' | '$') {
            written.push('\\');
        }
        written.push(c);
    }
    written
}

/// Lines of text, each kept as a line.
pub(super) fn paragraph(text: &str) -> String {
    text.lines().map(line).collect::<Vec<_>>().join("\\\n")
}

/// A line that begins no list, no table and no heading.
fn line(text: &str) -> String {
    let written = inline(text);
    if written.starts_with(['-', '+', '=', ':', '!']) {
        return format!("\\{written}");
    }
    let digits = written.bytes().take_while(u8::is_ascii_digit).count();
    match written.get(digits..) {
        Some(rest) if digits > 0 && rest.starts_with(['.', ')']) => {
            format!("{}\\{rest}", written.get(..digits).unwrap_or_default())
        }
        _ => written,
    }
}

/// Where a link leads, as Markdown reads it back.
pub(super) fn target(href: &str) -> String {
    let mut written = String::with_capacity(href.len());
    for (at, c) in href.char_indices() {
        let rest = href.get(at + 1..).unwrap_or_default();
        let letters = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '#').count();
        let is_entity = c == '&' && letters > 0 && rest.get(letters..).is_some_and(|rest| rest.starts_with(';'));
        match c {
            ' ' => written.push_str("%20"),
            c if c.is_whitespace() || c.is_control() => {}
            '\\' | '(' | ')' | '<' | '>' => written.extend(['\\', c]),
            c if is_entity => written.extend(['\\', c]),
            c => written.push(c),
        }
    }
    written
}

/// A text as a value of YAML.
pub(super) fn quoted(text: &str) -> String {
    let mut written = String::from('"');
    for c in text.chars().filter(|c| !c.is_control()) {
        if matches!(c, '"' | '\\') {
            written.push('\\');
        }
        written.push(c);
    }
    written + "\""
}
