//! What the desk does with tickets.

mod callback;

use content::{
    Verify,
    ticket::{Entry, EntryKind, State, Who},
};
use jiff::Timestamp;
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{
    Attachment, Ended, Store, act, failure,
    happening::{Happening, actor},
    row,
    row::Damage,
    timeline, uploads,
};
use crate::{moment, problem::Problem};

pub(crate) use callback::Taken;

/// What the desk says and decides, checked and cleaned.
#[derive(Debug, Clone, Default)]
pub(crate) struct Word {
    pub(crate) name: Option<String>,
    /// May be empty.
    pub(crate) text: String,
    pub(crate) state: Option<State>,
    pub(crate) team: Option<String>,
    pub(crate) next_update: Option<Timestamp>,
    /// Their bytes have been stored, and wait to be claimed.
    pub(crate) files: Vec<Attachment>,
}

/// What became of the desk's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    /// They are on the disk now; the ticket was in one state and is in another, or the same. The team and the announced time
    /// are those that came with it.
    Written { from: State, to: State, verify: Option<Verify>, team: Option<String>, next_update: Option<Timestamp> },
    /// No ticket has this reference.
    NoSuchTicket,
    /// There are no words, and the ticket stands so already.
    Nothing(State),
    /// The announced time is over.
    Past,
    /// The ticket waits until the address of its requester is confirmed.
    Unconfirmed,
}

/// What became of words for everybody who raised a ticket with one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SaidAll {
    /// Whoever was to be told has been.
    Written {
        /// So many tickets have them now.
        said: usize,
        /// So many had nothing to be told: they stand so already.
        already: usize,
        /// So many are closed, and stay as they are.
        closed: usize,
        /// So many wait until the addresses of their requesters are confirmed, and stay as they are.
        unconfirmed: usize,
        /// The announced time.
        next_update: Option<Timestamp>,
    },
    /// The announced time is over.
    Past,
}

/// How a ticket stands before the desk says something.
pub(super) struct Before {
    pub(super) ticket: i64,
    pub(super) state: State,
    team: Option<String>,
    verify: Option<Verify>,
}

/// When something is said, and by when there will be more.
#[derive(Clone, Copy)]
pub(super) struct Times {
    now: Timestamp,
    next_update: Option<Timestamp>,
}

impl Store {
    /// Adds a public word of the desk, with what it changes of the ticket, in one transaction.
    pub(crate) async fn tell(&self, reference: String, word: Word) -> Result<Said, Problem> {
        self.write(move |connection| Box::pin(async move { tell(connection, &reference, &word).await })).await
    }

    /// The same for every ticket that was raised with a form and is not closed, in one transaction.
    pub(crate) async fn tell_all(&self, form: String, word: Word) -> Result<SaidAll, Problem> {
        self.write(move |connection| Box::pin(async move { tell_all(connection, &form, &word).await })).await
    }
}

async fn tell(connection: &mut AnyConnection, reference: &str, word: &Word) -> Result<Ended<Said>, Problem> {
    let sql = "SELECT id, state, team, verify, confirm_by FROM tickets WHERE reference = $1";
    let row = sqlx::query(sql).bind(reference).fetch_optional(&mut *connection).await.map_err(failure::problem)?;
    let Some(row) = row else { return Ok(Ended::Undo(Said::NoSuchTicket)) };
    if is_unconfirmed(&row)? {
        return Ok(Ended::Undo(Said::Unconfirmed));
    }
    let before = before(&row)?;
    let Some(times) = times(word) else { return Ok(Ended::Undo(Said::Past)) };
    let Some((entry, _)) = say(connection, &before, word, times, actor::COMMAND_LINE).await? else {
        return Ok(Ended::Undo(Said::Nothing(before.state)));
    };
    let Before { state: from, verify, .. } = before;
    let (to, next_update) = (entry.state.unwrap_or(from), times.next_update);
    Ok(Ended::Keep(Said::Written { from, to, verify, team: entry.team, next_update }))
}

async fn tell_all(connection: &mut AnyConnection, form: &str, word: &Word) -> Result<Ended<SaidAll>, Problem> {
    let Some(times) = times(word) else { return Ok(Ended::Undo(SaidAll::Past)) };
    let sql = "SELECT id, state, team, verify, confirm_by FROM tickets WHERE form = $1 ORDER BY id";
    let rows = sqlx::query(sql).bind(form).fetch_all(&mut *connection).await.map_err(failure::problem)?;
    let (mut said, mut already, mut closed, mut unconfirmed) = (0, 0, 0, 0);
    for row in rows {
        let before = before(&row)?;
        let count = if before.state == State::Closed {
            &mut closed
        } else if is_unconfirmed(&row)? {
            &mut unconfirmed
        } else if say(connection, &before, word, times, actor::COMMAND_LINE).await?.is_some() {
            &mut said
        } else {
            &mut already
        };
        *count += 1;
    }
    Ok(Ended::Keep(SaidAll::Written { said, already, closed, unconfirmed, next_update: times.next_update }))
}

/// Writes an entry and what follows from it, and gives the entry and its number; nothing when there is nothing to say. `actor` is
/// the way by which it came.
pub(super) async fn say(
    connection: &mut AnyConnection,
    before: &Before,
    word: &Word,
    times: Times,
    actor: &str,
) -> Result<Option<(Entry, i64)>, Problem> {
    let Some(entry) = entry(word, before, times) else { return Ok(None) };
    if !uploads::claim(connection, before.ticket, &word.files).await.map_err(failure::problem)?.is_empty() {
        return Err(Problem::broken("the bytes of a file went away before they were claimed"));
    }
    let event = timeline::add(connection, before.ticket, &Happening::of(&entry, actor), &word.files).await;
    let event = event.map_err(failure::problem)?;
    act::touch(connection, before.ticket, &entry).await.map_err(failure::problem)?;
    Ok(Some((entry, event)))
}

/// What comes into the timeline; nothing when nothing is said or changed.
fn entry(word: &Word, before: &Before, Times { now, next_update }: Times) -> Option<Entry> {
    let state = word.state.filter(|state| *state != before.state);
    let team = word.team.clone().filter(|_| word.team != before.team);
    let kind = if team.is_some() {
        EntryKind::Escalated
    } else if !word.text.is_empty() || !word.files.is_empty() {
        EntryKind::Reply
    } else if next_update.is_some() {
        EntryKind::Announced
    } else {
        state.map(|_| EntryKind::State)?
    };
    Some(Entry {
        at: moment::told(now),
        kind,
        who: Who::Desk,
        name: word.name.clone(),
        text: word.text.clone(),
        state,
        stars: None,
        team,
        due: next_update.map(moment::told),
        files: word.files.iter().map(Attachment::note).collect(),
    })
}

/// This moment and the announced one; nothing when that is over.
pub(super) fn times(word: &Word) -> Option<Times> {
    let now = Timestamp::now();
    let next_update = word.next_update;
    next_update.is_none_or(|until| until > now).then_some(Times { now, next_update })
}

/// Whether only its reader sees it so far.
fn is_unconfirmed(row: &AnyRow) -> Result<bool, Damage> {
    Ok(row.try_get::<Option<String>, _>("confirm_by")?.is_some())
}

pub(super) fn before(row: &AnyRow) -> Result<Before, Damage> {
    Ok(Before {
        ticket: row.try_get("id")?,
        state: row::word(row, "state")?,
        team: row.try_get("team")?,
        verify: row::maybe_word(row, "verify")?,
    })
}
