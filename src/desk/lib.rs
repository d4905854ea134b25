//! The ticket endpoint and its store.
//!
//! [`Desk::open`] opens the database and takes the forms and settings of a knowledge base. [`Desk::router`] is what
//! another server merges into its own, [`Desk::serve`] is a server by itself, and [`Desk::close`] ends both. [`reply()`] is
//! the hand of whoever answers tickets, beside a running desk or without one, and [`backup()`] copies all of it. [`sink`] hands
//! what happens over to other systems, and reads what they tell in return.
//!
//! What holds here:
//!
//! - A 201 is answered only after the ticket is on the disk. All of one ticket is one transaction.
//! - Nothing is stored into a database that is not where it was opened any more.
//! - Bytes of a file are on the disk before the row that tells of them, and that row before a ticket that names it. What a ticket
//!   refers to is never removed.
//! - A file is what its bytes are, goes by a name the desk has drawn, and is given out to be saved, never to be shown.
//! - One `Idempotency-Key` makes one ticket, or one entry of its timeline, however often it is sent.
//! - What happened to a ticket is never changed; what its reader may do is decided in one place, the module `standing`.
//! - A tracking secret is never stored, only its hash; an unknown reference and a wrong secret get the same answer.
//! - Whoever answers tickets over the endpoint shows a token; only its hash is stored. What agents change, they have seen as it is.
//! - Logs, down to the finest, hold no ticket text, no secret and no whole address. A failure is logged once, where it is answered.

mod address;
mod agent;
mod api;
mod audit;
mod backup;
mod body;
mod boundary;
mod clock;
mod config;
mod database;
mod desk;
mod digest;
mod error;
mod files;
mod first_answer;
#[cfg(any(fuzzing, test))]
pub mod fuzzing;
mod handover;
mod intake;
mod limiter;
mod limits;
mod metrics;
mod moment;
mod origin;
mod outbox;
mod presence;
mod probe;
mod problem;
mod proof;
mod reference;
mod reply;
mod rest;
mod scrub;
mod server;
pub mod settings;
mod shape;
pub mod sink;
mod sole;
mod standing;
mod store;
mod tasks;
mod when;

/// What the ticket endpoint takes and answers: an OpenAPI 3.1 document in JSON, the same for every desk of this program.
pub fn openapi() -> &'static str {
    api::document()
}

// What the tests of the store share with those of the endpoint: a server, and places on it.
#[cfg(test)]
#[expect(dead_code, clippy::unwrap_used, reason = "the tests of the endpoint need more of it, and fail by it")]
#[path = "tests/it/place.rs"]
mod place;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
#[path = "tests/it/postgres.rs"]
mod postgres;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
#[path = "tests/it/schema.rs"]
mod schema_of_tests;

pub use agent::{
    AgentAnswer, AgentDone, AgentEntry, AgentEvent, AgentTicket, CannedReplies, CannedView, Elsewhere, EventPage, Gone,
    IssuedToken, Requester, Scope, TicketLine, TicketPage, TicketsOf, Token, TokenError, add_token, list_tokens,
    revoke_token,
};
pub use audit::{AuditError, AuditFault, AuditReport, verify_audit};
pub use backup::{Backup, BackupError, BackupStep, LostFile, backup};
pub use config::{Config, Limit, Proof};
pub use database::{Database, NoDatabase};
pub use desk::Desk;
pub use error::Error;
pub use files::{Bucket, NoBucket, Storage};
pub use handover::SinkSettings;
pub use outbox::{OutboxChoice, OutboxEntry, OutboxError, drop_from_outbox, outbox, retry_outbox};
pub use reply::{Replied, RepliedAll, Reply, ReplyError, reply, reply_all};
pub use store::{Internal, Kind};
pub use when::{NoTime, When};
