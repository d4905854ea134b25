//! The words of HTML that another system keeps. GLPI 9 and 10 encode the tags themselves once more.

/// The text of HTML, with line breaks where paragraphs, lists and quotations have them.
pub(in crate::sink) fn text(html: &str) -> String {
    let plain = decoded(html);
    let mut text = String::with_capacity(plain.len());
    let mut rest = plain.as_str();
    while let Some((before, tail)) = rest.split_once('<') {
        text.push_str(before);
        let Some((tag, after)) = tail.split_once('>') else {
            text.push('<');
            rest = tail;
            continue;
        };
        // A smaller-than sign that is no tag.
        if !tag.starts_with(|letter: char| letter.is_ascii_alphabetic() || matches!(letter, '/' | '!')) {
            text.push('<');
            rest = tail;
            continue;
        }
        if breaks(tag) {
            text.push('\n');
        }
        rest = after;
    }
    text.push_str(rest);
    tidy(&decoded(&text))
}

/// Whether a line ends at a tag.
fn breaks(tag: &str) -> bool {
    let name =
        tag.trim_start_matches('/').split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
    let name = name.to_ascii_lowercase();
    matches!(name.as_str(), "br" | "p" | "div" | "li" | "ul" | "ol" | "blockquote" | "tr" | "pre" | "table" | "hr")
        || matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}

/// Without the entities that every HTML has.
fn decoded(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tail)) = rest.split_once('&') {
        text.push_str(before);
        match tail
            .split_once(';')
            .filter(|(name, _)| name.len() <= 8)
            .and_then(|(name, after)| Some((letter(name)?, after)))
        {
            Some((letter, after)) => {
                text.push(letter);
                rest = after;
            }
            None => {
                text.push('&');
                rest = tail;
            }
        }
    }
    text.push_str(rest);
    text
}

fn letter(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// Lines without spaces at their ends, and never two empty ones.
fn tidy(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim) {
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_out_of_html() {
        assert_eq!(text("<p>Hello <b>you</b></p><p>1 &lt; 2 &amp;&nbsp;3<br>x</p>"), "Hello you\n\n1 < 2 & 3\nx");
        assert_eq!(text("&#60;p&#62;Hello&#60;/p&#62;&lt;p&gt;you&lt;/p&gt;"), "Hello\n\nyou");
        assert_eq!(text("a < b & c; &bogus; &#xD800; <"), "a < b & c; &bogus; &#xD800; <");
        assert_eq!(text("<script>x"), "x");
        assert_eq!(text(""), "");
    }

    proptest::proptest! {
        #[test]
        fn whatever_it_is_nothing_breaks(html in "(<|>|&|;|#|x|/|p|é|[\\PC]){0,60}") {
            let _ = text(&html);
        }
    }
}
