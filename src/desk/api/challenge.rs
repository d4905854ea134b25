//! `GET /api/challenge`

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};

use super::describe;
use crate::desk::Shared;

/// What a new ticket has to prove; nothing where it need not.
///
/// It costs one hash and looks nothing up, so anybody may ask for as
/// many as they like.
#[utoipa::path(get, path = "/api/challenge", operation_id = "getChallenge", responses(describe::GetChallenge))]
pub(super) async fn challenge(State(desk): State<Shared>) -> Response {
    match desk.gate.challenge() {
        Some(challenge) => Json(challenge).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    }
}
