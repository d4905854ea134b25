//! Many clients at once.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::connection::Connection;

/// How fast requests come.
#[derive(Clone, Copy)]
pub(super) enum Pace {
    /// Each client sends the next one when it has an answer.
    AsItGoes,
    /// One after each such span, whatever becomes of those before. Whoever comes late because all clients wait has waited since
    /// then, or a desk that stands still would look quick.
    Every(Duration),
}

/// What clients send.
pub(super) struct Load<'a> {
    pub(super) address: &'a str,
    pub(super) count: usize,
    pub(super) clients: usize,
    pub(super) pace: Pace,
    /// Whether a client keeps its connection.
    pub(super) keeps: bool,
}

impl Load<'_> {
    /// Sends all of it, and gives how many milliseconds each took and how long all of them.
    pub(super) fn run(
        &self,
        send: impl Fn(usize, &mut Connection) -> Result<()> + Sync,
    ) -> Result<(Vec<f64>, Duration)> {
        let (next, times, fault) = (AtomicUsize::new(0), Mutex::new(Vec::new()), Mutex::new(None));
        let begun = Instant::now();
        thread::scope(|scope| {
            for _ in 0..self.clients {
                scope.spawn(|| match self.send_all(begun, &next, &send) {
                    Ok(own) => times.lock().map(|mut times| times.extend(own)).unwrap_or_default(),
                    Err(error) => fault.lock().map(|mut fault| *fault = Some(error)).unwrap_or_default(),
                });
            }
        });
        match (fault.into_inner(), times.into_inner()) {
            (Ok(None), Ok(times)) => Ok((times, begun.elapsed())),
            (Ok(Some(error)), _) => Err(error),
            _ => bail!("a client broke down"),
        }
    }

    /// What one client sends: whatever is next.
    fn send_all(
        &self,
        begun: Instant,
        next: &AtomicUsize,
        send: &impl Fn(usize, &mut Connection) -> Result<()>,
    ) -> Result<Vec<f64>> {
        let mut times = Vec::new();
        let mut kept = None;
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= self.count {
                return Ok(times);
            }
            let since = match self.pace {
                Pace::AsItGoes => Instant::now(),
                Pace::Every(span) => wait_until(begun + span * u32::try_from(number)?),
            };
            let mut connection = match kept.take() {
                Some(connection) => connection,
                None => Connection::open(self.address)?,
            };
            send(number, &mut connection)?;
            times.push(since.elapsed().as_secs_f64() * 1_000.0);
            kept = self.keeps.then_some(connection);
        }
    }
}

fn wait_until(moment: Instant) -> Instant {
    thread::sleep(moment.saturating_duration_since(Instant::now()));
    moment
}
