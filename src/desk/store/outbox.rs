//! What other systems are still to be told. Each event brings a row for each system that wants to know, in its own transaction;
//! workers claim rows for a while, hand the events over, and note what became of it. A worker that dies loses its claim, and
//! another hands the event over once more: each event arrives at least once.

mod claim;
pub(super) mod erasure;
mod event;
mod look;

use sqlx::AnyConnection;

use super::{
    Ended, Store, failure,
    happening::{Happening, actor},
};
use crate::{moment, problem::Problem, sink::EventKind};

pub(crate) use claim::{Claimed, Settled};
pub(crate) use erasure::ClaimedErasure;
pub(crate) use event::Told;
pub(super) use event::id;
pub(crate) use look::{Listed, Which};

/// A system that is told of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listener {
    pub(crate) name: String,
    /// What it is told of; everything when this is empty.
    pub(crate) events: Vec<EventKind>,
}

impl Store {
    /// From now on these systems are told, and no others. What was to be handed over to one that is not named any more waits until
    /// it is named again.
    pub(crate) async fn listen(&self, listeners: Vec<Listener>) -> Result<(), Problem> {
        self.write(move |connection| {
            Box::pin(async move { listen(connection, &listeners).await.map(Ended::Keep).map_err(failure::problem) })
        })
        .await
    }
}

async fn listen(connection: &mut AnyConnection, listeners: &[Listener]) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE sinks SET active = 0").execute(&mut *connection).await?;
    let sql = "INSERT INTO sinks (name, events, active) VALUES ($1, $2, 1) \
               ON CONFLICT (name) DO UPDATE SET events = excluded.events, active = 1";
    for listener in listeners {
        let events = listener.events.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(" ");
        sqlx::query(sql).bind(&listener.name).bind(events).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Notes that an event is to be told to all systems that want to know, but not to the one that it came from.
pub(super) async fn add(
    connection: &mut AnyConnection,
    ticket: i64,
    event: i64,
    happening: &Happening<'_>,
) -> Result<(), sqlx::Error> {
    let Some(kind) = happening.kind.told() else { return Ok(()) };
    let sql = "INSERT INTO outbox (sink, ticket, event, created, due, changed) SELECT name, $1, $2, $3, $3, $3 FROM sinks \
               WHERE active = 1 AND name <> $4 AND (events = '' OR ' ' || events || ' ' LIKE '% ' || $5 || ' %')";
    sqlx::query(sql)
        .bind(ticket)
        .bind(event)
        .bind(moment::now())
        .bind(happening.actor.strip_prefix(actor::SINK).unwrap_or_default())
        .bind(kind.word())
        .execute(connection)
        .await
        .map(|_| ())
}
