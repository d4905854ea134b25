//! The tickets on disk: one SQLite file, one writer, several readers.

mod access;
mod act;
mod copy;
mod course;
mod create;
mod failure;
mod figures;
mod file;
mod find;
mod row;
mod schema;
mod tell;
mod timeline;
mod uploads;

use std::{future::Future, time::Duration};

use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use tracing::Instrument as _;

pub(crate) use access::Access;
pub(crate) use act::{Acted, Deed};
pub(crate) use copy::{Held, Snapshot};
pub(crate) use create::{Answer, Attachment, Draft, Given, Keys, Outcome};
pub(crate) use failure::{is_busy, is_full};
pub(crate) use file::{Found, Place};
pub(crate) use tell::{Told, ToldAll, Word};
pub(crate) use uploads::{Kept, Upload};

use crate::{Config, Error, problem::Problem};

/// How long a request waits for its turn to write or read.
const TURN: Duration = Duration::from_secs(10);
const READERS: u32 = 4;

/// The database. Clones share its connections.
#[derive(Clone)]
pub(crate) struct Store {
    /// A pool of one: SQLite has one writer at a time, and here they queue in the order they came.
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Store {
    /// Opens the database, makes it when it is not there, and brings its tables up to date.
    pub(crate) async fn open(config: &Config) -> Result<Self, Error> {
        let path = &config.database;
        schema::make_file(path)?;
        let store = Self::connect(schema::options(path, config.lock_wait));
        let migrated = schema::migrate(&store.writer, path).await;
        store.expecting(migrated).await
    }

    /// Opens the database that a desk made, perhaps while that one runs.
    pub(crate) async fn join(config: &Config) -> Result<Self, Error> {
        let path = &config.database;
        let store = Self::beside(config)?;
        let expected = schema::expect(&store.writer, path).await;
        store.expecting(expected).await
    }

    /// The same for somebody who only looks: an older program's database is as good.
    pub(crate) async fn join_any(config: &Config) -> Result<Self, Error> {
        let path = &config.database;
        let store = Self::beside(config)?;
        let expected = match schema::expect(&store.writer, path).await {
            Err(Error::Older { .. }) => Ok(()),
            other => other,
        };
        store.expecting(expected).await
    }

    fn beside(config: &Config) -> Result<Self, Error> {
        let path = &config.database;
        if !path.exists() {
            return Err(Error::Missing { path: path.into() });
        }
        if path.is_dir() {
            return Err(Error::IsAFolder { path: path.into() });
        }
        Ok(Self::connect(schema::options(path, config.lock_wait)))
    }

    async fn expecting(self, expected: Result<(), Error>) -> Result<Self, Error> {
        match expected {
            Ok(()) => Ok(self),
            Err(error) => {
                self.close().await;
                Err(error)
            }
        }
    }

    fn connect(options: SqliteConnectOptions) -> Self {
        let pool = || SqlitePoolOptions::new().acquire_timeout(TURN).idle_timeout(None).max_lifetime(None);
        let readers = pool().max_connections(READERS).connect_lazy_with(options.clone().pragma("query_only", "ON"));
        Self { writer: pool().max_connections(1).connect_lazy_with(options), readers }
    }

    /// Commits something that changes nothing: a transaction that is rolled back would not reach the disk, and not find out
    /// that it is full.
    pub(crate) async fn probe(&self) -> Result<(), Problem> {
        let write = sqlx::query("PRAGMA user_version = 0").execute(&self.writer).await;
        write.map(|_| ()).map_err(failure::problem)
    }

    /// Waits for what is under way and closes all connections; the last one folds the write-ahead log into the file.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// Writing goes on to its end even if nobody waits for it any more.
async fn to_the_end<T: Send + 'static>(
    write: impl Future<Output = Result<T, Problem>> + Send + 'static,
) -> Result<T, Problem> {
    tokio::spawn(write.in_current_span()).await.unwrap_or_else(|panic| Err(Problem::broken(panic)))
}

#[cfg(test)]
mod tests;
