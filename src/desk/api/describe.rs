//! What the endpoint is, for those who write clients: as an OpenAPI document, and as a page made of it.
//!
//! A handler says its method, its address and what it is about; where its route is made, it is said which part it belongs to and what
//! lets somebody in; the rooms here say what it takes and what it answers. Problems are told by the very constructors that handlers answer
//! with, and bodies by the very types, so nothing is said twice.

mod agents;
mod answers;
mod document;
mod examples;
mod page;
mod parameters;
mod readers;
mod refusals;
mod schemas;
mod shared;
mod systems;

pub(super) use agents::*;
pub(super) use document::{document, part};
pub(super) use parameters::*;
pub(super) use readers::*;
pub(super) use schemas::{AgentReplyBody, AgentStateBody, AssigneeBody, Bytes, MergeBody, Nothing, RequesterBody};
pub(super) use systems::*;

/// What readers do with their tickets.
pub(super) const READERS: &str = "Tickets";
/// What those do who answer them.
pub(super) const AGENTS: &str = "Answering tickets";
/// What other systems tell.
pub(super) const CALLBACKS: &str = "Callbacks";
/// What watchers and programs ask.
pub(super) const OPERATION: &str = "The desk itself";

/// What opens a ticket to its reader.
pub(super) const SECRET: &str = "secret";
/// What lets those in who answer tickets.
pub(super) const TOKEN: &str = "token";

/// Each part with what it is about, in the order of the page.
const TAGS: [(&str, &str); 4] = [
    (
        READERS,
        "For whoever raised a ticket. The secret is drawn by the client before the ticket is sent, and the desk gets only its \
         SHA-256; later the secret itself, as a bearer token, opens the ticket. An unknown reference and a wrong secret are \
         answered alike.",
    ),
    (
        AGENTS,
        "For people and programs that answer tickets, with a token that `tierzero desk token add` makes. A change names the \
         version of the ticket that its author has seen (`If-Match`), so that nobody's work is overwritten.",
    ),
    (
        CALLBACKS,
        "For systems that tickets are handed over to, which tell here what became of them. Each signs its calls in its own way, \
         as the settings of the desk say.",
    ),
    (OPERATION, "For whoever watches over the desk, and for whoever writes a client."),
];

/// Names the answers of operations, one type each, for the attribute of a handler.
macro_rules! operations {
    ($($name:ident = $answers:expr;)*) => {$(
        #[doc = concat!("What is answered to the operation `", stringify!($name), "`.")]
        pub(in crate::api) struct $name;

        impl utoipa::IntoResponses for $name {
            fn responses() -> crate::api::describe::answers::Told {
                $answers.told()
            }
        }
    )*};
}
use operations;
use shared::answer;

#[cfg(test)]
mod tests;
