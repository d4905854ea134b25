//! Systems that have something of a ticket that was erased, and are still to be told so. The rows of the outbox go with their
//! ticket, so these are by themselves. What cannot be told waits for an operator, who may have to erase the ticket there by hand.

use jiff::{SignedDuration, Timestamp};
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, any::AnyRow};

use super::{Listed, Settled, Which};
use crate::{
    files, moment,
    problem::Problem,
    sink::{Erasure, Remote},
    store::{Ended, Holder, Store, audit, failure, row, row::Damage},
};

/// What operators see in place of the word of an event.
const ERASED: &str = "erased";
/// How long whoever claims something has it for himself.
const CLAIM: SignedDuration = SignedDuration::from_mins(10);

/// An erasure to be told, by whoever has claimed it.
#[derive(Debug, Clone)]
pub(crate) struct ClaimedErasure {
    pub(crate) sink: String,
    /// How often it was tried before.
    pub(crate) attempts: u32,
    pub(crate) erasure: Erasure,
    number: i64,
    claim: String,
}

impl Store {
    /// Claims what is due, the oldest first.
    pub(crate) async fn claim_erasures(&self, most: usize) -> Result<Vec<ClaimedErasure>, Problem> {
        let now = moment::now();
        let due = "SELECT count(*) FROM erasures WHERE state = 'waiting' AND due <= $1";
        if self.number(due, &now).await? == 0 {
            return Ok(Vec::new());
        }
        let claim = files::draw_name()?;
        self.write(move |connection| Box::pin(async move { Ok(Ended::Keep(take(connection, &claim, most).await?)) }))
            .await
    }

    /// Notes what became of an attempt.
    pub(crate) async fn settle_erasure(&self, claimed: ClaimedErasure, outcome: Settled) -> Result<(), Problem> {
        self.write(move |connection| {
            Box::pin(
                async move { settle(connection, &claimed, &outcome).await.map(Ended::Keep).map_err(failure::problem) },
            )
        })
        .await
    }
}

