//! What other systems are told when a ticket was erased at the desk.

use jiff::Timestamp;

use super::Remote;

/// A ticket that was erased. Of what it said nobody knows anything any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// The same at each attempt, and never that of another one or of an event.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Such as `TZ-7F3K9Q`.
    pub reference: String,
    /// What the other system called it.
    pub remote: Option<Remote>,
}
