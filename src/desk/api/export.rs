//! `GET /api/tickets/{reference}/export`

use axum::{
    Json,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use serde_json::Value;

use super::{
    describe,
    holder::{Holder, missed},
    within,
};
use crate::problem::Problem;

/// All that is stored of a ticket, for whoever has its secret.
#[utoipa::path(
    get,
    path = "/api/tickets/{reference}/export",
    operation_id = "exportTicket",
    params(describe::Reference),
    responses(describe::ExportTicket)
)]
pub(super) async fn export(holder: Holder) -> Result<Response, Problem> {
    let Holder { desk, address, access } = holder;
    let export = desk.store.export_for_reader(&access);
    match within(desk.config.request_timeout, Problem::timed_out, export).await? {
        Some(export) => saved(&access.reference, export),
        None => Err(missed(&desk, &address).await),
    }
}

/// To be saved under the ticket's reference.
pub(super) fn saved(reference: &str, export: Value) -> Result<Response, Problem> {
    let name = format!("attachment; filename=\"{reference}.json\"");
    let name = HeaderValue::try_from(name).map_err(Problem::broken)?;
    Ok(([(header::CONTENT_DISPOSITION, name)], Json(export)).into_response())
}
