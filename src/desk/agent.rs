//! Those who answer tickets, people and programs: what lets them in, what they ask for, and what they are told.

mod canned;
mod cursor;
pub(crate) mod query;
mod token;
mod view;

pub(crate) use canned::fill;
pub(crate) use cursor::{EventCursor, EventPlace};
pub(crate) use query::{Order, Query, limit};
pub(crate) use token::{Agent, Drawn, PREFIX, hint_of};
pub use token::{IssuedToken, Scope, Token, TokenError, add_token, list_tokens, revoke_token};
pub use view::{
    AgentAnswer, AgentDone, AgentEntry, AgentEvent, AgentTicket, CannedReplies, CannedView, Elsewhere, EventPage, Gone,
    Requester, TicketLine, TicketPage, TicketsOf,
};
