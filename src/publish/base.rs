//! The base path: where below a host a site lives.

use crate::Error;

/// A base path with a slash on both ends, or just `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base(String);

impl Default for Base {
    /// The root of a host.
    fn default() -> Self {
        Self("/".into())
    }
}

impl Base {
    /// Reads a base path; missing slashes on its ends are put there.
    ///
    /// # Errors
    /// When it could not stand in an address as it is.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let inner = text.trim_matches('/');
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~');
        let sound = |part: &str| !part.is_empty() && part != "." && part != ".." && part.chars().all(plain);
        if inner.is_empty() {
            return Ok(Self("/".into()));
        }
        if !inner.split('/').all(sound) {
            return Err(Error::Base { base: text.into() });
        }
        Ok(Self(format!("/{inner}/")))
    }

    /// The path of a public address, such as `/help/` of `https://example.com/help`.
    pub fn of_url(url: &str) -> Option<Self> {
        let (_, rest) = url.split_once("://")?;
        let path = rest.split_once('/').map_or("", |(_, path)| path);
        Self::parse(path.split(['?', '#']).next().unwrap_or_default()).ok()
    }

    /// It as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of a page or file that is below the base.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    #[test]
    fn missing_slashes_are_put_there() {
        for (text, base) in [("", "/"), ("/", "/"), ("help", "/help/"), ("/it/help", "/it/help/"), ("//a//", "/a/")] {
            assert_eq!(Base::parse(text).unwrap().as_str(), base, "{text}");
        }
    }

    #[test]
    fn what_cannot_stand_in_an_address_is_refused() {
        for text in ["/a b/", "/../", "/a//b/", "/\"/", "https://example.com/"] {
            assert!(Base::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_path_of_a_public_address_is_a_base() {
        for (url, base) in
            [("https://a.example", "/"), ("https://a.example/", "/"), ("https://a.example/help", "/help/")]
        {
            assert_eq!(Base::of_url(url).unwrap().as_str(), base, "{url}");
        }
        assert_eq!(Base::of_url("a.example"), None);
    }
}
