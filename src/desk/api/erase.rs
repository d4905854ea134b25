//! `DELETE /api/tickets/{reference}`

use axum::{
    Extension,
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use tracing::{error, info};

use super::{head, within};
use crate::{
    address::Address,
    desk::Shared,
    problem::Problem,
    reference,
    store::{Access, Erased},
};

/// Erases a ticket for whoever has its secret.
pub(super) async fn erase(
    State(desk): State<Shared>,
    Extension(address): Extension<Address>,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    desk.posts.take(&address).await?;
    let secret_hash = head::secret_hash(&headers)?;
    let guesses = desk.misses.look(&address)?;
    let reference = path.map(|Path(typed)| reference::read(&typed)).unwrap_or_default();
    let access = Access { reference: reference.clone(), secret_hash, terms: desk.rules().terms(), guesses };
    let erasing = desk.store.erase_by_reader(access);
    match within(desk.config.request_timeout, Problem::timed_out, erasing).await? {
        Erased::Done { names, .. } => {
            remove(&desk, &names).await;
            desk.metrics.acted("erase");
            info!(reference, files = names.len(), "erased by its reader");
            Ok(StatusCode::NO_CONTENT.into_response())
        }
        Erased::NoSuchTicket | Erased::Stale => {
            desk.misses.take(&address).await?;
            Err(Problem::no_such_ticket())
        }
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
