//! Days and moments in words, worked out by hand: a date library would weigh more than the rest of a page.

/// Milliseconds in a day.
const DAY_MS: i64 = 86_400_000;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    year: i64,
    month: i64,
    day: i64,
}

impl Day {
    /// Reads `2026-11-22`; what follows the day, such as a time, is ignored.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.get(..10)?.split('-').map(|part| part.parse::<i64>().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Self { year, month, day })
    }

    /// The day of a moment in milliseconds since 1970.
    pub(crate) fn of(moment: i64) -> Self {
        // Howard Hinnant's `civil_from_days`: years begin in March, so that the leap day comes last.
        let days = moment.div_euclid(DAY_MS) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self { year, month, day: day_of_year - (153 * shifted + 2) / 5 + 1 }
    }

    /// Days since 1 January 1970.
    pub(crate) fn number(self) -> i64 {
        // The inverse, `days_from_civil`.
        let year = self.year - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let shifted = if self.month > 2 { self.month - 3 } else { self.month + 9 };
        let day_of_year = (153 * shifted + 2) / 5 + self.day - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }

    /// `22 November 2026`.
    pub(crate) fn words(self) -> String {
        let month =
            usize::try_from(self.month - 1).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or_default();
        format!("{} {month} {}", self.day, self.year)
    }
}

/// A moment that is near, by a clock so many minutes ahead of UTC: `16:30 today`, `09:00 tomorrow`, `16:00 yesterday`,
/// `12:00 on Thursday` or `12:00 on 5 December 2026`. `now` and `moment` are in milliseconds since 1970.
pub(crate) fn near_words(moment: i64, now: i64, minutes_ahead: i64) -> String {
    let (local, now) = (moment + minutes_ahead * 60_000, now + minutes_ahead * 60_000);
    let day = match local.div_euclid(DAY_MS) - now.div_euclid(DAY_MS) {
        -1 => "yesterday".to_owned(),
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        2..=6 => format!("on {}", weekday(local)),
        _ => format!("on {}", Day::of(local).words()),
    };
    format!("{} {day}", clock(local))
}

/// When something comes, by the same clock: `at 16:30`, `tomorrow, 09:00`, `on Thursday, 12:00` or
/// `on 5 December 2026, 12:00`. A moment at midnight UTC is a day without a time; it is `today` or `tomorrow` by that clock.
pub(crate) fn coming_words(moment: i64, now: i64, minutes_ahead: i64) -> String {
    let whole = is_day(moment);
    let local = if whole { moment } else { moment + minutes_ahead * 60_000 };
    let days = local.div_euclid(DAY_MS) - (now + minutes_ahead * 60_000).div_euclid(DAY_MS);
    let day = match days {
        0 if whole => "today".to_owned(),
        0 => return format!("at {}", clock(local)),
        1 => "tomorrow".to_owned(),
        2..=6 => format!("on {}", weekday(local)),
        _ => format!("on {}", Day::of(local).words()),
    };
    if whole { day } else { format!("{day}, {}", clock(local)) }
}

/// Whether a moment has come; a moment at midnight UTC stands for some time on that day, by the same clock.
pub(crate) fn is_past(moment: i64, now: i64, minutes_ahead: i64) -> bool {
    if is_day(moment) { now + minutes_ahead * 60_000 >= moment + DAY_MS } else { now >= moment }
}

/// Whether a moment stands for a whole day.
pub(crate) fn is_day(moment: i64) -> bool {
    moment.rem_euclid(DAY_MS) == 0
}

/// A moment such as `Tuesday 24 November 2026, 09:00`, by a clock so many minutes ahead of UTC.
pub(crate) fn full_words(moment: i64, minutes_ahead: i64) -> String {
    let local = moment + minutes_ahead * 60_000;
    format!("{} {}, {}", weekday(local), Day::of(local).words(), clock(local))
}

fn weekday(local: i64) -> &'static str {
    // The first of January 1970 was a Thursday.
    let since_thursday = local.div_euclid(DAY_MS).rem_euclid(7);
    usize::try_from(since_thursday).ok().and_then(|day| WEEKDAYS.get(day)).copied().unwrap_or_default()
}

fn clock(local: i64) -> String {
    let minute = local.rem_euclid(DAY_MS) / 60_000;
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// `22 November 2026` for `2026-11-22`; what is no date stays as it is.
pub(crate) fn day_words(text: &str) -> String {
    Day::parse(text).map_or_else(|| text.to_owned(), Day::words)
}

/// A moment in words, such as `5 December 2026, 20:00`, in a zone that is so many minutes ahead of UTC. A moment at
/// midnight UTC is a day without a time.
pub(crate) fn moment_words(moment: i64, minutes_ahead: i64) -> String {
    if is_day(moment) {
        return Day::of(moment).words();
    }
    let local = moment + minutes_ahead * 60_000;
    format!("{}, {}", Day::of(local).words(), clock(local))
}

/// Days a check has been due for, on the day of `now` (milliseconds since 1970); negative before.
pub(crate) fn days_overdue(review_by: &str, now: i64) -> Option<i64> {
    Day::parse(review_by).map(|day| Day::of(now).number() - day.number())
}

/// Now, by the browser's clock, in milliseconds since 1970.
pub(crate) fn now() -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are whole and far below 2^53")]
    let now = js_sys::Date::now() as i64;
    now
}

