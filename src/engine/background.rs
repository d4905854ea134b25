//! Keeps the whole index in the browser's store, piece by piece, while nobody waits: then every search is answered at once,
//! and without a network too.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::connection;
use crate::worker::Worker;

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
    rest(&worker).await;
    worker.source.keep_only(pieces.iter().map(|piece| worker.address(*piece))).await;
    let bytes = (pieces.len() * worker.engine.borrow().piece_size()) as f64;
    if !connection::is_unmetered() || bytes > connection::room().await * SHARE {
        return;
    }
    for piece in pieces {
        while !worker.engine.borrow().is_idle() {
            rest(&worker).await;
        }
        if !connection::is_unmetered() || !worker.source.keep(&worker.address(piece)).await {
            return;
        }
    }
}

async fn rest(worker: &Worker) {
    let pause = Promise::new(&mut |resolve, _| {
        // Without a timer there is no pause, and no harm.
        if worker.scope.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, PAUSE).is_err() {
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    let _ = JsFuture::from(pause).await;
}
