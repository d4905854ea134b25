//! What happened to a ticket, and what its reader may do now.

use serde::{Deserialize, Serialize};

use super::{State, newer};

/// How many entries of a timeline are told at once, the newest ones; a reader adds none to one that is longer.
pub const MOST_ENTRIES: usize = 200;

/// One thing that happened to a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entry {
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// What.
    #[serde(deserialize_with = "newer::any")]
    pub kind: EntryKind,
    /// Who did it.
    #[serde(deserialize_with = "newer::any")]
    pub who: Who,
    /// The name that somebody of the desk gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What was said; empty when nothing was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The state it brought, when that is another one than before.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "newer::known")]
    pub state: Option<State>,
    /// From 1 to 5, of a rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stars: Option<u8>,
    /// The team that has the ticket from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// RFC 3339 in UTC: when the desk will say more, as it announced; of a reader who asked to hurry, what was due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Files that came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileNote>,
}

/// What an [`Entry`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// The ticket was stored.
    Created,
    /// The desk's search named a page, by itself: see [`FirstAnswer`](super::FirstAnswer).
    FirstAnswer,
    /// The desk changed its state, without a word.
    State,
    /// The reader or the desk said something; the desk may have changed the state with it.
    Reply,
    /// The reader said that it is solved.
    Solved,
    /// The reader said that it is not solved after all.
    Reopened,
    /// The reader said how it was.
    Rated,
    /// The reader asked to hurry, or the desk passed it on to another team.
    Escalated,
    /// The desk said when it will say more, and nothing else.
    Announced,
    /// The reader ended the private link.
    Revoked,
    /// The reader corrected the address that is to be confirmed; the text is the new one.
    Corrected,
    /// The address was confirmed, by its owner or by somebody of the desk, or the ticket was let in without.
    Confirmed,
    /// Something that only a newer desk knows. No entry is stored so.
    #[serde(skip)]
    Unknown,
}

/// Whose doing an [`Entry`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Whoever holds the ticket's secret.
    Reader,
    /// Somebody who answers tickets.
    Desk,
    /// Nobody: it happened by itself.
    System,
}

/// What is told of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileNote {
    /// The id it is fetched by, below `/api/tickets/{reference}/files/`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Its name, without folders.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Its media type by its bytes.
    #[serde(default, rename = "type", skip_serializing_if = "String::is_empty")]
    pub media_type: String,
}

/// What the reader may do at the moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Can {
    /// Say something, with files.
    pub reply: bool,
    /// Say that it is solved.
    pub confirm_solved: bool,
    /// Say that it is not solved after all.
    pub reopen: bool,
    /// Until when it can be reopened, RFC 3339 in UTC; nothing while there is no end to it, or when it cannot be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reopen_until: Option<String>,
    /// Give stars, or other stars than before.
    pub rate: bool,
    /// Ask to hurry: what was promised is late.
    pub escalate: bool,
    /// End the private link.
    pub revoke: bool,
}

/// What the desk answers to something the reader did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Done {
    /// Such as `TZ-7F3K9Q`.
    pub reference: String,
    /// What now stands in the timeline.
    pub entry: Entry,
    /// What it means, as sentences.
    pub message: String,
}
