//! One writer at a time, in the order they came, and several of them in one commit.
//!
//! SQLite has one writer by itself. For PostgreSQL a lock makes it so, also for several desks on one database: what one
//! writer reads, no other changes meanwhile, so that one way of thinking holds for both. It costs nothing that matters:
//! waiting for the disk is what takes time, and whoever comes while one commit is on its way shares the next.

use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, SqlSafeStr};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
    time::timeout,
};
use tracing::{Instrument as _, Span};

use super::{
    failure,
    link::{LOCK, Link},
};
use crate::{Database, problem::Problem};

/// How many may wait for their turn; whoever comes then waits outside.
const QUEUE: usize = 1_024;
/// How many share one commit. When it fails, it fails for all of them.
const MOST: usize = 64;

/// What becomes of what was written.
pub(super) enum Ended<T> {
    /// It stays.
    Keep(T),
    /// It goes: there was nothing to write, or not all of it could be.
    Undo(T),
}

/// Work on a connection, within a transaction that is begun and ended outside.
pub(super) type Work<'c, T> = Pin<Box<dyn Future<Output = Result<Ended<T>, Problem>> + Send + 'c>>;

/// The queue of those who write. Clones share it.
#[derive(Clone)]
pub(super) struct Writer {
    queue: Arc<Mutex<Option<Queue>>>,
}

/// The way in, and who works at the other end.
struct Queue {
    jobs: mpsc::Sender<Box<dyn Job>>,
    serving: JoinHandle<()>,
}

impl Writer {
    /// Begins to take work. Needs a tokio runtime.
    pub(super) fn start(link: Link) -> Self {
        let (jobs, receiver) = mpsc::channel(QUEUE);
        let serving = tokio::spawn(serve(link, receiver));
        Self { queue: Arc::new(Mutex::new(Some(Queue { jobs, serving }))) }
    }

    /// Does the work in a transaction and answers when that has ended, on the disk. It goes on to its end even if nobody waits
    /// for it any more.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        work: impl for<'c> FnOnce(&'c mut AnyConnection) -> Work<'c, T> + Send + 'static,
    ) -> Result<T, Problem> {
        let jobs = self.lock().as_ref().map(|queue| queue.jobs.clone());
        let Some(jobs) = jobs else { return Err(closed()) };
        let (answer, answered) = oneshot::channel();
        let task = Task { work: Some(work), done: None, answer, span: Span::current() };
        jobs.send(Box::new(task)).await.map_err(|_| closed())?;
        answered.await.unwrap_or_else(|_| Err(failure::soon("what was being written broke off")))
    }

    /// Takes nothing more, and waits for what is under way.
    pub(super) async fn close(&self) {
        let queue = self.lock().take();
        if let Some(Queue { jobs, serving }) = queue {
            drop(jobs);
            // It ends when all that was sent is done.
            let _ = serving.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Queue>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn closed() -> Problem {
    failure::problem(sqlx::Error::PoolClosed)
}

/// Something that is to be written, whatever it gives.
trait Job: Send {
    /// Does it and says whether it stays.
    fn run<'a>(&'a mut self, connection: &'a mut AnyConnection) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>>;
    /// Tells whoever waits what became of it, once the transaction has ended so.
    fn answer(self: Box<Self>, ended: Result<(), Problem>);
}

struct Task<T, W> {
    work: Option<W>,
    done: Option<Result<Ended<T>, Problem>>,
    answer: oneshot::Sender<Result<T, Problem>>,
    span: Span,
}

impl<T, W> Job for Task<T, W>
where
    T: Send + 'static,
    W: for<'c> FnOnce(&'c mut AnyConnection) -> Work<'c, T> + Send + 'static,
{
    fn run<'a>(&'a mut self, connection: &'a mut AnyConnection) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>> {
        let span = self.span.clone();
        let run = async move {
            if let Some(work) = self.work.take() {
                self.done = Some(work(connection).await);
            }
            matches!(self.done, Some(Ok(Ended::Keep(_))))
        };
        Box::pin(run.instrument(span))
    }

    fn answer(self: Box<Self>, ended: Result<(), Problem>) {
        let answer = match (self.done, ended) {
            // Its own failure says more than what that did to the transaction.
            (Some(Err(problem)), _) | (_, Err(problem)) => Err(problem),
            (Some(Ok(Ended::Keep(value) | Ended::Undo(value))), Ok(())) => Ok(value),
            (None, Ok(())) => Err(Problem::broken("nothing was done")),
        };
        // Nobody may wait any more.
        let _ = self.answer.send(answer);
    }
}

