//! Names that carry a hash of what they name, so that browsers may keep such files for ever.

use sha2::{Digest, Sha256};

/// How many hexadecimal digits of the hash a name carries: 64 bits.
const DIGITS: usize = 16;

/// `portal.0f3a….js` for `portal.js`; letters that would need escaping in an address become dashes.
pub(crate) fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let (stem, ending) = name.rsplit_once('.').map_or((name, None), |(stem, ending)| (stem, Some(ending)));
    let plain = |text: &str| -> String {
        text.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).collect()
    };
    let hash = digest(bytes);
    match ending {
        Some(ending) => format!("{}.{}.{}", plain(stem), &hash[..DIGITS], plain(ending).to_ascii_lowercase()),
        None => format!("{}.{}", plain(stem), &hash[..DIGITS]),
    }
}

/// SHA-256 as hexadecimal digits.
fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_changes_with_the_content_and_keeps_its_ending() {
        assert_eq!(hashed_name("engine_bg.wasm", b"a"), "engine_bg.ca978112ca1bbdca.wasm");
        assert_ne!(hashed_name("a.js", b"a"), hashed_name("a.js", b"b"));
        assert_eq!(hashed_name("My picture (1).PNG", b"a"), "My-picture--1-.ca978112ca1bbdca.png");
        assert_eq!(hashed_name("LICENSE", b"a"), "LICENSE.ca978112ca1bbdca");
    }
}
