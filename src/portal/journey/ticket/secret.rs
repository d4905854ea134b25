//! The key that makes a repeated send harmless, and the secret that opens a ticket's status. Both are made once for a
//! draft, on the reader's device.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::base64;

/// 144 bits: more than anybody can guess, and a multiple of three, so that base64 needs no padding.
const SECRET_BYTES: usize = 18;

/// What makes a draft's ticket its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::journey) struct Seal {
    /// `Idempotency-Key`: the same for every attempt to send a draft.
    pub(in crate::journey) key: String,
    /// Opens the ticket's status; only its hash goes to the desk.
    pub(in crate::journey) secret: String,
}

impl Seal {
    /// A new one from the device's own source of randomness; nothing when there is none, which no browser in use lacks.
    pub(in crate::journey) fn new() -> Option<Self> {
        let mut key = [0; 16];
        let mut secret = [0; SECRET_BYTES];
        getrandom::fill(&mut key).ok()?;
        getrandom::fill(&mut secret).ok()?;
        Some(Self { key: uuid(key), secret: base64::url(&secret) })
    }

    /// What the desk gets to know of the secret.
    pub(in crate::journey) fn secret_hash(&self) -> String {
        hex(&Sha256::digest(self.secret.as_bytes()))
    }
}

/// An id that no other tab draws.
pub(in crate::journey) fn fresh_id() -> String {
    let mut bytes = [0; 8];
    // Without a source of randomness nothing can be sent either, and one draft is all there is.
    let _ = getrandom::fill(&mut bytes);
    hex(&bytes)
}

/// An id under which the bytes of a file are sent, that nobody else draws or guesses.
pub(in crate::journey) fn fresh_upload_id() -> String {
    let mut bytes = [0; 16];
    // As above.
    let _ = getrandom::fill(&mut bytes);
    hex(&bytes)
}

/// Random bytes as a version 4 UUID.
fn uuid(mut bytes: [u8; 16]) -> String {
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let digits = hex(&bytes);
    format!("{}-{}-{}-{}-{}", &digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    #[test]
    fn the_hash_is_sha_256_in_lower_case_hexadecimal() {
        let seal = Seal { key: String::new(), secret: "abc".into() };
        assert_eq!(seal.secret_hash(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn a_key_is_a_version_4_uuid() {
        assert_eq!(uuid([0xff; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(uuid([0; 16]), "00000000-0000-4000-8000-000000000000");
    }

    #[test]
    fn two_seals_differ_and_their_secrets_are_long_enough() {
        let (one, two) = (Seal::new().unwrap(), Seal::new().unwrap());
        assert_ne!(one.key, two.key);
        assert_ne!(one.secret, two.secret);
        assert_eq!(one.secret.len(), 24);
    }
}
