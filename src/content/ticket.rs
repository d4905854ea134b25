//! A ticket on its way from a reader to the desk, and what comes back. Browser and desk validate with the same code.

mod action;
mod clean;
mod confirm;
mod context;
mod decoy;
#[cfg(feature = "openapi")]
mod described;
mod file;
mod first_answer;
mod newer;
mod timeline;
mod validate;
mod visible;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Verify;

pub(crate) use clean::name_of;

pub use action::{Escalation, NewReply, Rating, Reopening};
pub use confirm::{AskAgain, Asked, Confirm, Confirmation, Confirmed, code_of};
pub use context::{Answered, ArticleRead, Context, Device, GuidePath, MOST_ARTICLES, MOST_SEARCHES};
pub use decoy::{DECOY, decoy};
pub use first_answer::FirstAnswer;
pub use timeline::{Can, Done, Entry, EntryKind, FileNote, MOST_ENTRIES, Who};
pub use validate::{LONGEST_LINE, LONGEST_TEXT, looks_like_email, validate};
pub use visible::{sent, visible};

/// What the browser sends to `POST /api/tickets`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewTicket {
    /// Id of the form it was raised with.
    #[cfg_attr(feature = "openapi", schema(example = "incident"))]
    pub form: String,
    /// The answer to each visible field, by the field's id.
    // By the name `Value` utoipa knows another type.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, described::FieldValue>))]
    pub values: BTreeMap<String, Value>,
    /// What the reader did before, as the form showed it.
    #[serde(default)]
    pub context: Context,
    /// What the guide that led here demands; it adds to what form and rules say, and takes nothing away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verify: Option<Verify>,
    /// What stands in the field that people never see: nothing, unless a machine filled it in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "openapi", schema(nullable, pattern = r"^\s*$"))]
    pub leave_empty: String,
    /// SHA-256 of the tracking secret, as 64 lower-case hexadecimal digits. The secret itself stays with the reader.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[0-9a-f]{64}$"))]
    pub secret_hash: String,
}

/// The answer to one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Of an input, a textarea or a dropdown.
    Text(String),
    /// Of checkboxes (the labels of the ticked ones) or a dropdown with `multiple`.
    Many(Vec<String>),
    /// Of an upload.
    Files(Vec<File>),
}

/// A file that goes with a ticket. Its bytes were sent before, to `PUT /api/uploads/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Its name as the reader's device calls it; of a path, [`sent`] leaves the last part.
    #[cfg_attr(feature = "openapi", schema(min_length = 1))]
    pub name: String,
    /// Its media type by its bytes.
    #[serde(rename = "type")]
    pub media_type: String,
    /// How many bytes it has.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 134_217_728))]
    pub size: u64,
    /// The id under which its bytes were sent: 32 lower-case hexadecimal digits, drawn by the browser.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[0-9a-f]{32}$"))]
    pub upload: String,
}

/// What the desk answers to a new ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receipt {
    /// Such as `TZ-7F3K9Q`.
    pub reference: String,
    /// When it was stored, RFC 3339 in UTC.
    pub created: String,
    /// A page that very likely answers it, found by the desk's own search.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_answer: Option<FirstAnswer>,
    /// Whether it waits until somebody at the reader's address has confirmed it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unconfirmed: bool,
}

/// How a ticket stands, as its reader sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ticket {
    /// Such as `TZ-7F3K9Q`.
    pub reference: String,
    /// How it stands.
    #[serde(deserialize_with = "newer::any")]
    pub state: State,
    /// What it is about: the answer to `summary`, else the form's name.
    pub subject: String,
    /// Name of the form.
    pub form: String,
    /// When it was stored, RFC 3339 in UTC.
    pub created: String,
    /// When it last changed, RFC 3339 in UTC.
    pub updated: String,
    /// The team that has it.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub team: Option<String>,
    /// Id of its priority.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub priority: Option<String>,
    /// What the desk does before it changes anything.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "newer::known")]
    pub verify: Option<Verify>,
    /// Id of the notice that its reader follows with it, instead of telling of something new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
    /// What was sent: label and answer of each field, in the order of the form.
    pub answers: Vec<Answered>,
    /// What the reader did before.
    pub context: Context,
    /// Files that came with the ticket itself; those of replies stand in the timeline.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileNote>,
    /// What happened to it, oldest first; of many entries the newest [`MOST_ENTRIES`]. Of ratings that replaced each
    /// other only the last is told.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required))]
    pub timeline: Vec<Entry>,
    /// How many entries before these are not told.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required))]
    pub earlier: usize,
    /// What the reader may do now.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required))]
    pub can: Can,
    /// When the private link ends, RFC 3339 in UTC; known once the ticket is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link_until: Option<String>,
    /// By when the reader hears next, RFC 3339 in UTC; nothing while it is the reader's turn, when it is solved, and where
    /// nothing is promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_update: Option<String>,
    /// Whether that time is over, by the clock of the desk.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub late: bool,
    /// What the reader has to confirm before anybody looks at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirm: Option<Confirm>,
    /// When it was let in, where it had to wait for that, RFC 3339 in UTC: what was promised counts from then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub let_in: Option<String>,
}

/// How a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Stored, nobody has looked at it yet.
    New,
    /// Somebody works on it.
    InProgress,
    /// The desk waits for the reader's answer.
    WaitingForReader,
    /// The desk thinks it is solved.
    Solved,
    /// Nothing more will happen, unless the reader reopens it in time.
    Closed,
    /// In some way that only a newer desk knows. No ticket is stored so.
    #[serde(skip)]
    Unknown,
}

impl State {
    /// In words, for those who answer tickets. Pages say it to the reader in words of their own.
    pub fn told(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InProgress => "in progress",
            Self::WaitingForReader => "waiting for the reader",
            Self::Solved => "solved",
            Self::Closed => "closed",
            Self::Unknown => "unknown",
        }
    }
}

/// What is wrong with the answer to one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Id of the field.
    pub field: String,
    /// How to mend it, as a sentence.
    pub message: String,
}

#[cfg(test)]
mod tests;
