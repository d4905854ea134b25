//! What happened to all tickets, one thing after another. Writers take turns, so events become visible in the order of their
//! numbers, and whoever asks for those after one misses none.

use std::collections::HashMap;

use content::ticket::FileNote;
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{Store, record, row::Damage, timeline};
use crate::{
    agent::{AgentEvent, event_cursor},
    problem::Problem,
};

/// What is told of events.
pub(crate) struct Feed {
    pub(crate) events: Vec<AgentEvent>,
    /// The number of the last one, or of the one that was asked after.
    pub(crate) last: i64,
}

impl Store {
    /// The events after one; nothing at all when there never was one with this number.
    pub(crate) async fn feed(&self, after: i64, most: usize) -> Result<Option<Feed>, Problem> {
        self.look_at_once(|tables| Box::pin(async move { Ok(feed(tables, after, most).await?) })).await
    }
}

async fn feed(connection: &mut AnyConnection, after: i64, most: usize) -> Result<Option<Feed>, Damage> {
    let sql = "SELECT e.*, t.reference FROM events e JOIN tickets t ON t.id = e.ticket WHERE e.id > $1 \
               ORDER BY e.id LIMIT $2";
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = sqlx::query(sql).bind(after).bind(most).fetch_all(&mut *connection).await?;
    let Some(last) = rows.last() else {
        let known = after <= newest(connection).await?;
        return Ok(known.then_some(Feed { events: Vec::new(), last: after }));
    };
    let last: i64 = last.try_get("id")?;
    let mut notes = timeline::notes_between(connection, after, last).await?;
    let events = rows.iter().map(|row| read(row, &mut notes)).collect::<Result<_, _>>()?;
    Ok(Some(Feed { events, last }))
}

/// The highest number that an event ever had, whether or not its ticket was erased.
async fn newest(connection: &mut AnyConnection) -> Result<i64, sqlx::Error> {
    let sql = "SELECT coalesce(max(event), 0) FROM audit WHERE event IS NOT NULL";
    sqlx::query(sql).fetch_one(connection).await?.try_get(0)
}

fn read(row: &AnyRow, notes: &mut HashMap<Option<i64>, Vec<FileNote>>) -> Result<AgentEvent, Damage> {
    let id = event_cursor(row.try_get("id")?);
    Ok(AgentEvent { id, ticket: row.try_get("reference")?, entry: record::read(row, notes)? })
}
