//! SHA-256: all that the desk keeps of secrets and keys.

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// A SHA-256.
#[derive(Clone, Copy)]
pub(crate) struct Digest([u8; 32]);

impl Digest {
    /// Compared when there is nothing to compare with, so that the same work is done.
    pub(crate) const NOBODY: Self = Self([0; 32]);

    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Of what comes one after another, as if it were in one piece.
    pub(crate) fn of_all(parts: &[&[u8]]) -> Self {
        let mut sha = Sha256::new();
        parts.iter().for_each(|part| sha.update(part));
        Self(sha.finalize().into())
    }

    /// Reads 64 lower-case hexadecimal digits.
    pub(crate) fn from_hex(text: &str) -> Option<Self> {
        let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
        let mut bytes = [0; 32];
        if pairs.len() != bytes.len() {
            return None;
        }
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = nibble(*high)? << 4 | nibble(*low)?;
        }
        Some(Self(bytes))
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// In hexadecimal digits.
    pub(crate) fn hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Its first half, where it only has to tell texts apart.
    pub(crate) fn beginning(&self) -> u128 {
        self.0[..16].iter().fold(0, |number, byte| number << 8 | u128::from(*byte))
    }

    /// The same in hexadecimal digits.
    pub(crate) fn short(&self) -> String {
        format!("{:032x}", self.beginning())
    }

    /// Compares in the same time wherever the first difference is.
    pub(crate) fn matches(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

/// One that comes about piece by piece.
#[derive(Default)]
pub(crate) struct Digesting(Sha256);

impl Digesting {
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(crate) fn done(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn hexadecimal_and_hash_agree() {
        assert!(Digest::from_hex(ABC).is_some_and(|read| read.matches(&Digest::of(b"abc"))));
        assert!(Digest::from_hex(ABC).is_some_and(|read| !read.matches(&Digest::of(b"abd"))));
    }

    #[test]
    fn parts_are_one_text() {
        assert!(Digest::of_all(&[b"a", b"", b"bc"]).matches(&Digest::of(b"abc")));
    }

    #[test]
    fn a_short_one_is_its_beginning() {
        assert_eq!(Digest::of(b"abc").short(), ABC[..32]);
    }

    #[test]
    fn only_64_lower_case_digits_are_read() {
        for wrong in ["", "ba78", &ABC.to_uppercase(), &ABC[1..], &format!("{ABC}00"), &ABC.replace('a', "g"), "é"] {
            assert!(Digest::from_hex(wrong).is_none(), "{wrong}");
        }
    }
}