/// Takes turns until nobody can send work any more.
async fn serve(link: Link, mut queue: mpsc::Receiver<Box<dyn Job>>) {
    let mut connection = None;
    while let Some(first) = queue.recv().await {
        let mut jobs = vec![first];
        while jobs.len() < MOST
            && let Ok(next) = queue.try_recv()
        {
            jobs.push(next);
        }
        // A task of its own: a panic takes the connection with it, and thereby the transaction, and nothing else.
        connection = tokio::spawn(turn(link.clone(), connection, jobs)).await.unwrap_or_default();
    }
    if let Some(connection) = connection {
        let _ = connection.close().await;
    }
}

/// Does several jobs in one transaction, and gives the connection back if it can be used again.
async fn turn(link: Link, connection: Option<AnyConnection>, mut jobs: Vec<Box<dyn Job>>) -> Option<AnyConnection> {
    let (connection, ended) = match begin(&link, connection).await {
        Ok(mut connection) => match work(&mut connection, &mut jobs).await {
            Ok(()) => (Some(connection), Ok(())),
            // After some failures SQLite has already rolled back. A new connection knows nothing of it.
            Err(error) => (None, Err(failure::problem(error))),
        },
        Err(error) => (None, Err(failure::problem(error))),
    };
    jobs.into_iter().for_each(|job| job.answer(ended.clone()));
    connection
}

/// Each job is undone by itself, and all are committed together.
async fn work(connection: &mut AnyConnection, jobs: &mut [Box<dyn Job>]) -> Result<(), sqlx::Error> {
    if let [job] = jobs {
        let end = if job.run(connection).await { "COMMIT" } else { "ROLLBACK" };
        return execute(connection, end).await;
    }
    execute(connection, "SAVEPOINT job").await?;
    let last = jobs.len() - 1;
    for (number, job) in jobs.iter_mut().enumerate() {
        // What ends one and begins the next goes together: to a server each time is a way there and back.
        let turn = match (job.run(connection).await, number == last) {
            (true, false) => "RELEASE SAVEPOINT job; SAVEPOINT job",
            (true, true) => "COMMIT",
            (false, false) => "ROLLBACK TO SAVEPOINT job",
            (false, true) => "ROLLBACK TO SAVEPOINT job; COMMIT",
        };
        execute(connection, turn).await?;
    }
    Ok(())
}

/// A connection within a transaction that no other writer shares.
async fn begin(link: &Link, connection: Option<AnyConnection>) -> Result<AnyConnection, sqlx::Error> {
    if let Some(mut connection) = connection {
        match timeout(link.patience(), begin_on(link, &mut connection)).await {
            // The server may have been started anew, or the connection been cut off without a word.
            Err(_) => {}
            Ok(Err(error)) if failure::is_gone(&error) => {}
            Ok(begun) => return begun.map(|()| connection),
        }
    }
    let mut connection = link.writer().await?;
    begin_on(link, &mut connection).await?;
    Ok(connection)
}

async fn begin_on(link: &Link, connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    match link.database {
        // IMMEDIATE: a transaction that begins by reading could fail when it comes to write.
        Database::File(_) => execute(connection, "BEGIN IMMEDIATE").await,
        Database::Postgres(_) => {
            // Two desks in two schemas of one database do not wait for each other.
            let begin = format!("BEGIN; SELECT pg_advisory_xact_lock({LOCK}, hashtext(current_schema()))");
            execute(connection, AssertSqlSafe(begin)).await
        }
    }
}

async fn execute(connection: &mut AnyConnection, sql: impl SqlSafeStr) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(sql).execute(connection).await.map(|_| ())
}
