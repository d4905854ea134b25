//! Merging: a ticket that is the same as another one is closed in its favour.

use content::ticket::State;
use sqlx::{AnyConnection, Row as _};

use super::{
    Word,
    change::{self, Before},
    failure,
    happening::Internal,
};
use crate::{agent::Agent, problem::Problem};

/// Why two tickets cannot be merged. Others are named by their references.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unmergeable {
    /// The other one is not there.
    NoSuchTicket,
    /// They are one.
    Itself,
    /// The other one was merged itself, into the one that goes on for both.
    IntoMerged { other: String, end: String },
    /// The other one was merged into this one.
    RoundAbout { other: String },
    /// The other one is closed, and nobody would go on with either.
    IntoClosed { other: String },
    /// This one was merged before, into the one that goes on for it.
    Already { end: String },
    /// The other one waits until the address of its requester is confirmed.
    IntoUnconfirmed,
}

/// Closes a ticket in favour of another one, tells its reader so, and links the two. All that it had stays with it. Gives the
/// number of what its reader is told.
pub(super) async fn merge(
    connection: &mut AnyConnection,
    duplicate: &Before,
    reference: &str,
    into: &str,
    text: &str,
    agent: &Agent,
) -> Result<Result<i64, Unmergeable>, Problem> {
    let Some(other) = change::before(connection, into).await? else { return Ok(Err(Unmergeable::NoSuchTicket)) };
    if let Some(unmergeable) = refusal(connection, duplicate, &other, into).await.map_err(failure::problem)? {
        return Ok(Err(unmergeable));
    }
    change::note(connection, duplicate.ticket, Internal::Merged, into, &[], agent).await?;
    change::note(connection, other.ticket, Internal::Merged, reference, &[], agent).await?;
    let name = Some(agent.name.clone());
    let word = Word { name, text: text.to_owned(), state: Some(State::Closed), ..Word::default() };
    let Ok(event) = change::say(connection, duplicate, &word, agent).await? else {
        return Err(Problem::broken("nothing was said about a merged ticket"));
    };
    let sql = "UPDATE tickets SET merged_into = $1 WHERE id = $2";
    let linked = sqlx::query(sql).bind(other.ticket).bind(duplicate.ticket).execute(connection).await;
    linked.map_err(failure::problem)?;
    Ok(Ok(event))
}

/// None is ever merged into one that was merged itself, so that links never lead round.
async fn refusal(
    connection: &mut AnyConnection,
    duplicate: &Before,
    other: &Before,
    into: &str,
) -> Result<Option<Unmergeable>, sqlx::Error> {
    Ok(if duplicate.ticket == other.ticket {
        Some(Unmergeable::Itself)
    } else if duplicate.is_merged {
        let (_, end) = end(connection, duplicate.ticket).await?;
        Some(Unmergeable::Already { end })
    } else if other.is_unconfirmed {
        Some(Unmergeable::IntoUnconfirmed)
    } else if other.is_merged {
        let (ticket, end) = end(connection, other.ticket).await?;
        let other = into.to_owned();
        Some(match ticket == duplicate.ticket {
            true => Unmergeable::RoundAbout { other },
            false => Unmergeable::IntoMerged { other, end },
        })
    } else if other.told.state == State::Closed {
        Some(Unmergeable::IntoClosed { other: into.to_owned() })
    } else {
        None
    })
}

/// Number and reference of the ticket that goes on for one that was merged: it may have been merged further since.
async fn end(connection: &mut AnyConnection, ticket: i64) -> Result<(i64, String), sqlx::Error> {
    let sql = "WITH RECURSIVE way (id, reference, next) AS ( \
               SELECT id, reference, merged_into FROM tickets WHERE id = $1 \
               UNION SELECT t.id, t.reference, t.merged_into FROM tickets t JOIN way ON t.id = way.next) \
               SELECT id, reference FROM way WHERE next IS NULL";
    let row = sqlx::query(sql).bind(ticket).fetch_one(connection).await?;
    Ok((row.try_get("id")?, row.try_get("reference")?))
}
