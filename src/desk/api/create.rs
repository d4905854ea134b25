//! `POST /api/tickets`

use axum::{
    Extension, Json,
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use content::ticket::NewTicket;
use tracing::info;

use super::{arrived, describe, head, within};
use crate::{
    address::Address,
    desk::Shared,
    digest::Digest,
    intake,
    limiter::Mailbox,
    problem::Problem,
    shape,
    store::{Draft, Keys, Outcome},
};

/// Stores a ticket, or finds the one that the same request stored before.
#[utoipa::path(
    post,
    path = "/api/tickets",
    operation_id = "createTicket",
    params(describe::Key, describe::Work),
    request_body = NewTicket,
    responses(describe::CreateTicket)
)]
pub(super) async fn create(
    State(desk): State<Shared>,
    Extension(address): Extension<Address>,
    request: Request,
) -> Result<Response, Problem> {
    desk.limits.posts.take(&address).await?;
    let (parts, body) = request.into_parts();
    head::expect_json(&parts.headers)?;
    let key = head::key(&parts.headers)?;
    // Before anything costs more than a hash.
    desk.gate.admit(head::proof(&parts.headers), key)?;
    let timeout = desk.config.request_timeout;
    let (bytes, _room) = arrived(&desk, &parts.headers, body).await?;
    let keys = Keys { key: Digest::of(key.as_bytes()), body: Digest::of(&bytes) };
    let new = shape::ticket(&bytes).map_err(Problem::bad_request)?;
    drop(bytes);
    answer(within(timeout, Problem::timed_out, store(&desk, &address, keys, new)).await?)
}

/// A repeated request is answered before its form is looked at: that may have changed meanwhile.
async fn store(desk: &Shared, address: &Address, keys: Keys, new: NewTicket) -> Result<Outcome, Problem> {
    if let Some(outcome) = desk.store.recall(keys).await? {
        return Ok(outcome);
    }
    let rules = desk.rules();
    // In a flood nothing is done that can be left out.
    let asked = if desk.gate.is_calm() { rules.asked(&new) } else { None };
    let mut draft = rules.draft(new)?;
    let sent: Vec<&str> = draft.files.iter().map(|file| file.upload.as_str()).collect();
    let known = desk.store.uploads(&sent).await?;
    intake::settle(&mut draft.files, &known, rules.limits())?;
    let mailed = mailed(desk, &draft)?;
    draft.asked_by = mailed.as_ref().and(desk.config.asks_by()).map(str::to_owned);
    let (form, team, files) = (draft.form.clone(), draft.team.clone(), draft.files.len());
    // Counted before it is written, or many at once would slip through; given back when nothing new was stored.
    admit(desk, address, mailed.as_deref()).await?;
    if let Some(asked) = asked {
        draft.first_answer = desk.first_answers.find(asked).await;
    }
    let answered = draft.first_answer.is_some();
    let outcome = desk.store.create(keys, draft).await;
    if !matches!(outcome, Ok(Outcome::Created(..))) {
        give_back(desk, address, mailed.as_deref()).await;
    }
    let outcome = outcome?;
    if let Outcome::Created(receipt, number) = &outcome {
        desk.gate.stored(*number);
        desk.metrics.created.inc();
        if answered {
            desk.metrics.first_answers.inc();
        }
        let unconfirmed = receipt.unconfirmed;
        info!(reference = receipt.reference, form, team, files, answered, unconfirmed, "stored");
    }
    Ok(outcome)
}

/// The address of its requester, where somebody there is to be asked to confirm it.
fn mailed(desk: &Shared, draft: &Draft) -> Result<Option<String>, Problem> {
    match desk.config.asks_by() {
        Some(_) => Ok(intake::address(draft)?.map(str::to_owned)),
        None => Ok(None),
    }
}

/// Counts a ticket, and the mail that it has sent.
async fn admit(desk: &Shared, address: &Address, mailed: Option<&str>) -> Result<(), Problem> {
    desk.limits.creates.take(address).await?;
    let Some(mailed) = mailed else { return Ok(()) };
    let taken = desk.limits.mails.take(&Mailbox(mailed)).await;
    if taken.is_err() {
        desk.limits.creates.give_back(address).await;
    }
    taken
}

async fn give_back(desk: &Shared, address: &Address, mailed: Option<&str>) {
    desk.limits.creates.give_back(address).await;
    if let Some(mailed) = mailed {
        desk.limits.mails.give_back(&Mailbox(mailed)).await;
    }
}

fn answer(outcome: Outcome) -> Result<Response, Problem> {
    let (status, receipt) = match outcome {
        Outcome::Created(receipt, _) => (StatusCode::CREATED, receipt),
        Outcome::Repeated(receipt) => (StatusCode::OK, receipt),
        Outcome::KeyReused => return Err(Problem::key_reused()),
        Outcome::Missing(files) => return Err(Problem::missing_files(files)),
    };
    let location = format!("/api/tickets/{}", receipt.reference);
    Ok((status, [(header::LOCATION, location)], Json(receipt)).into_response())
}
