//! `POST /api/tickets/{reference}/…`: what a reader does with a ticket that is there already.

use std::sync::Arc;

use axum::{
    Extension, Json, RequestPartsExt as _,
    extract::{FromRequest, Request},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use content::ticket::{Done, EntryKind, Escalation, NewReply, Rating, Reopening};
use tracing::info;

use super::{arrived, describe, head, holder::missed, within};
use crate::{
    address::Address,
    desk::Shared,
    digest::Digest,
    intake,
    limiter::OneTicket,
    problem::Problem,
    shape,
    standing::Action,
    store::{Access, Acted, Deed, Keys, Noted},
};

/// What every request to do something with a ticket brings.
pub(super) struct Asked {
    desk: Shared,
    address: Address,
    /// The reference as it is stored, whichever way it was typed; empty when there is none.
    reference: String,
    request: Request,
}

impl FromRequest<Shared> for Asked {
    type Rejection = Problem;

    async fn from_request(request: Request, desk: &Shared) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let Extension(address) = parts.extract().await.map_err(Problem::broken)?;
        let reference = head::reference(&mut parts).await;
        Ok(Self { desk: Arc::clone(desk), address, reference, request: Request::from_parts(parts, body) })
    }
}

/// Says something, with files.
#[utoipa::path(
    post,
    path = "/api/tickets/{reference}/replies",
    operation_id = "replyToTicket",
    params(describe::Reference, describe::Key),
    request_body = NewReply,
    responses(describe::Reply)
)]
pub(super) async fn reply(asked: Asked) -> Result<Response, Problem> {
    let rules = asked.desk.rules();
    let read = move |bytes: &[u8]| intake::reply(&shape::reply(bytes).map_err(Problem::bad_request)?, rules.limits());
    act(asked, "replies", read).await
}

/// Says that it is solved.
#[utoipa::path(
    post,
    path = "/api/tickets/{reference}/solved",
    operation_id = "solveTicket",
    params(describe::Reference, describe::Key),
    request_body = describe::Nothing,
    responses(describe::Solve)
)]
pub(super) async fn solve(asked: Asked) -> Result<Response, Problem> {
    act(asked, "solved", |bytes| bare(Action::Solve, bytes)).await
}

/// Says that it is not solved after all, with files.
#[utoipa::path(
    post,
    path = "/api/tickets/{reference}/reopen",
    operation_id = "reopenTicket",
    params(describe::Reference, describe::Key),
    request_body = Reopening,
    responses(describe::Reopen)
)]
pub(super) async fn reopen(asked: Asked) -> Result<Response, Problem> {
    let rules = asked.desk.rules();
    let read =
        move |bytes: &[u8]| intake::reopening(&shape::reopening(bytes).map_err(Problem::bad_request)?, rules.limits());
    act(asked, "reopen", read).await
}

/// Says how it was.
#[utoipa::path(
    post,
    path = "/api/tickets/{reference}/rating",
    operation_id = "rateTicket",
    params(describe::Reference, describe::Key),
    request_body = Rating,
    responses(describe::Rate)
)]
pub(super) async fn rate(asked: Asked) -> Result<Response, Problem> {
    let read = |bytes: &[u8]| {
        let rating = shape::rating(bytes).map_err(Problem::bad_request)?;
        intake::fits(rating.check())?;
        Ok(Deed { stars: Some(rating.stars), ..Deed::said(Action::Rate, rating.cleaned().text) })
    };
    act(asked, "rating", read).await
}

/// Asks to hurry.
#[utoipa::path(
    post,
    path = "/api/tickets/{reference}/escalate",
    operation_id = "escalateTicket",
    params(describe::Reference, describe::Key),
    request_body = Escalation,
    responses(describe::Escalate)
)]
pub(super) async fn escalate(asked: Asked) -> Result<Response, Problem> {
    let read = |bytes: &[u8]| {
        let escalation = shape::escalation(bytes).map_err(Problem::bad_request)?;
        intake::fits(escalation.check())?;
        Ok(Deed::said(Action::Escalate, escalation.cleaned().text))
    };
    act(asked, "escalate", read).await
}

/// Ends the private link.
#[utoipa::path(
    post,
    path = "/api/tickets/{reference}/revoke",
    operation_id = "revokeLink",
    params(describe::Reference, describe::Key),
    request_body = describe::Nothing,
    responses(describe::Revoke)
)]
pub(super) async fn revoke(asked: Asked) -> Result<Response, Problem> {
    act(asked, "revoke", |bytes| bare(Action::Revoke, bytes)).await
}

