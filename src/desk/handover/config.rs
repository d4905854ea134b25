//! What an operator can set.

use std::time::Duration;

use crate::sink::{CallbackConfig, EventKind, SinkConfig};

/// A system that events are handed over to.
#[derive(Debug, Clone)]
pub struct SinkSettings {
    /// What the desk calls it, in its outbox, its log and the addresses of its callbacks: letters, digits, `-` and `_`.
    pub name: String,
    /// How it is reached.
    pub system: SinkConfig,
    /// What it is told of; everything when this is empty.
    pub events: Vec<EventKind>,
    /// How long to wait before the second attempt; each further wait is twice as long, up to an hour. Default: 5 seconds.
    pub first_wait: Duration,
    /// After how many attempts that failed an event is parked. Default: 20, which is about half a day.
    pub attempts: u32,
    /// How its calls are verified, where it calls back.
    pub callback: Option<CallbackConfig>,
}

impl SinkSettings {
    /// One that is told of everything, and does not call back.
    pub fn new(name: impl Into<String>, system: SinkConfig) -> Self {
        Self {
            name: name.into(),
            system,
            events: Vec::new(),
            first_wait: Duration::from_secs(5),
            attempts: 20,
            callback: None,
        }
    }
}
