//! What is answered to readers.

use std::time::Duration;

use axum::http::StatusCode;
use content::{
    proof::Challenge,
    ticket::{Asked, Confirmed, Done, Receipt, Ticket},
};
use utoipa::PartialSchema as _;

use super::{
    answers::{Answers, Head},
    operations,
    refusals::{
        self, address_limited, file_lost, invalid, mailbox_limited, missing_files, secret, stored, ticket_limited,
    },
    schemas::{Bytes, Export, Kept},
};
use crate::{problem::Problem, standing::Action};

const CREATED: StatusCode = StatusCode::CREATED;
const OK: StatusCode = StatusCode::OK;
const NO_CONTENT: StatusCode = StatusCode::NO_CONTENT;

const LOCATION: Head = Head { name: "Location", what: "The address of the ticket.", example: "/api/tickets/TZ-7F3K9Q" };
const TAG: Head = Head {
    name: "ETag",
    what: "Tells this answer from others: it changes when anything in it does.",
    example: "\"5d41402abc4b2a76b9719d911017c592\"",
};
/// Under which name something is saved.
pub(super) const SAVED: Head = Head {
    name: "Content-Disposition",
    what: "It is to be saved, never shown, and this is its name.",
    example: "attachment; filename=\"jam.jpg\"; filename*=UTF-8''jam.jpg",
};

/// What a file is answered as.
pub(super) fn file() -> Answers {
    let what = "The bytes of the file, under the media type that they have by themselves.";
    Answers::new().body(OK, what, "*/*", Bytes::schema(), None, &[SAVED])
}

/// What all of a ticket is answered as.
pub(super) fn export() -> Answers {
    Answers::new().json::<Export>(OK, "All that is stored of the ticket, to be saved.", &[SAVED])
}

operations! {
    GetChallenge = Answers::new()
        .json::<Challenge>(OK, "What a new ticket has to prove.", &[])
        .empty(NO_CONTENT, "The desk asks for no proof.", &[])
        .refuses(stored());
    CreateTicket = Answers::new()
        .json::<Receipt>(CREATED, "The ticket is stored for good.", &[LOCATION])
        .json::<Receipt>(OK, "The same request has come before, and is answered as it was then.", &[LOCATION])
        .refuses(ticket_problems())
        .refuses(address_limited())
        .refuses([mailbox_limited()])
        .refuses(stored());
    ReadTicket = Answers::new()
        .json::<Ticket>(OK, "How the ticket stands.", &[TAG])
        .empty(StatusCode::NOT_MODIFIED, "It stands as it did.", &[TAG])
        .refuses(secret());
    EraseTicket = Answers::new()
        .empty(NO_CONTENT, "The ticket is gone, with its files, and its link opens nothing any more.", &[])
        .refuses(secret());
    ExportTicket = export().refuses(secret());
    ReadFile = file().refuses(secret()).refuses([file_lost()]);
    SendFile = Answers::new()
        .json::<Kept>(CREATED, "The bytes are stored. A ticket or a reply that names them within three days keeps \
            them.", &[])
        .json::<Kept>(OK, "The same bytes were stored under this id before.", &[])
        .refuses(upload_problems())
        .refuses(address_limited())
        .refuses(stored());
    Reply = acted(Action::Reply, "The body is not a reply: `text` is missing.")
        .refuses([invalid("text", "Write your reply"), missing_files()]);
    Solve = acted(Action::Solve, "The body is not an empty object: `text` is not known here.");
    Reopen = acted(Action::Reopen, "The body is not a reason to reopen: `text` is missing.")
        .refuses([invalid("text", "Write what is still wrong"), missing_files()]);
    Rate = acted(Action::Rate, "The body is not a rating: `stars` is missing.")
        .refuses([invalid("stars", "Choose one to five stars")]);
    Escalate = acted(Action::Escalate, "The body is not a reason to hurry: `team` is not known here.")
        .refuses([invalid("text", "Use 20,000 characters or fewer")]);
    Confirm = Answers::new()
        .json::<Confirmed>(OK, "The address is confirmed, now or before, and the ticket is let in.", &[])
        .refuses(refusals::sent("The body is not a confirmation: `code` is missing."))
        .refuses([Problem::no_such_code()])
        .refuses(ticket_limited())
        .refuses(stored());
    AskAgain = Answers::new()
        .json::<Asked>(CREATED, "A mail is on its way.", &[])
        .refuses(refusals::sent("The body is not a wish to be asked again: `email` must be a text, not a number."))
        .refuses([invalid("email", "Write an email address, such as name@example.com")])
        .refuses([Problem::nothing_to_confirm(), Problem::corrected_before()])
        .refuses([Problem::asked_lately(Duration::from_secs(42)), mailbox_limited()])
        .refuses(secret());
    Revoke = acted(Action::Revoke, "The body is not an empty object: `text` is not known here.");
}

fn acted(action: Action, fault: &str) -> Answers {
    Answers::new()
        .json::<Done>(CREATED, "It is done.", &[])
        .json::<Done>(OK, "The same request has come before, and is answered as it was then.", &[])
        .refuses(refusals::json(fault))
        .refuses(refusals::standing(action))
        .refuses(secret())
        .refuses(ticket_limited())
}

fn ticket_problems() -> Vec<Problem> {
    let mut problems = refusals::json(
        "The body is not a ticket: `form` is missing; `values.photos[0].size` must be a whole number of bytes, not a \
            text.",
    );
    problems.extend([
        Problem::unknown_form(),
        Problem::bad_request("`secret_hash` is not 64 lower-case hexadecimal digits."),
        Problem::proof_missing(),
        Problem::proof_stale(),
        Problem::proof_wrong(),
        invalid("summary", "Fill in “In a few words”"),
        missing_files(),
    ]);
    problems
}

fn upload_problems() -> Vec<Problem> {
    let limits = content::FileLimits::default();
    let mut problems = refusals::body(usize::try_from(limits.largest).unwrap_or(usize::MAX));
    problems.extend([
        Problem::bad_request("The id of an upload is 32 lower-case hexadecimal digits."),
        Problem::bad_request("The file is empty."),
        Problem::no_files(),
        Problem::other_bytes(),
        Problem::file_type(&limits.kinds()),
    ]);
    problems
}
