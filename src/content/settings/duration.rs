//! Working time: `30m`, `4h`, `2d`.

/// Minutes of a working day: what `1d` means in `portal.toml`.
pub const WORKING_DAY: u32 = 8 * 60;

/// Minutes that a text such as `30m`, `4h` or `2d` means.
pub(super) fn parse(text: &str) -> Option<u32> {
    let text = text.trim();
    let unit = text.chars().last()?;
    let number: u32 = text.get(..text.len() - unit.len_utf8())?.trim().parse().ok()?;
    let minutes = match unit {
        'm' => 1,
        'h' => 60,
        'd' => WORKING_DAY,
        _ => return None,
    };
    number.checked_mul(minutes).filter(|minutes| *minutes > 0)
}

/// Working minutes in words: `30 minutes`, `4 hours`, `2 working days`.
pub fn working_time(minutes: u32) -> String {
    let words = |count: u32, unit: &str| match count {
        1 => format!("1 {unit}"),
        _ => format!("{count} {unit}s"),
    };
    match minutes {
        _ if minutes >= WORKING_DAY && minutes.is_multiple_of(WORKING_DAY) => {
            words(minutes / WORKING_DAY, "working day")
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
        let words = texts.map(|text| parse(text).map(working_time).unwrap_or_default());
        assert_eq!(words, ["30 minutes", "1 hour", "4 hours", "1 working day", "5 working days"]);
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "h", "4", "4 weeks", "0h", "-1h", "99999999d", "4é"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
