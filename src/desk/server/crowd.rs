//! Who is connected, and who goes when there are too many.
//!
//! Each connection costs memory and one of the files that the process may have open, and those that attachments and the database need
//! come out of the same number. So there are only so many. When all are taken, the one goes from which nothing has come for longest:
//! most likely a client that opens many and sends little, or an idle browser, which connects again. Nobody goes whose request is here
//! and is being answered.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::{
    sync::Notify,
    task::{AbortHandle, Id, JoinError, JoinSet},
};

use crate::Error;

/// Each takes some twenty kilobytes: more would be of use to nobody but who wants to fill the memory.
const MOST: usize = 1_024;
/// Where nobody says how many files may be open: half of what is usual.
const USUAL: usize = 512;
/// Files that a desk has open beside its connections, with attachments that are on their way and calls to other systems.
const OTHERS: usize = 64;
/// Since never: a request is being answered.
const BUSY: u64 = u64::MAX;

/// As many connections as leave half of the files that may be open to everything else.
pub(crate) fn room() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    files(&limits).map_or(USUAL, |files| (files / 2).clamp(1, MOST))
}

/// Refuses more connections than leave files enough for the database and for attachments. Where nobody says how many there are,
/// nobody is refused.
pub(crate) fn expect_files(connections: usize) -> Result<(), Error> {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let Some(files) = files(&limits) else { return Ok(()) };
    let most = files.saturating_sub(OTHERS).max(files / 2);
    match connections <= most {
        true => Ok(()),
        false => {
            Err(Error::Connections { asked: connections, files, most, needed: connections.saturating_add(OTHERS) })
        }
    }
}

/// How many files may be open, as Linux tells it.
fn files(limits: &str) -> Option<usize> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// All connections of a server.
pub(super) struct Crowd {
    most: usize,
    tasks: JoinSet<()>,
    seats: HashMap<Id, (Seat, AbortHandle)>,
    turns: Arc<Turns>,
}

/// What the connections of a server have in common.
#[derive(Default)]
struct Turns {
    /// Grows with everything that happens, so that it tells what was before what.
    now: AtomicU64,
    /// Somebody waits who was busy.
    waits: Notify,
}

/// The place of one connection.
#[derive(Clone)]
pub(super) struct Seat {
    /// Since when it waits for what its client sends.
    since: Arc<AtomicU64>,
    turns: Arc<Turns>,
}

impl Crowd {
    pub(super) fn new(most: usize) -> Self {
        Self { most, tasks: JoinSet::new(), seats: HashMap::new(), turns: Arc::default() }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.tasks.len()
    }

    /// Whether one more can come: there is room, or somebody would go.
    pub(super) fn has_room(&mut self) -> bool {
        while let Some(gone) = self.tasks.try_join_next_with_id() {
            self.forget(gone);
        }
        self.tasks.len() < self.most || self.longest().is_some()
    }

    /// Takes one more.
    pub(super) fn take<T: Future<Output = ()> + Send + 'static>(&mut self, answer: impl FnOnce(Seat) -> T) {
        if self.tasks.len() >= self.most
            && let Some(id) = self.longest()
            && let Some((_, task)) = self.seats.remove(&id)
        {
            task.abort();
        }
        let seat = Seat { since: Arc::default(), turns: Arc::clone(&self.turns) };
        seat.wait();
        let task = self.tasks.spawn(answer(seat.clone()));
        self.seats.insert(task.id(), (seat, task));
    }

    /// Waits until somebody has gone; nothing when nobody is there.
    pub(super) async fn gone(&mut self) -> Option<()> {
        let gone = self.tasks.join_next_with_id().await?;
        self.forget(gone);
        Some(())
    }

    fn forget(&mut self, gone: Result<(Id, ()), JoinError>) {
        self.seats.remove(&gone.map_or_else(|error| error.id(), |(id, ())| id));
    }

    /// Waits until somebody waits who was busy.
    pub(super) fn waiting(&self) -> impl Future<Output = ()> + use<> {
        let turns = Arc::clone(&self.turns);
        async move { turns.waits.notified().await }
    }

    /// Whoever has waited longest.
    fn longest(&self) -> Option<Id> {
        let waiting = self.seats.iter().map(|(id, (seat, _))| (seat.since.load(Ordering::Relaxed), *id));
        waiting.filter(|(since, _)| *since != BUSY).min_by_key(|(since, _)| *since).map(|(_, id)| id)
    }
}

impl Seat {
    /// A request is being answered.
    pub(super) fn work(&self) {
        self.since.store(BUSY, Ordering::Relaxed);
    }

    /// Something has come, and the rest of the request is not here yet, or the next request.
    pub(super) fn wait(&self) {
        self.since.store(self.turns.now.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
        self.turns.waits.notify_one();
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    #[test]
    fn half_of_the_files_that_may_be_open_are_for_connections() {
        let limits = "Limit                     Soft Limit           Hard Limit           Units\n\
                      Max open files            1024                 524288               files\n";
        assert_eq!(files(limits), Some(1024));
        assert_eq!(files("Max open files            unlimited            unlimited            files"), None);
        assert!((1..=MOST).contains(&room()));
    }

    #[test]
    fn more_connections_than_files_are_told_with_the_number_that_fits() {
        assert!(expect_files(room()).is_ok());
        let Err(error) = expect_files(usize::MAX) else { panic!() };
        assert!(error.help().is_some_and(|help| help.contains("LimitNOFILE=")), "{error}");
    }

    #[tokio::test]
    async fn whoever_has_waited_longest_goes_and_nobody_who_is_busy() {
        let mut crowd = Crowd::new(3);
        let mut seats = Vec::new();
        let mut come = |crowd: &mut Crowd| {
            crowd.take(|seat| {
                seats.push(seat);
                std::future::pending()
            });
            seats.last().unwrap().clone()
        };
        let [first, second, third] = std::array::from_fn(|_| come(&mut crowd));
        first.work();
        second.work();
        second.wait();
        come(&mut crowd).work();
        crowd.gone().await.unwrap();
        let there =
            |crowd: &Crowd, seat: &Seat| crowd.seats.values().any(|(other, _)| Arc::ptr_eq(&other.since, &seat.since));
        assert_eq!([&first, &second, &third].map(|seat| there(&crowd, seat)), [true, true, false]);
        assert!(crowd.has_room(), "the second one waits");
        second.work();
        assert!(!crowd.has_room(), "everybody is busy");
    }
}
