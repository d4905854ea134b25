//! Whether the audit log, and the tickets it tells of, are as they were written.

use crate::{
    Config, Database, Error,
    problem::Problem,
    store::{Fault, Store, Verified},
};

/// What was found in an audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditReport {
    /// How many rows it has.
    pub rows: u64,
    /// The hash of its last row, in hexadecimal digits. Whoever keeps it somewhere else can tell later whether rows were taken away
    /// from the end.
    pub head: String,
    /// Whether the hash that was kept is still in it; `None` when none was given.
    pub has_kept: Option<bool>,
    /// What is wrong, in the order of the log.
    pub faults: Vec<AuditFault>,
}

/// Something that is not as it was written. Tickets and events are named by their numbers in the database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuditFault {
    /// The chain is broken there.
    #[error(
        "row {row} does not follow from the row before: one of them was changed, or others between them were taken out"
    )]
    Chain {
        /// Its number.
        row: i64,
    },
    /// An event, an answer or a file was changed.
    #[error("ticket {ticket} says something else than when row {row} was written")]
    Changed {
        /// The number of the row.
        row: i64,
        /// The number of the ticket.
        ticket: i64,
    },
    /// An event is gone, and its ticket was not erased by the desk.
    #[error("what row {row} tells of ticket {ticket} is gone, and no row says that it was erased")]
    Gone {
        /// The number of the row.
        row: i64,
        /// The number of the ticket.
        ticket: i64,
    },
    /// An event was put into the database past the desk.
    #[error("event {event} of ticket {ticket} is in no row")]
    Unrecorded {
        /// The number of the event.
        event: i64,
        /// The number of the ticket.
        ticket: i64,
    },
    /// A ticket stands otherwise than the log has it.
    #[error("ticket {ticket} ({reference}): {}", differing(field, log.as_deref(), stands.as_deref()))]
    Differs {
        /// The number of the ticket.
        ticket: i64,
        /// Its reference.
        reference: String,
        /// What differs: `state`, `team`, `assignee`, `created` or `revoked`.
        field: &'static str,
        /// What it is by the log.
        log: Option<String>,
        /// What is in the table of tickets.
        stands: Option<String>,
    },
}

fn differing(field: &str, log: Option<&str>, stands: Option<&str>) -> String {
    let told = |value: Option<&str>| value.map_or_else(|| "nothing".into(), |value| format!("`{value}`"));
    format!("`{field}` is {} by the log, and {} stands there", told(log), told(stands))
}

/// Why an audit log could not be looked at.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuditError {
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] Error),
    /// The database cannot be read.
    #[error("cannot read the database `{database}`")]
    Database {
        /// Which one.
        database: Database,
        /// What the database said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl AuditError {
    /// How to mend it, as a phrase for a `help:` line.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Open(error) => error.help(),
            Self::Database { .. } => None,
        }
    }
}

/// Looks at every row of the audit log, at everything it tells of, and at whether tickets stand as it says, as it stands at one moment, also while a desk runs. `kept`
/// is a hash that an earlier look gave. Needs a tokio runtime.
///
/// # Errors
///
/// See [`AuditError`]. What is wrong with the log is no error, but in [`AuditReport::faults`].
pub async fn verify_audit(database: &Database, kept: Option<&str>) -> Result<AuditReport, AuditError> {
    let store = Store::join(&Config::new(database)).await?;
    let verified = store.verify(kept).await;
    store.close().await;
    let unread = |problem: Problem| AuditError::Database { database: database.clone(), source: problem.source() };
    let Verified { rows, head, faults, has_kept } = verified.map_err(unread)?;
    Ok(AuditReport { rows, head, has_kept, faults: faults.into_iter().map(told).collect() })
}

fn told(fault: Fault) -> AuditFault {
    match fault {
        Fault::Chain(row) => AuditFault::Chain { row },
        Fault::Changed { row, ticket } => AuditFault::Changed { row, ticket },
        Fault::Gone { row, ticket } => AuditFault::Gone { row, ticket },
        Fault::Unrecorded { event, ticket } => AuditFault::Unrecorded { event, ticket },
        Fault::Differs { ticket, reference, field, log, stands } => {
            AuditFault::Differs { ticket, reference, field, log, stands }
        }
    }
}
