//! `GET /api/tickets/{reference}`

use axum::{
    Extension,
    body::Body,
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

use super::{describe, head, within};
use crate::{address::Address, desk::Shared, digest::Digest, problem::Problem, reference, store::Access};

/// How a ticket stands, for whoever has its secret.
#[utoipa::path(
    get,
    path = "/api/tickets/{reference}",
    operation_id = "readTicket",
    tag = describe::READERS,
    params(describe::Reference, describe::Known),
    responses(describe::ReadTicket),
    security(("secret" = []))
)]
pub(super) async fn read(
    State(desk): State<Shared>,
    Extension(address): Extension<Address>,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let secret_hash = head::secret_hash(&headers)?;
    // Who guesses too often is not answered any more, not even a right guess.
    desk.misses.look(&address)?;
    let reference = path.map(|Path(typed)| reference::read(&typed)).unwrap_or_default();
    let access = Access { reference, secret_hash, terms: desk.rules().terms() };
    let find = desk.store.find(&access);
    let Some(ticket) = within(desk.config.request_timeout, Problem::timed_out, find).await? else {
        desk.misses.take(&address)?;
        return Err(Problem::no_such_ticket());
    };
    let body = serde_json::to_vec(&ticket).map_err(Problem::broken)?;
    let tag = HeaderValue::try_from(format!("\"{}\"", Digest::of(&body).short())).map_err(Problem::broken)?;
    Ok(tagged(body.into(), "application/json", tag, &headers))
}

/// Answers with a tag by which the same answer is known next time, and with nothing else when it is known.
pub(super) fn tagged(body: Body, media_type: &'static str, tag: HeaderValue, headers: &HeaderMap) -> Response {
    let mut known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let is_known = known.any(|tags| tags.split(',').any(|other| names(other.trim(), &tag)));
    let tag = [(header::ETAG, tag)];
    match is_known {
        true => (StatusCode::NOT_MODIFIED, tag).into_response(),
        false => (tag, [(header::CONTENT_TYPE, HeaderValue::from_static(media_type))], body).into_response(),
    }
}

/// Whether an entry of `If-None-Match` names a tag; whatever stands between may have called it weak.
fn names(entry: &str, tag: &HeaderValue) -> bool {
    entry == "*" || entry.strip_prefix("W/").unwrap_or(entry).as_bytes() == tag.as_bytes()
}
