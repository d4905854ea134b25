//! Keeps the whole index in the browser's store, piece by piece, while nobody waits: then every search is answered at once,
//! and without a network too.

use std::rc::Rc;

use crate::connection;
use crate::worker::{Worker, pause};

/// How long nobody must have searched before it starts, in milliseconds.
const PAUSE: i32 = 10_000;
/// How much of the room that the browser has left for the site it may take.
const SHARE: f64 = 0.25;

/// Fetches all pieces, one after the other. Ends when one cannot be kept.
pub(crate) async fn fill(worker: Rc<Worker>) {
    let pieces = worker.engine.borrow().pieces();
    if pieces.is_empty() {
        return;
    }
    pause(&worker.scope, PAUSE).await;
    worker.source.keep_only(pieces.iter().map(|piece| worker.address(*piece))).await;
    let bytes = (pieces.len() * worker.engine.borrow().piece_size()) as f64;
    if !connection::is_unmetered() || bytes > connection::room().await * SHARE {
        return;
    }
    for piece in pieces {
        while !worker.engine.borrow().is_idle() {
            pause(&worker.scope, PAUSE).await;
        }
        if !connection::is_unmetered() || !worker.source.keep(&worker.address(piece)).await {
            return;
        }
    }
}
