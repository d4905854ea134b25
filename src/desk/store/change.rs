//! What agents do with a ticket.

use content::ticket::{EntryKind, FieldError, Who};
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{
    Attachment, Ended, Keys, Store, Word, failure,
    happening::{Happening, Internal, Kind, actor},
    keys::{self, Known},
    merge::{self, Unmergeable},
    record, tell, timeline, uploads,
};
use crate::{
    agent::{Agent, AgentEntry},
    moment,
    problem::Problem,
};

/// Something an agent wants to do with a ticket, checked and cleaned.
pub(crate) struct Change {
    pub(crate) reference: String,
    /// As the agent has seen it.
    pub(crate) version: Version,
    pub(crate) keys: Keys,
    pub(crate) agent: Agent,
    pub(crate) what: What,
}

/// How a ticket must stand for something to be done with it: by the last thing that happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Version {
    /// However it does.
    Any,
    /// Like one of these.
    OneOf(Vec<i64>),
}

/// What is to be done.
pub(crate) enum What {
    /// Tell its reader something, or change how it stands.
    Say(Word),
    /// Note something that its reader does not see.
    Note { text: String, files: Vec<Attachment> },
    /// Give it to somebody, or to nobody.
    Assign(Option<String>),
    /// Close it in favour of another one, with a word to its reader.
    Merge { into: String, text: String },
    /// Let it in, since the agent knows who its requester is.
    Confirm,
}

/// What became of it.
#[derive(Debug)]
pub(crate) enum Changed {
    /// It is on the disk now; the ticket has this version.
    Done { entry: AgentEntry, version: i64 },
    /// It was there already, from the same request.
    Repeated { entry: AgentEntry, version: i64 },
    /// The key belongs to another request.
    KeyReused,
    /// There is none.
    NoSuchTicket,
    /// Something happened to the ticket that the agent has not seen.
    Stale,
    /// The ticket stands so already.
    Nothing,
    /// The ticket does not wait to be let in.
    LetIn,
    /// The announced time is over.
    Past,
    /// Some of the files are not there; nothing was stored.
    Missing(Vec<FieldError>),
    /// The two cannot be merged.
    Unmergeable(Unmergeable),
    /// The ticket waits until the address of its requester is confirmed.
    Unconfirmed,
}

/// A ticket before something is done with it.
pub(super) struct Before {
    pub(super) ticket: i64,
    /// What the desk's words go by.
    pub(super) told: tell::Before,
    assignee: Option<String>,
    pub(super) is_merged: bool,
    /// Whether it waits until the address of its requester is confirmed.
    pub(super) is_unconfirmed: bool,
}

impl Version {
    /// Whether it is the one that a ticket has.
    pub(super) fn fits(&self, now: i64) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(seen) => seen.contains(&now),
        }
    }
}

impl Store {
    /// What became of a request that came before; nothing when its key is new.
    pub(crate) async fn recall_change(&self, reference: &str, keys: Keys) -> Result<Option<Changed>, Problem> {
        self.look(|tables| {
            Box::pin(async move {
                let ticket = record::number_of(tables, reference).await.map_err(failure::problem)?;
                let Some(ticket) = ticket else { return Ok(Some(Changed::NoSuchTicket)) };
                recall(tables, keys, ticket).await
            })
        })
        .await
    }

    /// Does it in one transaction.
    pub(crate) async fn change_ticket(&self, change: Change) -> Result<Changed, Problem> {
        self.write(move |connection| Box::pin(async move { transact(connection, &change).await })).await
    }
}

async fn recall(connection: &mut AnyConnection, keys: Keys, ticket: i64) -> Result<Option<Changed>, Problem> {
    Ok(match keys::look_up(connection, keys, ticket).await.map_err(failure::problem)? {
        Known::New => None,
        Known::Same(event) => {
            Some(Changed::Repeated { entry: record::entry(connection, event).await?, version: event })
        }
        Known::Other => Some(Changed::KeyReused),
    })
}

async fn transact(connection: &mut AnyConnection, change: &Change) -> Result<Ended<Changed>, Problem> {
    let Some(before) = before(connection, &change.reference).await? else {
        return Ok(Ended::Undo(Changed::NoSuchTicket));
    };
    if let Some(changed) = recall(connection, change.keys, before.ticket).await? {
        return Ok(Ended::Undo(changed));
    }
    let version = record::version(connection, before.ticket).await.map_err(failure::problem)?;
    if !change.version.fits(version) {
        return Ok(Ended::Undo(Changed::Stale));
    }
    let event = match perform(connection, &before, change).await? {
        Ok(event) => event,
        Err(changed) => return Ok(Ended::Undo(changed)),
    };
    let at = moment::now();
    keys::note(connection, change.keys, before.ticket, event, &at).await.map_err(failure::problem)?;
    let entry = record::entry(connection, event).await?;
    Ok(Ended::Keep(Changed::Done { entry, version: event }))
}

