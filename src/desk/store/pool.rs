//! Several connections for what does not take turns.
//!
//! A connection that was used a moment ago is used again without asking whether it is still there, which would cost as much as what
//! it is needed for. Whoever finds that it is not does its work once more, on a new one: a server that was started anew is
//! not noticed. One that was cut off without a word says nothing at all; so whoever takes one that nobody has used for a while, or
//! whose work broke off, asks it first, and does not wait long.

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
/// One that nobody has used for so long is asked first whether it is still there.
const QUIET: Duration = Duration::from_secs(5);
/// How long it may take to say so.
const PATIENCE: Duration = Duration::from_secs(1);

/// Connections for one purpose. They are made when they are needed.
pub(super) struct Pool {
    link: Link,
    purpose: Purpose,
    most: u32,
    places: Semaphore,
    idle: Mutex<Vec<Idle>>,
}

/// A connection that nobody uses.
struct Idle {
    connection: AnyConnection,
    since: Instant,
    /// Whether nobody waited for the end of what was done with it. It may be cut off, and then that was why.
    broke_off: bool,
}

/// A connection, for work that may refer to what lives for `'e`.
pub(super) struct Lent<'e> {
    connection: AnyConnection,
    within: PhantomData<&'e ()>,
}

/// What is done with one.
pub(super) type Looking<'c, T> = Pin<Box<dyn Future<Output = Result<T, Problem>> + Send + 'c>>;

impl Pool {
    /// One of so many connections at most.
    pub(super) fn new(link: Link, purpose: Purpose, most: u32) -> Self {
        Self { link, purpose, most, places: Semaphore::new(most as usize), idle: Mutex::default() }
    }

    /// Does something that may be done twice, in a transaction if that is said how to begin: it is always rolled back.
    pub(super) async fn run<'e, T>(
        &self,
        begin: Option<&'static str>,
        work: impl for<'c> Fn(&'c mut Lent<'e>) -> Looking<'c, T>,
    ) -> Result<T, Problem> {
        let place = timeout(TURN, self.places.acquire()).await.map_err(|_| sqlx::Error::PoolTimedOut);
        let _place = place.and_then(|place| place.map_err(|_| sqlx::Error::PoolClosed)).map_err(failure::problem)?;
        if let Some(used) = self.used().await {
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
        for idle in idle {
            let _ = idle.connection.close().await;
        }
    }

    async fn lend<'e, T>(
        &self,
        connection: AnyConnection,
        begin: Option<&'static str>,
        work: &impl for<'c> Fn(&'c mut Lent<'e>) -> Looking<'c, T>,
    ) -> Result<T, Problem> {
        let mut lent = Lent { connection, within: PhantomData };
        let Some(begin) = begin else {
            return Returning { pool: self, lent: Some(lent), broke_off: true }.work(work).await;
        };
        // What breaks off within a transaction takes the connection with it.
        execute(&mut lent, begin).await?;
        let done = work(&mut lent).await;
        execute(&mut lent, "ROLLBACK").await?;
        self.put_back(lent, false);
        done
    }

    /// A connection that was used before, if there is one that is still there.
    async fn used(&self) -> Option<AnyConnection> {
        let Idle { mut connection, since, broke_off } = self.idle()?;
        let is_doubtful = broke_off || since.elapsed() > QUIET;
        if is_doubtful && !timeout(PATIENCE, connection.ping()).await.is_ok_and(|there| there.is_ok()) {
            // What has only not come to the end of its work says nothing about the others.
            if !broke_off {
                self.lock().clear();
            }
            return None;
        }
        Some(connection)
    }

    /// The one that was used last.
    fn idle(&self) -> Option<Idle> {
        let mut all = self.lock();
        let idle = all.pop()?;
        if idle.since.elapsed() < STALE {
            return Some(idle);
        }
        // Those below have waited longer.
        all.clear();
        None
    }

    fn put_back(&self, lent: Lent<'_>, broke_off: bool) {
        self.lock().push(Idle { connection: lent.connection, since: Instant::now(), broke_off });
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Idle>> {
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

/// A connection that comes back, also when nobody waits any more for what was done with it: to make a new one for each client
/// that goes away would let them keep the server busy. One that is not there any more goes.
struct Returning<'p, 'e> {
    pool: &'p Pool,
    lent: Option<Lent<'e>>,
    broke_off: bool,
}

impl<'e> Returning<'_, 'e> {
    async fn work<T>(mut self, work: &impl for<'c> Fn(&'c mut Lent<'e>) -> Looking<'c, T>) -> Result<T, Problem> {
        let Some(lent) = &mut self.lent else { return Err(failure::problem(sqlx::Error::PoolClosed)) };
        let done = work(lent).await;
        self.broke_off = false;
        if done.as_ref().is_err_and(failure::is_of_gone) {
            self.lent = None;
        }
        done
    }
}

impl Drop for Returning<'_, '_> {
    fn drop(&mut self) {
        if let Some(lent) = self.lent.take() {
            self.pool.put_back(lent, self.broke_off);
        }
    }
}

#[cfg(test)]
mod tests;
