//! What a desk does while nobody asks for anything.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::task::{AbortHandle, JoinHandle};

use crate::{clock, desk::Shared, files, handover, presence, proof, scrub::scrub_when_erased};

/// Goes on until it is stopped. None of it keeps the desk from being dropped.
pub(crate) struct Tasks {
    /// What may stop anywhere.
    stoppable: [AbortHandle; 5],
    /// Tells other systems, and comes to the end of what it has begun.
    handing_over: Mutex<Option<JoinHandle<()>>>,
}

impl Tasks {
    /// Begins all of it.
    pub(crate) fn begin(desk: &Shared) -> Self {
        let desk = || Arc::downgrade(desk);
        Self {
            stoppable: [
                tokio::spawn(files::sweep_now_and_then(desk())).abort_handle(),
                tokio::spawn(scrub_when_erased(desk())).abort_handle(),
                tokio::spawn(presence::look_now_and_then(desk())).abort_handle(),
                tokio::spawn(clock::tick(desk())).abort_handle(),
                tokio::spawn(proof::look_at_others(desk())).abort_handle(),
            ],
            handing_over: Mutex::new(Some(tokio::spawn(handover::hand_over(desk())))),
        }
    }

    /// Stops what may stop anywhere.
    pub(crate) fn stop(&self) {
        self.stoppable.iter().for_each(AbortHandle::abort);
    }

    /// Waits for the rest, which ends when the desk is closing.
    pub(crate) async fn end(&self) {
        let handing_over = self.handing_over.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(handing_over) = handing_over {
            let _ = handing_over.await;
        }
    }
}
