//! What a reader does with a ticket.

use content::ticket::{Entry, EntryKind, FieldError, State, Who};
use jiff::Timestamp;
use sqlx::AnyConnection;

use super::{
    Access, Attachment, Ended, Keys, Store, access, failure,
    happening::{Happening, actor},
    keys::{self, Known},
    row, timeline, uploads,
};
use crate::{
    moment,
    problem::Problem,
    standing::{Action, Refusal},
};

/// Something a reader wants to do, checked and cleaned.
pub(crate) struct Deed {
    pub(crate) action: Action,
    /// What is said with it; may be empty.
    pub(crate) text: String,
    pub(crate) stars: Option<u8>,
    pub(crate) files: Vec<Attachment>,
}

impl Deed {
    /// One that brings words, or none, and nothing else.
    pub(crate) fn said(action: Action, text: String) -> Self {
        Self { action, text, stars: None, files: Vec::new() }
    }
}

/// What stands in the timeline for it.
#[derive(Debug)]
pub(crate) struct Noted {
    pub(crate) entry: Entry,
    /// Whether nobody sees it yet, since the ticket waits until the address of its requester is confirmed.
    pub(crate) waits: bool,
}

/// What became of it.
#[derive(Debug)]
pub(crate) enum Acted {
    /// It is on the disk now.
    Done(Noted),
    /// It was there already, from the same request.
    Repeated(Noted),
    /// The key belongs to another request.
    KeyReused,
    /// There is none for whoever asks.
    NoSuchTicket,
    /// The ticket does not stand so.
    Refused(Refusal),
    /// Some of the files are not there; nothing was stored.
    Missing(Vec<FieldError>),
}

/// What is known before anything is written.
enum Judged {
    /// It can be done: to which ticket, whether that waits, from which state to which, and what was due.
    May { ticket: i64, waits: bool, from: State, to: State, due: Option<Timestamp> },
    /// It cannot, or need not.
    Over(Acted),
}

impl Store {
    /// What becomes of a request without writing anything; nothing when it can be done.
    pub(crate) async fn forejudge(
        &self,
        access: &Access,
        keys: Keys,
        action: Action,
    ) -> Result<Option<Acted>, Problem> {
        let now = Timestamp::now();
        match self.look(|tables| Box::pin(judge(tables, access, keys, action, now))).await? {
            Judged::May { .. } => Ok(None),
            Judged::Over(acted) => Ok(Some(acted)),
        }
    }

    /// Does it in one transaction.
    pub(crate) async fn act(&self, access: Access, keys: Keys, deed: Deed) -> Result<Acted, Problem> {
        self.write(move |connection| Box::pin(async move { transact(connection, &access, keys, &deed).await })).await
    }
}

async fn judge(
    connection: &mut AnyConnection,
    access: &Access,
    keys: Keys,
    action: Action,
    now: Timestamp,
) -> Result<Judged, Problem> {
    let Some(entrance) = access::enter(connection, access).await? else {
        return Ok(Judged::Over(Acted::NoSuchTicket));
    };
    let (shut, waits) = (entrance.is_shut(&access.terms, now), entrance.is_unconfirmed);
    // Only the request that ended the link is still answered, so that it can be repeated like any other.
    match keys::look_up(connection, keys, entrance.id).await.map_err(failure::problem)? {
        Known::Same(event) => {
            let entry = timeline::entry(connection, event).await?;
            if !shut || entry.kind == EntryKind::Revoked {
                return Ok(Judged::Over(Acted::Repeated(Noted { entry, waits })));
            }
        }
        Known::Other if !shut => return Ok(Judged::Over(Acted::KeyReused)),
        Known::Other | Known::New => {}
    }
    if shut {
        return Ok(Judged::Over(Acted::NoSuchTicket));
    }
    let standing = entrance.standing(&access.terms);
    Ok(match standing.after(action, &access.terms, now) {
        Ok(to) => Judged::May { ticket: entrance.id, waits, from: standing.state, to, due: standing.due },
        Err(refusal) => Judged::Over(Acted::Refused(refusal)),
    })
}

async fn transact(
    connection: &mut AnyConnection,
    access: &Access,
    keys: Keys,
    deed: &Deed,
) -> Result<Ended<Acted>, Problem> {
    let now = Timestamp::now();
    let (ticket, waits, from, to, due) = match judge(connection, access, keys, deed.action, now).await? {
        Judged::Over(acted) => return Ok(Ended::Undo(acted)),
        Judged::May { ticket, waits, from, to, due } => (ticket, waits, from, to, due),
    };
    let missing = uploads::claim(connection, ticket, &deed.files).await.map_err(failure::problem)?;
    if !missing.is_empty() {
        return Ok(Ended::Undo(Acted::Missing(missing.into_iter().map(Attachment::lost).collect())));
    }
    let due = due.filter(|_| deed.action == Action::Escalate).map(moment::told);
    let entry = Entry { due, ..entry(deed, moment::told(now), (to != from).then_some(to)) };
    insert(connection, ticket, keys, &entry, deed).await.map_err(failure::problem)?;
    Ok(Ended::Keep(Acted::Done(Noted { entry, waits })))
}

fn entry(deed: &Deed, at: String, state: Option<State>) -> Entry {
    let kind = match deed.action {
        Action::Reply => EntryKind::Reply,
        Action::Solve => EntryKind::Solved,
        Action::Reopen => EntryKind::Reopened,
        Action::Rate => EntryKind::Rated,
        Action::Escalate => EntryKind::Escalated,
        Action::Revoke => EntryKind::Revoked,
    };
    let (text, stars) = (deed.text.clone(), deed.stars);
    let files = deed.files.iter().map(Attachment::note).collect();
    Entry { at, kind, who: Who::Reader, name: None, text, state, stars, team: None, due: None, files }
}

/// Writes the entry and what follows from it.
async fn insert(
    connection: &mut AnyConnection,
    ticket: i64,
    keys: Keys,
    entry: &Entry,
    deed: &Deed,
) -> Result<(), sqlx::Error> {
    let event = timeline::add(connection, ticket, &Happening::of(entry, actor::READER), &deed.files).await?;
    touch(connection, ticket, entry).await?;
    keys::note(connection, keys, ticket, event, &entry.at).await
}

/// What an entry changes of its ticket.
pub(super) async fn touch(connection: &mut AnyConnection, ticket: i64, entry: &Entry) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE tickets SET updated = $1, state = coalesce($2, state), revoked = coalesce($3, revoked), \
         team = coalesce($4, team), \
         merged_into = CASE WHEN coalesce($2, state) = 'closed' THEN merged_into END WHERE id = $5",
    )
    .bind(&entry.at)
    .bind(entry.state.map(row::spelt).transpose()?)
    .bind((entry.kind == EntryKind::Revoked).then_some(&entry.at))
    .bind(&entry.team)
    .bind(ticket)
    .execute(connection)
    .await?;
    Ok(())
}
