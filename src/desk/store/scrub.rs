//! What is left of erased tickets in the file of SQLite: in its log, and on pages from which rows were moved to others before they
//! were erased. `secure_delete` overwrites a row where it is, and knows nothing of where it was. So the file is written anew.

use sqlx::{AnyConnection, Connection as _, Row as _};

use super::{Ended, Store, failure};
use crate::{Database, files, problem::Problem};

/// Kept by the desk as long as something is left; another value for each erasure.
const LEFT: &str = "scrub";
/// Seconds until it is worth trying again.
const LATER: u64 = 60;

/// Notes that something is left, in the transaction that erases.
pub(super) async fn want(connection: &mut AnyConnection) -> Result<(), Problem> {
    let sql = "INSERT INTO house (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    let value = files::draw_name()?.into_bytes();
    let wanted = sqlx::query(sql).bind(LEFT).bind(value).execute(connection).await;
    wanted.map(|_| ()).map_err(failure::problem)
}

impl Store {
    /// Writes the file anew if something is left in it, and tells whether that was so. Others wait meanwhile. PostgreSQL does it by
    /// itself, when it vacuums.
    pub(crate) async fn scrub(&self) -> Result<bool, Problem> {
        let sql = "SELECT value FROM house WHERE name = $1";
        let left = self.look(|tables| {
            let left = sqlx::query(sql).bind(LEFT).fetch_optional(&mut **tables);
            Box::pin(async move { left.await.map_err(failure::problem) })
        });
        let Some(left) = left.await? else { return Ok(false) };
        let left: Vec<u8> = left.try_get("value").map_err(failure::problem)?;
        if let Database::File(_) = self.link.database {
            self.write_anew().await?;
        }
        // What was erased meanwhile is left.
        self.write(move |connection| {
            Box::pin(async move {
                let done = sqlx::query("DELETE FROM house WHERE name = $1 AND value = $2").bind(LEFT).bind(left);
                done.execute(connection).await.map(|_| Ended::Keep(())).map_err(failure::problem)
            })
        })
        .await?;
        Ok(true)
    }

    async fn write_anew(&self) -> Result<(), Problem> {
        // Of its own, since it cannot be done within a transaction.
        let mut connection = self.link.writer().await.map_err(failure::problem)?;
        sqlx::raw_sql("VACUUM").execute(&mut connection).await.map_err(failure::problem)?;
        let folded = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut connection).await;
        let busy: i64 = folded.and_then(|row| row.try_get(0)).map_err(failure::problem)?;
        let _ = connection.close().await;
        match busy {
            0 => Ok(()),
            _ => Err(Problem::unavailable(LATER, "somebody still reads what the log of the database holds")),
        }
    }
}
