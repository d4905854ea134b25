//! `POST /api/tickets/{reference}/confirm`, for whoever has the code out of the mail, and `…/confirm/again`, for whoever has the
//! ticket's secret and no mail.

use axum::{
    Extension, Json,
    extract::{Path, Request, State, rejection::PathRejection},
    http::{StatusCode, request::Parts},
    response::{IntoResponse as _, Response},
};
use content::ticket::{AskAgain, Asked, Confirmation, Confirmed, code_of};
use tokio::sync::SemaphorePermit;
use tracing::info;

use super::{arrived, describe, head, holder::missed, within};
use crate::{
    address::Address,
    desk::Shared,
    intake,
    limiter::{Mailbox, OneTicket},
    problem::Problem,
    reference, shape,
    store::{Access, Again, Asking, Guessed},
};

/// Confirms the address on a ticket by the code of the mail, which lets the ticket in. Whoever has only the code learns that it is right, and nothing of the ticket.
#[utoipa::path(
    post,
    path = "/api/tickets/{reference}/confirm",
    operation_id = "confirmAddress",
    params(describe::Reference),
    request_body = Confirmation,
    responses(describe::Confirm)
)]
pub(super) async fn confirm(
    State(desk): State<Shared>,
    Extension(address): Extension<Address>,
    path: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, Problem> {
    desk.limits.posts.take(&address).await?;
    let (_, bytes, _room) = read(&desk, request).await?;
    let code = shape::confirmation(&bytes).map_err(Problem::bad_request)?.code;
    let reference = path.map(|Path(typed)| reference::read(&typed)).unwrap_or_default();
    // Who guesses too often is not answered any more, not even a right guess.
    desk.limits.misses.look_everywhere(&address).await?;
    // Whether or not there is such a ticket.
    let ticket = OneTicket(&reference);
    desk.limits.codes.take(&ticket).await?;
    let guessing = desk.store.confirm(reference.clone(), code_of(&code));
    let let_in = match within(desk.config.request_timeout, Problem::timed_out, guessing).await? {
        Guessed::Now { let_in } => {
            desk.metrics.acted("confirm");
            info!(reference, "confirmed");
            let_in
        }
        Guessed::Before { let_in } => let_in,
        Guessed::Wrong => {
            desk.limits.misses.take(&address).await?;
            return Err(Problem::no_such_code());
        }
    };
    desk.limits.codes.give_back(&ticket).await;
    Ok(Json(Confirmed { reference, let_in }).into_response())
}

/// Sends the mail once more, to a corrected address if one is given.
#[utoipa::path(
    post,
    path = "/api/tickets/{reference}/confirm/again",
    operation_id = "askToConfirmAgain",
    params(describe::Reference),
    request_body = AskAgain,
    responses(describe::AskAgain)
)]
pub(super) async fn again(
    State(desk): State<Shared>,
    Extension(address): Extension<Address>,
    path: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, Problem> {
    desk.limits.posts.take(&address).await?;
    let (parts, bytes, _room) = read(&desk, request).await?;
    let secret_hash = head::secret_hash(&parts.headers)?;
    let guesses = desk.limits.misses.look(&address)?;
    let email = shape::ask_again(&bytes).map_err(Problem::bad_request)?.email;
    let email = email.map(|email| email.trim().to_owned());
    email.as_deref().map_or(Ok(()), intake::mailable)?;
    let reference = path.map(|Path(typed)| reference::read(&typed)).unwrap_or_default();
    let access = Access { reference: reference.clone(), secret_hash, terms: desk.rules().terms(), guesses };
    desk.limits.actions.take(&address).await?;
    let by = desk.config.asks_by().map(str::to_owned);
    let again = ask(&desk, access, Asking { by, email });
    let again = within(desk.config.request_timeout, Problem::timed_out, again).await;
    if !matches!(again, Ok(Again::Asked(_))) {
        desk.limits.actions.give_back(&address).await;
    }
    match again? {
        Again::Asked(confirm) => {
            desk.metrics.acted("confirm_again");
            info!(reference, "asked once more to confirm");
            Ok((StatusCode::CREATED, Json(Asked { reference, confirm })).into_response())
        }
        Again::NoSuchTicket => Err(missed(&desk, &address).await),
        Again::Nothing => Err(Problem::nothing_to_confirm()),
        Again::Corrected => Err(Problem::corrected_before()),
        Again::TooSoon(wait) => Err(Problem::asked_lately(wait)),
    }
}

/// Counts the mail by who gets it, unless it does not go out.
async fn ask(desk: &Shared, access: Access, asking: Asking) -> Result<Again, Problem> {
    // Only whoever has the ticket learns how it is with its address.
    let Some(before) = desk.store.unconfirmed_address(&access).await? else {
        return desk.store.ask_again(access, asking).await;
    };
    let mailed = asking.email.clone().unwrap_or(before);
    let mailbox = Mailbox(&mailed);
    desk.limits.mails.take(&mailbox).await?;
    let again = desk.store.ask_again(access, asking).await;
    if !matches!(again, Ok(Again::Asked(_))) {
        desk.limits.mails.give_back(&mailbox).await;
    }
    again
}

async fn read(desk: &Shared, request: Request) -> Result<(Parts, Vec<u8>, SemaphorePermit<'_>), Problem> {
    let (parts, body) = request.into_parts();
    head::expect_json(&parts.headers)?;
    let (bytes, room) = arrived(desk, &parts.headers, body).await?;
    Ok((parts, bytes, room))
}
