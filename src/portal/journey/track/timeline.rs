//! How far a ticket has come, as a row of plain words.

use content::ticket::State;

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

/// The stations of a ticket in order. Waiting for the reader is a station only while it lasts.
pub(super) fn stations(state: State) -> Vec<Station> {
    let way: &[State] = match state {
        State::WaitingForReader => &[State::New, State::InProgress, State::WaitingForReader, State::Solved],
        State::Closed => &[State::New, State::InProgress, State::Solved, State::Closed],
        _ => &[State::New, State::InProgress, State::Solved],
    };
    let here = way.iter().position(|station| *station == state).unwrap_or_default();
    way.iter()
        .enumerate()
        .map(|(place, &state)| Station {
            state,
            reached: match place.cmp(&here) {
                std::cmp::Ordering::Less => Reached::Passed,
                std::cmp::Ordering::Equal => Reached::Here,
                std::cmp::Ordering::Greater => Reached::ToCome,
            },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(state: State) -> String {
        let sign = |station: &Station| match station.reached {
            Reached::Passed => '+',
            Reached::Here => '@',
            Reached::ToCome => '-',
        };
        stations(state).iter().map(sign).collect()
    }

    #[test]
    fn every_state_has_its_place() {
        assert_eq!(drawn(State::New), "@--");
        assert_eq!(drawn(State::InProgress), "+@-");
        assert_eq!(drawn(State::WaitingForReader), "++@-");
        assert_eq!(drawn(State::Solved), "++@");
        assert_eq!(drawn(State::Closed), "+++@");
    }
}
