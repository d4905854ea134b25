//! When the reader of a ticket hears next.

use jiff::Timestamp;

use super::{Clock, Promise};
use crate::ticket::State;
use crate::{Priority, Sla};

/// What happened to a ticket, as far as it decides when its reader hears next.
#[derive(Debug, Clone, Copy)]
pub struct Course<'a> {
    /// When it was submitted.
    pub submitted: Timestamp,
    /// How it stands.
    pub state: State,
    /// What happened since, oldest first.
    pub turns: &'a [Turn],
}

/// One thing that happened to a ticket.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turn {
    /// When.
    pub at: Timestamp,
    /// The state it brought, when that is another one than before.
    pub state: Option<State>,
    /// Whether the desk said something.
    pub spoken: bool,
    /// When the desk will say more, as it announced with this.
    pub announced: Option<Timestamp>,
}

impl Sla {
    /// By when the reader of a ticket hears next: before the first word of the desk by the promised first answer, later by
    /// what the desk announced with its last word, else by the promised solution. `None` while it is the reader's turn or
    /// the ticket is solved, and where nothing is promised.
    pub fn next_update(&self, priority: Option<&Priority>, course: &Course<'_>) -> Option<Timestamp> {
        if rests(course.state) {
            return None;
        }
        let promised = priority.and_then(|priority| {
            let clock = self.clock(priority)?;
            Some(promised(priority, clock, course))
        });
        let last = course.turns.iter().rev().find(|turn| turn.spoken || turn.announced.is_some());
        let Some(last) = last else { return promised.map(|promise| promise.respond_by) };
        let announced = last.announced.filter(|until| !rested_at(course, *until));
        announced.or(promised.map(|promise| promise.resolve_by))
    }
}

/// What a promise is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// The first word of the desk.
    FirstAnswer,
    /// The solution.
    Solution,
}

/// Something promised that is still to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// What.
    pub due: Due,
    /// When four fifths of the time are gone, by the clock of the promise.
    pub warn: Timestamp,
    /// By when.
    pub until: Timestamp,
}

impl Sla {
    /// What was promised for a ticket and is not kept yet; nothing while it rests, and where nothing is promised.
    pub fn deadlines(&self, priority: &Priority, course: &Course<'_>) -> Vec<Deadline> {
        let Some(clock) = self.clock(priority).filter(|_| !rests(course.state)) else { return Vec::new() };
        let rested = rested_seconds(clock, course);
        let deadline = |due, minutes: u32| {
            let seconds = u64::from(minutes) * 60;
            let after = |seconds: u64| clock.after(course.submitted, seconds.saturating_add(rested));
            Deadline { due, warn: after(seconds / 5 * 4), until: after(seconds) }
        };
        let answered = course.turns.iter().any(|turn| turn.spoken || turn.announced.is_some());
        let first = (!answered).then(|| deadline(Due::FirstAnswer, priority.respond_minutes));
        first.into_iter().chain([deadline(Due::Solution, priority.resolve_minutes)]).collect()
    }
}

/// Whether nobody at the desk has to do anything: the clock of the promises stands still.
fn rests(state: State) -> bool {
    match state {
        State::New | State::InProgress => false,
        State::WaitingForReader | State::Solved | State::Closed | State::Unknown => true,
    }
}

/// What was promised, put off by the time for which the ticket rested.
fn promised(priority: &Priority, clock: Clock<'_>, course: &Course<'_>) -> Promise {
    let rested = rested_seconds(clock, course);
    let by = |minutes: u32| clock.after(course.submitted, (u64::from(minutes) * 60).saturating_add(rested));
    Promise { respond_by: by(priority.respond_minutes), resolve_by: by(priority.resolve_minutes) }
}

fn rested_seconds(clock: Clock<'_>, course: &Course<'_>) -> u64 {
    rests_of(course).map(|(from, until)| clock.seconds_between(from, until)).sum()
}

/// Whether the ticket rested at an instant: what was announced for it is void.
fn rested_at(course: &Course<'_>, at: Timestamp) -> bool {
    rests_of(course).any(|(from, until)| (from..until).contains(&at))
}

