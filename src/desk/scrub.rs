//! Overwriting what is left of erased tickets, soon after they were erased.

use std::{
    sync::{Arc, Weak},
    time::{Duration, Instant},
};

use tokio::time::{sleep, timeout};
use tracing::{error, info};

use crate::desk::Inner;

/// So many times as long as it took is rested, however many tickets are erased one after another: others want to write, too.
const REST: u32 = 10;
/// How long to wait when it was not possible.
const LATER: Duration = Duration::from_secs(5);
/// How often it is looked for what another program has erased, or what could not be overwritten before.
const PAUSE: Duration = Duration::from_secs(600);

/// Scrubs at once and whenever a ticket was erased, as long as there is a desk.
pub(crate) async fn scrub_when_erased(desk: Weak<Inner>) {
    while let Some(desk) = desk.upgrade() {
        let started = Instant::now();
        let rest = match desk.store.scrub().await {
            Ok(false) => Duration::ZERO,
            Ok(true) => {
                info!("overwrote what was left of erased tickets");
                started.elapsed() * REST
            }
            Err(problem) => {
                let cause = problem.cause().map(tracing::field::display);
                error!(cause, "cannot overwrite yet what is left of erased tickets");
                LATER
            }
        };
        let erased = Arc::clone(&desk.store.erased);
        drop(desk);
        sleep(rest).await;
        let _ = timeout(PAUSE, erased.notified()).await;
    }
}
