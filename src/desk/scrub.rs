//! Overwriting what is left of erased tickets. A small file is written anew at once; with a large one that takes so long that whoever sends
//! a ticket meanwhile is put off, so it waits until nobody sends anything.

use std::{
    sync::{Arc, Weak},
    time::{Duration, Instant},
};

use tokio::time::{sleep, timeout};
use tracing::{error, info};

use crate::{desk::Inner, problem::Problem};

/// So many times as long as it took is rested, however many tickets are erased one after another: others want to write, too.
const REST: u32 = 10;
/// How long to wait when it was not possible.
const LATER: Duration = Duration::from_secs(5);
/// How often it is looked for what another program has erased, or what could not be overwritten before.
const PAUSE: Duration = Duration::from_secs(600);
/// A file of so many bytes is written within the time that writers wait for each other.
const SMALL: u64 = 64 << 20;
/// How long nobody has sent anything when it is quiet.
const QUIET: Duration = Duration::from_secs(600);
/// How long what is left waits for that at most.
const LATEST: Duration = Duration::from_secs(24 * 3_600);
/// How often a larger file is written anew at most.
const SELDOM: Duration = Duration::from_secs(6 * 3_600);
/// How often it is looked whether it is quiet.
const LOOK: Duration = Duration::from_secs(60);

/// Scrubs when a ticket was erased, as long as there is a desk.
pub(crate) async fn scrub_when_erased(desk: Weak<Inner>) {
    // Since when something is left.
    let mut since = None;
    while let Some(desk) = desk.upgrade() {
        let (rest, wait) = match scrub(&desk, &mut since).await {
            Ok(Done::Nothing) => (Duration::ZERO, PAUSE),
            Ok(Done::NotYet) => (LOOK, Duration::ZERO),
            Ok(Done::Scrubbed { rest }) => (rest, PAUSE),
            Err(problem) => {
                let cause = problem.cause().map(tracing::field::display);
                error!(cause, "cannot overwrite yet what is left of erased tickets");
                (LATER, Duration::ZERO)
            }
        };
        let erased = Arc::clone(&desk.store.erased);
        drop(desk);
        sleep(rest).await;
        let _ = timeout(wait, erased.notified()).await;
    }
}

enum Done {
    /// There was nothing to do.
    Nothing,
    /// It is not quiet.
    NotYet,
    /// Nothing is left; this is how long is to be rested.
    Scrubbed { rest: Duration },
}

async fn scrub(desk: &Inner, since: &mut Option<Instant>) -> Result<Done, Problem> {
    if !desk.store.has_left().await? {
        *since = None;
        return Ok(Done::Nothing);
    }
    let size = if desk.config.database.file().is_some() { desk.store.size().await? } else { 0 };
    if !may(size, desk.quiet(), since.get_or_insert_with(Instant::now).elapsed()) {
        return Ok(Done::NotYet);
    }
    let started = Instant::now();
    desk.store.scrub().await?;
    *since = None;
    let took = started.elapsed();
    info!(
        milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        "overwrote what was left of erased tickets"
    );
    let least = if size > SMALL { SELDOM } else { Duration::ZERO };
    Ok(Done::Scrubbed { rest: (took * REST).max(least) })
}

/// Whether a file of this size may be written anew now.
fn may(size: u64, quiet: Duration, left: Duration) -> bool {
    size <= SMALL || quiet >= QUIET || left >= LATEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_file_is_written_anew_when_nobody_sends_anything_or_a_day_later() {
        let (none, minutes, day) = (Duration::ZERO, Duration::from_secs(600), Duration::from_secs(86_400));
        assert!(may(SMALL, none, none), "a small one at once");
        assert!(!may(SMALL + 1, none, minutes));
        assert!(may(SMALL + 1, minutes, none));
        assert!(may(SMALL + 1, none, day));
    }
}
