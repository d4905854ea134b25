//! Systems that have something of a ticket that was erased, and are still to be told so. The rows of the outbox go with their
//! ticket, so these are by themselves.

use jiff::{SignedDuration, Timestamp};
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::Settled;
use crate::{
    agent::Elsewhere,
    files, moment,
    problem::Problem,
    sink::{Erasure, Remote},
    store::{Ended, Store, failure, row, row::Damage},
};

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
    /// Claims what is due, the oldest first. `house` stands for the database in their ids.
    pub(crate) async fn claim_erasures(&self, house: &str, most: usize) -> Result<Vec<ClaimedErasure>, Problem> {
        let now = moment::now();
        let due = "SELECT count(*) FROM erasures WHERE due <= $1";
        if self.number(due, &now).await? == 0 {
            return Ok(Vec::new());
        }
        let (house, claim) = (house.to_owned(), files::draw_name()?);
        self.write(move |connection| {
            Box::pin(async move { Ok(Ended::Keep(take(connection, &house, &claim, most).await?)) })
        })
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
    elsewhere: &[Elsewhere],
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

async fn take(
    connection: &mut AnyConnection,
    house: &str,
    claim: &str,
    most: usize,
) -> Result<Vec<ClaimedErasure>, Damage> {
    let now = Timestamp::now();
    let until = moment::told(now.checked_add(CLAIM).unwrap_or(Timestamp::MAX));
    let sql = "SELECT e.* FROM erasures e JOIN sinks s ON s.name = e.sink AND s.active = 1 WHERE e.due <= $1 \
               ORDER BY e.id LIMIT $2";
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = sqlx::query(sql).bind(moment::told(now)).bind(most).fetch_all(&mut *connection).await?;
    let claimed = rows.iter().map(|row| read(row, house, claim)).collect::<Result<Vec<_>, _>>()?;
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

fn read(row: &AnyRow, house: &str, claim: &str) -> Result<ClaimedErasure, Damage> {
    let (attempts, record): (i64, i64) = (row.try_get("attempts")?, row.try_get("record")?);
    let remote: Option<String> = row.try_get("remote")?;
    let url: Option<String> = row.try_get("url")?;
    let erasure = Erasure {
        id: format!("era_{}_{record}", house.get(..12).unwrap_or(house)),
        at: row::moment(row, "at")?,
        reference: row.try_get("reference")?,
        remote: remote.map(|id| Remote { id, url }),
    };
    let (attempts, claim) = (u32::try_from(attempts).unwrap_or(u32::MAX), claim.to_owned());
    Ok(ClaimedErasure { sink: row.try_get("sink")?, attempts, erasure, number: row.try_get("id")?, claim })
}

/// What was told, or cannot be, is forgotten: nothing of an erased ticket is kept longer than it is needed.
async fn settle(
    connection: &mut AnyConnection,
    claimed: &ClaimedErasure,
    outcome: &Settled,
) -> Result<(), sqlx::Error> {
    let settle = match outcome {
        Settled::Later { due, .. } => sqlx::query("UPDATE erasures SET due = $3 WHERE id = $1 AND claim = $2")
            .bind(claimed.number)
            .bind(&claimed.claim)
            .bind(moment::told(*due)),
        Settled::Delivered { .. } | Settled::Parked { .. } => {
            sqlx::query("DELETE FROM erasures WHERE id = $1 AND claim = $2").bind(claimed.number).bind(&claimed.claim)
        }
    };
    settle.execute(connection).await.map(|_| ())
}
