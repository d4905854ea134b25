//! Addresses that stand in a text without any markup, as Git hosts turn them into links.

use std::ops::Range;

/// An address in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// Where it leads.
    pub(super) href: String,
}

/// All addresses in plain words: of sites with `http://`, `https://` or `www.` in front, and of mail.
pub(super) fn addresses(text: &str) -> Vec<Address> {
    // Most texts have none, and this is quick to see.
    if !text.contains("://") && !text.contains("www.") && !text.contains('@') {
        return Vec::new();
    }
    let mut found: Vec<Address> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(['h', 'H', 'w', 'W', '@']).map(|found| at + found) {
        let free = found.last().map_or(0, |last| last.range.end);
        let address = if text[start..].starts_with('@') { mail(text, start, free) } else { site(text, start) };
        at = match &address {
            Some(address) => address.range.end,
            None => start + 1,
        };
        found.extend(address);
    }
    found
}

/// The address of a site that begins at `start`.
fn site(text: &str, start: usize) -> Option<Address> {
    let joined = |c: char| c.is_alphanumeric() || matches!(c, '/' | '@' | '.' | '-' | '_');
    if text[..start].chars().next_back().is_some_and(joined) {
        return None;
    }
    let rest = &text[start..];
    let begins = |with: &str| rest.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
    let (scheme, before) = match () {
        () if begins("https://") => ("https://".len(), ""),
        () if begins("http://") => ("http://".len(), ""),
        () if begins("www.") => (0, "http://"),
        () => return None,
    };
    let end = rest.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(rest.len());
    let length = without_punctuation(&rest[..end]);
    let domain = rest[scheme..length.max(scheme)].split(['/', '?', '#', ':']).next().unwrap_or_default();
    is_domain(domain).then(|| Address { range: start..start + length, href: format!("{before}{}", &rest[..length]) })
}

/// Names between dots, two at least, without underscores in the last two.
fn is_domain(domain: &str) -> bool {
    let names: Vec<&str> = domain.split('.').collect();
    let sound = |name: &&str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    names.len() > 1 && names.iter().all(sound) && !names.iter().rev().take(2).any(|name| name.contains('_'))
}

/// How long an address is without the punctuation of the sentence around it.
fn without_punctuation(address: &str) -> usize {
    let mut rest = address;
    loop {
        let Some(last) = rest.chars().next_back() else { return 0 };
        let open = || rest.matches(')').count() > rest.matches('(').count();
        match last {
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '"' | '’' | '”' | '…' | ']' => {}
            ')' if open() => {}
            _ => return rest.len(),
        }
        rest = &rest[..rest.len() - last.len_utf8()];
    }
}

/// The address of mail around the `@` at `at`, which begins at `free` or later.
fn mail(text: &str, at: usize, free: usize) -> Option<Address> {
    let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-');
    let before = &text[free..at];
    let start = at - (before.len() - before.trim_end_matches(in_name).len());
    let after = &text[at + 1..];
    let end = after.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '_' | '-')).unwrap_or(after.len());
    let domain = after[..end].trim_end_matches('.');
    let joined = |c: char| c.is_alphanumeric() || c == '/';
    let alone = !text[..start].chars().next_back().is_some_and(joined);
    let goes_on = after[domain.len()..].starts_with('@');
    let sound = start < at && alone && !goes_on && is_domain(domain) && !domain.ends_with(['-', '_']);
    let range = start..at + 1 + domain.len();
    sound.then(|| Address { href: format!("mailto:{}", &text[range.clone()]), range })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(addresses(text).iter().map(|found| found.href.as_str()).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn sites_are_found_without_the_punctuation_around_them() {
        check(
            "See https://a.example/x?y=1#z. Or (http://b.example/a_(b)).",
            &["https://a.example/x?y=1#z", "http://b.example/a_(b)"],
        );
        check(
            "www.example.com, \"HTTPS://C.example\" and https://d.example:8080/.",
            &["http://www.example.com", "HTTPS://C.example", "https://d.example:8080/"],
        );
    }

    #[test]
    fn addresses_of_mail_are_found() {
        check(
            "Write to help.desk+it@mail.example.com. Or a@b.example/x",
            &["mailto:help.desk+it@mail.example.com", "mailto:a@b.example"],
        );
        check("a@b.example, c@d.example", &["mailto:a@b.example", "mailto:c@d.example"]);
    }

    #[test]
    fn what_only_looks_like_an_address_is_left_alone() {
        check("http://localhost, https://, www., xhttp://a.example, https://a_b.example_c", &[]);
        check("@home, a@b, a@b_c, logo@2x, @a.example, a@@b.example, a@b.example@c", &[]);
        check("ftp://a.example and \\\\server\\share", &[]);
    }

    proptest::proptest! {
        #[test]
        fn every_address_stands_in_the_text(text in "([hw@:/.a-c()é ]|https://|www\\.|<){0,30}") {
            let mut end = 0;
            for found in addresses(&text) {
                proptest::prop_assert!(found.range.start >= end && text.get(found.range.clone()).is_some());
                proptest::prop_assert!(found.href.ends_with(&text[found.range.clone()]));
                end = found.range.end;
            }
        }
    }
}
