//! How often one address may do something, or something may be done with one ticket or sent to one mailbox.
//!
//! A desk on a file counts in its memory. Desks on one server count there, with one statement each time, so that together they
//! let through no more than one would; what is to protect the desk itself, each counts for itself.

mod everywhere;
mod here;

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use prometheus_client::metrics::counter::Counter;

use self::{everywhere::Everywhere, here::Seen};
use crate::{Limit, address::Address, digest::Digest, problem::Problem, store::Store};

pub(crate) use everywhere::{Bucket, Key};

/// What limits count by.
pub(crate) trait Counted {
    /// What is told when there was too much.
    const TOLD: &'static str;

    /// Of each, a number of its own.
    fn bucket(&self) -> u128;
}

impl Counted for Address {
    const TOLD: &'static str = "Too many requests from this address. Try again later.";

    fn bucket(&self) -> u128 {
        Address::bucket(self)
    }
}

/// A ticket that is there, whoever has its link.
pub(crate) struct OneTicket<'a>(pub(crate) &'a str);

impl Counted for OneTicket<'_> {
    const TOLD: &'static str = "Too much happens with this ticket. Try again later.";

    fn bucket(&self) -> u128 {
        Digest::of(self.0.as_bytes()).beginning()
    }
}

/// Whoever gets mail at an e-mail address, whoever has it sent. Capitals and blanks around it make no other one.
pub(crate) struct Mailbox<'a>(pub(crate) &'a str);

impl Counted for Mailbox<'_> {
    const TOLD: &'static str = "Several tickets with this e-mail address wait until somebody there confirms them, and mails that ask for \
                                it have gone out. Look for them, among unwanted mail, too, and try again later.";

    fn bucket(&self) -> u128 {
        Digest::of(self.0.trim().to_lowercase().as_bytes()).beginning()
    }
}

/// Counts by address, by ticket or by mailbox.
///
/// For each one moment is kept: when all that was used will have run out. It may go on while that is not further
/// away than the limit's span.
pub(crate) struct Limiter {
    limit: Option<Limit>,
    refused: Counter,
    count: Count,
}

/// Where it is counted.
enum Count {
    Here(Mutex<Seen>),
    Everywhere(Box<Everywhere>),
}

/// What a look at a limit gives to whoever looks something up in the database next: what others have counted is seen along
/// with it.
#[derive(Clone, Default)]
pub(crate) struct Tally {
    bucket: Bucket,
    room: Option<Duration>,
    told: &'static str,
    refused: Counter,
}

impl Limiter {
    /// Counts for this desk alone.
    pub(crate) fn new(limit: Option<Limit>) -> Self {
        Self { limit, refused: Counter::default(), count: Count::Here(Mutex::default()) }
    }

    /// Counts for all desks, if others may use the same database. No two limits have the same name.
    pub(crate) fn shared(self, store: &Store, key: &Key, name: &'static str) -> Self {
        match store.is_shared() {
            true => {
                Self { count: Count::Everywhere(Box::new(Everywhere::new(store.clone(), key.of_limit(name)))), ..self }
            }
            false => self,
        }
    }

    /// Counts how often it refuses.
    pub(crate) fn telling(self, refused: Counter) -> Self {
        Self { refused, ..self }
    }

    /// Counts one, or says how long to wait.
    pub(crate) async fn take(&self, whose: &impl Counted) -> Result<(), Problem> {
        self.take_many(whose, 1).await
    }

    /// Counts several at once, or says how long to wait. The first of them must be within the limit; the others may go beyond
    /// it, and whoever comes next waits for them.
    pub(crate) async fn take_many<C: Counted>(&self, whose: &C, count: u32) -> Result<(), Problem> {
        let Some(limit) = self.limit else { return Ok(()) };
        let taken = match &self.count {
            // One lock for looking and counting, or two at once would both get the last place.
            Count::Here(seen) => lock(seen).take(whose.bucket(), Instant::now(), limit, count),
            Count::Everywhere(everywhere) => everywhere.take(whose.bucket(), limit, count).await?,
        };
        taken.map_err(|wait| self.refuse::<C>(wait))
    }

    /// Takes back one that was counted. It runs out by itself where that is not possible.
    pub(crate) async fn give_back(&self, whose: &impl Counted) {
        let Some(limit) = self.limit else { return };
        match &self.count {
            Count::Here(seen) => lock(seen).give_back(whose.bucket(), limit),
            Count::Everywhere(everywhere) => everywhere.give_back(whose.bucket(), limit).await,
        }
    }

    /// Says how long to wait as far as this desk knows, counting nothing.
    pub(crate) fn look<C: Counted>(&self, whose: &C) -> Result<Tally, Problem> {
        let Some(limit) = self.limit else { return Ok(Tally::default()) };
        let (bucket, now) = (whose.bucket(), Instant::now());
        let (looked, bucket) = match &self.count {
            Count::Here(seen) => (lock(seen).look(bucket, now, limit), Bucket::default()),
            Count::Everywhere(everywhere) => (everywhere.look(bucket, now), everywhere.bucket(bucket)),
        };
        looked.map_err(|wait| self.refuse::<C>(wait))?;
        Ok(Tally { bucket, room: Some(room(limit)), told: C::TOLD, refused: self.refused.clone() })
    }

    /// Says how long to wait as far as any desk knows, counting nothing.
    pub(crate) async fn look_everywhere(&self, whose: &impl Counted) -> Result<(), Problem> {
        let tally = self.look(whose)?;
        match &self.count {
            Count::Everywhere(everywhere) if self.limit.is_some() => tally.judge(everywhere.ahead(tally.bucket).await?),
            Count::Here(_) | Count::Everywhere(_) => Ok(()),
        }
    }

    fn refuse<C: Counted>(&self, wait: Duration) -> Problem {
        refuse(&self.refused, C::TOLD, wait)
    }
}

impl Tally {
    /// What to look for.
    pub(crate) fn bucket(&self) -> &[u8] {
        &self.bucket
    }

    /// Says how long to wait by how many microseconds what was found is ahead.
    pub(crate) fn judge(&self, ahead: Option<i64>) -> Result<(), Problem> {
        let ahead = Duration::from_micros(ahead.and_then(|ahead| u64::try_from(ahead).ok()).unwrap_or_default());
        match self.room.and_then(|room| ahead.checked_sub(room)) {
            None | Some(Duration::ZERO) => Ok(()),
            Some(wait) => Err(refuse(&self.refused, self.told, wait)),
        }
    }
}

fn refuse(refused: &Counter, told: &'static str, wait: Duration) -> Problem {
    refused.inc();
    Problem::rate_limited(told, wait)
}

/// What one costs.
fn cost(limit: Limit) -> Duration {
    limit.per / limit.count.get()
}

/// How far ahead whoever takes one more may be.
fn room(limit: Limit) -> Duration {
    limit.per - cost(limit)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
