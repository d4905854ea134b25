//! `GET /api/tickets/{reference}/export`

use axum::{
    Extension, Json,
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use serde_json::Value;

use super::{head, within};
use crate::{address::Address, desk::Shared, problem::Problem, reference, store::Access};

/// All that is stored of a ticket, for whoever has its secret.
pub(super) async fn export(
    State(desk): State<Shared>,
    Extension(address): Extension<Address>,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let secret_hash = head::secret_hash(&headers)?;
    let guesses = desk.misses.look(&address)?;
    let reference = path.map(|Path(typed)| reference::read(&typed)).unwrap_or_default();
    let access = Access { reference: reference.clone(), secret_hash, terms: desk.rules().terms(), guesses };
    let export = desk.store.export_for_reader(&access);
    match within(desk.config.request_timeout, Problem::timed_out, export).await? {
        Some(export) => saved(&reference, export),
        None => {
            desk.misses.take(&address).await?;
            Err(Problem::no_such_ticket())
        }
    }
}

/// To be saved under the ticket's reference.
pub(super) fn saved(reference: &str, export: Value) -> Result<Response, Problem> {
    let name = format!("attachment; filename=\"{reference}.json\"");
    let name = HeaderValue::try_from(name).map_err(Problem::broken)?;
    Ok(([(header::CONTENT_DISPOSITION, name)], Json(export)).into_response())
}