/// Notes who is to be told. `record` is the row of the audit log that tells of the erasure: its number is never given again.
pub(in crate::store) async fn note(
    connection: &mut AnyConnection,
    record: i64,
    reference: &str,
    elsewhere: &[Holder],
    at: &str,
) -> Result<(), sqlx::Error> {
    let sql =
        "INSERT INTO erasures (sink, record, reference, remote, url, at, due) VALUES ($1, $2, $3, $4, $5, $6, $6)";
    for place in elsewhere {
        sqlx::query(sql)
            .bind(&place.system)
            .bind(record)
            .bind(reference)
            .bind(&place.id)
            .bind(&place.url)
            .bind(at)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

async fn take(connection: &mut AnyConnection, claim: &str, most: usize) -> Result<Vec<ClaimedErasure>, Damage> {
    let now = Timestamp::now();
    let until = moment::told(now.checked_add(CLAIM).unwrap_or(Timestamp::MAX));
    let sql = "SELECT e.*, (SELECT a.hash FROM audit a WHERE a.id = e.record) AS hash FROM erasures e JOIN sinks s ON s.name = e.sink AND s.active = 1 WHERE e.state = 'waiting' AND e.due <= $1 \
               ORDER BY e.id LIMIT $2";
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = sqlx::query(sql).bind(moment::told(now)).bind(most).fetch_all(&mut *connection).await?;
    let claimed = rows.iter().map(|row| read(row, claim)).collect::<Result<Vec<_>, _>>()?;
    // While it is claimed it is not due.
    for one in &claimed {
        sqlx::query("UPDATE erasures SET due = $1, claim = $2, attempts = attempts + 1 WHERE id = $3")
            .bind(&until)
            .bind(claim)
            .bind(one.number)
            .execute(&mut *connection)
            .await?;
    }
    Ok(claimed)
}

fn read(row: &AnyRow, claim: &str) -> Result<ClaimedErasure, Damage> {
    let (attempts, record): (i64, i64) = (row.try_get("attempts")?, row.try_get("record")?);
    let remote: Option<String> = row.try_get("remote")?;
    let url: Option<String> = row.try_get("url")?;
    let erasure = Erasure {
        id: format!("era_{}_{record}", audit::mark(row)?.unwrap_or_default()),
        at: row::moment(row, "at")?,
        reference: row.try_get("reference")?,
        remote: remote.map(|id| Remote { id, url }),
    };
    let (attempts, claim) = (u32::try_from(attempts).unwrap_or(u32::MAX), claim.to_owned());
    Ok(ClaimedErasure { sink: row.try_get("sink")?, attempts, erasure, number: row.try_get("id")?, claim })
}

/// What was told is forgotten: nothing of an erased ticket is kept longer than it is needed.
async fn settle(
    connection: &mut AnyConnection,
    claimed: &ClaimedErasure,
    outcome: &Settled,
) -> Result<(), sqlx::Error> {
    let (state, due, fault) = match outcome {
        Settled::Delivered { .. } => {
            let told = sqlx::query("DELETE FROM erasures WHERE id = $1 AND claim = $2");
            return told.bind(claimed.number).bind(&claimed.claim).execute(connection).await.map(|_| ());
        }
        Settled::Later { due, fault } => ("waiting", moment::told(*due), fault),
        Settled::Parked { fault } => ("parked", moment::now(), fault),
    };
    let sql = "UPDATE erasures SET state = $3, due = $4, fault = $5, claim = NULL WHERE id = $1 AND claim = $2";
    let settle = sqlx::query(sql).bind(claimed.number).bind(&claimed.claim).bind(state).bind(due).bind(fault);
    settle.execute(connection).await.map(|_| ())
}

/// What is not told yet, the oldest first, as operators see it.
pub(super) async fn list(connection: &mut AnyConnection, most: i64) -> Result<Vec<Listed>, sqlx::Error> {
    let sql = "SELECT e.id, e.sink, coalesce(s.active, 0) AS known, e.reference, e.state, \
               coalesce(e.url, CASE WHEN e.remote <> e.reference THEN e.remote END) AS there, \
               e.attempts, e.due, e.fault FROM erasures e LEFT JOIN sinks s ON s.name = e.sink ORDER BY e.id LIMIT $1";
    let rows = sqlx::query(sql).bind(most).fetch_all(connection).await?;
    rows.iter().map(listed).collect()
}

fn listed(row: &AnyRow) -> Result<Listed, sqlx::Error> {
    Ok(Listed {
        id: row.try_get("id")?,
        is_erasure: true,
        sink: row.try_get("sink")?,
        is_known: row.try_get::<i64, _>("known")? == 1,
        reference: row.try_get("reference")?,
        event: ERASED.to_owned(),
        there: row.try_get("there")?,
        state: row.try_get("state")?,
        attempts: row.try_get("attempts")?,
        due: row.try_get("due")?,
        fault: row.try_get("fault")?,
    })
}

/// Has some tried again at once, or gives them up. Gives which systems and which tickets that concerns.
pub(super) async fn change(
    connection: &mut AnyConnection,
    which: &Which,
    is_retry: bool,
    now: &str,
) -> Result<Vec<(String, Option<i64>)>, sqlx::Error> {
    let (id, sink) = match which {
        Which::One(_) => return Ok(Vec::new()),
        Which::Erasure(id) => (Some(*id), None),
        Which::Parked(sink) => (None, sink.as_deref()),
    };
    let begin = match is_retry {
        true => "UPDATE erasures SET state = 'waiting', attempts = 0, due = $3, claim = NULL",
        false => "DELETE FROM erasures",
    };
    // The row that tells of the erasure knows the number of its ticket.
    let sql = format!(
        "{begin} WHERE id = $1 OR ($1 IS NULL AND state = 'parked' AND (sink = $2 OR $2 IS NULL)) \
         RETURNING sink, (SELECT ticket FROM audit WHERE audit.id = erasures.record) AS ticket"
    );
    let query = sqlx::query(AssertSqlSafe(sql)).bind(id).bind(sink);
    let query = if is_retry { query.bind(now) } else { query };
    let rows = query.fetch_all(connection).await?;
    rows.iter().map(|row| Ok((row.try_get("sink")?, row.try_get("ticket")?))).collect()
}
