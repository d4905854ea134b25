//! How many tickets there are, and how much room they take.

use std::path::{Path, PathBuf};

use sqlx::{Row as _, any::AnyRow};

use super::{Store, failure};
use crate::{Database, problem::Problem};

/// All states but closed.
const OPEN: [&str; 4] = ["new", "in_progress", "waiting_for_reader", "solved"];
/// How what other systems are told stands.
const TOLD: [&str; 2] = ["waiting", "parked"];

impl Store {
    /// How many tickets that are not closed are in which state, also those that no ticket is in; without those that wait for an
    /// address to be confirmed.
    pub(crate) async fn open_tickets(&self) -> Result<[(&'static str, i64); 4], Problem> {
        let sql = "SELECT state, count(*) AS count FROM tickets \
                   WHERE state <> 'closed' AND confirm_by IS NULL GROUP BY state";
        self.count(sql, OPEN).await
    }

    /// Counts by state, with nought for those of which there are none.
    async fn count<const N: usize>(
        &self,
        sql: &'static str,
        states: [&'static str; N],
    ) -> Result<[(&'static str, i64); N], Problem> {
        let mut counts = states.map(|state| (state, 0));
        for row in &self.rows(sql).await? {
            let (state, count) = read(row).map_err(failure::problem)?;
            counts.iter_mut().filter(|(known, _)| *known == state).for_each(|(_, found)| *found = count);
        }
        Ok(counts)
    }

    /// How many tickets wait for an address to be confirmed.
    pub(crate) async fn unconfirmed(&self) -> Result<i64, Problem> {
        let sql = "SELECT count(*) FROM tickets WHERE confirm_by IS NOT NULL";
        self.rows(sql).await?.first().map_or(Ok(0), |row| row.try_get(0)).map_err(failure::problem)
    }

    /// How many events other systems are still to be told, and how many wait for an operator; without those of tickets that wait
    /// themselves.
    pub(crate) async fn outbox_counts(&self) -> Result<[(&'static str, i64); 2], Problem> {
        let sql = "SELECT o.state, count(*) AS count FROM outbox o JOIN tickets t ON t.id = o.ticket \
                   WHERE o.state IN ('waiting', 'parked') AND (o.asks = 1 OR t.confirm_by IS NULL) GROUP BY o.state";
        self.count(sql, TOLD).await
    }

    /// How many erasures of tickets other systems are still to be told, and how many wait for an operator.
    pub(crate) async fn erasure_counts(&self) -> Result<[(&'static str, i64); 2], Problem> {
        let sql = "SELECT state, count(*) AS count FROM erasures GROUP BY state";
        self.count(sql, TOLD).await
    }

    /// How many bytes the database takes, with what is not yet folded into it.
    pub(crate) async fn size(&self) -> Result<u64, Problem> {
        match &self.link.database {
            Database::File(path) => Ok(size(path).await + size(&log_of(path)).await),
            Database::Postgres(_) => {
                let sql = "SELECT pg_database_size(current_database())";
                let size = self.rows(sql).await?.first().map_or(Ok(0), |row| row.try_get::<i64, _>(0));
                size.map(i64::unsigned_abs).map_err(failure::problem)
            }
        }
    }
}

/// Where SQLite writes first.
pub(crate) fn log_of(database: &Path) -> PathBuf {
    beside(database, "-wal")
}

/// Where SQLite has its locks, and what is where in the log.
pub(crate) fn index_of(database: &Path) -> PathBuf {
    beside(database, "-shm")
}

fn beside(database: &Path, end: &str) -> PathBuf {
    let mut path = database.as_os_str().to_owned();
    path.push(end);
    path.into()
}

async fn size(path: &Path) -> u64 {
    tokio::fs::metadata(path).await.map_or(0, |found| found.len())
}

fn read(row: &AnyRow) -> Result<(&str, i64), sqlx::Error> {
    Ok((row.try_get("state")?, row.try_get("count")?))
}
