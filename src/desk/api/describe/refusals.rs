//! What several operations refuse with, for the same reason.

use std::time::Duration;

use content::ticket::FieldError;
use jiff::Timestamp;

use super::examples::LATER;
use crate::{
    address::Address,
    agent::Scope,
    config::BODY_LIMIT,
    limiter::{Counted as _, Mailbox, OneTicket},
    problem::Problem,
    standing::Action,
};

/// What may happen to every request that the database is asked for.
pub(super) fn stored() -> Vec<Problem> {
    vec![Problem::unavailable(5, ""), Problem::timed_out(), Problem::ending(), Problem::broken("")]
}

/// What is wrong with a body before it is read as what it should be.
pub(super) fn body(limit: usize) -> Vec<Problem> {
    vec![
        Problem::bad_request("The request ended too early."),
        Problem::too_slow(),
        Problem::too_large(limit),
        Problem::unavailable(5, ""),
    ]
}

/// The same of a body in JSON.
pub(super) fn sent(fault: &str) -> Vec<Problem> {
    let mut problems = vec![
        Problem::bad_request(fault),
        Problem::bad_request("The body is not JSON: it ends too early."),
        Problem::not_json(),
    ];
    problems.extend(body(BODY_LIMIT));
    problems
}

/// The same of a body that comes with a key.
pub(super) fn json(fault: &str) -> Vec<Problem> {
    let mut problems = sent(fault);
    problems.extend([
        Problem::bad_request("Send one `Idempotency-Key` of 16 to 128 visible ASCII characters."),
        Problem::key_reused(),
    ]);
    problems
}

/// There was too much of something.
pub(super) fn address_limited() -> Vec<Problem> {
    vec![Problem::rate_limited(Address::TOLD, Duration::from_secs(42))]
}

/// There was too much of something, by an address or with a ticket.
pub(super) fn ticket_limited() -> Vec<Problem> {
    vec![
        Problem::rate_limited(Address::TOLD, Duration::from_secs(42)),
        Problem::rate_limited(OneTicket::TOLD, Duration::from_secs(42)),
    ]
}

/// Too many mails would ask one mailbox to confirm its address.
pub(super) fn mailbox_limited() -> Problem {
    Problem::rate_limited(Mailbox::TOLD, Duration::from_secs(42))
}

/// What may happen to whoever shows the secret of a ticket: it opens nothing, or was tried too often.
pub(super) fn secret() -> Vec<Problem> {
    let own = [Problem::no_secret(), Problem::token_for_secret(), Problem::no_such_ticket()];
    [own.to_vec(), address_limited(), stored()].concat()
}

/// The same of whoever shows a token, which may not be one for this.
pub(super) fn token(scope: Scope) -> Vec<Problem> {
    let own = [Problem::no_token(), Problem::wrong_token(), Problem::token_over(), Problem::missing_scope(scope)];
    [own.to_vec(), address_limited(), stored()].concat()
}

/// A change names no version of the ticket, or one that is over.
pub(super) fn version() -> [Problem; 3] {
    [Problem::no_version(), Problem::odd_version(), Problem::stale()]
}

/// Answers need another look.
pub(super) fn invalid(field: &str, message: &str) -> Problem {
    Problem::invalid_answers(vec![error(field, message)])
}

/// Files are not there.
pub(super) fn missing_files() -> Problem {
    Problem::missing_files(vec![error("photos", "The file “jam.jpg” is not at the desk. Choose it again")])
}

/// The bytes of a file are not there any more.
pub(super) fn file_lost() -> Problem {
    Problem::file_lost("", "", "")
}

fn error(field: &str, message: &str) -> FieldError {
    FieldError { field: field.into(), message: message.into() }
}

/// Why the reader of a ticket cannot do something with it as it stands.
pub(super) fn standing(action: Action) -> Vec<Problem> {
    let at = LATER.parse().unwrap_or(Timestamp::UNIX_EPOCH);
    action.refusals(at).into_iter().map(Problem::refused).collect()
}
