//! `POST /api/tickets/{reference}/…`: what a reader does with a ticket that is there already.

use axum::{
    Extension, Json,
    extract::{Path, Request, State, rejection::PathRejection},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use content::ticket::{Done, Entry, EntryKind};
use tracing::info;

use super::{head, within};
use crate::{
    address::Address,
    body,
    desk::Shared,
    digest::Digest,
    intake,
    problem::Problem,
    reference, shape,
    standing::Action,
    store::{Access, Acted, Deed, Keys},
};

type Reference = Result<Path<String>, PathRejection>;

/// Says something, with files.
pub(super) async fn reply(
    State(desk): State<Shared>,
    Extension(address): Extension<Address>,
    path: Reference,
    request: Request,
) -> Result<Response, Problem> {
    let rules = desk.rules();
    let read = |bytes: &[u8]| intake::reply(&shape::reply(bytes).map_err(Problem::bad_request)?, rules.limits());
    act(&desk, &address, path, request, "replies", read).await
}

/// Says that it is solved.
pub(super) async fn solve(
    State(desk): State<Shared>,
    Extension(address): Extension<Address>,
    path: Reference,
    request: Request,
) -> Result<Response, Problem> {
    act(&desk, &address, path, request, "solved", |bytes| bare(Action::Solve, bytes)).await
}

/// Says that it is not solved after all.
pub(super) async fn reopen(
    State(desk): State<Shared>,
    Extension(address): Extension<Address>,
    path: Reference,
    request: Request,
) -> Result<Response, Problem> {
    let read = |bytes: &[u8]| {
        let reopening = shape::reopening(bytes).map_err(Problem::bad_request)?;
        intake::fits(reopening.check())?;
        Ok(Deed { action: Action::Reopen, text: reopening.cleaned().text, stars: None, files: Vec::new() })
    };
    act(&desk, &address, path, request, "reopen", read).await
}

/// Says how it was.
pub(super) async fn rate(
    State(desk): State<Shared>,
    Extension(address): Extension<Address>,
    path: Reference,
    request: Request,
) -> Result<Response, Problem> {
    let read = |bytes: &[u8]| {
        let rating = shape::rating(bytes).map_err(Problem::bad_request)?;
        intake::fits(rating.check())?;
        let text = rating.cleaned().text;
        Ok(Deed { action: Action::Rate, text, stars: Some(rating.stars), files: Vec::new() })
    };
    act(&desk, &address, path, request, "rating", read).await
}

/// Ends the private link.
pub(super) async fn revoke(
    State(desk): State<Shared>,
    Extension(address): Extension<Address>,
    path: Reference,
    request: Request,
) -> Result<Response, Problem> {
    act(&desk, &address, path, request, "revoke", |bytes| bare(Action::Revoke, bytes)).await
}

/// A deed without words.
fn bare(action: Action, bytes: &[u8]) -> Result<Deed, Problem> {
    shape::nothing(bytes).map_err(Problem::bad_request)?;
    Ok(Deed { action, text: String::new(), stars: None, files: Vec::new() })
}

/// Reads a request to do something, does it or finds out that it was done, and says so. What is wrong with a body is told
/// before anybody asks whether there is such a ticket, so that it says nothing about tickets.
async fn act(
    desk: &Shared,
    address: &Address,
    path: Reference,
    request: Request,
    name: &'static str,
    read: impl FnOnce(&[u8]) -> Result<Deed, Problem>,
) -> Result<Response, Problem> {
    desk.posts.take(address)?;
    let (parts, body) = request.into_parts();
    let secret_hash = head::secret_hash(&parts.headers)?;
    // Who guesses too often is not answered any more, not even a right guess.
    desk.misses.look(address)?;
    head::expect_json(&parts.headers)?;
    let key = head::key(&parts.headers)?;
    let timeout = desk.config.request_timeout;
    let arriving = body::read(&parts.headers, body, desk.config.body_limit, &desk.room);
    let (bytes, _room) = within(timeout, Problem::too_slow, arriving).await?;
    let reference = path.map(|Path(typed)| reference::read(&typed)).unwrap_or_default();
    // The same words to another address are another request.
    let same = Digest::of_all(&[name.as_bytes(), b" ", reference.as_bytes(), b" ", &bytes]);
    let deed = read(&bytes)?;
    drop(bytes);
    let access = Access { reference: reference.clone(), secret_hash, terms: desk.rules().terms() };
    let doing = perform(desk, address, access, Keys { key, body: same }, deed);
    let acted = within(timeout, Problem::timed_out, doing).await?;
    if let Acted::Done(entry) = &acted {
        info!(reference, action = name, files = entry.files.len(), "noted");
    }
    answer(desk, address, reference, acted)
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
    desk.actions.take(address)?;
    let acted = desk.store.act(access, keys, deed).await;
    if !matches!(acted, Ok(Acted::Done(_))) {
        desk.actions.give_back(address);
    }
    acted
}

fn answer(desk: &Shared, address: &Address, reference: String, acted: Acted) -> Result<Response, Problem> {
    let (status, entry) = match acted {
        Acted::Done(entry) => (StatusCode::CREATED, entry),
        Acted::Repeated(entry) => (StatusCode::OK, entry),
        Acted::KeyReused => return Err(Problem::key_reused()),
        Acted::Missing(files) => return Err(Problem::missing_files(files)),
        Acted::Refused(refusal) => return Err(Problem::refused(refusal)),
        Acted::NoSuchTicket => {
            desk.misses.take(address)?;
            return Err(Problem::no_such_ticket());
        }
    };
    let message = message(&entry).to_owned();
    Ok((status, Json(Done { reference, entry, message })).into_response())
}

/// What it means for the reader.
fn message(entry: &Entry) -> &'static str {
    match entry.kind {
        EntryKind::Reply => "Your reply is stored, and the desk can read it.",
        EntryKind::Solved => "The ticket is closed.",
        EntryKind::Reopened => "The ticket is open again.",
        EntryKind::Rated => "Your rating is stored.",
        EntryKind::Revoked => {
            "This private link has ended: it opens the ticket no more, on any device. The desk still has the ticket and \
             goes on with it."
        }
        EntryKind::Created | EntryKind::State => "",
    }
}
