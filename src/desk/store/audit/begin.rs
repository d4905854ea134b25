//! The beginning of the log, also for what happened before there was one.

use content::ticket::Who;
use sqlx::{AnyConnection, Row as _};

use super::{Record, add, verify};
use crate::{
    problem::Problem,
    store::{Ended, Store, row, row::Damage},
};

/// Kept by the desk once the log has begun. Later an event without a row in the log is a fault, and is never mended.
const BEGUN: &str = "audit";

impl Store {
    /// Begins the log, once for each database.
    pub(in crate::store) async fn begin_audit(&self) -> Result<(), Problem> {
        let sql = "SELECT count(*) FROM house WHERE name = $1";
        if self.number(sql, BEGUN).await? > 0 {
            return Ok(());
        }
        self.write(|connection| Box::pin(async move { Ok(Ended::Keep(begin(connection).await?)) })).await
    }
}

async fn begin(connection: &mut AnyConnection) -> Result<(), Damage> {
    let sql = "INSERT INTO house (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    let ours = sqlx::query(sql).bind(BEGUN).bind(Vec::new()).execute(&mut *connection).await?;
    if ours.rows_affected() == 0 {
        return Ok(());
    }
    let events = "SELECT id, ticket, at, kind, who, state FROM events ORDER BY id";
    for event in sqlx::query(events).fetch_all(&mut *connection).await? {
        let (id, ticket) = (event.try_get("id")?, event.try_get("ticket")?);
        let (at, kind): (String, String) = (event.try_get("at")?, event.try_get("kind")?);
        let record = Record {
            at: &at,
            ticket: Some(ticket),
            event: Some(id),
            kind: &kind,
            who: row::word::<Who>(&event, "who")?,
            actor: "",
            detail: None,
            state: row::maybe_word(&event, "state")?,
            digest: verify::digest_now(connection, ticket, id).await?,
        };
        add(connection, &record).await?;
    }
    Ok(())
}
