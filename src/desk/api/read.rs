//! `GET /api/tickets/{reference}`

use axum::{
    Extension, Json,
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, header},
};
use content::ticket::Ticket;

use super::within;
use crate::{address::Address, desk::Shared, digest::Digest, problem::Problem, reference};

/// How a ticket stands, for whoever has its secret.
pub(super) async fn read(
    State(desk): State<Shared>,
    Extension(address): Extension<Address>,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Json<Ticket>, Problem> {
    let secret_hash = Digest::of(secret(&headers).ok_or_else(Problem::no_secret)?);
    // Who guesses too often is not answered any more, not even a right guess.
    desk.misses.look(&address)?;
    let reference = path.map(|Path(typed)| reference::read(&typed)).unwrap_or_default();
    let find = desk.store.find(&reference, secret_hash);
    match within(desk.config.request_timeout, Problem::timed_out, find).await? {
        Some(ticket) => Ok(Json(ticket)),
        None => {
            desk.misses.take(&address)?;
            Err(Problem::no_such_ticket())
        }
    }
}

/// What follows `Bearer `.
fn secret(headers: &HeaderMap) -> Option<&[u8]> {
    let value = headers.get(header::AUTHORIZATION)?.as_bytes();
    let (scheme, secret) = value.split_at_checked(b"Bearer ".len())?;
    let secret = secret.trim_ascii();
    (scheme.eq_ignore_ascii_case(b"Bearer ") && !secret.is_empty()).then_some(secret)
}
