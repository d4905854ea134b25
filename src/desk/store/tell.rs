//! What the desk does with a ticket.

use content::ticket::{Entry, EntryKind, State, Who};
use jiff::Timestamp;
use sqlx::{Connection as _, Row as _, SqliteConnection, sqlite::SqliteRow};

use super::{Store, act, row, row::Damage, timeline};
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
}

/// What became of the desk's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Told {
    /// They are on the disk now; the ticket was in one state and is in another, or the same. The team and the announced time
    /// are those that came with it.
    Said { from: State, to: State, team: Option<String>, next_update: Option<Timestamp> },
    /// No ticket has this reference.
    NoSuchTicket,
    /// There are no words, and the ticket stands so already.
    Nothing(State),
    /// The announced time is over.
    Past,
}

/// How a ticket stands before the desk says something.
struct Before {
    ticket: i64,
    state: State,
    team: Option<String>,
}

impl Store {
    /// Adds a public word of the desk, with what it changes of the ticket, in one transaction.
    pub(crate) async fn tell(&self, reference: &str, word: &Word) -> Result<Told, sqlx::Error> {
        let mut connection = self.writer.acquire().await?;
        // IMMEDIATE: a transaction that begins by reading could fail when it comes to write.
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        let Some(before) = look(&mut transaction, reference).await? else {
            return Ok(Told::NoSuchTicket);
        };
        let now = Timestamp::now();
        let next_update = match word.next_update {
            Some(when) => Some(instant(&mut transaction, when).await?),
            None => None,
        };
        if next_update.is_some_and(|until| until <= now) {
            return Ok(Told::Past);
        }
        let Some(entry) = entry(word, &before, now, next_update) else {
            return Ok(Told::Nothing(before.state));
        };
        timeline::add(&mut transaction, before.ticket, &entry, &[]).await?;
        act::touch(&mut transaction, before.ticket, &entry).await?;
        transaction.commit().await?;
        let to = entry.state.unwrap_or(before.state);
        Ok(Told::Said { from: before.state, to, team: entry.team, next_update })
    }
}

/// What comes into the timeline; nothing when nothing is said or changed.
fn entry(word: &Word, before: &Before, now: Timestamp, next_update: Option<Timestamp>) -> Option<Entry> {
    let state = word.state.filter(|state| *state != before.state);
    let team = word.team.clone().filter(|_| word.team != before.team);
    let kind = if team.is_some() {
        EntryKind::Escalated
    } else if !word.text.is_empty() {
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
        files: Vec::new(),
    })
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

async fn look(connection: &mut SqliteConnection, reference: &str) -> Result<Option<Before>, sqlx::Error> {
    let sql = "SELECT id, state, team FROM tickets WHERE reference = ?";
    let ticket: Option<SqliteRow> = sqlx::query(sql).bind(reference).fetch_optional(connection).await?;
    let Some(ticket) = ticket else { return Ok(None) };
    let state = row::word(&ticket, "state").map_err(unreadable)?;
    Ok(Some(Before { ticket: ticket.try_get("id")?, state, team: ticket.try_get("team")? }))
}

fn unreadable(damage: Damage) -> sqlx::Error {
    match damage {
        Damage::Column(error) => error,
        Damage::Json(error) => sqlx::Error::Decode(error.into()),
        Damage::Word(error) => sqlx::Error::Decode(error.into()),
        Damage::Moment(error) => sqlx::Error::Decode(error.into()),
    }
}
