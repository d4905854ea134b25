//! Merging: a ticket that is the same as another one is closed in its favour.

use content::ticket::State;
use sqlx::AnyConnection;

use super::{
    Word,
    change::{self, Before},
    failure,
    happening::Internal,
};
use crate::{agent::Agent, problem::Problem};

/// Why two tickets cannot be merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unmergeable {
    /// The other one is not there.
    NoSuchTicket,
    /// They are one.
    Itself,
    /// The other one was merged into a third.
    IntoMerged,
    /// This one was merged before.
    Already,
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
    if let Some(unmergeable) = refusal(duplicate, &other) {
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

/// None is ever merged into one that was merged itself, so that links lead to the end at once, and never round.
fn refusal(duplicate: &Before, other: &Before) -> Option<Unmergeable> {
    if duplicate.ticket == other.ticket {
        Some(Unmergeable::Itself)
    } else if duplicate.is_merged {
        Some(Unmergeable::Already)
    } else if other.is_unconfirmed {
        Some(Unmergeable::IntoUnconfirmed)
    } else {
        other.is_merged.then_some(Unmergeable::IntoMerged)
    }
}
