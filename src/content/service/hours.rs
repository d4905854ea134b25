//! The hours of a week, its holidays, and walking through them.

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Zone, date, days};

/// Seconds of a day of which the clocks are not changed.
pub(super) const DAY: i64 = 24 * 60 * 60;
const WEEK: i64 = 7 * DAY;

/// When somebody is there to work on tickets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Where its clock hangs.
    pub zone: Zone,
    /// Its hours on each day, from Monday to Sunday.
    pub week: [Vec<Window>; 7],
    /// Days on which it is closed from midnight to midnight, earliest first. Hours that would begin on one do not begin,
    /// and what reaches into one from the evening before ends at midnight.
    pub holidays: Vec<Holiday>,
}

/// Hours from one time of a day to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Window {
    /// Minutes from midnight at which it opens, below 1,440.
    pub opens: u16,
    /// Minutes from the same midnight at which it closes, at most 2,879: more than 1,440 on the day after.
    pub closes: u16,
}

/// A day without service.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Holiday {
    /// Days since 1970-01-01.
    day: i64,
    /// What it is called.
    pub name: Option<String>,
}

impl Holiday {
    /// A holiday on a date.
    pub fn new(date: Date, name: Option<String>) -> Self {
        Self { day: days(date), name }
    }

    /// Its date.
    pub fn date(&self) -> Date {
        date(self.day)
    }
}

impl Service {
    /// Whether it is open at an instant.
    pub fn is_open(&self, at: Timestamp) -> bool {
        let at = at.as_second();
        self.advance(at, at + 1, 1).1 == 1
    }

    /// The first instant from `at` on at which it is open; `None` when it never is again.
    pub fn opens(&self, at: Timestamp) -> Option<Timestamp> {
        let (instant, worked) = self.advance(at.as_second(), Timestamp::MAX.as_second(), 1);
        (worked == 1).then(|| Timestamp::from_second(instant - 1).ok()).flatten()
    }

    /// Minutes of service in a week without holidays.
    pub fn week_minutes(&self) -> u32 {
        u32::try_from(self.week_seconds() / 60).unwrap_or(0)
    }

    /// Minutes of a normal day: how long the hours that begin on a day take on most of the days that have any; of equally
    /// frequent ones the longest. It is what a working day means in a promise.
    pub fn day_minutes(&self) -> u32 {
        let length = |windows: &Vec<Window>| -> u32 {
            windows.iter().map(|window| u32::from(window.closes.saturating_sub(window.opens))).sum()
        };
        let lengths: Vec<u32> = self.week.iter().map(length).filter(|length| *length > 0).collect();
        let often = |length: u32| lengths.iter().filter(|other| **other == length).count();
        lengths.iter().copied().max_by_key(|length| (often(*length), *length)).unwrap_or(0)
    }

    /// The same with the offsets of these years only, for a page that must not carry more than it needs.
    #[must_use]
    pub fn during(&self, span: Range<Timestamp>) -> Self {
        Self { zone: self.zone.during(span), ..self.clone() }
    }

    /// Goes on from an instant until another, or until it was open for `amount` seconds: where that is, and for how many
    /// seconds it was open on the way. All are seconds since 1970 in UTC.
    ///
    /// Whole weeks without holidays are passed in one step, so the way is as long as there are holidays and changes of
    /// the clocks on it.
    pub(super) fn advance(&self, from: i64, until: i64, amount: i64) -> (i64, i64) {
        let (mut now, mut left) = (from, amount);
        let week = self.week_seconds();
        if week == 0 {
            return (until.max(from), 0);
        }
        while now < until && left > 0 {
            let (offset, segment) = self.zone.segment(now);
            let end = segment.min(until);
            let day = (now + offset).div_euclid(DAY);
            // The last of them is walked through: it may close long before it is over.
            let weeks = self.plain_weeks(day).min((end - now) / WEEK).min((left - 1) / week);
            if weeks > 0 {
                now += weeks * WEEK;
                left -= weeks * week;
                continue;
            }
            for open in self.stretches(day) {
                let start = (day * DAY + open.start - offset).max(now);
                let stop = (day * DAY + open.end - offset).min(end);
                if start >= stop {
                    continue;
                }
                if stop - start >= left {
                    return (start + left, amount);
                }
                left -= stop - start;
            }
            now = end.min((day + 1) * DAY - offset);
        }
        (now.max(from), amount - left)
    }

    /// How many weeks from anywhere on a day no holiday touches.
    fn plain_weeks(&self, day: i64) -> i64 {
        // The evening before belongs to it, because its hours may reach past midnight.
        let next = self.holidays.partition_point(|holiday| holiday.day < day - 1);
        self.holidays.get(next).map_or(i64::MAX, |holiday| (holiday.day - 1 - day).max(0) / 7)
    }

    /// When it is open on a day, in seconds of the local clock from its midnight; sorted and apart from each other.
    fn stretches(&self, day: i64) -> Vec<Range<i64>> {
        if self.is_holiday(day) { Vec::new() } else { self.hours(day, !self.is_holiday(day - 1)) }
    }

    /// Its hours on a day that is no holiday, with or without what reaches into it from the day before.
    fn hours(&self, day: i64, with_night: bool) -> Vec<Range<i64>> {
        let seconds = |minutes: u16| i64::from(minutes) * 60;
        let night = self.windows(day - 1).iter().filter(|window| with_night && seconds(window.closes) > DAY);
        let night = night.map(|window| 0..(seconds(window.closes) - DAY).min(DAY));
        let own = self.windows(day).iter().map(|window| seconds(window.opens)..seconds(window.closes).min(DAY));
        let mut all: Vec<Range<i64>> = night.chain(own).filter(|open| open.start < open.end).collect();
        all.sort_by_key(|open| (open.start, open.end));
        let mut apart: Vec<Range<i64>> = Vec::with_capacity(all.len());
        for open in all {
            match apart.last_mut() {
                Some(last) if open.start <= last.end => last.end = last.end.max(open.end),
                _ => apart.push(open),
            }
        }
        apart
    }

    fn windows(&self, day: i64) -> &[Window] {
        // 1970-01-01 was a Thursday.
        usize::try_from((day + 3).rem_euclid(7)).ok().and_then(|day| self.week.get(day)).map_or(&[], Vec::as_slice)
    }

    fn is_holiday(&self, day: i64) -> bool {
        self.holidays.binary_search_by_key(&day, |holiday| holiday.day).is_ok()
    }

    fn week_seconds(&self) -> i64 {
        (0..7).flat_map(|day| self.hours(day, true)).map(|open| open.end - open.start).sum()
    }
}
