//! Telling other systems that a ticket was erased.

use std::sync::Arc;

use tokio::{task::JoinSet, time::timeout};
use tracing::{error, info, warn};

use super::{FOREIGN, LONGEST, later, too_long};
use crate::{
    desk::Inner,
    store::{ClaimedErasure, Settled},
};

/// Claims what is due, as far as there is room, and begins to tell it.
pub(super) async fn take(desk: &Arc<Inner>, under_way: &mut JoinSet<()>, room: usize) {
    match desk.store.claim_erasures(room).await {
        Ok(claimed) => claimed.into_iter().for_each(|claimed| {
            under_way.spawn(deliver(Arc::clone(desk), claimed));
        }),
        Err(problem) => error!(cause = problem.cause().map(tracing::field::display), "cannot look for erasures"),
    }
}

async fn deliver(desk: Arc<Inner>, claimed: ClaimedErasure) {
    let (sink, reference, attempt) = (claimed.sink.clone(), claimed.erasure.reference.clone(), claimed.attempts + 1);
    let settled = attempt_once(&desk, &claimed).await;
    match &settled {
        Settled::Delivered { .. } => info!(sink, reference, attempt, "told that a ticket was erased"),
        Settled::Later { due, fault } => {
            warn!(sink, reference, attempt, fault, %due, "not told yet that a ticket was erased")
        }
        Settled::Parked { fault } => {
            let told = "a ticket was erased, and this system cannot be told; see `tierzero desk outbox`";
            warn!(sink, reference, attempt, fault, "{told}");
        }
    }
    desk.metrics.handed_over(&settled);
    if let Err(problem) = desk.store.settle_erasure(claimed, settled).await {
        error!(sink, cause = problem.cause().map(tracing::field::display), "cannot note what became of an erasure");
    }
}

async fn attempt_once(desk: &Arc<Inner>, claimed: &ClaimedErasure) -> Settled {
    let Some(system) = desk.handover.systems.get(&claimed.sink) else {
        return later(FOREIGN, 1, None, "another desk on this database knows this system".into());
    };
    match timeout(LONGEST, system.sink.erase(&claimed.erasure)).await {
        Ok(Ok(())) => Settled::Delivered { remote: None },
        Ok(Err(failure)) => system.failed(claimed.attempts + 1, failure),
        Err(_) => system.failed(claimed.attempts + 1, too_long()),
    }
}
