//! Raw HTML in Markdown, taken apart so that its links lead somewhere, placeholders such as `<username>` stay readable,
//! and what the sanitiser will take out can be told.

use std::ops::Range;

use super::elements;

/// A part of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    /// Words between tags; still HTML, so entities are as written.
    Text(&'a str),
    /// A tag of a known element.
    Tag(Tag<'a>),
    /// Something in angle brackets that is no HTML, such as `<username>`.
    Placeholder(&'a str),
    /// A comment or declaration.
    Comment,
}

/// A tag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// Its name in lower case.
    pub(crate) name: String,
    /// Whether it closes an element.
    pub(crate) closes: bool,
    /// Its attributes with names in lower case; values as written, entities included.
    pub(crate) attributes: Vec<(String, &'a str)>,
    /// Whether it ends in `/>`. Browsers do not care, but its author means an empty element.
    pub(crate) empty: bool,
    /// Its bytes.
    pub(crate) range: Range<usize>,
}

/// Takes raw HTML apart.
pub(crate) fn parts(html: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        if start > at {
            parts.push(Part::Text(&html[at..start]));
        }
        let (part, end) = bracketed(html, start);
        parts.push(part);
        at = end;
    }
    if at < html.len() {
        parts.push(Part::Text(&html[at..]));
    }
    parts
}

fn bracketed(html: &str, start: usize) -> (Part<'_>, usize) {
    let rest = &html[start..];
    for (open, close) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", "?>")] {
        if rest.starts_with(open) {
            let end = rest.find(close).map_or(html.len(), |end| start + end + close.len());
            return (Part::Comment, end);
        }
    }
    let Some(tag) = tag(html, start) else { return (Part::Placeholder("<"), start + 1) };
    let end = tag.range.end;
    let known = elements::is_known(&tag.name);
    (if known { Part::Tag(tag) } else { Part::Placeholder(&html[start..end]) }, end)
}

/// The tag that begins at a `<`; `None` when it is none.
pub(crate) fn tag(html: &str, start: usize) -> Option<Tag<'_>> {
    let mut at = start + 1;
    let closes = html[at..].starts_with('/');
    at += usize::from(closes);
    let name = take(html, &mut at, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_' | '.'));
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut attributes = Vec::new();
    loop {
        take(html, &mut at, |c| c.is_whitespace() || c == '/');
        let c = html[at..].chars().next()?;
        if c == '>' {
            let empty = html[..at].ends_with('/');
            return Some(Tag { name: name.to_ascii_lowercase(), closes, attributes, empty, range: start..at + 1 });
        }
        if c == '<' {
            return None;
        }
        let key = take(html, &mut at, |c| !c.is_whitespace() && !matches!(c, '=' | '>' | '/' | '<'));
        if key.is_empty() {
            at += c.len_utf8();
            continue;
        }
        let value = value(html, &mut at)?;
        attributes.push((key.to_ascii_lowercase(), value));
    }
}

/// The value after an attribute's name; empty when there is none.
fn value<'a>(html: &'a str, at: &mut usize) -> Option<&'a str> {
    let mut ahead = *at;
    take(html, &mut ahead, char::is_whitespace);
    if !html[ahead..].starts_with('=') {
        return Some("");
    }
    ahead += 1;
    take(html, &mut ahead, char::is_whitespace);
    let quote = html[ahead..].chars().next()?;
    if matches!(quote, '"' | '\'') {
        let start = ahead + 1;
        let end = start + html[start..].find(quote)?;
        *at = end + 1;
        return Some(&html[start..end]);
    }
    *at = ahead;
    Some(take(html, at, |c| !c.is_whitespace() && c != '>'))
}

fn take<'a>(html: &'a str, at: &mut usize, wanted: impl Fn(char) -> bool) -> &'a str {
    let start = *at;
    let rest = &html[start..];
    *at += rest.find(|c| !wanted(c)).unwrap_or(rest.len());
    &html[start..*at]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        let told = parts(html).into_iter().map(|part| match part {
            Part::Text(text) => format!("{text:?}"),
            Part::Placeholder(text) => format!("placeholder {text}"),
            Part::Comment => "comment".into(),
            Part::Tag(tag) => format!("{}{} {:?}", if tag.closes { "/" } else { "" }, tag.name, tag.attributes),
        });
        assert_eq!(told.collect::<Vec<_>>().join(" | "), expected);
    }

    #[test]
    fn tags_words_and_comments_are_told_apart() {
        check("<B>a</b><!-- <i> -->", r#"b [] | "a" | /b [] | comment"#);
    }

    #[test]
    fn attributes_are_read_however_they_are_quoted() {
        check(
            r#"<a HREF='x>y' target=_blank download title="a b"/>"#,
            r#"a [("href", "x>y"), ("target", "_blank"), ("download", ""), ("title", "a b")]"#,
        );
    }

    #[test]
    fn what_is_no_html_is_a_placeholder() {
        check(
            "Log in as <user name> or <a",
            r#""Log in as " | placeholder <user name> | " or " | placeholder < | "a""#,
        );
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost(html in "[<>a-c/ ='\"!é-]{0,30}") {
            let total: usize = parts(&html).iter().map(|part| match part {
                Part::Text(text) | Part::Placeholder(text) => text.len(),
                Part::Tag(tag) => tag.range.len(),
                Part::Comment => 0,
            }).sum();
            proptest::prop_assert!(total <= html.len());
            proptest::prop_assert!(html.contains("<!") || html.contains("<?") || total == html.len());
        }
    }
}
