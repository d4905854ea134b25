//! What happens to a ticket, before it is written down.

use content::ticket::{Entry, EntryKind, State, Who};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What an entry is about, also where its reader does not see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Kind {
    /// The reader sees it.
    Public(EntryKind),
    /// The reader does not.
    Internal(Internal),
}

/// What only those see who answer tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Internal {
    /// Somebody of the desk noted something.
    Note,
    /// Somebody has it now, or nobody any more.
    Assigned,
    /// It was merged with another ticket.
    Merged,
    /// What was promised is due soon.
    SlaWarning,
    /// What was promised is late.
    SlaBreached,
    /// A mail asked the requester to confirm the address.
    ConfirmationAsked,
}

/// By which way something came. The audit log has it.
pub(crate) mod actor {
    /// The reader, by the ticket's secret.
    pub(crate) const READER: &str = "reader";
    /// Whoever writes into the database from the command line.
    pub(crate) const COMMAND_LINE: &str = "command line";
    /// Whoever reads mail at the requester's address, by a code.
    pub(crate) const CODE: &str = "code";
    /// Before the first letters of a token.
    pub(crate) const TOKEN: &str = "token:";
    /// The desk by itself.
    pub(crate) const SYSTEM: &str = "system";
    /// The desk by itself, since nobody has confirmed the address on a ticket.
    pub(crate) const UNCONFIRMED: &str = "system:unconfirmed";
    /// Before the name of another system.
    pub(crate) const SINK: &str = "sink:";
}

/// Something that happens to a ticket.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Happening<'a> {
    pub(crate) kind: Kind,
    pub(crate) at: &'a str,
    pub(crate) who: Who,
    /// By which way it came, see [`actor`].
    pub(crate) actor: &'a str,
    /// What whoever did it wants to be called.
    pub(crate) name: Option<&'a str>,
    pub(crate) text: &'a str,
    /// The state it brings, when that is another one than before.
    pub(crate) state: Option<State>,
    pub(crate) stars: Option<u8>,
    /// The team that has the ticket from then on.
    pub(crate) team: Option<&'a str>,
    pub(crate) due: Option<&'a str>,
}

impl<'a> Happening<'a> {
    /// An entry of the timeline, as it comes about.
    pub(crate) fn of(entry: &'a Entry, actor: &'a str) -> Self {
        Self {
            kind: Kind::Public(entry.kind),
            at: &entry.at,
            who: entry.who,
            actor,
            name: entry.name.as_deref(),
            text: &entry.text,
            state: entry.state,
            stars: entry.stars,
            team: entry.team.as_deref(),
            due: entry.due.as_deref(),
        }
    }

    /// Something that happens without words, without consequences, and without anybody doing it.
    pub(crate) fn by_itself(kind: Kind, at: &'a str) -> Self {
        Self {
            kind,
            at,
            who: Who::System,
            actor: actor::SYSTEM,
            name: None,
            text: "",
            state: None,
            stars: None,
            team: None,
            due: None,
        }
    }
}
