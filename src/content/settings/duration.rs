//! Working time: `30m`, `4h`, `2d`.

/// Minutes of a working day where no service hours say how long one is.
pub const WORKING_DAY: u32 = 8 * 60;

/// Minutes of a day that is worked through.
pub const WHOLE_DAY: u32 = 24 * 60;

/// Minutes that a text such as `30m`, `4h` or `2d` means, where a day has `day` of them.
pub(super) fn parse(text: &str, day: u32) -> Option<u32> {
    let text = text.trim();
    let unit = text.chars().last()?;
    let number: u32 = text.get(..text.len() - unit.len_utf8())?.trim().parse().ok()?;
    let minutes = match unit {
        'm' => 1,
        'h' => 60,
        'd' => day,
        _ => return None,
    };
    number.checked_mul(minutes).filter(|minutes| *minutes > 0)
}

/// Working minutes in words, where a working day has `day` of them: `30 minutes`, `4 hours`, `2 working days`.
pub fn working_time(minutes: u32, day: u32) -> String {
    let words = |count: u32, unit: &str| match count {
        1 => format!("1 {unit}"),
        _ => format!("{count} {unit}s"),
    };
    match minutes {
        _ if day > 0 && minutes >= day && minutes.is_multiple_of(day) => {
            words(minutes / day, if day == WHOLE_DAY { "day" } else { "working day" })
        }
        _ if minutes >= 60 && minutes.is_multiple_of(60) => words(minutes / 60, "hour"),
        _ => words(minutes, "minute"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_time_is_read_and_written() {
        let texts = ["30m", "1h", "4h", "1d", "5d"];
        let said =
            |day| texts.map(|text| parse(text, day).map(|minutes| working_time(minutes, day)).unwrap_or_default());
        let words = ["30 minutes", "1 hour", "4 hours", "1 working day", "5 working days"];
        assert_eq!(said(WORKING_DAY), words);
        assert_eq!(said(600), words);
        assert_eq!(said(WHOLE_DAY)[3..], ["1 day", "5 days"]);
        assert_eq!(working_time(480, 600), "8 hours");
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "h", "4", "4 weeks", "0h", "-1h", "99999999d", "4é"] {
            assert_eq!(parse(text, WORKING_DAY), None, "{text}");
        }
    }
}