/// From when until when the ticket rested, each time that is over.
fn rests_of(course: &Course<'_>) -> impl Iterator<Item = (Timestamp, Timestamp)> {
    let mut since = None;
    course.turns.iter().filter_map(move |turn| match (rests(turn.state?), since) {
        (true, None) => {
            since = Some(turn.at);
            None
        }
        (false, Some(from)) => {
            since = None;
            Some((from, turn.at))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::fixture::read;

    const STATES: [State; 5] = [State::New, State::InProgress, State::WaitingForReader, State::Solved, State::Closed];

    fn sla() -> Sla {
        let text = "[sla.service]\nzone = \"UTC\"\nopen = [\"mon-fri 08:00-18:00\"]\n\
            [[sla.priority]]\nid = \"normal\"\nrespond = \"1h\"\nresolve = \"4h\"\n";
        read(&[("portal.toml", text)]).0.settings.sla
    }

    /// Times of a Monday.
    fn at(time: &str) -> Timestamp {
        format!("2026-11-23T{time}Z").parse().unwrap()
    }

    fn spoken(time: &str) -> Turn {
        Turn { at: at(time), spoken: true, ..Turn::default() }
    }

    fn announced(time: &str, until: &str) -> Turn {
        Turn { announced: Some(at(until)), ..spoken(time) }
    }

    fn became(time: &str, state: State) -> Turn {
        Turn { at: at(time), state: Some(state), ..Turn::default() }
    }

    /// By when the reader of a ticket of nine o'clock hears next; `-` for nothing.
    fn next(turns: &[Turn]) -> String {
        let state = turns.iter().rev().find_map(|turn| turn.state).unwrap_or(State::New);
        let (sla, course) = (sla(), Course { submitted: at("09:00"), state, turns });
        let next = sla.next_update(sla.priorities.first(), &course);
        next.map_or_else(|| "-".to_owned(), |next| next.to_string()[11..16].to_owned())
    }

    #[test]
    fn the_first_answer_comes_first_and_then_the_solution() {
        assert_eq!(next(&[]), "10:00");
        assert_eq!(next(&[became("09:10", State::InProgress)]), "10:00", "a new state is no answer");
        assert_eq!(next(&[spoken("09:30")]), "13:00");
    }

    /// What is promised for a ticket of nine o'clock, with the warnings.
    fn deadlines(turns: &[Turn]) -> Vec<String> {
        let state = turns.iter().rev().find_map(|turn| turn.state).unwrap_or(State::New);
        let (sla, course) = (sla(), Course { submitted: at("09:00"), state, turns });
        let short = |at: Timestamp| at.to_string()[11..16].to_owned();
        let deadlines = sla.deadlines(sla.priorities.first().unwrap(), &course);
        let told = deadlines.iter().map(|next| format!("{:?} {} {}", next.due, short(next.warn), short(next.until)));
        told.collect()
    }

    #[test]
    fn promises_are_warned_of_at_four_fifths_and_put_off_while_the_ticket_rests() {
        assert_eq!(deadlines(&[]), ["FirstAnswer 09:48 10:00", "Solution 12:12 13:00"]);
        assert_eq!(deadlines(&[spoken("09:30")]), ["Solution 12:12 13:00"]);
        let asked = Turn { state: Some(State::WaitingForReader), ..spoken("09:30") };
        assert!(deadlines(&[asked]).is_empty());
        assert_eq!(deadlines(&[asked, became("11:30", State::InProgress)]), ["Solution 14:12 15:00"]);
    }

    #[test]
    fn what_the_desk_announces_counts_until_it_says_something() {
        assert_eq!(next(&[announced("09:30", "11:00")]), "11:00");
        assert_eq!(next(&[announced("09:30", "11:00"), became("09:40", State::InProgress)]), "11:00");
        assert_eq!(next(&[announced("09:30", "11:00"), announced("10:50", "17:00")]), "17:00");
        assert_eq!(next(&[announced("09:30", "11:00"), spoken("10:50")]), "13:00");
    }

    #[test]
    fn the_clock_stands_still_while_the_desk_waits() {
        let asked = Turn { state: Some(State::WaitingForReader), ..spoken("09:30") };
        assert_eq!(next(&[asked]), "-");
        assert_eq!(next(&[asked, became("11:30", State::InProgress)]), "15:00");
        assert_eq!(next(&[became("09:30", State::WaitingForReader), became("09:45", State::InProgress)]), "10:15");
        let solved = [asked, became("10:30", State::Solved), became("11:30", State::InProgress)];
        assert_eq!(next(&solved[..2]), "-");
        assert_eq!(next(&solved), "15:00", "what was thought to be solved rested too");
    }

    #[test]
    fn nothing_is_due_at_a_time_at_which_the_desk_waited() {
        let asked = Turn { state: Some(State::WaitingForReader), ..announced("09:30", "11:00") };
        assert_eq!(next(&[asked, became("10:30", State::InProgress)]), "11:00");
        assert_eq!(next(&[asked, became("11:30", State::InProgress)]), "15:00");
    }

    #[test]
    fn without_hours_that_can_be_counted_only_an_announcement_is_due() {
        let (sla, turns) = (Sla { service: None, ..sla() }, [announced("09:30", "11:00")]);
        let next = |turns| {
            let course = Course { submitted: at("09:00"), state: State::New, turns };
            [sla.next_update(sla.priorities.first(), &course), sla.next_update(None, &course)]
        };
        assert_eq!(next(&[]), [None, None]);
        assert_eq!(next(&turns), [Some(at("11:00")), Some(at("11:00"))]);
    }

    proptest! {
        #[test]
        fn waiting_puts_a_promise_off_and_never_forward(
            turns in prop::collection::vec((1_i64..20_000, prop::option::of(select(&STATES[..])), any::<bool>()), 0..12),
        ) {
            let (sla, submitted) = (sla(), at("09:00"));
            let (mut now, mut state) = (submitted, State::New);
            let turns: Vec<Turn> = turns.into_iter().map(|(seconds, next, spoken)| {
                now += jiff::SignedDuration::from_secs(seconds);
                state = next.unwrap_or(state);
                Turn { at: now, state: next, spoken, announced: None }
            }).collect();
            let next = sla.next_update(sla.priorities.first(), &Course { submitted, state, turns: &turns });
            let promise = sla.promise(submitted, &sla.priorities[0]).unwrap();
            let least = if turns.iter().any(|turn| turn.spoken) { promise.resolve_by } else { promise.respond_by };
            match next {
                Some(next) => prop_assert!(next >= least && !rests(state)),
                None => prop_assert!(rests(state)),
            }
        }
    }
}
