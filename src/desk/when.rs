//! A time as somebody of the desk types it.

use std::str::FromStr;

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

/// A time as somebody of the desk types it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// With its offset from UTC, such as `2026-11-28T14:00Z` or `2026-11-28T14:00+01:00`.
    At(Timestamp),
    /// By the clock of this computer, such as `2026-11-28T14:00`.
    Local(DateTime),
}

impl When {
    /// The instant. A time that the clock skips or shows twice is taken like everybody takes it: later, or the first.
    pub(crate) fn instant(self) -> Result<Timestamp, jiff::Error> {
        match self {
            Self::At(at) => Ok(at),
            Self::Local(time) => TimeZone::try_system()?.to_timestamp(time),
        }
    }
}

/// A text that is no time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is no date with a time; write `2026-11-28T14:00`, or `2026-11-28T14:00Z` for UTC")]
pub struct NoTime;

impl FromStr for When {
    type Err = NoTime;

    fn from_str(text: &str) -> Result<Self, NoTime> {
        let text = text.trim();
        if let Ok(at) = text.parse() {
            return Ok(Self::At(at));
        }
        // Midnight is seldom meant by who writes a day alone, and an offset that was not understood must not be lost.
        let has_time = text.contains(':') && !text.contains(['+', '[']);
        text.parse().ok().filter(|_| has_time).map(Self::Local).ok_or(NoTime)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_with_and_without_its_offset() {
        let read = |text: &str| match text.parse() {
            Ok(When::At(at)) => at.to_string(),
            Ok(When::Local(time)) => time.to_string(),
            Err(NoTime) => "-".to_owned(),
        };
        assert_eq!(read("2026-11-28T14:00"), "2026-11-28T14:00:00");
        assert_eq!(read(" 2026-11-28 14:00 "), "2026-11-28T14:00:00");
        assert_eq!(read("2026-11-28T14:00Z"), "2026-11-28T14:00:00Z");
        assert_eq!(read("2026-11-28T14:00:30+01:00"), "2026-11-28T13:00:30Z");
        for odd in
            ["", "14:00", "2026-11-28", "tomorrow", "2026-13-28T14:00", "2026-11-28T25:00", "2026-11-28T14:00+99:00"]
        {
            assert_eq!(read(odd), "-", "{odd}");
        }
    }
}
