//! `GET /api/tickets/{reference}`

use axum::{
    Extension, Json,
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

use super::{head, within};
use crate::{
    address::Address,
    desk::Shared,
    problem::Problem,
    reference,
    store::{Access, Look},
};

/// How a ticket stands, for whoever has its secret.
pub(super) async fn read(
    State(desk): State<Shared>,
    Extension(address): Extension<Address>,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let secret_hash = head::secret_hash(&headers)?;
    let guesses = desk.misses.look(&address)?;
    let reference = path.map(|Path(typed)| reference::read(&typed)).unwrap_or_default();
    let access = Access { reference, secret_hash, terms: desk.rules().terms(), guesses };
    let find = desk.store.find(&access, |tag| is_known(&headers, tag));
    match within(desk.config.request_timeout, Problem::timed_out, find).await? {
        Some(look) => answer(look),
        None => {
            desk.misses.take(&address).await?;
            Err(Problem::no_such_ticket())
        }
    }
}

/// Answers with a tag by which the same answer is known next time, and with nothing else when it is known.
fn answer(Look { tag, ticket }: Look) -> Result<Response, Problem> {
    let tag = [(header::ETAG, HeaderValue::try_from(format!("\"{tag}\"")).map_err(Problem::broken)?)];
    Ok(match ticket {
        Some(ticket) => (tag, Json(ticket)).into_response(),
        None => (StatusCode::NOT_MODIFIED, tag).into_response(),
    })
}

/// Whether `If-None-Match` names a tag; whatever stands between may have called it weak.
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let mut known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let quoted = format!("\"{tag}\"");
    let names = |entry: &str| entry == "*" || entry.strip_prefix("W/").unwrap_or(entry) == quoted;
    known.any(|tags| tags.split(',').map(str::trim).any(names))
}
