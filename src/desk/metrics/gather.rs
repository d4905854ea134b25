//! Figures that are looked up when somebody asks.

use tracing::warn;

use super::count::{Metrics, Room, State};
use crate::{body, desk::Inner};

/// Looks up what is not counted as it happens.
pub(super) async fn gather(desk: &Inner) {
    let metrics = &desk.metrics;
    let requests = body::ROOM.max(desk.config.body_limit);
    room(metrics, "requests", requests, desk.room.available_permits());
    room(metrics, "files", body::ROOM_FOR_FILES, desk.upload_room.available_permits());
    metrics.proof_bits.set(desk.gate.difficulty().into());
    match desk.store.outbox_counts().await {
        Ok(counts) => counts.into_iter().for_each(|(state, count)| {
            metrics.outbox.get_or_create(&State { state }).set(count);
        }),
        Err(problem) => {
            metrics.outbox.clear();
            warn!(cause = problem.cause().map(tracing::field::display), "cannot count the outbox");
        }
    }
    match desk.store.erasure_counts().await {
        Ok(counts) => counts.into_iter().for_each(|(state, count)| {
            metrics.erasures.get_or_create(&State { state }).set(count);
        }),
        Err(problem) => {
            metrics.erasures.clear();
            warn!(cause = problem.cause().map(tracing::field::display), "cannot count erasures");
        }
    }
    match desk.store.size().await {
        Ok(size) => {
            metrics.database.set(bytes(size));
        }
        Err(problem) => warn!(cause = problem.cause().map(tracing::field::display), "cannot measure the database"),
    }
    match desk.store.unconfirmed().await {
        Ok(count) => {
            metrics.unconfirmed.set(count);
        }
        Err(problem) => warn!(cause = problem.cause().map(tracing::field::display), "cannot count what is unconfirmed"),
    }
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

fn bytes(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
