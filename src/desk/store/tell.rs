//! What the desk does with tickets.

use content::{
    Verify,
    ticket::{Entry, EntryKind, State, Who},
};
use sqlx::{Connection as _, Row as _, SqliteConnection, sqlite::SqliteRow};

use super::{Store, act, row, row::Damage, timeline};
use crate::moment;

/// What became of the desk's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// They are on the disk now; the ticket was in one state and is in another, or the same.
    Said { from: State, to: State, verify: Option<Verify> },
    /// No ticket has this reference.
    NoSuchTicket,
    /// There are no words, and the ticket is in that state already.
    Nothing(State),
}

/// What became of words for everybody who raised a ticket with one form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ToldAll {
    /// So many tickets have them now.
    pub(crate) said: usize,
    /// So many had nothing to be told: they are in that state already.
    pub(crate) already: usize,
    /// So many are closed, and stay as they are.
    pub(crate) closed: usize,
}

/// What the desk says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) name: Option<&'a str>,
    pub(crate) text: &'a str,
    pub(crate) state: Option<State>,
}

impl Store {
    /// Adds a public reply of the desk, changes the state, or both, in one transaction.
    pub(crate) async fn tell(&self, reference: &str, words: Words<'_>) -> Result<Told, sqlx::Error> {
        let mut connection = self.writer.acquire().await?;
        // IMMEDIATE: a transaction that begins by reading could fail when it comes to write.
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        let sql = "SELECT id, state, verify FROM tickets WHERE reference = ?";
        let Some(row) = sqlx::query(sql).bind(reference).fetch_optional(&mut *transaction).await? else {
            return Ok(Told::NoSuchTicket);
        };
        let (ticket, from, verify) = read(&row).map_err(damaged)?;
        let Some(to) = say(&mut transaction, ticket, from, words).await? else { return Ok(Told::Nothing(from)) };
        transaction.commit().await?;
        Ok(Told::Said { from, to, verify })
    }

    /// The same for every ticket that was raised with a form and is not closed, in one transaction.
    pub(crate) async fn tell_all(&self, form: &str, words: Words<'_>) -> Result<ToldAll, sqlx::Error> {
        let mut connection = self.writer.acquire().await?;
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        let sql = "SELECT id, state, verify FROM tickets WHERE form = ? ORDER BY id";
        let rows = sqlx::query(sql).bind(form).fetch_all(&mut *transaction).await?;
        let mut told = ToldAll::default();
        for row in rows {
            let (ticket, from, _) = read(&row).map_err(damaged)?;
            if from == State::Closed {
                told.closed += 1;
            } else if say(&mut transaction, ticket, from, words).await?.is_some() {
                told.said += 1;
            } else {
                told.already += 1;
            }
        }
        transaction.commit().await?;
        Ok(told)
    }
}

/// Writes an entry and what follows from it, and gives the state from now on; nothing when there is nothing to say.
async fn say(
    connection: &mut SqliteConnection,
    ticket: i64,
    from: State,
    words: Words<'_>,
) -> Result<Option<State>, sqlx::Error> {
    let Words { name, text, state } = words;
    let to = state.unwrap_or(from);
    if text.is_empty() && to == from {
        return Ok(None);
    }
    let entry = Entry {
        at: moment::now(),
        kind: if text.is_empty() { EntryKind::State } else { EntryKind::Reply },
        who: Who::Desk,
        name: name.map(str::to_owned),
        text: text.to_owned(),
        state: (to != from).then_some(to),
        stars: None,
        files: Vec::new(),
    };
    timeline::add(connection, ticket, &entry, &[]).await?;
    act::touch(connection, ticket, &entry).await?;
    Ok(Some(to))
}

fn read(row: &SqliteRow) -> Result<(i64, State, Option<Verify>), Damage> {
    Ok((row.try_get("id")?, row::word(row, "state")?, row::maybe_word(row, "verify")?))
}

fn damaged(damage: Damage) -> sqlx::Error {
    match damage {
        Damage::Column(error) => error,
        Damage::Json(error) => sqlx::Error::Decode(error.into()),
        Damage::Word(error) => sqlx::Error::Decode(error.into()),
        Damage::Moment(error) => sqlx::Error::Decode(error.into()),
    }
}
