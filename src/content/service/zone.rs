//! A time zone as a list of its offsets.

#[cfg_attr(target_family = "wasm", path = "zone/absent.rs")]
mod bundled;

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Serialize};

use crate::spelling;

/// A time zone as the offsets its clock has had and will have. Where `portal.toml` is read, they come from the time zone
/// database that is part of the program; they travel with the model, so that a browser, which has no such database, tells
/// the same times.
///
/// Before the first known change and after the last one the offset stays as it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// Its name in the time zone database, such as `Europe/London`.
    pub name: String,
    /// Seconds east of UTC before the first change.
    offset: i32,
    /// Instants of its changes in seconds since 1970, and the seconds east of UTC from then on; earliest first.
    changes: Vec<(i64, i32)>,
}

/// The years of which the offsets are known: from the start of the first to the start of the last. Tickets are older than
/// the one and promises reach past the other only by mistake.
const KNOWN: Range<i16> = 2015..2100;

impl Zone {
    /// UTC, whose clock is never changed.
    pub fn utc() -> Self {
        Self { name: "UTC".to_owned(), offset: 0, changes: Vec::new() }
    }

    /// The zone with a name, whatever its case.
    ///
    /// # Errors
    /// What to write instead, when there is no such zone.
    pub fn named(name: &str) -> Result<Self, String> {
        match bundled::find(name) {
            Some((name, zone)) => Ok(Self::of(name, &zone)),
            None => Err(nearest(name)),
        }
    }

    fn of(name: &str, zone: &TimeZone) -> Self {
        let start = |year: i16| jiff::civil::date(year, 1, 1).to_zoned(TimeZone::UTC).map(|day| day.timestamp());
        let from = start(KNOWN.start).unwrap_or(Timestamp::MIN);
        let until = start(KNOWN.end).unwrap_or(Timestamp::MAX);
        let offset = zone.to_offset(from).seconds();
        let mut changes: Vec<(i64, i32)> = Vec::new();
        for change in zone.following(from).take_while(|change| change.timestamp() < until) {
            // Some changes are of the name only.
            if change.offset().seconds() != changes.last().map_or(offset, |(_, offset)| *offset) {
                changes.push((change.timestamp().as_second(), change.offset().seconds()));
            }
        }
        Self { name: name.to_owned(), offset, changes }
    }

    /// The same with the changes within a span only.
    #[must_use]
    pub fn during(&self, span: Range<Timestamp>) -> Self {
        let (from, until) = (span.start.as_second(), span.end.as_second());
        let changes = self.changes.iter().filter(|(at, _)| (from..until).contains(at)).copied().collect();
        let offset = i32::try_from(self.segment(from).0).unwrap_or(self.offset);
        Self { name: self.name.clone(), offset, changes }
    }

    /// What the clock on the wall shows at an instant.
    pub fn local(&self, at: Timestamp) -> DateTime {
        let seconds = i32::try_from(self.segment(at.as_second()).0).ok();
        let offset = seconds.and_then(|seconds| Offset::from_seconds(seconds).ok()).unwrap_or(Offset::UTC);
        offset.to_datetime(at)
    }

    /// The seconds east of UTC at an instant, and until when they hold.
    pub(super) fn segment(&self, at: i64) -> (i64, i64) {
        let next = self.changes.partition_point(|(change, _)| *change <= at);
        let offset = next.checked_sub(1).and_then(|last| self.changes.get(last)).map_or(self.offset, |change| change.1);
        (i64::from(offset), self.changes.get(next).map_or(i64::MAX, |(change, _)| *change))
    }
}

/// What to write instead of a name that no zone has.
fn nearest(name: &str) -> String {
    let wanted = name.trim().replace(' ', "_").to_lowercase();
    // People write the city alone, because it is how zones are chosen everywhere else.
    let city = |known: &&str| known.to_lowercase().rsplit('/').next() == wanted.rsplit('/').next();
    let found = bundled::names().find(city).or_else(|| spelling::closest(&wanted, bundled::names()));
    match found {
        Some(found) => format!("did you mean `{found}`?"),
        None => "write the zone as the IANA database names it, by its largest city: `Europe/London`".to_owned(),
    }
}
