//! Asking requesters whether their addresses are right.

use std::sync::Arc;

use tokio::time::timeout;

use super::{LONGEST, System, too_long};
use crate::{
    desk::Inner,
    sink::Failure,
    store::{Claimed, Settled},
};

/// Sends a mail with a new code, unless there is nothing to ask any more.
pub(super) async fn attempt_once(desk: &Arc<Inner>, system: &System, claimed: &Claimed) -> Settled {
    let failed = claimed.attempts + 1;
    let later = |why: &str| system.failed(failed, Failure::Later { after: None, why: why.into() });
    let rules = desk.rules();
    let Some(portal) = rules.portal() else {
        return later("the knowledge base does not say where the portal is: write `url` into `portal.toml`");
    };
    let question = match desk.store.question(claimed.ticket, claimed.event).await {
        Ok(Some(question)) => question,
        Ok(None) => return Settled::Delivered { remote: None },
        Err(_) => return later("the question cannot be read from the database"),
    };
    match timeout(LONGEST, system.sink.ask(&question, portal)).await {
        Ok(Ok(())) => Settled::Delivered { remote: None },
        Ok(Err(failure)) => system.failed(failed, failure),
        Err(_) => system.failed(failed, too_long()),
    }
}
