//! Figures that are looked up when somebody asks.

use std::path::{Path, PathBuf};

use tracing::warn;

use super::count::{Metrics, Room, State};
use crate::{body, desk::Inner};

/// Looks up what is not counted as it happens.
pub(super) async fn gather(desk: &Inner) {
    let metrics = &desk.metrics;
    let requests = body::ROOM.max(desk.config.body_limit);
    room(metrics, "requests", requests, desk.room.available_permits());
    room(metrics, "files", body::ROOM_FOR_FILES, desk.upload_room.available_permits());
    metrics.database.set(bytes(size(&desk.config.database).await + size(&log_of(&desk.config.database)).await));
    metrics.proof_bits.set(desk.gate.difficulty().into());
    match desk.store.open_tickets().await {
        Ok(open) => open.into_iter().for_each(|(state, count)| {
            metrics.open.get_or_create(&State { state }).set(count);
        }),
        Err(problem) => {
            // What was there before would look like the truth.
            metrics.open.clear();
            warn!(cause = problem.cause().map(tracing::field::display), "cannot count tickets");
        }
    }
}

fn room(metrics: &Metrics, body: &'static str, all: usize, free: usize) {
    metrics.room.get_or_create(&Room { body }).set(bytes(all as u64));
    metrics.room_used.get_or_create(&Room { body }).set(bytes(all.saturating_sub(free) as u64));
}

/// Where SQLite writes first.
fn log_of(database: &Path) -> PathBuf {
    let mut log = database.as_os_str().to_owned();
    log.push("-wal");
    log.into()
}

async fn size(path: &Path) -> u64 {
    tokio::fs::metadata(path).await.map_or(0, |found| found.len())
}

fn bytes(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
