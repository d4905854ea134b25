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

/// Counts the tickets of the last minute, in slices of ten seconds. It goes by a clock that nobody sets, and by the numbers of
/// tickets: these follow on each other, so that whoever knows the newest one knows of all that were stored, at whichever desk.
pub(super) struct Pressure {
    since: Instant,
    heights: Mutex<Heights>,
}

/// How high the numbers are.
#[derive(Default)]
struct Heights {
    /// The highest number; none was seen yet.
    now: Option<i64>,
    /// Number of the newest slice.
    newest: u64,
    /// How high they were at the end of each slice before that.
    ends: [i64; SLICES as usize + 1],
}

impl Pressure {
    pub(super) fn new() -> Self {
        Self { since: Instant::now(), heights: Mutex::default() }
    }

    /// There is a ticket with this number.
    pub(super) fn rise_to(&self, number: i64) {
        self.heights.lock().unwrap_or_else(PoisonError::into_inner).rise_to(self.slice(), number);
    }

    /// How many zero bits the tickets of the last minute ask for.
    pub(super) fn bits(&self) -> u8 {
        bits(self.heights.lock().unwrap_or_else(PoisonError::into_inner).risen(self.slice()))
    }

    fn slice(&self) -> u64 {
        self.since.elapsed().as_secs() / SLICE.as_secs()
    }
}

impl Heights {
    fn rise_to(&mut self, slice: u64, number: i64) {
        self.go_to(slice);
        if self.now.is_none() {
            self.ends = [number.saturating_sub(1); SLICES as usize + 1];
        }
        self.now = self.now.max(Some(number));
    }

    /// By how much in the last minute.
    fn risen(&mut self, slice: u64) -> u32 {
        self.go_to(slice);
        let (now, before) = (self.now.unwrap_or_default(), *self.end(self.newest + 1));
        u32::try_from(now.saturating_sub(before)).unwrap_or_default()
    }

    /// Notes how high they were at the ends of the slices that have passed.
    fn go_to(&mut self, slice: u64) {
        for passed in (self.newest..slice).take(self.ends.len()) {
            *self.end(passed) = self.now.unwrap_or_default();
        }
        self.newest = self.newest.max(slice);
    }

    /// The one of a slice; that of the next slice is the oldest, since there is a place for each of a minute and one more.
    fn end(&mut self, slice: u64) -> &mut i64 {
        &mut self.ends[usize::try_from(slice % (SLICES + 1)).unwrap_or_default()]
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
        let mut heights = Heights::default();
        assert_eq!(heights.risen(0), 0);
        (1_001..=1_007).for_each(|number| heights.rise_to(0, number));
        (1_008..=1_012).for_each(|number| heights.rise_to(3, number));
        assert_eq!([0, 3, 5].map(|slice| heights.risen(slice)), [12; 3], "time that went back forgets nothing");
        assert_eq!([6, 8, 9].map(|slice| heights.risen(slice)), [5, 5, 0]);
        heights.rise_to(1_000_000, 1_013);
        assert_eq!(heights.risen(1_000_005), 1);
        assert_eq!(heights.risen(u64::MAX - 1), 0);
    }

    #[test]
    fn what_other_desks_have_stored_meanwhile_counts_too() {
        let mut heights = Heights::default();
        heights.rise_to(0, 500);
        heights.rise_to(1, 620);
        assert_eq!(heights.risen(1), 121);
        heights.rise_to(1, 580);
        assert_eq!(heights.risen(1), 121, "whoever is told late takes nothing away, nor does an erased ticket");
        assert_eq!(heights.risen(7), 0);
    }
}
