//! How a day is named when people speak of it.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};

use super::{Zone, days};

/// A day as people name it on another day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// The day before.
    Yesterday,
    /// The very day.
    Today,
    /// The day after.
    Tomorrow,
    /// Two to six days ahead: its weekday says which one it is.
    Weekday(Weekday),
    /// Any other day.
    Date(Date),
}

/// How the day of an instant is named now, where the clocks of `zone` count.
pub fn day(at: Timestamp, now: Timestamp, zone: &Zone) -> Day {
    let (date, today) = (zone.local(at).date(), zone.local(now).date());
    match days(date) - days(today) {
        -1 => Day::Yesterday,
        0 => Day::Today,
        1 => Day::Tomorrow,
        2..=6 => Day::Weekday(date.weekday()),
        _ => Day::Date(date),
    }
}
