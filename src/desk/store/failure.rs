//! What a failure of the database means to whoever sent the request.

use sqlx::postgres::PgDatabaseError;

use crate::problem::Problem;

/// Seconds until it is worth trying again: another writer is soon done, a full disk is not.
const SOON: u64 = 5;
const LATER: u64 = 60;

/// SQLite's primary result codes.
mod code {
    pub(super) const BUSY: u32 = 5;
    pub(super) const LOCKED: u32 = 6;
    pub(super) const NO_MEMORY: u32 = 7;
    pub(super) const READ_ONLY: u32 = 8;
    pub(super) const IO: u32 = 10;
    pub(super) const FULL: u32 = 13;
    pub(super) const CANNOT_OPEN: u32 = 14;
    pub(super) const NOT_A_DATABASE: u32 = 26;
}

/// PostgreSQL's codes: <https://www.postgresql.org/docs/current/errcodes-appendix.html>
mod state {
    pub(super) const DISK_FULL: &str = "53100";
    pub(super) const READ_ONLY: &str = "25006";
    pub(super) const LOCK_NOT_AVAILABLE: &str = "55P03";
    /// Classes: connections, too little of something, what an operator did, what the system did, transactions that got
    /// in each other's way.
    pub(super) const PASSING: [&str; 5] = ["08", "53", "57", "58", "40"];
}

/// What became of a statement.
enum Kind {
    /// Somebody else has locked what it needs.
    Busy,
    /// There is no connection, or none any more.
    Gone,
    /// It will pass by itself.
    Passing,
    /// There is no room.
    Full,
    /// The place can be neither read nor written, which an operator has to mend.
    Unwritable,
    /// This is no SQLite file.
    Foreign,
    /// The statement itself is wrong, or the data.
    Broken,
}

/// Tells what will pass by itself or with an operator's help from what is broken.
pub(crate) fn problem(error: sqlx::Error) -> Problem {
    match kind(&error) {
        Kind::Busy | Kind::Gone | Kind::Passing => Problem::unavailable(SOON, error),
        Kind::Full | Kind::Unwritable => Problem::unavailable(LATER, error),
        Kind::Foreign | Kind::Broken => Problem::broken(error),
    }
}

/// Something that will pass.
pub(super) fn soon(cause: &'static str) -> Problem {
    Problem::unavailable(SOON, cause)
}

/// Whether another program keeps the database to itself.
pub(crate) fn is_busy(error: &sqlx::Error) -> bool {
    matches!(kind(error), Kind::Busy) || matches!(error, sqlx::Error::PoolTimedOut)
}

/// Whether there is no room on the disk.
pub(crate) fn is_full(error: &sqlx::Error) -> bool {
    matches!(kind(error), Kind::Full)
}

/// Whether the file is no SQLite database.
pub(super) fn is_foreign(error: &sqlx::Error) -> bool {
    matches!(kind(error), Kind::Foreign)
}

/// Whether SQLite cannot write the file, or those it needs beside it.
pub(super) fn is_unwritable(error: &sqlx::Error) -> bool {
    matches!(kind(error), Kind::Full | Kind::Unwritable)
}

/// Whether a new connection may do better.
pub(super) fn is_gone(error: &sqlx::Error) -> bool {
    matches!(kind(error), Kind::Gone)
}

/// The same of what came of it.
pub(super) fn is_of_gone(problem: &Problem) -> bool {
    problem.cause().and_then(|cause| cause.downcast_ref()).is_some_and(is_gone)
}

fn kind(error: &sqlx::Error) -> Kind {
    let Some(said) = error.as_database_error() else { return of_connection(error) };
    match said.try_downcast_ref::<PgDatabaseError>() {
        Some(said) => of_postgres(said.code()),
        None => of_sqlite(said.code().and_then(|code| code.parse().ok())),
    }
}

fn of_connection(error: &sqlx::Error) -> Kind {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed | sqlx::Error::Tls(_) => Kind::Gone,
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => Kind::Passing,
        _ => Kind::Broken,
    }
}

/// The lower byte of SQLite's code is its kind.
fn of_sqlite(code: Option<u32>) -> Kind {
    match code.map(|code| code & 0xff) {
        Some(code::BUSY | code::LOCKED) => Kind::Busy,
        Some(code::FULL) => Kind::Full,
        Some(code::NO_MEMORY) => Kind::Passing,
        Some(code::READ_ONLY | code::IO | code::CANNOT_OPEN) => Kind::Unwritable,
        Some(code::NOT_A_DATABASE) => Kind::Foreign,
        _ => Kind::Broken,
    }
}

/// The first two letters of PostgreSQL's code are its class.
fn of_postgres(code: &str) -> Kind {
    match (code, code.get(..2)) {
        (state::LOCK_NOT_AVAILABLE, _) => Kind::Busy,
        (state::DISK_FULL, _) => Kind::Full,
        (state::READ_ONLY, _) => Kind::Unwritable,
        // Of these the connection does not survive.
        ("57P01" | "57P02" | "57P03" | "57P05" | "25P03", _) | (_, Some("08")) => Kind::Gone,
        (_, Some(class)) if state::PASSING.contains(&class) => Kind::Passing,
        _ => Kind::Broken,
    }
}
