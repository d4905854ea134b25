//! How often one address may do something, or something may be done with one ticket.

use std::{
    collections::HashMap,
    mem,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use prometheus_client::metrics::counter::Counter;

use crate::{Limit, address::Address, digest::Digest, problem::Problem};

/// How many addresses or tickets a generation holds: at most twice as many are remembered, in a few megabytes.
const GENERATION: usize = 50_000;

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

/// Counts by address or by ticket, with a bounded memory.
///
/// For each one moment is kept: when all that was used will have run out. It may go on while that is not further
/// away than the limit's span. When too many are remembered, those not seen for longest are forgotten.
pub(crate) struct Limiter {
    limit: Option<Limit>,
    refused: Counter,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    young: HashMap<u128, Instant>,
    old: HashMap<u128, Instant>,
}

impl Limiter {
    pub(crate) fn new(limit: Option<Limit>) -> Self {
        Self { limit, refused: Counter::default(), seen: Mutex::default() }
    }

    /// Counts how often it refuses.
    pub(crate) fn telling(self, refused: Counter) -> Self {
        Self { refused, ..self }
    }

    /// Counts one, or says how long to wait.
    pub(crate) fn take(&self, whose: &impl Counted) -> Result<(), Problem> {
        self.take_many(whose, 1)
    }

    /// Counts several at once, or says how long to wait. The first of them must be within the limit; the others may go beyond
    /// it, and whoever comes next waits for them.
    pub(crate) fn take_many<C: Counted>(&self, whose: &C, count: u32) -> Result<(), Problem> {
        self.take_at(whose.bucket(), Instant::now(), count).map_err(|wait| self.refuse::<C>(wait))
    }

    /// Takes back one that was counted.
    pub(crate) fn give_back(&self, whose: &impl Counted) {
        self.give_back_at(whose.bucket());
    }

    fn give_back_at(&self, bucket: u128) {
        let Some(limit) = self.limit else { return };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let Seen { young, old } = &mut *seen;
        if let Some(moment) = young.get_mut(&bucket).or_else(|| old.get_mut(&bucket)) {
            *moment = moment.checked_sub(limit.per / limit.count.get()).unwrap_or(*moment);
        }
    }

    /// Says how long to wait, counting nothing.
    pub(crate) fn look<C: Counted>(&self, whose: &C) -> Result<(), Problem> {
        self.look_at(whose.bucket(), Instant::now()).map_err(|wait| self.refuse::<C>(wait))
    }

    fn refuse<C: Counted>(&self, wait: Duration) -> Problem {
        self.refused.inc();
        Problem::rate_limited(C::TOLD, wait)
    }

    fn take_at(&self, bucket: u128, now: Instant, count: u32) -> Result<(), Duration> {
        let Some(limit) = self.limit else { return Ok(()) };
        // One lock for looking and counting, or two at once would both get the last place.
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let used_until = seen.used_until(bucket, now, limit)?;
        seen.remember(bucket, used_until + (limit.per / limit.count.get()).saturating_mul(count));
        Ok(())
    }

    fn look_at(&self, bucket: u128, now: Instant) -> Result<(), Duration> {
        let Some(limit) = self.limit else { return Ok(()) };
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.used_until(bucket, now, limit).map(|_| ())
    }
}

impl Seen {
    /// When all that was used will have run out, or how long there is to wait for another one.
    fn used_until(&self, bucket: u128, now: Instant, limit: Limit) -> Result<Instant, Duration> {
        let moment = self.young.get(&bucket).or_else(|| self.old.get(&bucket));
        let used_until = moment.map_or(now, |moment| (*moment).max(now));
        let room = limit.per - limit.per / limit.count.get();
        match (used_until - now).checked_sub(room) {
            None | Some(Duration::ZERO) => Ok(used_until),
            Some(wait) => Err(wait),
        }
    }

    fn remember(&mut self, bucket: u128, used_until: Instant) {
        if self.young.len() >= GENERATION {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(bucket, used_until);
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use std::{
        num::NonZeroU32,
        sync::{
            Barrier,
            atomic::{AtomicU32, Ordering},
        },
    };

    use super::*;

    fn limiter(count: u32, seconds: u64) -> Limiter {
        Limiter::new(Some(Limit { count: NonZeroU32::new(count).unwrap(), per: Duration::from_secs(seconds) }))
    }

    #[test]
    fn as_many_as_allowed_come_at_once_and_then_one_at_a_time() {
        let (limiter, start) = (limiter(3, 60), Instant::now());
        for _ in 0..3 {
            assert_eq!(limiter.take_at(1, start, 1), Ok(()));
        }
        assert_eq!(limiter.take_at(1, start, 1), Err(Duration::from_secs(20)));
        assert_eq!(limiter.take_at(1, start + Duration::from_secs(19), 1), Err(Duration::from_secs(1)));
        assert_eq!(limiter.take_at(1, start + Duration::from_secs(20), 1), Ok(()));
        assert_eq!(limiter.take_at(1, start + Duration::from_secs(20), 1), Err(Duration::from_secs(20)));
        assert_eq!(limiter.take_at(2, start, 1), Ok(()), "another address is not touched");
    }

    #[test]
    fn many_at_once_get_no_more_than_one_after_another() {
        let (limiter, now) = (limiter(10_000, 60), Instant::now());
        let (together, taken) = (Barrier::new(4), AtomicU32::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    together.wait();
                    for _ in 0..5_000 {
                        taken.fetch_add(u32::from(limiter.take_at(1, now, 1).is_ok()), Ordering::Relaxed);
                    }
                });
            }
        });
        assert_eq!(taken.into_inner(), 10_000);
    }

    #[test]
    fn several_at_once_may_go_beyond_the_limit_and_are_waited_for() {
        let (limiter, now) = (limiter(10, 60), Instant::now());
        assert_eq!(limiter.take_at(1, now, 9), Ok(()));
        assert_eq!(limiter.take_at(1, now, 7), Ok(()));
        assert_eq!(limiter.take_at(1, now, 1), Err(Duration::from_secs(42)));
        assert_eq!(limiter.take_at(1, now + Duration::from_secs(42), 1), Ok(()));
    }

    #[test]
    fn looking_counts_nothing() {
        let (limiter, now) = (limiter(1, 60), Instant::now());
        assert!(limiter.look_at(1, now).is_ok());
        assert!(limiter.look_at(1, now).is_ok());
        assert_eq!(limiter.take_at(1, now, 1), Ok(()));
        assert_eq!(limiter.look_at(1, now), Err(Duration::from_secs(60)));
    }

    #[test]
    fn what_is_given_back_can_be_taken_again() {
        let (limiter, now) = (limiter(2, 60), Instant::now());
        assert_eq!(limiter.take_at(1, now, 1), Ok(()));
        assert_eq!(limiter.take_at(1, now, 1), Ok(()));
        limiter.give_back_at(1);
        assert_eq!(limiter.take_at(1, now, 1), Ok(()));
        assert_eq!(limiter.take_at(1, now, 1), Err(Duration::from_secs(30)));
    }

    #[test]
    fn without_a_limit_nothing_is_counted() {
        let (limiter, now) = (Limiter::new(None), Instant::now());
        for _ in 0..1_000 {
            assert_eq!(limiter.take_at(1, now, 1), Ok(()));
        }
        assert!(limiter.seen.lock().unwrap().young.is_empty());
    }

    #[test]
    fn memory_is_bounded_whoever_comes() {
        let (limiter, now) = (limiter(1, 60), Instant::now());
        for bucket in 0..200_000 {
            assert_eq!(limiter.take_at(bucket, now, 1), Ok(()));
        }
        let seen = limiter.seen.lock().unwrap();
        assert!(seen.young.len() + seen.old.len() <= 2 * GENERATION);
        drop(seen);
        assert!(limiter.take_at(199_999, now, 1).is_err(), "the latest are remembered");
    }
}
