//! The tickets in a database: an SQLite file or PostgreSQL, with one writer at a time and several readers.

mod access;
mod act;
mod audit;
mod change;
mod clock;
mod confirm;
mod copy;
mod course;
mod create;
mod erase;
mod export;
mod failure;
mod feed;
mod figures;
mod file;
mod find;
mod happening;
mod house;
mod keys;
mod limits;
mod link;
mod list;
mod merge;
mod outbox;
mod pool;
mod record;
mod requester;
mod row;
mod schema;
mod scrub;
mod tell;
mod timeline;
mod tokens;
mod uploads;
mod writer;

use std::sync::Arc;

use sqlx::{AnyConnection, Row as _, any::AnyRow};
use tokio::sync::Notify;

pub(crate) use access::Access;
pub(crate) use act::{Acted, Deed};
pub(crate) use audit::{Fault, Verified};
pub(crate) use change::{Change, Changed, Version, What};
pub(crate) use clock::Ticked;
pub(crate) use confirm::{Again, Asking, Guessed};
pub(crate) use copy::{Frozen, Held, Snapshot};
pub(crate) use create::{Answer, Attachment, Draft, Given, Keys, Outcome};
pub(crate) use erase::{Erased, Holder, Over};
pub(crate) use failure::{is_busy, is_full};
pub(crate) use feed::Feed;
pub(crate) use figures::{index_of, log_of};
pub(crate) use file::{Found, Place};
pub(crate) use find::Look;
pub use happening::{Internal, Kind};
use link::{Link, Purpose};
pub(crate) use merge::Unmergeable;
pub(crate) use outbox::{Claimed, ClaimedErasure, Listed, Listener, Settled, Told, Which};
use pool::{Lent, Looking, Pool};
pub(crate) use requester::EMAIL;
pub(crate) use schema::expect_place;
pub(crate) use tell::{Said, SaidAll, Taken, Word};
pub(crate) use tokens::Shown;
pub(crate) use uploads::{Kept, Upload};
use writer::{Ended, Work, Writer};

use crate::{Config, Database, Error, moment, problem::Problem};

/// How many count for limits at once: each time takes less than a millisecond, and waits for no disk.
const COUNTERS: u32 = 2;

/// The database. Clones share its connections.
#[derive(Clone)]
pub(crate) struct Store {
    link: Link,
    writer: Writer,
    readers: Arc<Pool>,
    counters: Arc<Pool>,
    /// Whoever waits for something new is woken when something was written.
    pub(crate) news: Arc<Notify>,
    /// Whoever overwrites what is left of erased tickets is woken when one was.
    pub(crate) erased: Arc<Notify>,
}

impl Store {
    /// Opens the database, makes it when it is not there, and brings its tables up to date.
    pub(crate) async fn open(config: &Config) -> Result<Self, Error> {
        if let Database::File(path) = &config.database {
            schema::make_file(path)?;
        }
        let link = Link::of(config);
        schema::migrate(&link).await?;
        let store = Self::on(link);
        if let Err(problem) = store.begin_audit().await {
            store.close().await;
            return Err(Error::Database { database: config.database.clone(), source: problem.source() });
        }
        Ok(store)
    }

    /// Opens the database that a desk made, perhaps while that one runs.
    pub(crate) async fn join(config: &Config) -> Result<Self, Error> {
        let link = Self::beside(config)?;
        schema::expect(&link).await?;
        Ok(Self::on(link))
    }

    /// The same for somebody who only looks: an older program's database is as good.
    pub(crate) async fn join_any(config: &Config) -> Result<Self, Error> {
        let link = Self::beside(config)?;
        match schema::expect(&link).await {
            Ok(()) | Err(Error::Older { .. }) => Ok(Self::on(link)),
            Err(error) => Err(error),
        }
    }

    fn beside(config: &Config) -> Result<Link, Error> {
        match config.database.file() {
            Some(path) if !path.exists() => Err(Error::Missing { path: path.into() }),
            Some(path) => schema::expect_place(path).map(|()| Link::of(config)),
            None => Ok(Link::of(config)),
        }
    }

    fn on(link: Link) -> Self {
        let pool = |purpose, most| Arc::new(Pool::new(link.clone(), purpose, most));
        Self {
            readers: pool(Purpose::Read, link.readers),
            counters: pool(Purpose::Count, COUNTERS),
            writer: Writer::start(link.clone()),
            link,
            news: Arc::default(),
            erased: Arc::default(),
        }
    }

    /// Does the work in a transaction; what it gives is on the disk by then.
    async fn write<T: Send + 'static>(
        &self,
        work: impl for<'c> FnOnce(&'c mut AnyConnection) -> Work<'c, T> + Send + 'static,
    ) -> Result<T, Problem> {
        let written = self.writer.write(work).await;
        self.news.notify_one();
        written
    }

    /// Looks at something, perhaps twice. What several statements find need not belong together.
    async fn look<'e, T>(&self, work: impl for<'c> Fn(&'c mut Lent<'e>) -> Looking<'c, T>) -> Result<T, Problem> {
        self.readers.run(None, work).await
    }

    /// The same in tables as they stand at one moment.
    async fn look_at_once<'e, T>(
        &self,
        work: impl for<'c> Fn(&'c mut Lent<'e>) -> Looking<'c, T>,
    ) -> Result<T, Problem> {
        let begin = match self.link.database {
            Database::File(_) => "BEGIN",
            Database::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ",
        };
        self.readers.run(Some(begin), work).await
    }

    /// The rows of a statement without parameters.
    async fn rows(&self, sql: &'static str) -> Result<Vec<AnyRow>, Problem> {
        self.look(|tables| {
            let rows = sqlx::query(sql).fetch_all(&mut **tables);
            Box::pin(async move { rows.await.map_err(failure::problem) })
        })
        .await
    }

    /// The number that a statement with a text gives.
    async fn number(&self, sql: &'static str, text: &str) -> Result<i64, Problem> {
        self.look(|tables| {
            let row = sqlx::query(sql).bind(text).fetch_one(&mut **tables);
            Box::pin(async move { row.await.and_then(|row| row.try_get(0)).map_err(failure::problem) })
        })
        .await
    }

    /// Commits something small: a transaction that writes nothing would not reach the disk, and not find out that it is full.
    pub(crate) async fn probe(&self) -> Result<(), Problem> {
        self.write(|connection| {
            Box::pin(async move {
                let sql = "INSERT INTO house (name, value) VALUES ('probe', $1) \
                           ON CONFLICT (name) DO UPDATE SET value = excluded.value";
                let probe = sqlx::query(sql).bind(moment::now().into_bytes()).execute(connection).await;
                probe.map(|_| Ended::Keep(())).map_err(failure::problem)
            })
        })
        .await
    }

    /// Waits for what is under way and closes all connections; the last one folds SQLite's write-ahead log into the file.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.counters.close().await;
        self.writer.close().await;
    }
}

#[cfg(test)]
mod tests;
