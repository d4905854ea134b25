//! `DELETE /api/tickets/{reference}`

use axum::http::StatusCode;
use tracing::{error, info};

use super::{
    describe,
    holder::{Holder, missed},
    within,
};
use crate::{desk::Shared, problem::Problem, store::Erased};

/// Erases a ticket for whoever has its secret.
#[utoipa::path(
    delete,
    path = "/api/tickets/{reference}",
    operation_id = "eraseTicket",
    params(describe::Reference),
    responses(describe::EraseTicket)
)]
pub(super) async fn erase(holder: Holder) -> Result<StatusCode, Problem> {
    let Holder { desk, address, access } = holder;
    desk.limits.posts.take(&address).await?;
    let reference = access.reference.clone();
    let erasing = desk.store.erase_by_reader(access);
    match within(desk.config.request_timeout, Problem::timed_out, erasing).await? {
        Erased::Done { names, .. } => {
            remove(&desk, &names).await;
            desk.metrics.acted("erase");
            info!(reference, files = names.len(), "erased by its reader");
            Ok(StatusCode::NO_CONTENT)
        }
        Erased::NoSuchTicket | Erased::Stale => Err(missed(&desk, &address).await),
    }
}

/// Removes files whose names are marked. What cannot be removed now is left to the next sweep.
pub(super) async fn remove(desk: &Shared, names: &[String]) {
    for name in names {
        match desk.files.remove(name).await {
            Ok(()) => {
                let _ = desk.store.forget(name).await;
            }
            Err(cause) => error!(%cause, "cannot remove a file of an erased ticket yet"),
        }
    }
}
