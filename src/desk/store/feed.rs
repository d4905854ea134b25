//! What happened to all tickets, one thing after another. Writers take turns, so events become visible in the order of their
//! numbers, and whoever asks for those after one misses none.
//!
//! A ticket that waits until the address of its requester is confirmed is not among them. When it is let in, all that happened to it
//! before stands at the place of the event that let it in: whoever follows has gone past the numbers of these long ago.

use std::collections::{BTreeSet, HashMap};

use content::ticket::FileNote;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, SqlSafeStr as _, any::AnyRow};

use super::{Store, audit, record, row::Damage, timeline};
use crate::{
    agent::{AgentEvent, EventCursor, EventPlace},
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
    /// Where it goes on.
    pub(crate) next: EventCursor,
}

impl Store {
    /// The events after a place; nothing at all when this database never had one there.
    pub(crate) async fn feed(&self, after: &EventCursor, most: usize) -> Result<Option<Feed>, Problem> {
        self.look_at_once(|tables| Box::pin(async move { Ok(feed(tables, after, most).await?) })).await
    }
}

async fn feed(connection: &mut AnyConnection, cursor: &EventCursor, most: usize) -> Result<Option<Feed>, Damage> {
    let after = cursor.place;
    if after != EventPlace::START && audit::mark_of_event(connection, after.at).await?.as_ref() != Some(&cursor.mark) {
        return Ok(None);
    }
    let sql = format!(
        "SELECT both_of_them.*, (SELECT a.hash FROM audit a WHERE a.event = place) AS hash FROM (SELECT * FROM ({PLAIN}) AS plain UNION ALL SELECT * FROM ({HELD}) AS held) AS both_of_them \
         ORDER BY place, id LIMIT $3"
    );
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let query = sqlx::query(AssertSqlSafe(sql).into_sql_str()).bind(after.at).bind(after.event).bind(most);
    let rows = query.fetch_all(&mut *connection).await?;
    let Some(last) = rows.last() else {
        return Ok(Some(Feed { events: Vec::new(), next: cursor.clone() }));
    };
    let next = cursor_behind(last)?;
    let mut notes = timeline::notes_between(connection, after.at, next.place.at).await?;
    for held in held(&rows)? {
        notes.extend(timeline::notes(connection, held).await?.into_iter().filter(|(event, _)| event.is_some()));
    }
    let events = rows.iter().map(|row| read(row, &mut notes)).collect::<Result<_, _>>()?;
    Ok(Some(Feed { events, next }))
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

fn cursor_behind(row: &AnyRow) -> Result<EventCursor, sqlx::Error> {
    Ok(EventCursor { place: place(row)?, mark: audit::mark(row)?.unwrap_or_default() })
}

fn read(row: &AnyRow, notes: &mut HashMap<Option<i64>, Vec<FileNote>>) -> Result<AgentEvent, Damage> {
    let id = cursor_behind(row)?.to_string();
    Ok(AgentEvent { id, ticket: row.try_get("reference")?, entry: record::read(row, notes)? })
}
