//! Why a call is sent away.

use std::time::Duration;

/// Why a call is sent away.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// It bears no signature.
    #[error("the call bears no {place}; set the secret in the other system")]
    Unsigned {
        /// Where the signature should be.
        place: &'static str,
    },
    /// The signature is another one.
    #[error("the signature of the call is not right; the secrets on both sides must be the same")]
    Forged,
    /// It was signed too long ago, or by a clock that is wrong.
    #[error("the call was signed more than {} minutes from now; it is an old one, or a clock is wrong", .tolerance.as_secs() / 60)]
    Stale {
        /// How far the times may be apart.
        tolerance: Duration,
    },
    /// The body is not what the other system sends.
    #[error("the body of the call is wrong: {fault}")]
    Shape {
        /// What is wrong with it.
        fault: &'static str,
    },
}

impl Refused {
    /// The status that says so to the other system.
    pub fn status(&self) -> u16 {
        match self {
            Self::Unsigned { .. } | Self::Forged | Self::Stale { .. } => 401,
            Self::Shape { .. } => 400,
        }
    }
}
