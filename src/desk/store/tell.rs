//! What the desk does with tickets.

use content::{
    Verify,
    ticket::{Entry, EntryKind, State, Who},
};
use jiff::Timestamp;
use sqlx::{Connection as _, Row as _, SqliteConnection, sqlite::SqliteRow};

use super::{Attachment, Store, act, row, row::Damage, timeline, uploads};
use crate::{moment, when::When};

/// What the desk says and decides, checked and cleaned.
#[derive(Debug, Clone, Default)]
pub(crate) struct Word {
    pub(crate) name: Option<String>,
    /// May be empty.
    pub(crate) text: String,
    pub(crate) state: Option<State>,
    pub(crate) team: Option<String>,
    pub(crate) next_update: Option<When>,
    /// Their bytes have been stored, and wait to be claimed.
    pub(crate) files: Vec<Attachment>,
}

/// What became of the desk's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Told {
    /// They are on the disk now; the ticket was in one state and is in another, or the same. The team and the announced time
    /// are those that came with it.
    Said { from: State, to: State, verify: Option<Verify>, team: Option<String>, next_update: Option<Timestamp> },
    /// No ticket has this reference.
    NoSuchTicket,
    /// There are no words, and the ticket stands so already.
    Nothing(State),
    /// The announced time is over.
    Past,
}

/// What became of words for everybody who raised a ticket with one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ToldAll {
    /// Whoever was to be told has been.
    Said {
        /// So many tickets have them now.
        said: usize,
        /// So many had nothing to be told: they stand so already.
        already: usize,
        /// So many are closed, and stay as they are.
        closed: usize,
        /// The announced time.
        next_update: Option<Timestamp>,
    },
    /// The announced time is over.
    Past,
}

/// How a ticket stands before the desk says something.
struct Before {
    ticket: i64,
    state: State,
    team: Option<String>,
    verify: Option<Verify>,
}

/// When something is said, and by when there will be more.
#[derive(Clone, Copy)]
struct Times {
    now: Timestamp,
    next_update: Option<Timestamp>,
}

impl Store {
    /// Adds a public word of the desk, with what it changes of the ticket, in one transaction.
    pub(crate) async fn tell(&self, reference: &str, word: &Word) -> Result<Told, sqlx::Error> {
        let mut connection = self.writer.acquire().await?;
        // IMMEDIATE: a transaction that begins by reading could fail when it comes to write.
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        let sql = "SELECT id, state, team, verify FROM tickets WHERE reference = ?";
        let Some(row) = sqlx::query(sql).bind(reference).fetch_optional(&mut *transaction).await? else {
            return Ok(Told::NoSuchTicket);
        };
        let before = before(&row).map_err(unreadable)?;
        let Some(times) = times(&mut transaction, word).await? else { return Ok(Told::Past) };
        let Some(entry) = say(&mut transaction, &before, word, times).await? else {
            return Ok(Told::Nothing(before.state));
        };
        transaction.commit().await?;
        let Before { state: from, verify, .. } = before;
        let (to, next_update) = (entry.state.unwrap_or(from), times.next_update);
        Ok(Told::Said { from, to, verify, team: entry.team, next_update })
    }

    /// The same for every ticket that was raised with a form and is not closed, in one transaction.
    pub(crate) async fn tell_all(&self, form: &str, word: &Word) -> Result<ToldAll, sqlx::Error> {
        let mut connection = self.writer.acquire().await?;
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        let Some(times) = times(&mut transaction, word).await? else { return Ok(ToldAll::Past) };
        let sql = "SELECT id, state, team, verify FROM tickets WHERE form = ? ORDER BY id";
        let rows = sqlx::query(sql).bind(form).fetch_all(&mut *transaction).await?;
        let (mut said, mut already, mut closed) = (0, 0, 0);
        for row in rows {
            let before = before(&row).map_err(unreadable)?;
            let count = if before.state == State::Closed {
                &mut closed
            } else if say(&mut transaction, &before, word, times).await?.is_some() {
                &mut said
            } else {
                &mut already
            };
            *count += 1;
        }
        transaction.commit().await?;
        Ok(ToldAll::Said { said, already, closed, next_update: times.next_update })
    }
}

/// Writes an entry and what follows from it, and gives the entry; nothing when there is nothing to say.
async fn say(
    connection: &mut SqliteConnection,
    before: &Before,
    word: &Word,
    times: Times,
) -> Result<Option<Entry>, sqlx::Error> {
    let Some(entry) = entry(word, before, times) else { return Ok(None) };
    if !uploads::claim(connection, before.ticket, &word.files).await?.is_empty() {
        return Err(sqlx::Error::Protocol("the bytes of a file went away before they were claimed".into()));
    }
    timeline::add(connection, before.ticket, &entry, &word.files).await?;
    act::touch(connection, before.ticket, &entry).await?;
    Ok(Some(entry))
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
async fn times(connection: &mut SqliteConnection, word: &Word) -> Result<Option<Times>, sqlx::Error> {
    let now = Timestamp::now();
    let next_update = match word.next_update {
        Some(when) => Some(instant(connection, when).await?),
        None => None,
    };
    Ok(next_update.is_none_or(|until| until > now).then_some(Times { now, next_update }))
}

/// The instant of a time. Which zone this computer is in, SQLite finds out like all programs in C.
async fn instant(connection: &mut SqliteConnection, when: When) -> Result<Timestamp, sqlx::Error> {
    let local = match when {
        When::At(at) => return Ok(at),
        When::Local(time) => time.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
    };
    let row =
        sqlx::query("SELECT strftime('%Y-%m-%dT%H:%M:%fZ', ?, 'utc') AS at").bind(local).fetch_one(connection).await?;
    row::moment(&row, "at").map_err(unreadable)
}

fn before(row: &SqliteRow) -> Result<Before, Damage> {
    Ok(Before {
        ticket: row.try_get("id")?,
        state: row::word(row, "state")?,
        team: row.try_get("team")?,
        verify: row::maybe_word(row, "verify")?,
    })
}

fn unreadable(damage: Damage) -> sqlx::Error {
    match damage {
        Damage::Column(error) => error,
        Damage::Json(error) => sqlx::Error::Decode(error.into()),
        Damage::Word(error) => sqlx::Error::Decode(error.into()),
        Damage::Moment(error) => sqlx::Error::Decode(error.into()),
    }
}
