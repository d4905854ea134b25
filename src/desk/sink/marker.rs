//! Markers: by them the desk knows again what it wrote into another system, when it looks there and when it is told of it.

use super::{Event, TicketView};

const PREFIX: &str = "tierzero/";

/// The marker of an event, on a line of its own.
pub(super) fn of(event: &Event) -> String {
    format!("{PREFIX}{}/{}", event.ticket.reference, event.key())
}

/// The marker of a ticket itself, whichever event brought it there.
pub(super) fn of_ticket(ticket: &TicketView) -> String {
    format!("{PREFIX}{}/ticket", ticket.reference)
}

/// Whether a line is the marker of any event. The whole line has to be one: somebody who quotes the desk writes more.
pub(super) fn is_one(line: &str) -> bool {
    let Some((reference, key)) = line.trim().strip_prefix(PREFIX).and_then(|rest| rest.split_once('/')) else {
        return false;
    };
    let plain = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    plain(reference) && plain(key)
}

/// The last line of a text that says anything.
pub(super) fn last_line(text: &str) -> &str {
    text.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_marker_is_known_again() {
        let marker = of(&sample::created());
        assert_eq!(marker, "tierzero/TZ-7F3K9Q/evt_01");
        assert!(is_one(&format!(" {marker} ")));
        for other in [
            "",
            "tierzero/",
            "tierzero/TZ-7F3K9Q",
            "tierzero/TZ-7F3K9Q/",
            "> tierzero/TZ-7F3K9Q/evt_01",
            "tierzero/a/b c",
        ] {
            assert!(!is_one(other), "{other}");
        }
        assert_eq!(last_line("a\n b \n\n"), "b");
        assert_eq!(last_line(""), "");
    }
}