/// Does it and gives the number of the event; or says why it cannot be done.
async fn perform(
    connection: &mut AnyConnection,
    before: &Before,
    change: &Change,
) -> Result<Result<i64, Changed>, Problem> {
    let files = match &change.what {
        What::Say(Word { files, .. }) | What::Note { files, .. } => files.as_slice(),
        What::Assign(_) | What::Merge { .. } | What::Confirm => &[],
    };
    // Its reader would not hear of it.
    if before.is_unconfirmed && !matches!(change.what, What::Confirm) {
        return Ok(Err(Changed::Unconfirmed));
    }
    let missing = uploads::claim(connection, before.ticket, files).await.map_err(failure::problem)?;
    if !missing.is_empty() {
        return Ok(Err(Changed::Missing(missing.into_iter().map(Attachment::lost).collect())));
    }
    match &change.what {
        What::Say(word) => say(connection, before, word, &change.agent).await,
        What::Note { text, files } => {
            note(connection, before.ticket, Internal::Note, text, files, &change.agent).await.map(Ok)
        }
        What::Assign(assignee) => assign(connection, before, assignee.as_deref(), &change.agent).await,
        What::Merge { into, text } => {
            let merged = merge::merge(connection, before, &change.reference, into, text, &change.agent).await?;
            Ok(merged.map_err(Changed::Unmergeable))
        }
        What::Confirm => confirm(connection, before, &change.agent).await,
    }
}

/// Tells its reader something.
pub(super) async fn say(
    connection: &mut AnyConnection,
    before: &Before,
    word: &Word,
    agent: &Agent,
) -> Result<Result<i64, Changed>, Problem> {
    let Some(times) = tell::times(word) else { return Ok(Err(Changed::Past)) };
    let said = tell::say(connection, &before.told, word, times, &way(agent)).await?;
    Ok(said.map(|(_, event)| event).ok_or(Changed::Nothing))
}

/// Writes down what its reader does not see. The ticket's `updated` stays: its reader would wonder what happened.
pub(super) async fn note(
    connection: &mut AnyConnection,
    ticket: i64,
    kind: Internal,
    text: &str,
    files: &[Attachment],
    agent: &Agent,
) -> Result<i64, Problem> {
    let (at, way) = (moment::now(), way(agent));
    let happening = Happening {
        who: Who::Desk,
        actor: &way,
        name: Some(&agent.name),
        text,
        ..Happening::by_itself(Kind::Internal(kind), &at)
    };
    timeline::add(connection, ticket, &happening, files).await.map_err(failure::problem)
}

async fn assign(
    connection: &mut AnyConnection,
    before: &Before,
    assignee: Option<&str>,
    agent: &Agent,
) -> Result<Result<i64, Changed>, Problem> {
    if before.assignee.as_deref() == assignee {
        return Ok(Err(Changed::Nothing));
    }
    let sql = "UPDATE tickets SET assignee = $1 WHERE id = $2";
    let assigned = sqlx::query(sql).bind(assignee).bind(before.ticket).execute(&mut *connection).await;
    assigned.map_err(failure::problem)?;
    let text = assignee.unwrap_or_default();
    note(connection, before.ticket, Internal::Assigned, text, &[], agent).await.map(Ok)
}

async fn confirm(
    connection: &mut AnyConnection,
    before: &Before,
    agent: &Agent,
) -> Result<Result<i64, Changed>, Problem> {
    if !before.is_unconfirmed {
        return Ok(Err(Changed::LetIn));
    }
    let (at, way, kind) = (moment::now(), way(agent), Kind::Public(EntryKind::Confirmed));
    let happening =
        Happening { who: Who::Desk, actor: &way, name: Some(&agent.name), ..Happening::by_itself(kind, &at) };
    super::confirm::let_in(connection, before.ticket, &happening).await.map(Ok).map_err(failure::problem)
}

/// How the audit log calls the way by which an agent comes.
pub(super) fn way(agent: &Agent) -> String {
    format!("{}{}", actor::TOKEN, agent.hint)
}

/// How a ticket stands.
pub(super) async fn before(connection: &mut AnyConnection, reference: &str) -> Result<Option<Before>, Problem> {
    let sql = "SELECT id, state, team, verify, assignee, merged_into, confirm_by FROM tickets WHERE reference = $1";
    let row = sqlx::query(sql).bind(reference).fetch_optional(connection).await.map_err(failure::problem)?;
    row.as_ref().map(read).transpose()
}

fn read(row: &AnyRow) -> Result<Before, Problem> {
    let told = tell::before(row)?;
    Ok(Before {
        ticket: told.ticket,
        told,
        assignee: row.try_get("assignee").map_err(failure::problem)?,
        is_merged: row.try_get::<Option<i64>, _>("merged_into").map_err(failure::problem)?.is_some(),
        is_unconfirmed: row.try_get::<Option<String>, _>("confirm_by").map_err(failure::problem)?.is_some(),
    })
}