/// A deed without words.
fn bare(action: Action, bytes: &[u8]) -> Result<Deed, Problem> {
    shape::nothing(bytes).map_err(Problem::bad_request)?;
    Ok(Deed::said(action, String::new()))
}

/// Reads a request to do something, does it or finds out that it was done, and says so. What is wrong with a body is told
/// before anybody asks whether there is such a ticket, so that it says nothing about tickets.
async fn act(
    Asked { desk, address, reference, request }: Asked,
    name: &'static str,
    read: impl FnOnce(&[u8]) -> Result<Deed, Problem>,
) -> Result<Response, Problem> {
    desk.limits.posts.take(&address).await?;
    let (parts, body) = request.into_parts();
    let secret_hash = head::secret_hash(&parts.headers)?;
    let guesses = desk.limits.misses.look(&address)?;
    head::expect_json(&parts.headers)?;
    let key = Digest::of(head::key(&parts.headers)?.as_bytes());
    let timeout = desk.config.request_timeout;
    let (bytes, _room) = arrived(&desk, &parts.headers, body).await?;
    // The same words to another address are another request.
    let same = Digest::of_all(&[name.as_bytes(), b" ", reference.as_bytes(), b" ", &bytes]);
    let deed = read(&bytes)?;
    drop(bytes);
    let access = Access { reference: reference.clone(), secret_hash, terms: desk.rules().terms(), guesses };
    let doing = perform(&desk, &address, access, Keys { key, body: same }, deed);
    let acted = within(timeout, Problem::timed_out, doing).await?;
    if let Acted::Done(Noted { entry, .. }) = &acted {
        desk.metrics.acted(name);
        info!(reference, action = name, files = entry.files.len(), "noted");
    }
    answer(&desk, &address, reference, acted).await
}

async fn perform(
    desk: &Shared,
    address: &Address,
    access: Access,
    keys: Keys,
    mut deed: Deed,
) -> Result<Acted, Problem> {
    if let Some(acted) = desk.store.forejudge(&access, keys, deed.action).await? {
        return Ok(acted);
    }
    let sent: Vec<&str> = deed.files.iter().map(|file| file.upload.as_str()).collect();
    let known = desk.store.uploads(&sent).await?;
    intake::settle(&mut deed.files, &known, desk.rules().limits())?;
    // Counted before it is written, or many at once would slip through; given back when nothing new was stored.
    let reference = access.reference.clone();
    let ticket = OneTicket(&reference);
    desk.limits.actions.take(address).await?;
    if let Err(problem) = desk.limits.ticket_actions.take(&ticket).await {
        desk.limits.actions.give_back(address).await;
        return Err(problem);
    }
    let acted = desk.store.act(access, keys, deed).await;
    if !matches!(acted, Ok(Acted::Done(_))) {
        desk.limits.actions.give_back(address).await;
        desk.limits.ticket_actions.give_back(&ticket).await;
    }
    acted
}

async fn answer(desk: &Shared, address: &Address, reference: String, acted: Acted) -> Result<Response, Problem> {
    let (status, noted) = match acted {
        Acted::Done(noted) => (StatusCode::CREATED, noted),
        Acted::Repeated(noted) => (StatusCode::OK, noted),
        Acted::KeyReused => return Err(Problem::key_reused()),
        Acted::Missing(files) => return Err(Problem::missing_files(files)),
        Acted::Refused(refusal) => return Err(Problem::refused(refusal)),
        Acted::NoSuchTicket => return Err(missed(desk, address).await),
    };
    let message = message(&noted).to_owned();
    Ok((status, Json(Done { reference, entry: noted.entry, message })).into_response())
}

/// What it means for the reader.
fn message(Noted { entry, waits }: &Noted) -> &'static str {
    match entry.kind {
        EntryKind::Reply if *waits => {
            "Your reply is stored. The desk can read it, and the ticket, once your address is confirmed."
        }
        EntryKind::Reply => "Your reply is stored, and the desk can read it.",
        EntryKind::Solved => "The ticket is closed.",
        EntryKind::Reopened => "The ticket is open again.",
        EntryKind::Rated => "Your rating is stored.",
        EntryKind::Escalated => "The desk can read that this is late and that you are waiting.",
        EntryKind::Revoked if *waits => {
            "This private link has ended: it opens the ticket no more, on any device. The desk has the ticket, and can \
             read it once your address is confirmed."
        }
        EntryKind::Revoked => {
            "This private link has ended: it opens the ticket no more, on any device. The desk still has the ticket and \
             goes on with it."
        }
        EntryKind::Created
        | EntryKind::FirstAnswer
        | EntryKind::State
        | EntryKind::Announced
        | EntryKind::Corrected
        | EntryKind::Confirmed
        | EntryKind::Unknown => "",
    }
}
