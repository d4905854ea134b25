//! Whether there is a place for what readers send.

use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use crate::{files::Files, problem::Problem, store::Store};

/// How long what was found out holds: anybody may ask, and each look writes to the disk.
const FRESH: Duration = Duration::from_secs(1);

/// Looks, one at a time and not too often.
#[derive(Default)]
pub(crate) struct Probe(Mutex<Option<(Instant, Result<(), Problem>)>>);

impl Probe {
    /// Writes something small where tickets and files are written, for only that finds out whether the disk is full.
    pub(crate) async fn look(&self, store: &Store, files: &Files) -> Result<(), Problem> {
        let mut last = self.0.lock().await;
        if let Some((at, found)) = &*last
            && at.elapsed() < FRESH
        {
            return found.clone();
        }
        let found = match store.probe().await {
            Ok(()) => files.probe().await,
            failed => failed,
        };
        *last = Some((Instant::now(), found.clone()));
        found
    }
}
