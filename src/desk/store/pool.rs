//! Several connections for what does not take turns.
//!
//! A connection that was used before is used again without asking whether it is still there, which would cost as much as what
//! it is needed for. Whoever finds that it is not does its work once more, on a new one: a server that was started anew is
//! not noticed.

use std::{
    marker::PhantomData,
    ops::{Deref, DerefMut},
    pin::Pin,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use sqlx::{AnyConnection, Connection as _};
use tokio::{sync::Semaphore, time::timeout};

use super::{
    failure,
    link::{Link, Purpose, TURN},
};
use crate::problem::Problem;

/// A connection that nobody has used for so long may have been forgotten by what stands between, and is not used again.
const STALE: Duration = Duration::from_secs(300);

/// Connections for one purpose. They are made when they are needed.
pub(super) struct Pool {
    link: Link,
    purpose: Purpose,
    most: u32,
    places: Semaphore,
    idle: Mutex<Vec<(AnyConnection, Instant)>>,
}

/// A connection, for work that may refer to what lives for `'e`.
pub(super) struct Lent<'e> {
    connection: AnyConnection,
    within: PhantomData<&'e ()>,
}

/// What is done with one.
pub(super) type Look<'c, T> = Pin<Box<dyn Future<Output = Result<T, Problem>> + Send + 'c>>;

impl Pool {
    /// One of so many connections at most.
    pub(super) fn new(link: Link, purpose: Purpose, most: u32) -> Self {
        Self { link, purpose, most, places: Semaphore::new(most as usize), idle: Mutex::default() }
    }

    /// Does something that may be done twice, in a transaction if that is said how to begin: it is always rolled back.
    pub(super) async fn run<'e, T>(
        &self,
        begin: Option<&'static str>,
        work: impl for<'c> Fn(&'c mut Lent<'e>) -> Look<'c, T>,
    ) -> Result<T, Problem> {
        let place = timeout(TURN, self.places.acquire()).await.map_err(|_| sqlx::Error::PoolTimedOut);
        let _place = place.and_then(|place| place.map_err(|_| sqlx::Error::PoolClosed)).map_err(failure::problem)?;
        if let Some(used) = self.idle() {
            match self.lend(used, begin, &work).await {
                // So are the others, most likely.
                Err(problem) if failure::is_of_gone(&problem) => self.lock().clear(),
                done => return done,
            }
        }
        let new = self.link.connect(self.purpose).await.map_err(failure::problem)?;
        self.lend(new, begin, &work).await
    }

    /// Waits for what is under way, and closes all connections.
    pub(super) async fn close(&self) {
        let _all = self.places.acquire_many(self.most).await;
        self.places.close();
        let idle = std::mem::take(&mut *self.lock());
        for (connection, _) in idle {
            let _ = connection.close().await;
        }
    }

    async fn lend<'e, T>(
        &self,
        connection: AnyConnection,
        begin: Option<&'static str>,
        work: &impl for<'c> Fn(&'c mut Lent<'e>) -> Look<'c, T>,
    ) -> Result<T, Problem> {
        let mut lent = Lent { connection, within: PhantomData };
        let Some(begin) = begin else {
            let mut lent = Returning { pool: self, lent: Some(lent) };
            return lent.work(work).await;
        };
        // What breaks off within a transaction takes the connection with it.
        execute(&mut lent, begin).await?;
        let done = work(&mut lent).await;
        execute(&mut lent, "ROLLBACK").await?;
        self.put_back(lent);
        done
    }

    /// The connection that was used last.
    fn idle(&self) -> Option<AnyConnection> {
        let mut idle = self.lock();
        let (connection, since) = idle.pop()?;
        if since.elapsed() < STALE {
            return Some(connection);
        }
        // Those below have waited longer.
        idle.clear();
        None
    }

    fn put_back(&self, lent: Lent<'_>) {
        self.lock().push((lent.connection, Instant::now()));
    }

    fn lock(&self) -> MutexGuard<'_, Vec<(AnyConnection, Instant)>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn execute(connection: &mut AnyConnection, sql: &'static str) -> Result<(), Problem> {
    sqlx::raw_sql(sql).execute(connection).await.map(|_| ()).map_err(failure::problem)
}

impl Deref for Lent<'_> {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        &self.connection
    }
}

impl DerefMut for Lent<'_> {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.connection
    }
}

/// A connection that comes back, also when nobody waits any more for what was done with it: whoever has it next reads what
/// was left to be read. One that is not there any more goes.
struct Returning<'p, 'e> {
    pool: &'p Pool,
    lent: Option<Lent<'e>>,
}

impl<'e> Returning<'_, 'e> {
    async fn work<T>(&mut self, work: &impl for<'c> Fn(&'c mut Lent<'e>) -> Look<'c, T>) -> Result<T, Problem> {
        let Some(lent) = &mut self.lent else { return Err(failure::problem(sqlx::Error::PoolClosed)) };
        let done = work(lent).await;
        if done.as_ref().is_err_and(failure::is_of_gone) {
            self.lent = None;
        }
        done
    }
}

impl Drop for Returning<'_, '_> {
    fn drop(&mut self) {
        if let Some(lent) = self.lent.take() {
            self.pool.put_back(lent);
        }
    }
}
