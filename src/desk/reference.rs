//! References, such as `TZ-7F3K9Q`: short enough to say on the phone, with no letters that look like digits.

use crate::problem::Problem;

/// Crockford's alphabet: no I, L, O (they look like 1 and 0) and no U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 6;

/// Draws a reference; only the database can tell whether it is free.
pub(crate) fn draw(prefix: &str) -> Result<String, Problem> {
    Ok(format!("{prefix}-{}", letters(LENGTH)?))
}

/// Draws so many letters.
pub(crate) fn letters(count: usize) -> Result<String, Problem> {
    let mut random = vec![0; count];
    getrandom::fill(&mut random).map_err(|error| Problem::broken(error.to_string()))?;
    Ok(random.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect())
}

/// Reads a reference as people type it: in any case, with O for 0 and I or L for 1. What can be no reference becomes an
/// empty one, so that it is looked up like any other.
pub(crate) fn read(typed: &str) -> String {
    let typed = typed.trim();
    let plain = typed.len() <= 64 && typed.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let Some((prefix, letters)) = typed.rsplit_once('-').filter(|_| plain) else { return String::new() };
    let letters = letters.to_ascii_uppercase().replace('O', "0").replace(['I', 'L'], "1");
    format!("{}-{letters}", prefix.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    #[test]
    fn a_drawn_reference_has_the_prefix_and_six_plain_letters() {
        for _ in 0..200 {
            let reference = draw("IT").unwrap();
            let letters = reference.strip_prefix("IT-").unwrap();
            assert_eq!(letters.len(), 6);
            assert!(letters.bytes().all(|letter| ALPHABET.contains(&letter)), "{reference}");
            assert_eq!(read(&reference.to_lowercase()), reference);
        }
    }

    #[test]
    fn letters_that_look_like_digits_are_read_as_digits() {
        assert_eq!(read(" oil-ol1i9q "), "OIL-01119Q");
        assert_eq!(read("nodash"), "");
        assert_eq!(read("TZ-%00'"), "");
        assert_eq!(read(&"A-".repeat(40)), "");
    }
}
