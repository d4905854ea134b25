//! What agents are told. The same types are read again by the command line.

use content::{
    Verify,
    ticket::{Context, FileNote, State, Who},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::store::Kind;

/// A ticket in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketLine {
    /// Such as `TZ-7F3K9Q`.
    pub reference: String,
    /// How it stands.
    pub state: State,
    /// What it is about.
    pub subject: String,
    /// Id of the form it was raised with.
    pub form: String,
    /// The form's name on that day.
    pub form_name: String,
    /// Id of its category.
    #[schema(required)]
    pub category: Option<String>,
    /// The team that has it.
    #[schema(required)]
    pub team: Option<String>,
    /// Who of the desk has it.
    #[schema(required)]
    pub assignee: Option<String>,
    /// Id of its priority.
    #[schema(required)]
    pub priority: Option<String>,
    /// What must be done before anything is changed for its reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verify: Option<Verify>,
    /// Id of the notice that its reader follows with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
    /// Reference of the ticket that it is the same as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<String>,
    /// When it was stored, RFC 3339 in UTC.
    pub created: String,
    /// When it last changed, RFC 3339 in UTC.
    pub updated: String,
    /// By when its reader hears next, RFC 3339 in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_update: Option<String>,
    /// Whether that time is over, by the clock of the desk.
    pub late: bool,
    /// Until when its requester can confirm the address, RFC 3339 in UTC; while this is there, the ticket waits for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirm_by: Option<String>,
    /// When it was let in after that, RFC 3339 in UTC: what was promised counts from then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub let_in: Option<String>,
}

/// Some of the tickets that were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketPage {
    /// In the order asked for. They may be fewer than asked for although there are more.
    pub tickets: Vec<TicketLine>,
    /// The `cursor` of what follows; nothing when nothing does.
    #[schema(required)]
    pub next: Option<String>,
}

/// All tickets of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketsOf {
    /// The oldest first.
    pub tickets: Vec<TicketLine>,
}

/// All that agents see of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentTicket {
    /// What lists tell of it.
    #[serde(flatten)]
    pub line: TicketLine,
    /// When it was closed, RFC 3339 in UTC; nothing while it is open.
    #[schema(required)]
    pub closed: Option<String>,
    /// When its reader ended the private link, RFC 3339 in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link_ended: Option<String>,
    /// Who raised it, as far as the form asked. All of it was typed; nothing of it is proven but what is confirmed.
    pub requester: Requester,
    /// What was sent, in the order of the form.
    pub answers: Vec<AgentAnswer>,
    /// What the reader did before.
    pub context: Context,
    /// Files that came with the ticket itself.
    pub files: Vec<FileNote>,
    /// References of the tickets that were merged into it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged_from: Vec<String>,
    /// All that happened to it, oldest first.
    pub timeline: Vec<AgentEntry>,
}

/// Who raised a ticket.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Requester {
    /// The answer to the field `name`.
    #[schema(required)]
    pub name: Option<String>,
    /// The answer to the field `email`, or what its reader corrected it to.
    #[schema(required)]
    pub email: Option<String>,
    /// Whether somebody who reads mail at this address, or an agent, has confirmed it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub confirmed: bool,
    /// The answer to the field `phone`.
    #[schema(required)]
    pub phone: Option<String>,
}

/// The answer to one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentAnswer {
    /// Id of the field.
    pub field: String,
    /// Its label on that day.
    pub question: String,
    /// What was answered, in words; of files their names.
    pub answer: String,
}

/// One thing that happened to a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentEntry {
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// What.
    pub kind: Kind,
    /// Whether it is kept from the ticket's reader.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub internal: bool,
    /// Whose doing it was.
    pub who: Who,
    /// The name of who did it, of the desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What was said; of `assigned` who has it now, empty for nobody; of `merged` the other ticket's reference.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The state it brought, when that is another one than before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// From 1 to 5, of a rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stars: Option<u8>,
    /// The team that has the ticket from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// RFC 3339 in UTC: when the desk will say more; of a reader who asked to hurry, what was due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Files that came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileNote>,
}

/// What the desk answers to something an agent did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentDone {
    /// Such as `TZ-7F3K9Q`.
    pub reference: String,
    /// What now stands in the timeline.
    pub entry: AgentEntry,
}

/// One event of the feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentEvent {
    /// The `after` of what follows it. No other event ever has the same.
    pub id: String,
    /// Reference of the ticket.
    pub ticket: String,
    /// What happened to it.
    #[serde(flatten)]
    pub entry: AgentEntry,
}

/// What happened to all tickets, one after another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EventPage {
    /// In the order in which it became true.
    pub events: Vec<AgentEvent>,
    /// The `after` of what follows, also when nothing does yet.
    pub next: String,
}

/// All canned replies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CannedReplies {
    /// In the order of their files.
    pub replies: Vec<CannedView>,
}

/// A canned reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CannedView {
    /// What a reply names it by.
    pub id: String,
    /// What agents choose it by.
    pub title: String,
    /// The text, with its placeholders.
    pub text: String,
}

/// What is left to do after a ticket was erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Gone {
    /// Such as `TZ-7F3K9Q`.
    pub reference: String,
    /// Systems that were told of it, or may have been. What they have, the desk does not erase.
    pub elsewhere: Vec<Elsewhere>,
}

/// Another system that was told of a ticket, or may have been.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Elsewhere {
    /// Its name in the settings of the desk.
    pub system: String,
    /// What it calls the ticket.
    #[schema(required)]
    pub id: Option<String>,
    /// Where the ticket is there.
    #[schema(required)]
    pub url: Option<String>,
    /// Whether it has said that it was told. Where it has not, the desk tried, and nobody knows what arrived.
    pub told: bool,
    /// Whether somebody has to erase there by hand what it has. Where nobody has to, the desk tells it that the ticket was erased.
    pub by_hand: bool,
}
