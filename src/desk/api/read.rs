//! `GET /api/tickets/{reference}`

use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

use super::{
    describe,
    holder::{Holder, missed},
    within,
};
use crate::{problem::Problem, store::Look};

/// How a ticket stands, for whoever has its secret.
#[utoipa::path(
    get,
    path = "/api/tickets/{reference}",
    operation_id = "readTicket",
    params(describe::Reference, describe::Known),
    responses(describe::ReadTicket)
)]
pub(super) async fn read(holder: Holder, headers: HeaderMap) -> Result<Response, Problem> {
    let Holder { desk, address, access } = holder;
    let find = desk.store.find(&access, |tag| is_known(&headers, tag));
    match within(desk.config.request_timeout, Problem::timed_out, find).await? {
        Some(look) => answer(look),
        None => Err(missed(&desk, &address).await),
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
pub(super) fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let mut known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let quoted = format!("\"{tag}\"");
    let names = |entry: &str| entry == "*" || entry.strip_prefix("W/").unwrap_or(entry) == quoted;
    known.any(|tags| tags.split(',').map(str::trim).any(names))
}
