//! Service hours, and what they make of "within four hours": the instants that are promised for a ticket, and when its reader
//! hears next.
//!
//! The service is open at an instant when the clock on the wall of its time zone stands in its hours on a day that is no
//! holiday. Nothing else is asked, so an hour that a change of the clocks repeats counts twice and one that it leaves out
//! counts for nothing. Browser and desk compute with this code and with the same offsets (see [`Zone`]).

mod hours;
mod next;
mod read;
mod zone;

use jiff::Timestamp;

use crate::Priority;

pub use hours::{Holiday, Service, Window};
pub use next::{Course, Deadline, Due, Turn};
pub(crate) use read::read;
pub use zone::Zone;

/// What is promised for one ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promise {
    /// By when somebody answers for the first time.
    pub respond_by: Timestamp,
    /// By when it is to be solved.
    pub resolve_by: Timestamp,
}

/// What is promised for a ticket that was submitted at an instant. Instants are whole seconds; one that no calendar holds
/// any more is the last that it holds.
pub fn promise(submitted: Timestamp, priority: &Priority, service: &Service) -> Promise {
    promise_by(submitted, priority, Clock::of(priority, service))
}

fn promise_by(submitted: Timestamp, priority: &Priority, clock: Clock<'_>) -> Promise {
    let by = |minutes: u32| clock.after(submitted, u64::from(minutes) * 60);
    Promise { respond_by: by(priority.respond_minutes), resolve_by: by(priority.resolve_minutes) }
}

/// What counts the time of a promise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Clock<'a> {
    /// Runs at every hour of every day.
    Always,
    /// Runs while the service is open.
    Hours(&'a Service),
}

impl<'a> Clock<'a> {
    /// The clock of a priority.
    pub fn of(priority: &Priority, service: &'a Service) -> Self {
        if priority.always { Self::Always } else { Self::Hours(service) }
    }

    /// The first instant by which the clock has run for so many seconds; `from` itself when these are none.
    pub fn after(self, from: Timestamp, seconds: u64) -> Timestamp {
        let (from, seconds) = (from.as_second(), i64::try_from(seconds).unwrap_or(i64::MAX));
        let last = Timestamp::MAX.as_second();
        let at = match self {
            Self::Always => from.saturating_add(seconds).min(last),
            Self::Hours(service) => service.advance(from, last, seconds).0,
        };
        Timestamp::from_second(at).unwrap_or(Timestamp::MAX)
    }

    /// For how many seconds the clock runs between two instants; 0 when `until` comes first.
    pub fn seconds_between(self, from: Timestamp, until: Timestamp) -> u64 {
        let (from, until) = (from.as_second(), until.as_second());
        let seconds = match self {
            Self::Always => until.saturating_sub(from),
            Self::Hours(service) => service.advance(from, until, i64::MAX).1,
        };
        u64::try_from(seconds).unwrap_or(0)
    }

    /// For how many whole minutes the clock runs between two instants. Who adds several spans up adds their seconds, or
    /// loses up to a minute with each.
    pub fn minutes_between(self, from: Timestamp, until: Timestamp) -> u64 {
        self.seconds_between(from, until) / 60
    }
}

impl crate::Sla {
    /// The clock of a priority; `None` when it runs in service hours and portal.toml does not say which these are.
    pub fn clock(&self, priority: &Priority) -> Option<Clock<'_>> {
        match &self.service {
            _ if priority.always => Some(Clock::Always),
            Some(service) => Some(Clock::Hours(service)),
            None => None,
        }
    }

    /// What is promised for a ticket that was submitted at an instant; `None` as for [`Sla::clock`](Self::clock).
    pub fn promise(&self, submitted: Timestamp, priority: &Priority) -> Option<Promise> {
        Some(promise_by(submitted, priority, self.clock(priority)?))
    }
}

/// Days from 1970-01-01 to a date. Counted by hand: the browser needs nothing else of what a calendar library can do.
fn days(date: jiff::civil::Date) -> i64 {
    let (year, month, day) = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
    // Years begin in March here, so that a leap day is the last one.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let before_month = (153 * month + 2) / 5;
    year * 365 + leap_days + before_month + day - 1 - 719_468
}

/// The date of a day counted from 1970-01-01; the last one there is for days beyond.
fn date(day: i64) -> jiff::civil::Date {
    let seconds = day.saturating_mul(hours::DAY);
    let at = Timestamp::from_second(seconds).unwrap_or(if day < 0 { Timestamp::MIN } else { Timestamp::MAX });
    jiff::tz::Offset::UTC.to_datetime(at).date()
}

#[cfg(test)]
mod tests;
