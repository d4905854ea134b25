//! Origins as browsers send them.

use axum::http::{HeaderValue, Uri};

use crate::Error;

/// Reads `https://help.example.com` or `http://localhost:8080`, and writes it as a browser's `Origin` header has it:
/// lower case, without the usual port, without a slash.
pub(crate) fn read(text: &str) -> Result<HeaderValue, Error> {
    let wrong = || Error::Origin(text.to_owned());
    let uri: Uri = text.parse().map_err(|_| wrong())?;
    let (Some(scheme), Some(host)) = (uri.scheme_str(), uri.host()) else { return Err(wrong()) };
    let usual = match scheme {
        "http" => 80,
        "https" => 443,
        _ => return Err(wrong()),
    };
    let bare = uri.path() == "/" && uri.query().is_none() && !text.contains(['@', '#', '*']);
    if !bare || host.is_empty() {
        return Err(wrong());
    }
    let port = uri.port_u16().filter(|port| *port != usual).map_or_else(String::new, |port| format!(":{port}"));
    let origin = format!("{scheme}://{}{port}", host.to_ascii_lowercase());
    HeaderValue::from_str(&origin).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_written_as_browsers_send_it() {
        let cases = [
            ("https://Help.Example.com", "https://help.example.com"),
            ("https://help.example.com/", "https://help.example.com"),
            ("https://help.example.com:443", "https://help.example.com"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://[::1]:80", "http://[::1]"),
        ];
        for (text, origin) in cases {
            assert_eq!(read(text).ok().as_ref().and_then(|read| read.to_str().ok()), Some(origin), "{text}");
        }
    }

    #[test]
    fn what_is_not_an_origin_is_refused() {
        for text in
            ["", "*", "help.example.com", "https://", "https://a/b", "https://a?b", "ftp://a", "https://u@a", "null"]
        {
            assert!(matches!(read(text), Err(Error::Origin(said)) if said == text), "{text}");
        }
    }
}
