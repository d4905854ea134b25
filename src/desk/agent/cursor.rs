//! Cursors: where a list went on, in a form that nobody is tempted to count with.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::Order;

/// Marks a place among events.
const EVENTS: char = 'e';

/// The place after an event.
pub(crate) fn event_cursor(event: i64) -> String {
    write(EVENTS, event)
}

/// The event that a cursor stands behind; nothing for what is no cursor of events.
pub(crate) fn event_after(cursor: &str) -> Option<i64> {
    read(EVENTS, cursor)
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
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    text.strip_prefix(kind)?.parse().ok().filter(|number| *number >= 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_what_it_was_written_for() {
        assert_eq!(event_after(&event_cursor(12_345)), Some(12_345));
        let cursor = ticket_cursor(Order::Newest, 7);
        assert_eq!(ticket_after(Order::Newest, &cursor), Some(7));
        assert_eq!(ticket_after(Order::Oldest, &cursor), None);
        assert_eq!(event_after(&cursor), None);
        for odd in ["", "7", "é", "ZS0x", "ZXg"] {
            assert_eq!(event_after(odd), None, "{odd}");
        }
    }
}
