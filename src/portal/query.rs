//! Reading and writing the query of an address, as forms encode it.

pub(crate) use content::link::decode;
use content::link::parse;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All that an address may not hold as it is; what slugs are made of stays readable.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The pairs of a query in order, with or without its `?`.
pub(crate) fn pairs(query: &str) -> Vec<(String, String)> {
    parse(query.strip_prefix('?').unwrap_or(query))
}

/// A query with its `?`; empty when there are no pairs.
pub(crate) fn write<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut query = String::new();
    for (key, value) in pairs {
        query.push(if query.is_empty() { '?' } else { '&' });
        query.push_str(&encode(key));
        query.push('=');
        query.push_str(&encode(value));
    }
    query
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let pairs_in = [("summary", "VPN won't connect & more"), ("a", "größe.nö"), ("empty", "")];
        let query = write(pairs_in);
        let back = pairs(&query);
        assert_eq!(back, pairs_in.map(|(key, value)| (key.to_owned(), value.to_owned())));
    }

    #[test]
    fn plus_is_a_space_and_broken_escapes_do_no_harm() {
        assert_eq!(
            pairs("?a=b+c&%zz&d"),
            [("a".to_owned(), "b c".to_owned()), ("%zz".to_owned(), String::new()), ("d".to_owned(), String::new()),]
        );
        assert!(pairs("").is_empty());
        assert_eq!(write([]), "");
    }
}
