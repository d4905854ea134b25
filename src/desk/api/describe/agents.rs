//! What is answered to those who answer tickets.

use axum::http::StatusCode;

use super::{
    answers::{Answers, Head},
    operations,
    readers::{export, file},
    refusals::{self, file_lost, invalid, missing_files, token, version},
};
use crate::{
    agent::{AgentDone, AgentTicket, CannedReplies, EventPage, Gone, Scope, TicketPage, TicketsOf},
    problem::Problem,
    store::Unmergeable,
};

const TAG: Head =
    Head { name: "ETag", what: "The version of the ticket: what a change names as `If-Match`.", example: "\"v12\"" };

operations! {
    AgentListTickets = read()
        .json::<TicketPage>(StatusCode::OK, "Some of the tickets that all of it is true of.", &[])
        .refuses([
            Problem::bad_request("`limit` is a number from 1 to 200."),
            Problem::bad_request("`cursor` is no `next` of this list. Ask for the first page again, without it."),
            invalid("team", "There is no team with this name: did you mean `Print room`?"),
            invalid("form", "There is no form with this id: did you mean `report`?"),
        ]);
    AgentReadTicket = read()
        .json::<AgentTicket>(StatusCode::OK, "All that agents see of the ticket.", &[TAG])
        .refuses([Problem::no_such_reference()]);
    AgentReadFile = file().refuses(token(Scope::Read)).refuses([Problem::no_such_file(), file_lost()]);
    AgentExportTicket = export().refuses(token(Scope::Read)).refuses([Problem::no_such_reference()]);
    AgentTicketsOfRequester = read()
        .json::<TicketsOf>(StatusCode::OK, "All of them, the oldest first. Nothing tells who wrote the address into \
            the form.", &[])
        .refuses(refusals::sent("The body is not a requester: `email` is missing."))
        .refuses([invalid("email", "Write an email address, such as name@example.com")]);
    AgentListReplies = read().json::<CannedReplies>(StatusCode::OK, "All canned replies of the knowledge base.", &[]);
    AgentListEvents = read()
        .json::<EventPage>(StatusCode::OK, "What happened, in the order in which it became true.", &[])
        .refuses([Problem::bad_request("`wait` is a number of seconds from 0 to 50."), Problem::cursor_gone()]);
    AgentReply = let_in("The body is not a reply: `text` and `canned` exclude each other.").refuses([
        Problem::unchanged(),
        invalid("text", "Write your reply, or name a canned one"),
        missing_files(),
    ]);
    AgentNote = let_in("The body is not a reply: `text` is missing.")
        .refuses([invalid("text", "Write your reply"), missing_files()]);
    AgentChangeState = let_in("The body is not a change of a ticket: one of `state`, `team` and `next_update` must be \
        there.")
        .refuses([Problem::unchanged(), invalid("next_update", "Name a time that is still to come")]);
    AgentAssign = let_in("The body is not an assignment: either `assignee` must be there, a name or null for nobody, \
        or `me`, which is true.")
        .refuses([Problem::unchanged(), invalid("assignee", "Write a name, or null for nobody")]);
    AgentConfirm = changed("The body is not an empty object: `text` is not known here.")
        .refuses([Problem::let_in_already()]);
    AgentMerge = let_in("The body is not a merger: `into` is missing.")
        .refuses([invalid("text", "Use 20000 characters or fewer")])
        .refuses(unmergeable());
    AgentErase = Answers::new()
        .json::<Gone>(StatusCode::OK, "The ticket is gone. What other systems have of it is told here, and stays \
            there.", &[])
        .refuses(token(Scope::Erase))
        .refuses(version())
        .refuses([Problem::no_such_reference()]);
}

fn read() -> Answers {
    Answers::new().refuses(token(Scope::Read))
}

/// A change of a ticket that others hear of.
fn let_in(fault: &str) -> Answers {
    changed(fault).refuses([Problem::unconfirmed()])
}

fn changed(fault: &str) -> Answers {
    Answers::new()
        .json::<AgentDone>(StatusCode::CREATED, "It is done.", &[TAG])
        .json::<AgentDone>(StatusCode::OK, "The same request has come before, and is answered as it was then.", &[TAG])
        .refuses(refusals::json(fault))
        .refuses(token(Scope::Write))
        .refuses(version())
        .refuses([Problem::no_such_reference()])
}

fn unmergeable() -> impl Iterator<Item = Problem> {
    [
        Unmergeable::NoSuchTicket,
        Unmergeable::Itself,
        Unmergeable::IntoMerged { other: "TZ-2M8T4X".into(), end: "TZ-5C1W8R".into() },
        Unmergeable::RoundAbout { other: "TZ-2M8T4X".into() },
        Unmergeable::IntoClosed { other: "TZ-2M8T4X".into() },
        Unmergeable::IntoUnconfirmed,
        Unmergeable::Already { end: "TZ-5C1W8R".into() },
    ]
    .into_iter()
    .map(Problem::unmergeable)
}
