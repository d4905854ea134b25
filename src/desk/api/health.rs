//! `GET /healthz` and `GET /readyz`

use axum::{
    Json,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use serde_json::{Value, json};

use super::{describe, within};
use crate::{desk::Shared, problem::Problem};

/// Says that the process answers, and nothing else.
///
/// Starting it anew would mend neither a full disk nor a locked database.
#[utoipa::path(get, path = "/healthz", operation_id = "health", responses(describe::Health))]
pub(super) async fn health() -> Json<Value> {
    well()
}

/// Says that what is sent now can be stored.
#[utoipa::path(get, path = "/readyz", operation_id = "ready", responses(describe::Ready))]
pub(super) async fn ready(State(desk): State<Shared>) -> Result<Json<Value>, Problem> {
    within(desk.config.request_timeout, Problem::timed_out, desk.probe.look(&desk.store, &desk.files)).await?;
    Ok(well())
}

/// Sends away what comes while the desk is ending; what came before goes on.
pub(super) async fn open(State(desk): State<Shared>, request: Request, next: Next) -> Response {
    if desk.is_ending() { Problem::ending().into_response() } else { next.run(request).await }
}

/// Sends away what comes while the database is not where it was, and takes nothing for stored that went into it meanwhile.
pub(super) async fn present(State(desk): State<Shared>, request: Request, next: Next) -> Response {
    let reads = request.method().is_safe();
    if !reads {
        desk.note_sent();
    }
    if let Err(problem) = desk.presence.look() {
        return problem.into_response();
    }
    let response = next.run(request).await;
    match desk.presence.look() {
        Err(problem) if !reads && response.status().is_success() => problem.into_response(),
        _ => response,
    }
}

fn well() -> Json<Value> {
    Json(json!({ "status": "ok" }))
}
