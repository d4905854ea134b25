//! Connections to the database, whichever it is.

use std::time::Duration;

use sqlx::{
    AnyConnection, AssertSqlSafe, ConnectOptions as _,
    any::{AnyConnectOptions, install_default_drivers},
    sqlite::SqliteConnectOptions,
};

use crate::{Config, Database};

/// How long a request waits for its turn to write or read.
pub(super) const TURN: Duration = Duration::from_secs(10);
/// The lock that makes writers of one PostgreSQL schema take turns: "TZTK".
pub(super) const LOCK: i32 = 0x545A_544B;
/// How long a connection may take beyond the wait for a lock to begin a transaction: one that was cut off without a word says nothing at
/// all.
const WORDLESS: Duration = Duration::from_secs(2);
/// How long PostgreSQL lets a statement run, and lets a transaction stay open in which nothing happens: whoever hangs must
/// not keep all others from writing.
const LONGEST: &str = "30s";

/// What all connections have in common.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub(super) database: Database,
    /// How long a statement waits for what somebody else has locked.
    lock_wait: Duration,
    /// How many look at once.
    pub(super) readers: u32,
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To write what is to last.
    Write,
    /// To look, and nothing else.
    Read,
    /// To count what may be forgotten when the server falls.
    Count,
}

impl Link {
    pub(super) fn of(config: &Config) -> Self {
        let most = match config.database {
            // Each has a thread of its own.
            Database::File(_) => 4,
            // More would only wait for a processor, and a server has so many for all of its desks. Of those requests that are
            // being answered each needs one at most.
            Database::Postgres(_) => {
                std::thread::available_parallelism().map_or(4, |cores| (2 * cores.get()).clamp(4, 16))
            }
        };
        let readers = u32::try_from(most.min(config.connections)).unwrap_or(1).max(1);
        Self { database: config.database.clone(), lock_wait: config.lock_wait, readers }
    }

    /// How long it may take to begin a transaction.
    pub(super) fn patience(&self) -> Duration {
        self.lock_wait + WORDLESS
    }

    /// A connection that may write.
    pub(super) async fn writer(&self) -> Result<AnyConnection, sqlx::Error> {
        self.connect(Purpose::Write).await
    }

    pub(super) async fn connect(&self, purpose: Purpose) -> Result<AnyConnection, sqlx::Error> {
        let connect = async {
            let mut connection = self.options()?.connect().await?;
            self.set_up(&mut connection, purpose).await?;
            Ok(connection)
        };
        tokio::time::timeout(TURN, connect).await.unwrap_or(Err(sqlx::Error::PoolTimedOut))
    }

    /// A connection that may change the tables. That takes as long as it takes, and when several desks are started at once, one
    /// does it and the others wait.
    pub(super) async fn builder(&self) -> Result<AnyConnection, sqlx::Error> {
        let mut connection = self.writer().await?;
        if let Database::Postgres(_) = self.database {
            let patient = "SET lock_timeout = '10min'; SET statement_timeout = 0";
            sqlx::raw_sql(patient).execute(&mut connection).await?;
            // Until the connection is closed nobody writes, and nobody looks at tables that are half made.
            let lock = sqlx::query("SELECT pg_advisory_lock($1, hashtext(current_schema()))").bind(LOCK);
            lock.execute(&mut connection).await?;
        }
        Ok(connection)
    }

    fn options(&self) -> Result<AnyConnectOptions, sqlx::Error> {
        install_default_drivers();
        match &self.database {
            Database::File(path) => {
                let path = path.to_str().ok_or_else(|| configuration("its path is not UTF-8"))?;
                let path = std::path::absolute(path)?;
                AnyConnectOptions::from_url(&SqliteConnectOptions::new().filename(path).to_url_lossy())
            }
            Database::Postgres(url) => AnyConnectOptions::from_url(url),
        }
    }

    async fn set_up(&self, connection: &mut AnyConnection, purpose: Purpose) -> Result<(), sqlx::Error> {
        let wait = self.lock_wait.as_millis();
        let reading = purpose == Purpose::Read;
        // Whatever else is set: a commit has returned only when it is on the disk, and what is erased is overwritten.
        let sql = match self.database {
            Database::File(_) => format!(
                "PRAGMA busy_timeout = {wait}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                 PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA query_only = {}",
                if reading { "ON" } else { "OFF" }
            ),
            Database::Postgres(_) => format!(
                "SET application_name = 'tierzero'; SET client_min_messages = warning; SET lock_timeout = {}; \
                 SET statement_timeout = '{LONGEST}'; SET idle_in_transaction_session_timeout = '{LONGEST}'; \
                 SET default_transaction_read_only = {reading}; \
                 {}",
                // To a server 0 means for ever.
                wait.max(1),
                match purpose {
                    Purpose::Count => "SET synchronous_commit = off",
                    Purpose::Write | Purpose::Read => {
                        "SELECT set_config('synchronous_commit', 'on', false) \
                         WHERE current_setting('synchronous_commit') = 'off'"
                    }
                }
            ),
        };
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await.map(|_| ())
    }
}

fn configuration(what: &'static str) -> sqlx::Error {
    sqlx::Error::Configuration(what.into())
}
