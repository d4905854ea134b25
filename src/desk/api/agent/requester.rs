//! `POST /api/agent/requester/tickets`: for whoever asks what the desk keeps about them, or wants to be forgotten.
//!
//! An e-mail address has no place in the address of a page, which hosts and proxies write down. So it comes in a body, though
//! nothing is changed by it.

use axum::{Json, extract::Request};
use content::ticket::looks_like_email;

use super::{Caller, arrived, describe, head, within, words::invalid};
use crate::{
    agent::{Scope, TicketsOf},
    problem::Problem,
    shape,
};

/// All tickets that were raised with an e-mail address.
#[utoipa::path(
    post,
    path = "/api/agent/requester/tickets",
    operation_id = "agentTicketsOfRequester",
    request_body = describe::RequesterBody,
    responses(describe::AgentTicketsOfRequester)
)]
pub(super) async fn tickets(caller: Caller, request: Request) -> Result<Json<TicketsOf>, Problem> {
    caller.may(Scope::Read)?;
    let desk = caller.desk;
    let (parts, body) = request.into_parts();
    head::expect_json(&parts.headers)?;
    let timeout = desk.config.request_timeout;
    let (bytes, _room) = arrived(&desk, &parts.headers, body).await?;
    let email = shape::requester(&bytes).map_err(Problem::bad_request)?;
    if !looks_like_email(&email) {
        return Err(invalid("email", "Write an email address, such as name@example.com"));
    }
    let terms = desk.rules().terms();
    let tickets = within(timeout, Problem::timed_out, desk.store.tickets_of(&email, &terms)).await?;
    Ok(Json(TicketsOf { tickets }))
}
