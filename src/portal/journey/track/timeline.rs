//! How far a ticket has come, as a row of plain words.

use std::cmp::Ordering;

use content::ticket::{EntryKind, State, Ticket, Who};

/// One station on a ticket's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Station {
    /// The state it stands for.
    pub(super) state: State,
    /// Whether the ticket has passed it, is there, or has yet to come.
    pub(super) reached: Reached,
}

/// Where a ticket is, seen from a station.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reached {
    Passed,
    Here,
    ToCome,
}

/// All there are, in the order in which tickets come to them.
const WAY: [State; 6] =
    [State::New, State::InProgress, State::WaitingForReader, State::Unknown, State::Solved, State::Closed];

/// The stations of a ticket in order: those it has truly passed, where it is, and where others go from there.
pub(super) fn stations(ticket: &Ticket) -> Vec<Station> {
    let here = WAY.iter().position(|state| *state == ticket.state).unwrap_or_default();
    let station = |(place, &state): (usize, &State)| {
        let reached = match place.cmp(&here) {
            Ordering::Less => was(ticket, state).then_some(Reached::Passed),
            Ordering::Equal => Some(Reached::Here),
            Ordering::Greater => matches!(state, State::InProgress | State::Solved).then_some(Reached::ToCome),
        };
        reached.map(|reached| Station { state, reached })
    };
    WAY.iter().enumerate().filter_map(station).collect()
}

/// Whether a ticket has been in a state. Waiting for the reader is a station only while it lasts. Of a very long ticket not all is
/// told, and all may have been.
fn was(ticket: &Ticket, state: State) -> bool {
    let mut entries = ticket.timeline.iter();
    match state {
        State::New => true,
        State::InProgress | State::Solved if ticket.earlier > 0 => true,
        State::InProgress => entries.any(|entry| {
            // Whoever lets a ticket in has not worked on it.
            entry.who == Who::Desk && entry.kind != EntryKind::Confirmed
                || matches!(entry.state, Some(State::InProgress | State::WaitingForReader))
        }),
        State::Solved => entries.any(|entry| entry.kind == EntryKind::Solved || entry.state == Some(State::Solved)),
        State::WaitingForReader | State::Closed | State::Unknown => false,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use serde_json::json;

    use super::*;

    /// The stations of a ticket in a state to which this happened: kind, who, and the state it brought.
    fn drawn(state: &str, happened: &[(&str, &str, Option<&str>)]) -> String {
        let timeline: Vec<_> = happened
            .iter()
            .map(|(kind, who, state)| json!({ "at": "", "kind": kind, "who": who, "state": state }))
            .collect();
        let ticket: Ticket = serde_json::from_value(json!({
            "reference": "TZ-7F3K9Q", "state": state, "subject": "VPN", "form": "Report a problem", "created": "",
            "updated": "", "team": null, "priority": null, "answers": [], "context": {}, "timeline": timeline,
        }))
        .unwrap();
        let sign = |station: &Station| {
            let sign = match station.reached {
                Reached::Passed => '+',
                Reached::Here => '@',
                Reached::ToCome => '-',
            };
            format!("{sign}{:?}", station.state)
        };
        stations(&ticket).iter().map(sign).collect::<Vec<_>>().join(" ")
    }

    const CREATED: (&str, &str, Option<&str>) = ("created", "reader", None);
    const ANSWERED: (&str, &str, Option<&str>) = ("reply", "desk", Some("waiting_for_reader"));

    #[test]
    fn every_state_has_its_place() {
        assert_eq!(drawn("new", &[CREATED]), "@New -InProgress -Solved");
        assert_eq!(drawn("in_progress", &[CREATED]), "+New @InProgress -Solved");
        assert_eq!(drawn("waiting_for_reader", &[CREATED, ANSWERED]), "+New +InProgress @WaitingForReader -Solved");
        assert_eq!(drawn("on_the_road", &[CREATED, ANSWERED]), "+New +InProgress @Unknown -Solved");
        let solved = [CREATED, ANSWERED, ("state", "desk", Some("solved"))];
        assert_eq!(drawn("solved", &solved), "+New +InProgress @Solved");
        let closed = [&solved[..], &[("state", "system", Some("closed"))]].concat();
        assert_eq!(drawn("closed", &closed), "+New +InProgress +Solved @Closed");
    }

    #[test]
    fn only_what_has_happened_is_passed() {
        let found = ("first_answer", "system", None);
        let helped = ("solved", "reader", Some("closed"));
        assert_eq!(drawn("closed", &[CREATED, found, helped]), "+New +Solved @Closed", "nobody worked on it");
        let let_in = ("confirmed", "desk", None);
        assert_eq!(drawn("closed", &[CREATED, let_in, helped]), "+New +Solved @Closed");
        assert_eq!(
            drawn("closed", &[CREATED, ("rated", "reader", None), ANSWERED, helped]),
            "+New +InProgress +Solved @Closed"
        );
        let merged = ("reply", "desk", Some("closed"));
        assert_eq!(drawn("closed", &[CREATED, merged]), "+New +InProgress @Closed", "nobody said that it is solved");
    }
}
