//! Cursors: where a list went on, in a form that nobody is tempted to count with.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::Order;

/// Marks a place among events.
const EVENTS: char = 'e';

/// Where an event stands among all events: at its own number, or, if its ticket was let in later, at that of the event which let it
/// in, in the order of their own numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct EventPlace {
    pub(crate) at: i64,
    pub(crate) event: i64,
}

impl EventPlace {
    /// Before all events.
    pub(crate) const START: Self = Self { at: 0, event: 0 };
}

/// The place after an event.
pub(crate) fn event_cursor(EventPlace { at, event }: EventPlace) -> String {
    if at == event { write(EVENTS, at) } else { URL_SAFE_NO_PAD.encode(format!("{EVENTS}{at}.{event}")) }
}

/// The event that a cursor stands behind; nothing for what is no cursor of events.
pub(crate) fn event_after(cursor: &str) -> Option<EventPlace> {
    if let Some(at) = read(EVENTS, cursor) {
        return Some(EventPlace { at, event: at });
    }
    let text = text(cursor)?;
    let (at, event) = text.strip_prefix(EVENTS)?.split_once('.')?;
    Some(EventPlace { at: number(at)?, event: number(event)? })
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
        for place in [EventPlace { at: 12_345, event: 12_345 }, EventPlace { at: 12_345, event: 7 }] {
            assert_eq!(event_after(&event_cursor(place)), Some(place));
        }
        let cursor = ticket_cursor(Order::Newest, 7);
        assert_eq!(ticket_after(Order::Newest, &cursor), Some(7));
        assert_eq!(ticket_after(Order::Oldest, &cursor), None);
        assert_eq!(event_after(&cursor), None);
        for odd in ["", "7", "é", "ZS0x", "ZXg", "ZTEu", "ZTEuLTI"] {
            assert_eq!(event_after(odd), None, "{odd}");
        }
    }
}
