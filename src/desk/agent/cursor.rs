//! Cursors: where a list went on, in a form that nobody is tempted to count with.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::Order;

/// Marks a place among events.
const EVENTS: char = 'e';

/// Where an event stands among all events: at its own number, or, if its ticket was let in later, at that of the event which let it
/// in, in the order of their own numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct EventPlace {
    pub(crate) at: i64,
    pub(crate) event: i64,
}

impl EventPlace {
    /// Before all events.
    pub(crate) const START: Self = Self { at: 0, event: 0 };
}

/// The place after an event, or before all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct EventCursor {
    pub(crate) place: EventPlace,
    /// What only the event at this place has; see the audit log.
    pub(crate) mark: String,
}

impl EventCursor {
    /// Reads one; nothing for what is no cursor of events.
    pub(crate) fn read(cursor: &str) -> Option<Self> {
        let text = text(cursor)?;
        let mut parts = text.strip_prefix(EVENTS)?.splitn(3, '.');
        let place = EventPlace { at: number(parts.next()?)?, event: number(parts.next()?)? };
        Some(Self { place, mark: parts.next()?.to_owned() })
    }
}

impl fmt::Display for EventCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let EventPlace { at, event } = self.place;
        f.write_str(&URL_SAFE_NO_PAD.encode(format!("{EVENTS}{at}.{event}.{}", self.mark)))
    }
}

/// The place after a ticket.
pub(super) fn ticket_cursor(order: Order, ticket: i64) -> String {
    write(letter(order), ticket)
}

/// The ticket that a cursor of this order stands behind.
pub(super) fn ticket_after(order: Order, cursor: &str) -> Option<i64> {
    read(letter(order), cursor)
}

fn letter(order: Order) -> char {
    match order {
        Order::Newest => 'n',
        Order::Oldest => 'o',
    }
}

fn write(kind: char, number: i64) -> String {
    URL_SAFE_NO_PAD.encode(format!("{kind}{number}"))
}

fn read(kind: char, cursor: &str) -> Option<i64> {
    number(text(cursor)?.strip_prefix(kind)?)
}

fn text(cursor: &str) -> Option<String> {
    String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()
}

fn number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number| *number >= 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_what_it_was_written_for() {
        for place in [EventPlace::START, EventPlace { at: 12_345, event: 12_345 }, EventPlace { at: 12_345, event: 7 }]
        {
            let cursor = EventCursor { place, mark: "eedba8b487ed".into() };
            assert_eq!(EventCursor::read(&cursor.to_string()), Some(cursor));
        }
        let cursor = ticket_cursor(Order::Newest, 7);
        assert_eq!(ticket_after(Order::Newest, &cursor), Some(7));
        assert_eq!(ticket_after(Order::Oldest, &cursor), None);
        assert_eq!(EventCursor::read(&cursor), None);
        for odd in ["", "7", "é", "ZS0x", "ZXg", "ZTEu", "ZTEuLTI"] {
            assert_eq!(EventCursor::read(odd), None, "{odd}");
        }
    }
}
