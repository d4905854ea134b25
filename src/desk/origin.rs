//! Origins as browsers send them.

use axum::http::{HeaderValue, Uri, uri::Authority};

use crate::Error;

/// What to write when nobody can tell what was meant.
const EXAMPLE: &str = "https://help.example.com";

/// Reads `https://help.example.com` or `http://localhost:8080`, and writes it as a browser's `Origin` header has it:
/// lower case, without the usual port, without a slash.
pub(crate) fn read(text: &str) -> Result<HeaderValue, Error> {
    let wrong = |fault, instead: Option<String>| Error::Origin {
        text: text.to_owned(),
        fault,
        instead: instead.unwrap_or(EXAMPLE.into()),
    };
    let Some((scheme, rest)) = text.split_once("://") else {
        let host = text.split('/').next().unwrap_or_default();
        return Err(wrong("the scheme is missing", written("https", host)));
    };
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https") {
        return Err(wrong("its scheme is neither `http` nor `https`", written("https", host_of(rest))));
    }
    let Some(origin) = written(&scheme, host_of(rest)) else {
        return Err(wrong("its host or port is not right", None));
    };
    if !matches!(&rest[host_of(rest).len()..], "" | "/") {
        return Err(wrong("there is more behind the host", Some(origin)));
    }
    HeaderValue::from_str(&origin).map_err(|_| wrong("its host or port is not right", None))
}

/// All up to the path, the query or the fragment.
fn host_of(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// The origin of a scheme and a host with or without a port; nothing when the host is none.
fn written(scheme: &str, host: &str) -> Option<String> {
    let authority: Authority = host.parse().ok()?;
    let uri = Uri::builder().scheme(scheme).authority(authority).path_and_query("/").build().ok()?;
    let name = uri.host().filter(|name| !name.is_empty() && !host.contains(['@', '*']))?;
    let usual = if scheme == "http" { 80 } else { 443 };
    let port = match uri.port_u16() {
        Some(port) if port != usual => format!(":{port}"),
        None if host.ends_with(':') || host.len() > name.len() => return None,
        _ => String::new(),
    };
    Some(format!("{scheme}://{}{port}", name.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    #[test]
    fn an_origin_is_written_as_browsers_send_it() {
        let cases = [
            ("https://Help.Example.com", "https://help.example.com"),
            ("HTTPS://help.example.com/", "https://help.example.com"),
            ("https://help.example.com:443", "https://help.example.com"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://[::1]:80", "http://[::1]"),
            ("http://[::1]", "http://[::1]"),
        ];
        for (text, origin) in cases {
            assert_eq!(read(text).unwrap(), origin, "{text}");
        }
    }

    #[test]
    fn what_is_not_an_origin_is_refused_with_what_was_meant() {
        let cases = [
            ("help.example.com", "the scheme is missing", "https://help.example.com"),
            ("help.example.com:8443/portal", "the scheme is missing", "https://help.example.com:8443"),
            ("https://a/b", "there is more behind the host", "https://a"),
            ("https://a?b", "there is more behind the host", "https://a"),
            ("ftp://a", "its scheme is neither `http` nor `https`", "https://a"),
            ("", "the scheme is missing", EXAMPLE),
            ("*", "the scheme is missing", EXAMPLE),
            ("https://", "its host or port is not right", EXAMPLE),
            ("https://u@a", "its host or port is not right", EXAMPLE),
            ("https://a:", "its host or port is not right", EXAMPLE),
            ("https://a:99999", "its host or port is not right", EXAMPLE),
            ("https://*.example.com", "its host or port is not right", EXAMPLE),
        ];
        for (given, expected, meant) in cases {
            let Err(Error::Origin { text, fault, instead }) = read(given) else { panic!("{given} was taken") };
            assert_eq!((text.as_str(), fault, instead.as_str()), (given, expected, meant));
        }
    }
}
