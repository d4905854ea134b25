//! A proof of work: what the desk asks of whoever sends a new ticket, and what both sides count by.
//!
//! The sender looks for a counter so that the SHA-256 of `TOKEN:KEY:COUNTER` begins with as many zero bits as the challenge
//! asks for. As the key of the very request is in it, the work done for one ticket is of no use for another.

use serde::{Deserialize, Serialize};

/// The header in which a proof goes, as `TOKEN;COUNTER`.
pub const HEADER: &str = "proof-of-work";

/// What the desk answers to `GET /api/challenge`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Challenge {
    /// Known again by the desk, which notes nothing of it.
    pub token: String,
    /// How many zero bits the hash must begin with.
    pub difficulty: u32,
    /// Until when the desk takes it, RFC 3339 in UTC, by the desk's own clock.
    pub expires: String,
}

/// What is hashed in front of the counter, which is written in decimal digits.
pub fn beginning(token: &str, key: &str) -> String {
    format!("{token}:{key}:")
}

/// How many zero bits a hash begins with.
pub fn zeros(hash: &[u8]) -> u32 {
    let mut zeros = 0;
    for byte in hash {
        zeros += byte.leading_zeros();
        if *byte != 0 {
            break;
        }
    }
    zeros
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_are_counted_up_to_the_first_one() {
        let cases: [(&[u8], u32); 6] =
            [(&[], 0), (&[0xff], 0), (&[0x01], 7), (&[0, 0x80], 8), (&[0, 0, 0x1f, 0], 19), (&[0, 0], 16)];
        for (hash, count) in cases {
            assert_eq!(zeros(hash), count, "{hash:?}");
        }
    }

    #[test]
    fn key_and_token_stand_before_the_counter() {
        assert_eq!(beginning("token", "key:of-mine"), "token:key:of-mine:");
    }
}
