//! Tokens of challenges: when they were made and how hard they are, signed so that nobody else makes any.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac as _};
use jiff::Timestamp;
use sha2::Sha256;

/// Signed too, so that what the same key may sign one day for something else is no token.
const PURPOSE: &[u8] = b"tierzero proof of work";
const VERSION: u8 = 1;
/// Version, difficulty and seconds since 1970. With the signature behind them they are a multiple of three bytes, so that no
/// digit of their base64 can be changed without changing them.
const SAID: usize = 1 + 1 + 8;

/// What signs.
pub(crate) struct Key([u8; 32]);

impl Key {
    /// One that all desks on a database share, and that outlives them.
    pub(crate) fn of(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    fn mac(&self, said: &[u8]) -> Hmac<Sha256> {
        // HMAC takes keys of any length; one of 32 bytes is one block, filled up.
        let mut block = [0; 64];
        block[..32].copy_from_slice(&self.0);
        Hmac::new(&block.into()).chain_update(PURPOSE).chain_update(said)
    }
}

/// What a token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// To the second.
    pub(super) issued: Timestamp,
    /// How many zero bits are asked for.
    pub(super) bits: u8,
}

impl Token {
    /// As it goes to a client.
    pub(super) fn signed(self, key: &Key) -> String {
        let mut bytes = [VERSION, self.bits].to_vec();
        bytes.extend(self.issued.as_second().to_be_bytes());
        let signature = key.mac(&bytes).finalize().into_bytes();
        bytes.extend(signature);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// What comes back; nothing when it was not made with this key.
    pub(super) fn read(text: &str, key: &Key) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (said, signature) = bytes.split_at_checked(SAID)?;
        // Compares in the same time wherever the first difference is.
        key.mac(said).verify_slice(signature).ok()?;
        let [VERSION, bits, seconds @ ..] = said else { return None };
        let issued = Timestamp::from_second(i64::from_be_bytes(seconds.try_into().ok()?)).ok()?;
        Some(Self { issued, bits: *bits })
    }
}
