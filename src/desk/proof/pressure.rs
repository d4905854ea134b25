//! How many tickets arrive at the moment, and how hard that makes it.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Zero bits at rest: some 65,000 hashes, a moment on a phone.
const REST: u8 = 16;
/// Zero bits under the worst flood: some four million, seconds on a computer and up to a minute on a slow phone. Nobody is kept
/// out for good.
const MOST: u8 = 22;
/// Tickets in a minute, of all readers together, that are no flood. Each doubling above asks for one more bit, which doubles
/// the work.
const CALM: u32 = 60;
const SLICE: Duration = Duration::from_secs(10);
const SLICES: u64 = 6;

/// Counts the tickets of the last minute, in slices of ten seconds. It goes by a clock that nobody sets.
pub(super) struct Pressure {
    since: Instant,
    counts: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    /// Number of the newest slice.
    newest: u64,
    slices: [u32; SLICES as usize],
}

impl Pressure {
    pub(super) fn new() -> Self {
        Self { since: Instant::now(), counts: Mutex::default() }
    }

    /// Counts a ticket.
    pub(super) fn add(&self) {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).add(self.slice());
    }

    /// How many zero bits that asks for.
    pub(super) fn bits(&self) -> u8 {
        bits(self.counts.lock().unwrap_or_else(PoisonError::into_inner).sum(self.slice()))
    }

    /// Whether that is no more than at rest.
    pub(super) fn is_calm(&self) -> bool {
        self.bits() <= REST
    }

    fn slice(&self) -> u64 {
        self.since.elapsed().as_secs() / SLICE.as_secs()
    }
}

impl Counts {
    fn add(&mut self, slice: u64) {
        self.go_to(slice);
        let place = &mut self.slices[usize::try_from(self.newest % SLICES).unwrap_or_default()];
        *place = place.saturating_add(1);
    }

    fn sum(&mut self, slice: u64) -> u32 {
        self.go_to(slice);
        self.slices.iter().fold(0, |sum: u32, count| sum.saturating_add(*count))
    }

    /// Forgets what is older than a minute then.
    fn go_to(&mut self, slice: u64) {
        for passed in (self.newest + 1..=slice).take(self.slices.len()) {
            self.slices[usize::try_from(passed % SLICES).unwrap_or_default()] = 0;
        }
        self.newest = self.newest.max(slice);
    }
}

fn bits(a_minute: u32) -> u8 {
    let doublings = (a_minute / CALM).checked_ilog2().map_or(0, |doublings| doublings + 1);
    MOST.min(REST.saturating_add(u8::try_from(doublings).unwrap_or(u8::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_doubling_asks_for_one_more_bit_and_there_is_an_end() {
        let cases = [(0, 16), (59, 16), (60, 17), (119, 17), (120, 18), (240, 19), (480, 20), (960, 21), (1_920, 22)];
        for (tickets, expected) in cases {
            assert_eq!(bits(tickets), expected, "{tickets}");
        }
        assert_eq!(bits(u32::MAX), 22);
    }

    #[test]
    fn what_is_older_than_a_minute_is_forgotten_slice_by_slice() {
        let mut counts = Counts::default();
        (0..7).for_each(|_| counts.add(0));
        (0..5).for_each(|_| counts.add(3));
        assert_eq!([0, 3, 5].map(|slice| counts.sum(slice)), [12; 3], "time that went back forgets nothing");
        assert_eq!([6, 8, 9].map(|slice| counts.sum(slice)), [5, 5, 0]);
        counts.add(1_000_000);
        assert_eq!(counts.sum(1_000_005), 1);
        assert_eq!(counts.sum(u64::MAX), 0);
    }
}
