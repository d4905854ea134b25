//! Claiming what is due, and noting what became of it.

use jiff::{SignedDuration, Timestamp};
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use crate::{
    files, moment,
    problem::Problem,
    store::{Ended, Store, failure},
};

/// How long whoever claims something has it for himself. It is more than a delivery may take.
const CLAIM: SignedDuration = SignedDuration::from_mins(10);

/// Something to be handed over, by whoever has claimed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claimed {
    pub(crate) id: i64,
    pub(crate) sink: String,
    pub(crate) ticket: i64,
    pub(crate) event: i64,
    /// How often it was tried before.
    pub(crate) attempts: u32,
    /// Whether it is a mail that asks to confirm an address.
    pub(crate) asks: bool,
    claim: String,
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Settled {
    /// The other system has it, and calls the ticket by this id and address, if it has a name of its own for it.
    Delivered { remote: Option<(String, Option<String>)> },
    /// It is tried again then.
    Later { due: Timestamp, fault: String },
    /// It is not tried again until somebody says so.
    Parked { fault: String },
}

impl Store {
    /// Claims what is due, the oldest first, at most so many of each ticket and system: one, and only when nothing older of these
    /// is left.
    pub(crate) async fn claim(&self, most: usize) -> Result<Vec<Claimed>, Problem> {
        let now = Timestamp::now();
        // An empty outbox is looked at often, and looking needs no turn.
        if self.due(now).await? == 0 {
            return Ok(Vec::new());
        }
        let claim = files::draw_name()?;
        self.write(move |connection| {
            Box::pin(async move { take(connection, now, claim, most).await.map(Ended::Keep).map_err(failure::problem) })
        })
        .await
    }

    async fn due(&self, now: Timestamp) -> Result<i64, Problem> {
        let sql = "SELECT count(*) FROM outbox o WHERE o.state = 'waiting' AND o.due <= $1 AND (o.asks = 1 \
                   OR NOT EXISTS (SELECT 1 FROM tickets t WHERE t.id = o.ticket AND t.confirm_by IS NOT NULL))";
        self.number(sql, &moment::told(now)).await
    }

    /// Notes what became of an attempt; tells whether it was still this worker's to say.
    pub(crate) async fn settle(&self, claimed: Claimed, outcome: Settled) -> Result<bool, Problem> {
        self.write(move |connection| {
            Box::pin(
                async move { settle(connection, &claimed, &outcome).await.map(Ended::Keep).map_err(failure::problem) },
            )
        })
        .await
    }
}

/// Of each ticket and system only the oldest that is not settled: events arrive in their order, and what was parked holds up
/// what came after it. As long as a ticket waits for its requester, nothing goes but the mail that asks, which stands outside of
/// that order.
async fn take(
    connection: &mut AnyConnection,
    now: Timestamp,
    claim: String,
    most: usize,
) -> Result<Vec<Claimed>, sqlx::Error> {
    let until = moment::told(now.checked_add(CLAIM).unwrap_or(Timestamp::MAX));
    let now = moment::told(now);
    let sql = "SELECT o.id, o.sink, o.ticket, o.event, o.attempts, o.asks FROM outbox o \
               JOIN sinks s ON s.name = o.sink AND s.active = 1 \
               WHERE o.state = 'waiting' AND o.due <= $1 AND (o.claimed IS NULL OR o.claimed < $1) \
               AND (o.asks = 1 OR (NOT EXISTS (SELECT 1 FROM tickets t WHERE t.id = o.ticket AND t.confirm_by IS NOT NULL) \
               AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.ticket = o.ticket AND e.sink = o.sink AND e.id < o.id \
               AND e.asks = 0 AND e.state IN ('waiting', 'parked')))) ORDER BY o.id LIMIT $2";
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = sqlx::query(sql).bind(&now).bind(most).fetch_all(&mut *connection).await?;
    let claimed = rows.iter().map(|row| read(row, &claim)).collect::<Result<Vec<_>, _>>()?;
    for one in &claimed {
        sqlx::query("UPDATE outbox SET claimed = $1, claim = $2, attempts = attempts + 1 WHERE id = $3")
            .bind(&until)
            .bind(&claim)
            .bind(one.id)
            .execute(&mut *connection)
            .await?;
    }
    Ok(claimed)
}

fn read(row: &AnyRow, claim: &str) -> Result<Claimed, sqlx::Error> {
    let attempts: i64 = row.try_get("attempts")?;
    Ok(Claimed {
        id: row.try_get("id")?,
        sink: row.try_get("sink")?,
        ticket: row.try_get("ticket")?,
        event: row.try_get("event")?,
        attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
        asks: row.try_get::<i64, _>("asks")? == 1,
        claim: claim.to_owned(),
    })
}

async fn settle(connection: &mut AnyConnection, claimed: &Claimed, outcome: &Settled) -> Result<bool, sqlx::Error> {
    let now = moment::now();
    let (state, due, fault) = match outcome {
        Settled::Delivered { .. } => ("delivered", None, None),
        Settled::Later { due, fault } => ("waiting", Some(moment::told(*due)), Some(fault)),
        Settled::Parked { fault } => ("parked", None, Some(fault)),
    };
    let sql = "UPDATE outbox SET state = $1, due = coalesce($2, due), fault = $3, changed = $4, claimed = NULL, claim = NULL \
               WHERE id = $5 AND claim = $6";
    let settled = sqlx::query(sql)
        .bind(state)
        .bind(due)
        .bind(fault)
        .bind(&now)
        .bind(claimed.id)
        .bind(&claimed.claim)
        .execute(&mut *connection)
        .await?;
    // Whoever only asked was told nothing of the ticket.
    if matches!(outcome, Settled::Delivered { .. }) && !claimed.asks {
        let told = "INSERT INTO told (sink, ticket) SELECT $1, id FROM tickets WHERE id = $2 ON CONFLICT DO NOTHING";
        sqlx::query(told).bind(&claimed.sink).bind(claimed.ticket).execute(&mut *connection).await?;
    }
    // Whoever came too late may still know what the ticket is called there.
    if let Settled::Delivered { remote: Some((id, url)) } = outcome {
        name(connection, claimed, id, url.as_deref()).await?;
    }
    Ok(settled.rows_affected() > 0)
}

/// Keeps what a ticket is called in another system, unless it is gone.
async fn name(
    connection: &mut AnyConnection,
    claimed: &Claimed,
    id: &str,
    url: Option<&str>,
) -> Result<(), sqlx::Error> {
    let sql = "INSERT INTO remotes (sink, ticket, id, url) SELECT $1, id, $3, $4 FROM tickets WHERE id = $2 \
               ON CONFLICT (sink, ticket) DO UPDATE SET id = excluded.id, url = excluded.url";
    let named = sqlx::query(sql).bind(&claimed.sink).bind(claimed.ticket).bind(id).bind(url);
    named.execute(connection).await.map(|_| ())
}
