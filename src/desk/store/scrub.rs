//! What is left of erased tickets in the file of SQLite: in its log, and on pages from which rows were moved to others before they
//! were erased. `secure_delete` overwrites a row where it is, and knows nothing of where it was. So the file is written anew.

use std::time::Duration;

use sqlx::{AnyConnection, Connection as _, Row as _};

use super::{Ended, Store, failure};
use crate::{Database, files, problem::Problem};

/// Kept by the desk as long as something is left; another value for each erasure.
const LEFT: &str = "scrub";
/// How often the log is emptied when others are in the way, and how long is waited in between.
const TRIES: u32 = 60;
const SOON: Duration = Duration::from_secs(1);
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
    /// Whether something is left.
    pub(crate) async fn has_left(&self) -> Result<bool, Problem> {
        self.left().await.map(|left| left.is_some())
    }

    async fn left(&self) -> Result<Option<Vec<u8>>, Problem> {
        let sql = "SELECT value FROM house WHERE name = $1";
        let left = self.look(|tables| {
            let left = sqlx::query(sql).bind(LEFT).fetch_optional(&mut **tables);
            Box::pin(async move { left.await.map_err(failure::problem) })
        });
        left.await?.map(|left| left.try_get("value")).transpose().map_err(failure::problem)
    }

    /// Writes the file anew if something is left in it. Whoever writes waits meanwhile. PostgreSQL does it by itself, when it vacuums.
    pub(crate) async fn scrub(&self) -> Result<(), Problem> {
        let Some(left) = self.left().await? else { return Ok(()) };
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
        .await
    }

    /// Writes into an SQLite file what is still in its log only. Nobody waits meanwhile.
    pub(crate) async fn fold(&self) -> Result<(), Problem> {
        let row = self.look(|tables| {
            let folded = sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").fetch_one(&mut **tables);
            Box::pin(async move { folded.await.map_err(failure::problem) })
        });
        let row = row.await?;
        let number = |column: usize| row.try_get::<i64, _>(column).map_err(failure::problem);
        match number(0)? == 0 && number(1)? == number(2)? {
            true => Ok(()),
            false => {
                Err(Problem::unavailable(LATER, "somebody still reads or writes what the log of the database holds"))
            }
        }
    }

    async fn write_anew(&self) -> Result<(), Problem> {
        // Of its own, since it cannot be done within a transaction.
        let mut connection = self.link.writer().await.map_err(failure::problem)?;
        sqlx::raw_sql("VACUUM").execute(&mut connection).await.map_err(failure::problem)?;
        let emptied = empty_log(&mut connection).await;
        let _ = connection.close().await;
        emptied
    }
}

/// Folds the log into the file and empties it. Whoever waited to write comes first and folds it too, so that it takes some tries; writing
/// the file once more would only be more to fold.
async fn empty_log(connection: &mut AnyConnection) -> Result<(), Problem> {
    for _ in 0..TRIES {
        let folded = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await;
        let busy: i64 = folded.and_then(|row| row.try_get(0)).map_err(failure::problem)?;
        if busy == 0 {
            return Ok(());
        }
        tokio::time::sleep(SOON).await;
    }
    Err(Problem::unavailable(LATER, "somebody still reads what the log of the database holds"))
}
