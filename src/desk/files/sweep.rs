//! Removing what no ticket claimed, and forgetting keys that nobody uses any more.
//!
//! Rows decide, within one transaction that no claim can overlap: a row that a ticket has claimed by then stays, and one
//! that is gone can be claimed no more, so that its reader is asked for the bytes again. Files go afterwards, and only those
//! whose names are marked: nothing can be put under such a name any more. Whoever stops in between leaves marked names,
//! and the next sweep goes on with them.

use std::{sync::Weak, time::Duration};

use jiff::{SignedDuration, Timestamp};
use tracing::{error, info};

use super::Files;
use crate::{desk::Inner, moment, problem::Problem, store::Store};

/// How long bytes wait for their ticket.
const PATIENCE: SignedDuration = SignedDuration::from_hours(72);
/// How long a request may be repeated without being done twice: what waits on a device is tried at every visit.
const REPEATED: SignedDuration = SignedDuration::from_hours(7 * 24);
const PAUSE: Duration = Duration::from_secs(3_600);

/// Sweeps at once and then every hour, as long as there is a desk.
pub(crate) async fn sweep_now_and_then(desk: Weak<Inner>) {
    while let Some(desk) = desk.upgrade() {
        if let Err(problem) = desk.store.tidy_outbox(Timestamp::now()).await {
            error!(cause = problem.cause().map(tracing::field::display), "cannot tidy the outbox");
        }
        if let Err(problem) = desk.store.forget_codes(Timestamp::now()).await {
            error!(cause = problem.cause().map(tracing::field::display), "cannot forget old codes");
        }
        if let Err(problem) = desk.store.tidy_callbacks(Timestamp::now()).await {
            error!(cause = problem.cause().map(tracing::field::display), "cannot forget old calls");
        }
        match sweep(&desk.store, &desk.files, Timestamp::now()).await {
            Ok(0) => {}
            Ok(files) => info!(files, "removed files that no ticket claimed"),
            Err(problem) => error!(cause = problem.cause().map(tracing::field::display), "cannot remove files"),
        }
        if let Err(problem) = forget_keys(&desk.store, Timestamp::now()).await {
            error!(cause = problem.cause().map(tracing::field::display), "cannot forget old keys");
        }
        drop(desk);
        tokio::time::sleep(PAUSE).await;
    }
}

/// Forgets the keys of requests that nobody repeats any more at this time, and tells how many those were.
pub(crate) async fn forget_keys(store: &Store, now: Timestamp) -> Result<u64, Problem> {
    store.forget_keys(moment::told(now.checked_sub(REPEATED).unwrap_or(Timestamp::MIN))).await
}

/// Removes what has waited too long at this time, and tells how many files that were.
pub(crate) async fn sweep(store: &Store, files: &Files, now: Timestamp) -> Result<usize, Problem> {
    let before = moment::told(now.checked_sub(PATIENCE).unwrap_or(Timestamp::MIN));
    let doomed = store.doom(before).await?;
    for name in &doomed {
        files.remove(name).await.map_err(Problem::broken)?;
        store.forget(name).await?;
    }
    Ok(doomed.len())
}
