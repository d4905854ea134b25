//! Finds tags and their attributes in raw HTML, as far as links, images and ids need it.

use std::ops::Range;

/// An opening tag.
pub(crate) struct Tag<'a> {
    pub(crate) name: &'a str,
    pub(crate) attributes: Vec<Attribute<'a>>,
    /// Its bytes in the HTML.
    pub(crate) span: Range<usize>,
}

/// An attribute with a value.
pub(crate) struct Attribute<'a> {
    pub(crate) name: &'a str,
    pub(crate) value: &'a str,
}

impl<'a> Tag<'a> {
    /// The value of an attribute, whatever the case of its name.
    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        self.attributes
            .iter()
            .find(|attribute| attribute.name.eq_ignore_ascii_case(name))
            .map(|attribute| attribute.value)
    }

    /// Whether it is called so.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// What hides everything up to its end: comments, and what browsers take for such.
const HIDING: [(&str, &str); 4] = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")];

/// All opening tags of `html`; comments are left out.
pub(crate) fn tags(html: &str) -> Vec<Tag<'_>> {
    walk(html).0
}

/// A comment that `html` does not close: what opens it, and where.
pub(crate) fn unclosed(html: &str) -> Option<(&'static str, usize)> {
    walk(html).1
}

fn walk(html: &str) -> (Vec<Tag<'_>>, Option<(&'static str, usize)>) {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let rest = html.get(start..).unwrap_or_default();
        if let Some((mark, close)) = HIDING.iter().find(|(mark, _)| rest.starts_with(mark)) {
            let Some(end) = rest.find(close) else { return (tags, Some((mark, start))) };
            at = start + end + close.len();
            continue;
        }
        let mut scanner = Scanner { html, at: start + 1 };
        at = match scanner.tag(start) {
            Some(tag) => {
                let end = tag.span.end;
                tags.push(tag);
                end
            }
            None => start + 1,
        };
    }
    (tags, None)
}

struct Scanner<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn tag(&mut self, start: usize) -> Option<Tag<'a>> {
        let name = self.take(|c| c.is_ascii_alphanumeric() || c == '-');
        if name.is_empty() {
            return None;
        }
        let mut attributes = Vec::new();
        loop {
            self.take(|c| c.is_whitespace() || c == '/');
            let name = self.take(|c| !c.is_whitespace() && !matches!(c, '=' | '>' | '/' | '<' | '"' | '\''));
            if name.is_empty() {
                // Either the end of the tag, or something that is no attribute: end there all the same.
                let end = self.at + usize::from(self.rest().starts_with('>'));
                return Some(Tag { name: self.name(start), attributes, span: start..end.max(start + 1) });
            }
            self.take(char::is_whitespace);
            if self.rest().starts_with('=') {
                self.at += 1;
                self.take(char::is_whitespace);
                attributes.push(Attribute { name, value: self.value() });
            }
        }
    }

    fn value(&mut self) -> &'a str {
        match self.rest().chars().next() {
            Some(quote @ ('"' | '\'')) => {
                self.at += 1;
                let value = self.take(|c| c != quote);
                self.at += usize::from(self.rest().starts_with(quote));
                value
            }
            _ => self.take(|c| !c.is_whitespace() && c != '>'),
        }
    }

    fn name(&self, start: usize) -> &'a str {
        let rest = self.html.get(start + 1..).unwrap_or_default();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    }

    fn rest(&self) -> &'a str {
        self.html.get(self.at..).unwrap_or_default()
    }

    fn take(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_however_they_are_quoted() {
        let html = "<!-- <img src=no> --><IMG alt='a > b' src = \"x.png\"/> text <a id=top></a> 1 < 2";
        let tags = tags(html);
        assert_eq!(tags.iter().map(|tag| tag.name).collect::<Vec<_>>(), ["IMG", "a"]);
        assert_eq!(tags[0].get("src"), Some("x.png"));
        assert_eq!(tags[0].get("alt"), Some("a > b"));
        assert_eq!(&html[tags[0].span.clone()], "<IMG alt='a > b' src = \"x.png\"/>");
        assert_eq!(tags[1].get("ID"), Some("top"));
    }

    #[test]
    fn a_comment_without_an_end_is_found() {
        assert_eq!(unclosed("<!-- a --> <b title='<!--'> <!-->"), None);
        assert_eq!(unclosed("<!-- a --> <!-- b"), Some(("<!--", 11)));
        assert_eq!(unclosed("<p><?php x"), Some(("<?", 3)));
        assert_eq!(unclosed("<!DOCTYPE"), Some(("<!", 0)));
    }

    proptest::proptest! {
        #[test]
        fn no_html_is_too_strange(html in "[<>a-z=\"' /!é-]{0,40}") {
            for tag in tags(&html) {
                proptest::prop_assert!(html.get(tag.span).is_some());
            }
        }
    }
}
