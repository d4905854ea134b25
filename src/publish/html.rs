//! Text inside HTML.

use std::borrow::Cow;

pub(crate) use portal::escaped;

/// An address as an attribute may hold it: what is not ASCII, or would end the attribute, is percent-encoded.
pub(crate) fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'!' | b'#'..=b';' | b'=' | b'?'..=b'[' | b']' | b'_' | b'a'..=b'z' | b'~' => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The characters that entities stand for, as far as attributes and words need them.
pub(crate) fn unescaped(html: &str) -> Cow<'_, str> {
    if !html.contains('&') {
        return Cow::Borrowed(html);
    }
    let known = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", "\u{a0}"), ("&amp;", "&")];
    Cow::Owned(known.iter().fold(html.to_owned(), |text, (entity, c)| text.replace(entity, c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_read_back() {
        assert_eq!(unescaped("&lt;a&gt; &amp;lt;"), "<a> &lt;");
    }

    #[test]
    fn an_address_cannot_end_its_attribute_and_keeps_what_it_has_encoded() {
        assert_eq!(address("a b/ü%20?x=1&y=\"#z"), "a%20b/%C3%BC%20?x=1&amp;y=%22#z");
    }
}
