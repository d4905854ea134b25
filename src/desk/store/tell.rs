//! What the desk does with a ticket.

use content::ticket::{Entry, EntryKind, State, Who};
use sqlx::{Connection as _, Row as _, SqliteConnection};

use super::{Store, act, row, row::Damage, timeline};
use crate::moment;

/// What became of the desk's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// They are on the disk now; the ticket was in one state and is in another, or the same.
    Said { from: State, to: State },
    /// No ticket has this reference.
    NoSuchTicket,
    /// There are no words, and the ticket is in that state already.
    Nothing(State),
}

impl Store {
    /// Adds a public reply of the desk, changes the state, or both, in one transaction.
    pub(crate) async fn tell(
        &self,
        reference: &str,
        name: Option<&str>,
        text: &str,
        state: Option<State>,
    ) -> Result<Told, sqlx::Error> {
        let mut connection = self.writer.acquire().await?;
        // IMMEDIATE: a transaction that begins by reading could fail when it comes to write.
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        let Some((ticket, from)) = look(&mut transaction, reference).await? else {
            return Ok(Told::NoSuchTicket);
        };
        let to = state.unwrap_or(from);
        if text.is_empty() && to == from {
            return Ok(Told::Nothing(from));
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
        timeline::add(&mut transaction, ticket, &entry, &[]).await?;
        act::touch(&mut transaction, ticket, &entry).await?;
        transaction.commit().await?;
        Ok(Told::Said { from, to })
    }
}

async fn look(connection: &mut SqliteConnection, reference: &str) -> Result<Option<(i64, State)>, sqlx::Error> {
    let sql = "SELECT id, state FROM tickets WHERE reference = ?";
    let Some(ticket) = sqlx::query(sql).bind(reference).fetch_optional(connection).await? else { return Ok(None) };
    let state = row::word(&ticket, "state").map_err(|damage| match damage {
        Damage::Column(error) => error,
        Damage::Json(error) => sqlx::Error::Decode(error.into()),
        Damage::Word(error) => sqlx::Error::Decode(error.into()),
        Damage::Moment(error) => sqlx::Error::Decode(error.into()),
    })?;
    Ok(Some((ticket.try_get("id")?, state)))
}
