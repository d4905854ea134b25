//! Idempotency keys: each stands for one request, for as long as somebody may repeat it.

use sqlx::{AnyConnection, Row as _};

use super::{Ended, Keys, Store, failure};
use crate::{digest::Digest, problem::Problem};

/// What a key stands for.
pub(super) enum Known {
    /// Nothing yet.
    New,
    /// The same request, and the event that it brought.
    Same(i64),
    /// Another request.
    Other,
}

impl Store {
    /// Forgets the keys of requests from before a time, and tells how many those were.
    pub(crate) async fn forget_keys(&self, before: String) -> Result<u64, Problem> {
        self.write(move |connection| {
            Box::pin(async move {
                let forget = sqlx::query("DELETE FROM idempotency_keys WHERE created < $1").bind(before);
                let forgotten = forget.execute(connection).await.map_err(failure::problem)?;
                Ok(Ended::Keep(forgotten.rows_affected()))
            })
        })
        .await
    }
}

/// What a key stands for, of something done with a ticket.
pub(super) async fn look_up(connection: &mut AnyConnection, keys: Keys, ticket: i64) -> Result<Known, sqlx::Error> {
    let sql = "SELECT body_hash, ticket, event FROM idempotency_keys WHERE key_hash = $1";
    let row = sqlx::query(sql).bind(keys.key.as_bytes()).fetch_optional(connection).await?;
    let Some(row) = row else { return Ok(Known::New) };
    let same = Digest::from_bytes(row.get("body_hash")).is_some_and(|body| body.matches(&keys.body));
    let event: Option<i64> = row.try_get("event")?;
    let event = event.filter(|_| same && row.get::<i64, _>("ticket") == ticket);
    Ok(event.map_or(Known::Other, Known::Same))
}

/// Notes what a request brought.
pub(super) async fn note(
    connection: &mut AnyConnection,
    keys: Keys,
    ticket: i64,
    event: i64,
    at: &str,
) -> Result<(), sqlx::Error> {
    let sql = "INSERT INTO idempotency_keys (key_hash, body_hash, ticket, created, event) VALUES ($1, $2, $3, $4, $5)";
    sqlx::query(sql)
        .bind(keys.key.as_bytes())
        .bind(keys.body.as_bytes())
        .bind(ticket)
        .bind(at)
        .bind(event)
        .execute(connection)
        .await
        .map(|_| ())
}
