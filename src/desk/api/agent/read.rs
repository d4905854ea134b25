//! Looking at tickets.

use axum::{
    Json,
    extract::{Path, RawQuery, rejection::PathRejection},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};

use super::{
    super::{export::saved, file::hand_out},
    Caller, describe, head, within, words,
};
use crate::{
    agent::{Query, Scope, TicketPage},
    desk::Shared,
    problem::Problem,
};

/// Tickets that a query is true of, page by page.
#[utoipa::path(
    get,
    path = "/api/agent/tickets",
    operation_id = "agentListTickets",
    params(describe::List),
    responses(describe::AgentListTickets)
)]
pub(super) async fn list(caller: Caller, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let Caller { desk, agent, .. } = caller;
    let query = Query::read(query.as_deref(), &agent.name)?;
    let page = within(desk.config.request_timeout, Problem::timed_out, find(&desk, &query)).await?;
    Ok(Json(page).into_response())
}

/// Refuses a team or a form that there is not, most likely for a slip, unless there are tickets from when there was.
async fn find(desk: &Shared, query: &Query) -> Result<TicketPage, Problem> {
    let rules = desk.rules();
    for (column, word) in &query.exactly {
        let known = match *column {
            "team" => words::known_team(&rules, word),
            "form" => words::known_form(&rules, word),
            _ => Ok(()),
        };
        if let Err(unknown) = known
            && !desk.store.has_ticket_with(column, word).await?
        {
            return Err(unknown);
        }
    }
    desk.store.list(query, &rules.terms()).await
}

/// All of one ticket.
#[utoipa::path(
    get,
    path = "/api/agent/tickets/{reference}",
    operation_id = "agentReadTicket",
    params(describe::Reference),
    responses(describe::AgentReadTicket)
)]
pub(super) async fn ticket(caller: Caller) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let Caller { desk, reference, .. } = caller;
    let terms = desk.rules().terms();
    let record = desk.store.record(&reference, &terms);
    let found = within(desk.config.request_timeout, Problem::timed_out, record).await?;
    let (record, version) = found.ok_or_else(Problem::no_such_reference)?;
    let tag = HeaderValue::try_from(head::tag(version)).map_err(Problem::broken)?;
    Ok(([(header::ETAG, tag)], Json(record)).into_response())
}

/// A file of a ticket, to be saved and never shown.
#[utoipa::path(
    get,
    path = "/api/agent/tickets/{reference}/files/{id}",
    operation_id = "agentReadFile",
    params(describe::Reference, describe::FileId),
    responses(describe::AgentReadFile)
)]
pub(super) async fn file(
    caller: Caller,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let Caller { desk, reference, .. } = caller;
    let (_, id) = path.map(|Path(parts)| parts).unwrap_or_default();
    let find = desk.store.file_for_agent(&reference, &id);
    let found = within(desk.config.request_timeout, Problem::timed_out, find).await?;
    hand_out(&desk, &reference, &id, found.ok_or_else(Problem::no_such_file)?).await
}

/// All that is stored of a ticket.
#[utoipa::path(
    get,
    path = "/api/agent/tickets/{reference}/export",
    operation_id = "agentExportTicket",
    params(describe::Reference),
    responses(describe::AgentExportTicket)
)]
pub(super) async fn export(caller: Caller) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let Caller { desk, reference, .. } = caller;
    let export = desk.store.export_for_agent(&reference);
    let export = within(desk.config.request_timeout, Problem::timed_out, export).await?;
    saved(&reference, export.ok_or_else(Problem::no_such_reference)?)
}
