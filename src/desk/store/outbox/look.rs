//! What operators see of the outbox, and what they can do about it.

use content::ticket::Who;
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::erasure;
use crate::{
    moment,
    problem::Problem,
    store::{
        Ended, Store,
        audit::{self, Record},
        failure,
        happening::actor,
    },
};

/// How long what was settled is kept to be looked at.
const KEPT_DAYS: i64 = 7;

/// A row as operators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) id: i64,
    /// Whether it tells that the ticket was erased; those have numbers of their own.
    pub(crate) is_erasure: bool,
    pub(crate) sink: String,
    /// Whether the settings still name the system.
    pub(crate) is_known: bool,
    pub(crate) reference: String,
    /// Word of the event.
    pub(crate) event: String,
    /// Where, or what, the ticket is in the other system, of an erasure.
    pub(crate) there: Option<String>,
    pub(crate) state: String,
    pub(crate) attempts: i64,
    pub(crate) due: String,
    pub(crate) fault: Option<String>,
}

/// Which rows an operator means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Which {
    /// One, by its number.
    One(i64),
    /// The telling of an erasure, by its number.
    Erasure(i64),
    /// All that were parked, of one system or of all.
    Parked(Option<String>),
}

impl Store {
    /// What is not settled, the oldest first, and how many there are more than these.
    pub(crate) async fn unsettled(&self, most: usize) -> Result<(Vec<Listed>, u64), Problem> {
        self.look_at_once(|tables| Box::pin(async move { list(tables, most).await.map_err(failure::problem) })).await
    }

    /// Tries again at once. Gives how many that are.
    pub(crate) async fn retry(&self, which: Which) -> Result<u64, Problem> {
        self.change(which, "waiting", "outbox_retried").await
    }

    /// Gives up on something that is not settled: the other system is never told. Gives how many that are.
    pub(crate) async fn drop_from_outbox(&self, which: Which) -> Result<u64, Problem> {
        self.change(which, "dropped", "outbox_dropped").await
    }

    async fn change(&self, which: Which, state: &'static str, kind: &'static str) -> Result<u64, Problem> {
        self.write(move |connection| {
            Box::pin(
                async move { change(connection, &which, state, kind).await.map(Ended::Keep).map_err(failure::problem) },
            )
        })
        .await
    }

    /// Forgets what was settled some days ago. Gives how many that are.
    pub(crate) async fn tidy_outbox(&self, now: jiff::Timestamp) -> Result<u64, Problem> {
        let before = now.checked_sub(jiff::SignedDuration::from_hours(24 * KEPT_DAYS)).unwrap_or(jiff::Timestamp::MIN);
        self.write(move |connection| {
            Box::pin(async move {
                let sql = "DELETE FROM outbox WHERE state IN ('delivered', 'dropped') AND changed < $1";
                let gone = sqlx::query(sql).bind(moment::told(before)).execute(connection).await;
                gone.map(|gone| Ended::Keep(gone.rows_affected())).map_err(failure::problem)
            })
        })
        .await
    }
}

async fn list(connection: &mut AnyConnection, most: usize) -> Result<(Vec<Listed>, u64), sqlx::Error> {
    let sql = "SELECT o.id, o.sink, coalesce(s.active, 0) AS known, t.reference, e.kind, o.state, o.attempts, o.due, \
               CASE WHEN o.asks = 0 AND t.confirm_by IS NOT NULL THEN 'waits until its requester confirms the address' \
               ELSE o.fault END AS fault FROM outbox o JOIN tickets t ON t.id = o.ticket JOIN events e ON e.id = o.event \
               LEFT JOIN sinks s ON s.name = o.sink WHERE o.state IN ('waiting', 'parked') ORDER BY o.id LIMIT $1";
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = sqlx::query(sql).bind(most).fetch_all(&mut *connection).await?;
    let mut listed = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let room = most.saturating_sub(i64::try_from(listed.len()).unwrap_or(i64::MAX));
    listed.extend(erasure::list(connection, room).await?);
    let sql =
        "SELECT (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'parked')) + (SELECT count(*) FROM erasures)";
    let all: i64 = sqlx::query(sql).fetch_one(connection).await?.try_get(0)?;
    let more = all.unsigned_abs().saturating_sub(listed.len() as u64);
    Ok((listed, more))
}

fn read(row: &AnyRow) -> Result<Listed, sqlx::Error> {
    Ok(Listed {
        id: row.try_get("id")?,
        is_erasure: false,
        there: None,
        sink: row.try_get("sink")?,
        is_known: row.try_get::<i64, _>("known")? == 1,
        reference: row.try_get("reference")?,
        event: row.try_get("kind")?,
        state: row.try_get("state")?,
        attempts: row.try_get("attempts")?,
        due: row.try_get("due")?,
        fault: row.try_get("fault")?,
    })
}

/// Who retries something starts anew with counting; who drops something says so in the audit log.
async fn change(connection: &mut AnyConnection, which: &Which, state: &str, kind: &str) -> Result<u64, sqlx::Error> {
    let sql = "UPDATE outbox SET state = $1, attempts = 0, due = $2, changed = $2, claimed = NULL, claim = NULL \
               WHERE (id = $3 AND state IN ('waiting', 'parked')) OR ($3 IS NULL AND state = 'parked' AND (sink = $4 OR $4 IS NULL)) \
               RETURNING ticket, event, sink";
    let (id, sink) = match which {
        Which::One(id) => (Some(*id), None),
        // No row has this number.
        Which::Erasure(_) => (Some(0), None),
        Which::Parked(sink) => (None, sink.as_deref()),
    };
    let now = moment::now();
    let query = sqlx::query(sql).bind(state).bind(&now).bind(id).bind(sink);
    let rows = query.fetch_all(&mut *connection).await?;
    let events = rows.iter().map(|row| Ok((row.try_get("sink")?, row.try_get("ticket")?)));
    let mut changed: Vec<(String, Option<i64>)> = events.collect::<Result<_, sqlx::Error>>()?;
    changed.extend(erasure::change(connection, which, state == "waiting", &now).await?);
    for (sink, ticket) in &changed {
        let record = Record {
            at: &now,
            ticket: *ticket,
            event: None,
            kind,
            who: Who::Desk,
            actor: actor::COMMAND_LINE,
            detail: Some(sink),
            state: None,
            digest: None,
        };
        audit::add(connection, &record).await?;
    }
    Ok(changed.len() as u64)
}
