//! How long the desk wants to be left alone by pages that ask by themselves.

use std::cell::Cell;

use crate::date::now;
use crate::journey::moment::milliseconds;

/// Milliseconds after which a page asks again, whatever the desk said: it may have meant another page, or another day.
const LONGEST: i64 = 3_600_000;

thread_local! {
    /// Goes from page to page with the reader.
    static PATIENCE: Cell<Patience> = const { Cell::new(Patience { until: 0 }) };
}

/// Until when nothing is asked, in milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Patience {
    until: i64,
}

impl Patience {
    /// After an answer with this status and `Retry-After`, which holds seconds or a date that `moment` reads.
    fn after(self, status: u16, retry_after: Option<&str>, now: i64, moment: impl Fn(&str) -> Option<i64>) -> Self {
        let asked = retry_after.filter(|_| matches!(status, 429 | 503)).map(str::trim);
        let until = asked.and_then(|text| match text.parse::<u32>() {
            Ok(seconds) => Some(now + i64::from(seconds) * 1000),
            Err(_) => moment(text),
        });
        until.map_or(self, |until| Self { until: until.min(now + LONGEST) })
    }

    /// Milliseconds of it that are left.
    fn left(self, now: i64) -> u32 {
        // A clock that was put back must not make it longer.
        u32::try_from((self.until - now).clamp(0, LONGEST)).unwrap_or(0)
    }
}

/// Notes what an answer asks for.
pub(super) fn learn(status: u16, retry_after: Option<&str>) {
    PATIENCE.set(PATIENCE.get().after(status, retry_after, now(), milliseconds));
}

/// Milliseconds until pages may ask by themselves again. What the reader asks for does not wait.
pub(in crate::journey) fn left() -> u32 {
    PATIENCE.get().left(now())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(status: u16, retry_after: Option<&str>) -> u32 {
        let date = |text: &str| (text == "Sat, 28 Nov 2026 14:00:00 GMT").then_some(91_000);
        Patience { until: 0 }.after(status, retry_after, 1_000, date).left(1_000)
    }

    #[test]
    fn a_desk_that_asks_for_a_pause_gets_it() {
        assert_eq!(left(429, Some(" 30 ")), 30_000);
        assert_eq!(left(503, Some("5")), 5_000);
        assert_eq!(left(503, Some("Sat, 28 Nov 2026 14:00:00 GMT")), 90_000);
        assert_eq!(left(429, Some("99999999")), 3_600_000);
        for (status, header) in
            [(200, Some("30")), (500, Some("30")), (429, None), (429, Some("soon")), (503, Some("-1"))]
        {
            assert_eq!(left(status, header), 0, "{status} {header:?}");
        }
    }

    #[test]
    fn a_pause_passes_and_is_kept_when_another_answer_says_nothing_of_it() {
        let patience = Patience { until: 0 }.after(429, Some("30"), 1_000, |_| None);
        assert_eq!(patience.left(21_000), 10_000);
        assert_eq!(patience.left(31_000), 0);
        assert_eq!(patience.left(-9_000_000), 3_600_000);
        assert_eq!(patience.after(503, None, 2_000, |_| None), patience);
    }
}
