//! What happened to all tickets, one thing after another. Writers take turns, so events become visible in the order of their
//! numbers, and whoever asks for those after one misses none.
//!
//! A ticket that waits until the address of its requester is confirmed is not among them. When it is let in, all that happened to it
//! before stands at the place of the event that let it in: whoever follows has gone past the numbers of these long ago.

use std::collections::{BTreeSet, HashMap};

use content::ticket::FileNote;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, SqlSafeStr as _, any::AnyRow};

use super::{Store, record, row::Damage, timeline};
use crate::{
    agent::{AgentEvent, EventPlace, event_cursor},
    problem::Problem,
};

/// Events at their own places.
const PLAIN: &str = "SELECT e.*, t.reference, e.id AS place FROM events e JOIN tickets t ON t.id = e.ticket \
                     WHERE e.id >= $1 AND (e.id > $1 OR e.id > $2) AND t.confirm_by IS NULL AND (t.let_in_event IS NULL OR e.id >= t.let_in_event) \
                     ORDER BY e.id LIMIT $3";
/// Events from before their tickets were let in.
const HELD: &str = "SELECT e.*, t.reference, t.let_in_event AS place FROM tickets t JOIN events e ON e.ticket = t.id \
                    WHERE t.let_in_event >= $1 AND e.id < t.let_in_event AND (t.let_in_event > $1 OR e.id > $2) \
                    ORDER BY t.let_in_event, e.id LIMIT $3";

/// What is told of events.
pub(crate) struct Feed {
    pub(crate) events: Vec<AgentEvent>,
    /// The place of the last one, or that which was asked after.
    pub(crate) last: EventPlace,
}

impl Store {
    /// The events after a place; nothing at all when there never was one with this number.
    pub(crate) async fn feed(&self, after: EventPlace, most: usize) -> Result<Option<Feed>, Problem> {
        self.look_at_once(|tables| Box::pin(async move { Ok(feed(tables, after, most).await?) })).await
    }
}

async fn feed(connection: &mut AnyConnection, after: EventPlace, most: usize) -> Result<Option<Feed>, Damage> {
    let sql = format!(
        "SELECT * FROM (SELECT * FROM ({PLAIN}) AS plain UNION ALL SELECT * FROM ({HELD}) AS held) AS both_of_them \
         ORDER BY place, id LIMIT $3"
    );
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let query = sqlx::query(AssertSqlSafe(sql).into_sql_str()).bind(after.at).bind(after.event).bind(most);
    let rows = query.fetch_all(&mut *connection).await?;
    let Some(last) = rows.last() else {
        let known = after.at <= newest(connection).await?;
        return Ok(known.then_some(Feed { events: Vec::new(), last: after }));
    };
    let last = place(last)?;
    let mut notes = timeline::notes_between(connection, after.at, last.at).await?;
    for held in held(&rows)? {
        notes.extend(timeline::notes(connection, held).await?.into_iter().filter(|(event, _)| event.is_some()));
    }
    let events = rows.iter().map(|row| read(row, &mut notes)).collect::<Result<_, _>>()?;
    Ok(Some(Feed { events, last }))
}

/// The tickets of events that do not stand at their own places.
fn held(rows: &[AnyRow]) -> Result<BTreeSet<i64>, sqlx::Error> {
    let mut held = BTreeSet::new();
    for row in rows {
        let EventPlace { at, event } = place(row)?;
        held.extend((at != event).then(|| row.try_get::<i64, _>("ticket")).transpose()?);
    }
    Ok(held)
}

fn place(row: &AnyRow) -> Result<EventPlace, sqlx::Error> {
    Ok(EventPlace { at: row.try_get("place")?, event: row.try_get("id")? })
}

/// The highest number that an event ever had, whether or not its ticket was erased.
async fn newest(connection: &mut AnyConnection) -> Result<i64, sqlx::Error> {
    let sql = "SELECT coalesce(max(event), 0) FROM audit WHERE event IS NOT NULL";
    sqlx::query(sql).fetch_one(connection).await?.try_get(0)
}

fn read(row: &AnyRow, notes: &mut HashMap<Option<i64>, Vec<FileNote>>) -> Result<AgentEvent, Damage> {
    let id = event_cursor(place(row)?);
    Ok(AgentEvent { id, ticket: row.try_get("reference")?, entry: record::read(row, notes)? })
}
