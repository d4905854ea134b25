//! `POST /api/callbacks/{sink}`: what another system tells of a ticket that it was handed.

use axum::{
    Extension,
    extract::{Path, Request, State},
    http::{StatusCode, request::Parts},
};
use jiff::Timestamp;
use tracing::{info, warn};

use super::{arrived, describe, within};
use crate::{
    address::Address,
    desk::Shared,
    problem::Problem,
    sink::{Call, Callback, Callbacks},
    store::Taken,
};

/// A call that bears a signature.
#[utoipa::path(
    post,
    path = "/api/callbacks/{sink}",
    operation_id = "takeCallback",
    params(describe::Sink),
    request_body(content_type = "*/*", content = describe::Bytes),
    responses(describe::TakeCallback)
)]
pub(super) async fn signed(
    State(desk): State<Shared>,
    Extension(address): Extension<Address>,
    Path(sink): Path<String>,
    request: Request,
) -> Result<StatusCode, Problem> {
    take(&desk, &address, &sink, None, request).await
}

/// A call of a system that can put a secret nowhere but into the address.
#[utoipa::path(
    post,
    path = "/api/callbacks/{sink}/{secret}",
    operation_id = "takeCallbackByAddress",
    params(describe::Sink, describe::SinkSecret),
    request_body(content_type = "*/*", content = describe::Bytes),
    responses(describe::TakeCallback)
)]
pub(super) async fn known_by_its_address(
    State(desk): State<Shared>,
    Extension(address): Extension<Address>,
    Path((sink, secret)): Path<(String, String)>,
    request: Request,
) -> Result<StatusCode, Problem> {
    take(&desk, &address, &sink, Some(&secret), request).await
}

/// Verifies a call, and does what it tells.
async fn take(
    desk: &Shared,
    address: &Address,
    sink: &str,
    path_secret: Option<&str>,
    request: Request,
) -> Result<StatusCode, Problem> {
    desk.limits.posts.take(address).await?;
    // Whoever guesses too often is not answered any more, not even a right guess.
    desk.limits.misses.look_everywhere(address).await?;
    let callbacks = desk.handover.callbacks(sink).ok_or_else(Problem::not_found)?;
    let (parts, body) = request.into_parts();
    let (bytes, _room) = arrived(desk, &parts.headers, body).await?;
    let told = verified(desk, address, sink, callbacks, &parts, path_secret, &bytes).await?;
    drop(bytes);
    // A busy system is no flood.
    desk.limits.posts.give_back(address).await;
    let Some(callback) = told else { return Ok(StatusCode::OK) };
    write(desk, sink, callback).await
}

/// What a call tells; nothing when that concerns no reader. One that is not signed as it must be counts as a guess.
async fn verified(
    desk: &Shared,
    address: &Address,
    sink: &str,
    callbacks: &Callbacks,
    parts: &Parts,
    path_secret: Option<&str>,
    body: &[u8],
) -> Result<Option<Callback>, Problem> {
    let call = Call { headers: &parts.headers, body, path_secret, now: Timestamp::now() };
    let refused = match callbacks.read(&call) {
        Ok(told) => return Ok(told),
        Err(refused) => refused,
    };
    warn!(sink, fault = %refused, "a call is sent away");
    if refused.status() == StatusCode::UNAUTHORIZED.as_u16() {
        desk.limits.misses.take(address).await?;
    }
    Err(Problem::call(&refused))
}

async fn write(desk: &Shared, sink: &str, callback: Callback) -> Result<StatusCode, Problem> {
    let taking = desk.store.take_callback(sink.to_owned(), callback);
    match within(desk.config.request_timeout, Problem::timed_out, taking).await? {
        Taken::Written { reference, entries } => {
            desk.metrics.acted("callback");
            info!(sink, reference, entries, "told by another system");
            Ok(StatusCode::OK)
        }
        Taken::Again => Ok(StatusCode::OK),
        Taken::NoSuchTicket => Err(Problem::not_found()),
    }
}
