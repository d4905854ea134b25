//! Files that go with tickets: what they are by their bytes, how large and of which kinds they may be, and what pictures
//! tell that nobody meant to send.

mod kinds;
mod limits;
mod metadata;
mod sniff;
mod zip;

pub(crate) use kinds::is_known;
pub use kinds::{DEFAULT_TYPES, KNOWN_TYPES};
pub use limits::{FileLimits, MEGABYTE};
pub use metadata::{Cleaned, Cleaning, without_metadata};
pub use sniff::sniff;

/// Whether a text is an id under which bytes are sent: 32 lower-case hexadecimal digits.
pub fn is_upload_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests;
