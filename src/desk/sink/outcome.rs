//! What becomes of an attempt to hand an event over.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The other system has the event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delivered {
    /// What the other system calls the ticket, to be given back with its next event.
    pub remote: Option<Remote>,
}

/// What another system calls a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remote {
    /// Its id there, as requests need it.
    pub id: String,
    /// Where people find it there.
    pub url: Option<String>,
}

/// The other system does not have the event, or nobody knows whether it has.
///
/// `why` is for whoever runs the desk: it teaches, and holds neither a secret nor a word of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It is worth trying again.
    #[error("{why}")]
    Later {
        /// Not before this time has passed, as the other system asked; else whenever the desk likes.
        after: Option<Duration>,
        /// What was wrong.
        why: String,
    },
    /// Trying again changes nothing until somebody has changed something.
    #[error("{why}")]
    Never {
        /// What is wrong, and how to mend it.
        why: String,
    },
}

impl Failure {
    pub(super) fn later(why: impl Into<String>) -> Self {
        Self::Later { after: None, why: why.into() }
    }

    pub(super) fn never(why: impl Into<String>) -> Self {
        Self::Never { why: why.into() }
    }
}
