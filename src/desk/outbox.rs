//! The hand of an operator in the outbox: it looks and changes in the database itself, also while a desk runs on it.

use crate::{
    Config, Database, Error,
    problem::Problem,
    store::{Listed, Store, Which},
};

/// An event, or the erasure of a ticket, that another system is still to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxEntry {
    /// Its number in the outbox.
    pub id: i64,
    /// Whether it tells that the ticket was erased; those have numbers of their own.
    pub is_erasure: bool,
    /// The system, as the settings of the desk call it.
    pub sink: String,
    /// Whether the settings of the desk that ran last still name the system; nobody tells one that they do not name.
    pub is_known: bool,
    /// The ticket's reference.
    pub reference: String,
    /// What it is about, in a word.
    pub event: String,
    /// Where, or what, an erased ticket is in the other system, if that said it.
    pub there: Option<String>,
    /// Whether an operator has to look at it, since it is not tried by itself any more. Events of the same ticket after it wait.
    pub is_parked: bool,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next, in UTC.
    pub due: String,
    /// What the last attempt failed with.
    pub fault: Option<String>,
}

/// Which events an operator means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutboxChoice {
    /// One, by its number.
    One(i64),
    /// The telling of an erasure, by its number.
    Erasure(i64),
    /// All that are parked, of one system or of all.
    Parked(Option<String>),
}

/// Why the outbox could not be looked at or changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OutboxError {
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] Error),
    /// The database cannot be read or written.
    #[error("cannot use the database `{database}`")]
    Database {
        /// Which one.
        database: Database,
        /// What the database said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl OutboxError {
    /// How to mend it, as a phrase for a `help:` line.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Open(error) => error.help(),
            Self::Database { .. } => None,
        }
    }
}

/// What is still to be told, the oldest first, at most so many, and how many there are more. Needs a tokio runtime.
///
/// # Errors
///
/// See [`OutboxError`].
pub async fn outbox(database: &Database, most: usize) -> Result<(Vec<OutboxEntry>, u64), OutboxError> {
    let store = Store::join(&Config::new(database)).await?;
    let found = store.unsettled(most).await;
    store.close().await;
    let (listed, more) = found.map_err(|problem| failed(&problem, database))?;
    Ok((listed.into_iter().map(entry).collect(), more))
}

/// Has events tried again at once, as if they had never been tried. Gives how many.
///
/// # Errors
///
/// See [`OutboxError`].
pub async fn retry_outbox(database: &Database, choice: OutboxChoice) -> Result<u64, OutboxError> {
    let store = Store::join(&Config::new(database)).await?;
    let changed = store.retry(choice.into()).await;
    store.close().await;
    changed.map_err(|problem| failed(&problem, database))
}

/// Gives up on events: the other system is never told of them, and the audit log says who decided so. Gives how many.
///
/// # Errors
///
/// See [`OutboxError`].
pub async fn drop_from_outbox(database: &Database, choice: OutboxChoice) -> Result<u64, OutboxError> {
    let store = Store::join(&Config::new(database)).await?;
    let changed = store.drop_from_outbox(choice.into()).await;
    store.close().await;
    changed.map_err(|problem| failed(&problem, database))
}

impl From<OutboxChoice> for Which {
    fn from(choice: OutboxChoice) -> Self {
        match choice {
            OutboxChoice::One(id) => Self::One(id),
            OutboxChoice::Erasure(id) => Self::Erasure(id),
            OutboxChoice::Parked(sink) => Self::Parked(sink),
        }
    }
}

fn entry(listed: Listed) -> OutboxEntry {
    let Listed { id, is_erasure, sink, is_known, reference, event, there, state, attempts, due, fault } = listed;
    let is_parked = state == "parked";
    OutboxEntry { id, is_erasure, sink, is_known, reference, event, there, is_parked, attempts, due, fault }
}

fn failed(problem: &Problem, database: &Database) -> OutboxError {
    OutboxError::Database { database: database.clone(), source: problem.source() }
}
