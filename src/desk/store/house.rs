//! What the desk keeps for itself, the same for all programs on one database.

use sqlx::{AnyConnection, Row as _};

use super::{Ended, Store, failure};
use crate::problem::Problem;

impl Store {
    /// Bytes that were drawn once for this database, under a name, and stay as they are.
    pub(crate) async fn drawn(&self, name: &'static str) -> Result<[u8; 32], Problem> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| Problem::broken(error.to_string()))?;
        let kept = self.write(move |connection| {
            Box::pin(async move { keep(connection, name, bytes).await.map(Ended::Keep).map_err(failure::problem) })
        });
        kept.await?.try_into().map_err(|_| Problem::broken("what the desk keeps for itself was changed"))
    }
}

async fn keep(connection: &mut AnyConnection, name: &str, bytes: [u8; 32]) -> Result<Vec<u8>, sqlx::Error> {
    let sql = "INSERT INTO house (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    sqlx::query(sql).bind(name).bind(bytes.to_vec()).execute(&mut *connection).await?;
    let row = sqlx::query("SELECT value FROM house WHERE name = $1").bind(name).fetch_one(connection).await?;
    row.try_get(0)
}
