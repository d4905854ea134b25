//! How often things may be done with a desk.

use crate::{
    Config,
    limiter::{Key, Limiter},
    metrics::Metrics,
    store::Store,
};

/// What is counted, and refused when there is too much of it.
pub(crate) struct Limits {
    /// Whatever one address tries to send.
    pub(crate) posts: Limiter,
    /// Tickets of one address.
    pub(crate) creates: Limiter,
    /// What one address does with tickets.
    pub(crate) actions: Limiter,
    /// What readers do with one ticket.
    pub(crate) ticket_actions: Limiter,
    /// Megabytes of files of one address.
    pub(crate) uploads: Limiter,
    /// Secrets of one address that open nothing.
    pub(crate) misses: Limiter,
    /// Mails that ask one mailbox to confirm.
    pub(crate) mails: Limiter,
    /// Codes that are guessed for one ticket.
    pub(crate) codes: Limiter,
    /// Tokens of one address that open nothing.
    pub(crate) wrong_tokens: Limiter,
}

impl Limits {
    /// Those of the settings. What protects this desk from its clients, it counts by itself; what protects tickets and secrets, all desks
    /// on one database together.
    pub(crate) fn of(config: &Config, store: &Store, key: &Key, metrics: &Metrics) -> Self {
        let limiter = |limit, name| Limiter::new(limit).telling(metrics.limit(name)).shared(store, key, name);
        Self {
            posts: Limiter::new(config.posts).telling(metrics.limit("posts")),
            creates: limiter(config.creates, "tickets"),
            actions: limiter(config.actions, "actions"),
            ticket_actions: limiter(config.ticket_actions, "ticket_actions"),
            uploads: limiter(config.uploads, "uploads"),
            misses: limiter(config.misses, "unknown_tickets"),
            mails: limiter(config.mails(), "mails"),
            codes: limiter(config.codes(), "codes"),
            wrong_tokens: limiter(config.misses, "wrong_tokens"),
        }
    }
}