/// How many minutes the reader's clock is ahead of UTC at a moment.
pub(crate) fn minutes_ahead(moment: i64) -> i64 {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^53")]
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(moment as f64));
    #[expect(clippy::cast_possible_truncation, reason = "offsets are whole minutes, at most a day")]
    let behind = date.get_timezone_offset() as i64;
    -behind
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    #[test]
    fn days_are_written_out() {
        assert_eq!(day_words("2026-11-22"), "22 November 2026");
        assert_eq!(day_words("2026-02-01T10:00:00Z"), "1 February 2026");
        assert_eq!(day_words("some day"), "some day");
        assert_eq!(day_words("2026-13-01"), "2026-13-01");
    }

    #[test]
    fn numbers_and_days_agree_over_leap_years_and_centuries() {
        for number in (-40_000..60_000).step_by(7) {
            assert_eq!(Day::of(number * DAY_MS).number(), number);
        }
        assert_eq!(Day::parse("2000-02-29").unwrap().number(), 11_016);
        assert_eq!(Day::of(0).words(), "1 January 1970");
    }

    #[test]
    fn moments_are_told_in_the_readers_zone() {
        let evening = Day::parse("2026-12-05").unwrap().number() * DAY_MS + 23 * 3_600_000 + 30 * 60_000;
        assert_eq!(moment_words(evening, 0), "5 December 2026, 23:30");
        assert_eq!(moment_words(evening, 60), "6 December 2026, 00:30");
        assert_eq!(moment_words(Day::parse("2026-12-05").unwrap().number() * DAY_MS, -300), "5 December 2026");
    }

    #[test]
    fn a_near_moment_is_told_by_its_day() {
        let monday = Day::parse("2026-11-23").unwrap().number() * DAY_MS;
        let at = |day: i64, hour: i64| monday + day * DAY_MS + hour * 3_600_000;
        assert_eq!(near_words(at(0, 16), at(0, 9), 0), "16:00 today");
        assert_eq!(near_words(at(0, 16), at(0, 9), 600), "02:00 tomorrow");
        assert_eq!(near_words(at(3, 12), at(0, 9), 0), "12:00 on Thursday");
        assert_eq!(near_words(at(0, 16), at(1, 9), 0), "16:00 yesterday");
        assert_eq!(near_words(at(0, 16), at(2, 9), 0), "16:00 on 23 November 2026");
        assert_eq!(near_words(at(7, 12), at(0, 9), 0), "12:00 on 30 November 2026");
        assert_eq!(full_words(at(1, 9), 0), "Tuesday 24 November 2026, 09:00");
    }

    #[test]
    fn what_comes_is_told_by_its_day_and_is_past_when_it_has_come() {
        let monday = Day::parse("2026-11-23").unwrap().number() * DAY_MS;
        let at = |day: i64, hour: i64| monday + day * DAY_MS + hour * 3_600_000;
        assert_eq!(coming_words(at(0, 14), at(0, 9), 0), "at 14:00");
        assert_eq!(coming_words(at(1, 9), at(0, 9), 0), "tomorrow, 09:00");
        assert_eq!(coming_words(at(0, 23), at(0, 9), 120), "tomorrow, 01:00");
        assert_eq!(coming_words(at(3, 12), at(0, 9), 0), "on Thursday, 12:00");
        assert_eq!(coming_words(at(9, 12), at(0, 9), 0), "on 2 December 2026, 12:00");
        assert_eq!(coming_words(at(0, 0), at(0, 9), 0), "today");
        assert_eq!(coming_words(at(1, 0), at(0, 9), -480), "tomorrow");
        assert_eq!([at(0, 13), at(0, 14)].map(|now| is_past(at(0, 14), now, 0)), [false, true]);
        assert_eq!(
            [at(0, 23), at(1, 0)].map(|now| is_past(at(0, 0), now, 0)),
            [false, true],
            "a day is past at its end"
        );
        assert!(!is_past(at(0, 0), at(1, 3), -480), "where it is still that day");
    }

    #[test]
    fn a_check_is_overdue_from_the_day_after() {
        let now = Day::parse("2026-11-22").unwrap().number() * DAY_MS + 5;
        assert_eq!(days_overdue("2026-11-22", now), Some(0));
        assert_eq!(days_overdue("2026-08-20", now), Some(94));
        assert_eq!(days_overdue("soon", now), None);
    }
}
