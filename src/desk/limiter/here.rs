//! Counting for one desk, with a bounded memory.

use std::{
    collections::HashMap,
    mem,
    time::{Duration, Instant},
};

use super::{cost, room};
use crate::Limit;

/// How many addresses or tickets a generation holds: at most twice as many are remembered, in a few megabytes.
const GENERATION: usize = 50_000;

/// When all that was used will have run out, by address or ticket. When too many are remembered, those not seen for longest are
/// forgotten.
#[derive(Default)]
pub(super) struct Seen {
    young: HashMap<u128, Instant>,
    old: HashMap<u128, Instant>,
}

impl Seen {
    /// Counts so many, or says how long to wait.
    pub(super) fn take(&mut self, bucket: u128, now: Instant, limit: Limit, count: u32) -> Result<(), Duration> {
        let used_until = self.used_until(bucket, now, limit)?;
        self.remember(bucket, used_until + cost(limit).saturating_mul(count));
        Ok(())
    }

    pub(super) fn give_back(&mut self, bucket: u128, limit: Limit) {
        if let Some(moment) = self.young.get_mut(&bucket).or_else(|| self.old.get_mut(&bucket)) {
            *moment = moment.checked_sub(cost(limit)).unwrap_or(*moment);
        }
    }

    /// Says how long to wait, counting nothing.
    pub(super) fn look(&self, bucket: u128, now: Instant, limit: Limit) -> Result<(), Duration> {
        self.used_until(bucket, now, limit).map(|_| ())
    }

    /// When all that was used will have run out, or how long there is to wait for another one.
    fn used_until(&self, bucket: u128, now: Instant, limit: Limit) -> Result<Instant, Duration> {
        let moment = self.young.get(&bucket).or_else(|| self.old.get(&bucket));
        let used_until = moment.map_or(now, |moment| (*moment).max(now));
        match (used_until - now).checked_sub(room(limit)) {
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
            Barrier, Mutex,
            atomic::{AtomicU32, Ordering},
        },
    };

    use super::*;

    struct Limiter {
        limit: Limit,
        seen: Mutex<Seen>,
    }

    impl Limiter {
        fn take_at(&self, bucket: u128, now: Instant, count: u32) -> Result<(), Duration> {
            self.seen.lock().unwrap().take(bucket, now, self.limit, count)
        }

        fn look_at(&self, bucket: u128, now: Instant) -> Result<(), Duration> {
            self.seen.lock().unwrap().look(bucket, now, self.limit)
        }

        fn give_back_at(&self, bucket: u128) {
            self.seen.lock().unwrap().give_back(bucket, self.limit);
        }
    }

    fn limiter(count: u32, seconds: u64) -> Limiter {
        let limit = Limit { count: NonZeroU32::new(count).unwrap(), per: Duration::from_secs(seconds) };
        Limiter { limit, seen: Mutex::default() }
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
