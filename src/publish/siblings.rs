//! A file compressed twice beside itself, as `x.js.br` and `x.js.gz`, for hosts that send such a sibling in its place. The
//! host is spared the work, and the reader gets more compression than a host has time for.

use std::io::{self, Read as _};

use crate::twins;

/// Endings of what is text, or compresses like text. Pages are not among them: they are small and many, and every host
/// compresses a page in less than a millisecond; see `docs/decisions`.
const ENDINGS: [&str; 9] = ["css", "js", "json", "mjs", "svg", "txt", "wasm", "webmanifest", "xml"];

/// Of text this leaves a fourteenth less than 9, in a third of the time that 11 takes. The list of titles is among it, which
/// the first answer waits for.
const QUALITY: i32 = 10;

/// Whether a file at this address gets siblings.
pub(crate) fn belong_to(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

/// Where the siblings of a file are.
pub(crate) fn names(path: &str) -> [String; 2] {
    ["br", "gz"].map(|ending| format!("{path}.{ending}"))
}

/// The siblings of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Siblings {
    /// Beside it with the ending `.br`.
    pub(crate) brotli: Vec<u8>,
    /// Beside it with the ending `.gz`.
    pub(crate) gzip: Vec<u8>,
}

impl Siblings {
    /// Compresses a file.
    pub(crate) fn of(bytes: &[u8]) -> io::Result<Self> {
        Ok(Self { brotli: twins::brotli_at(QUALITY, bytes)?, gzip: twins::gzip(bytes)? })
    }

    /// Whether both unpack to these bytes.
    pub(crate) fn hold(&self, bytes: &[u8]) -> bool {
        let is_same = |unpacked: &mut dyn io::Read| {
            let mut all = Vec::with_capacity(bytes.len());
            // One byte more than there should be is enough to tell.
            unpacked.take(bytes.len() as u64 + 1).read_to_end(&mut all).is_ok() && all == bytes
        };
        is_same(&mut brotli::Decompressor::new(self.brotli.as_slice(), 1 << 16))
            && is_same(&mut flate2::read::GzDecoder::new(self.gzip.as_slice()))
    }

    /// Where they are beside this file, and what is in them; without one that is not smaller than the file.
    pub(crate) fn beside(&self, path: &str, length: usize) -> impl Iterator<Item = (String, &[u8])> {
        let both = names(path).into_iter().zip([self.brotli.as_slice(), self.gzip.as_slice()]);
        both.filter(move |(_, bytes)| bytes.len() < length)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::{Siblings, belong_to};

    #[test]
    fn text_has_siblings_and_pages_and_pictures_have_none() {
        for path in ["assets/portal.1.js", "assets/portal_bg.1.wasm", "icon.svg", "manifest.webmanifest", "robots.txt"]
        {
            assert!(belong_to(path), "{path}");
        }
        for path in ["index.html", "assets/search.1-br.bin", "icon-192.png", "a.js/index.html", ".nojekyll", "js"] {
            assert!(!belong_to(path), "{path}");
        }
    }

    #[test]
    fn siblings_hold_the_very_file_or_are_known_not_to() {
        let text = "Restart the router, then try again. ".repeat(50).into_bytes();
        let siblings = Siblings::of(&text).unwrap();
        assert!(siblings.hold(&text));
        assert!(!siblings.hold(&text[1..]));
        assert!(!siblings.hold(&[text.as_slice(), b"!"].concat()));
        let torn = Siblings { gzip: siblings.gzip[..20].to_vec(), ..siblings.clone() };
        assert!(!torn.hold(&text));
        let swapped = Siblings { brotli: siblings.gzip.clone(), gzip: siblings.brotli };
        assert!(!swapped.hold(&text));
    }

    #[test]
    fn only_what_is_smaller_is_worth_having() {
        let siblings = Siblings { brotli: vec![0; 10], gzip: vec![0; 12] };
        let names = |length| siblings.beside("a.js", length).map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names(13), ["a.js.br", "a.js.gz"]);
        assert_eq!(names(12), ["a.js.br"]);
        assert!(names(10).is_empty());
    }
}
