//! `GET /healthz`

use axum::{Json, extract::State};
use serde_json::{Value, json};

use super::within;
use crate::{desk::Shared, problem::Problem};

/// Says that the database answers.
pub(super) async fn health(State(desk): State<Shared>) -> Result<Json<Value>, Problem> {
    within(desk.config.request_timeout, Problem::timed_out, desk.store.ping()).await?;
    Ok(Json(json!({ "status": "ok" })))
}
