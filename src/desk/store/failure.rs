//! What a failure of the database means to whoever sent the request.

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

/// Tells what will pass by itself or with an operator's help from what is broken.
pub(crate) fn problem(error: sqlx::Error) -> Problem {
    match (primary_code(&error), &error) {
        (Some(code::BUSY | code::LOCKED), _) => Problem::unavailable(SOON, error),
        (Some(code::NO_MEMORY | code::READ_ONLY | code::IO | code::FULL | code::CANNOT_OPEN), _) => {
            Problem::unavailable(LATER, error)
        }
        (_, sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed) => {
            Problem::unavailable(SOON, error)
        }
        _ => Problem::broken(error),
    }
}

/// Whether another program keeps the database to itself.
pub(crate) fn is_busy(error: &sqlx::Error) -> bool {
    matches!(primary_code(error), Some(code::BUSY | code::LOCKED)) || matches!(error, sqlx::Error::PoolTimedOut)
}

/// Whether there is no room on the disk.
pub(crate) fn is_full(error: &sqlx::Error) -> bool {
    primary_code(error) == Some(code::FULL)
}

/// Whether the file is no SQLite database.
pub(super) fn is_foreign(error: &sqlx::Error) -> bool {
    primary_code(error) == Some(code::NOT_A_DATABASE)
}

/// Whether SQLite cannot write the file, or those it needs beside it.
pub(super) fn is_unwritable(error: &sqlx::Error) -> bool {
    matches!(primary_code(error), Some(code::READ_ONLY | code::IO | code::FULL | code::CANNOT_OPEN))
}

/// The lower byte of SQLite's code is its kind.
fn primary_code(error: &sqlx::Error) -> Option<u32> {
    let code: u32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}
