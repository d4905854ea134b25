//! How wide text is, without a font at hand: as wide as in the widest of the usual ones, so that no text leaves its box.

/// The width of `text` at `size` pixels.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// The width of a letter as a part of the size.
fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' | '!' | '.' | ',' | ':' | ';' | '’' | '‘' => 0.36,
        'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '/' | '\\' | ' ' | '-' | '"' | '“' | '”' => 0.44,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' | '→' | '↩' => 1.0,
        'A'..='Z' | '<' | '>' | '=' | '+' | '&' | '~' | '#' => 0.78,
        'a'..='z' | '0'..='9' => 0.63,
        c if c.is_ascii() => 0.66,
        // Marks that stand on the letter before them.
        '\u{300}'..='\u{36f}' => 0.0,
        '\u{a0}'..='\u{24f}' | '\u{370}'..='\u{3ff}' => 0.72,
        '\u{400}'..='\u{5ff}' => 0.86,
        _ => 1.1,
    }
}

/// Breaks a text into lines no wider than `room`, between words where that is possible.
pub(super) fn wrapped(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&joined, size) <= room {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            if !line.is_empty() && width(&line, size) + advance(c) * size > room {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_long_words_inside() {
        assert_eq!(wrapped("Restart the client", 10.0, 80.0), ["Restart the", "client"]);
        assert_eq!(wrapped("aaaaaaaaaaaaaaaaaaaa b", 10.0, 70.0), ["aaaaaaaaaaa", "aaaaaaaaa b"]);
        assert_eq!(wrapped("", 10.0, 70.0), [""]);
    }

    proptest::proptest! {
        #[test]
        fn no_line_is_wider_than_its_room(text in "\\PC{0,80}") {
            let lines = wrapped(&text, 12.0, 60.0);
            for line in &lines {
                proptest::prop_assert!(width(line, 12.0) <= 60.0 + 1e-9);
            }
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            proptest::prop_assert_eq!(bare(&lines.concat()), bare(&text));
        }
    }
}
