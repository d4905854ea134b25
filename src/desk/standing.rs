//! What the reader of a ticket may do with it, and what follows from that for its state.

use std::sync::Arc;

use content::{
    Settings, Sla,
    ticket::{Can, MOST_ENTRIES, State},
};
use jiff::{SignedDuration, Timestamp};

use crate::moment;

/// How long a rating can be replaced by another one.
const SECOND_THOUGHTS: SignedDuration = SignedDuration::from_hours(24);

/// Times that the knowledge base sets.
#[derive(Debug, Clone)]
pub(crate) struct Terms {
    /// How long a ticket can be reopened after it was closed.
    reopen: SignedDuration,
    /// How long its private link opens it after it was closed.
    link: SignedDuration,
    /// How long a solved ticket waits for its reader; none for ever.
    pub(crate) close: Option<SignedDuration>,
    /// How long a ticket is kept after it was closed; none for ever.
    pub(crate) keep: Option<SignedDuration>,
    /// What is promised.
    pub(crate) sla: Arc<Sla>,
}

impl Terms {
    pub(crate) fn of(settings: &Settings) -> Self {
        let days = |days: u32| SignedDuration::from_hours(24 * i64::from(days));
        let (reopen, link) = (days(settings.tickets.reopen_days), days(settings.tickets.link_days));
        let close = Some(days(settings.tickets.close_days)).filter(|wait| !wait.is_zero());
        let keep = Some(days(settings.tickets.retention_days)).filter(|keep| !keep.is_zero());
        Self { reopen, link, close, keep, sla: Arc::new(settings.sla.clone()) }
    }

    /// When the private link of a ticket closed at that time ends.
    pub(crate) fn link_until(&self, closed: Timestamp) -> Timestamp {
        closed.checked_add(self.link).unwrap_or(Timestamp::MAX)
    }

    fn reopen_until(&self, closed: Timestamp) -> Timestamp {
        closed.checked_add(self.reopen).unwrap_or(Timestamp::MAX)
    }
}

/// Something a reader can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    Reply,
    Solve,
    Reopen,
    Rate,
    Escalate,
    Revoke,
}

impl Action {
    /// All that it may be refused with, whatever stands in the way; what ends at some time does at this one.
    pub(crate) fn refusals(self, at: Timestamp) -> Vec<Refusal> {
        let closed = [Refusal::Closed(Some(at)), Refusal::Closed(None)];
        match self {
            Self::Reply => [&closed[..], &[Refusal::Full]].concat(),
            Self::Solve => closed.to_vec(),
            Self::Reopen => vec![Refusal::Open, Refusal::TooLate, Refusal::Full],
            Self::Rate => vec![Refusal::Unsolved, Refusal::Rated, Refusal::Full],
            Self::Escalate => {
                let late = [Refusal::NotLate(Some(at)), Refusal::NotLate(None), Refusal::Hurried, Refusal::Full];
                [&closed[..], &late].concat()
            }
            Self::Revoke => Vec::new(),
        }
    }
}

/// Why a reader cannot do it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Nothing is said to a closed ticket; it can be reopened until then.
    Closed(Option<Timestamp>),
    /// There is nothing to reopen.
    Open,
    /// There is nothing to rate.
    Unsolved,
    /// The time to reopen it is over.
    TooLate,
    /// It was rated, and the time for second thoughts is over.
    Rated,
    /// Nothing is late; it will be then, or nothing is promised.
    NotLate(Option<Timestamp>),
    /// The reader has asked to hurry already.
    Hurried,
    /// Its timeline has as many entries as a reader may fill.
    Full,
}

/// How a ticket stands, as far as it decides what its reader may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) state: State,
    /// When it was closed; only of a closed one.
    pub(crate) closed: Option<Timestamp>,
    /// When it was first rated since it was last open.
    pub(crate) rated: Option<Timestamp>,
    /// By when its reader hears next.
    pub(crate) due: Option<Timestamp>,
    /// Whether the reader has asked to hurry with what is due then.
    pub(crate) hurried: bool,
    /// How many entries its timeline has.
    pub(crate) entries: usize,
}

impl Standing {
    /// The state that an action leads to, or why it cannot be done.
    pub(crate) fn after(&self, action: Action, terms: &Terms, now: Timestamp) -> Result<State, Refusal> {
        // Ending the link and closing the ticket are ways out, and stay open.
        if self.entries >= MOST_ENTRIES && !matches!(action, Action::Revoke | Action::Solve) {
            return Err(Refusal::Full);
        }
        match (action, self.state) {
            (Action::Revoke, state) => Ok(state),
            (Action::Reply | Action::Solve, State::Closed) => Err(Refusal::Closed(self.reopen_until(terms, now))),
            (Action::Reply, State::WaitingForReader) => Ok(State::InProgress),
            (Action::Reply, state) => Ok(state),
            (Action::Solve, _) => Ok(State::Closed),
            (Action::Reopen, State::Solved) => Ok(State::InProgress),
            (Action::Reopen, State::Closed) => match self.reopen_until(terms, now) {
                Some(_) => Ok(State::InProgress),
                None => Err(Refusal::TooLate),
            },
            (Action::Reopen, _) => Err(Refusal::Open),
            (Action::Rate, State::Solved | State::Closed) => match self.rated {
                Some(first) if now.duration_since(first) > SECOND_THOUGHTS => Err(Refusal::Rated),
                _ => Ok(self.state),
            },
            (Action::Rate, _) => Err(Refusal::Unsolved),
            (Action::Escalate, State::Closed) => Err(Refusal::Closed(self.reopen_until(terms, now))),
            (Action::Escalate, _) if !self.is_late(now) => Err(Refusal::NotLate(self.due)),
            (Action::Escalate, _) if self.hurried => Err(Refusal::Hurried),
            (Action::Escalate, state) => Ok(state),
        }
    }

    /// What the reader may do now: exactly what [`Self::after`] lets through.
    pub(crate) fn can(&self, terms: &Terms, now: Timestamp) -> Can {
        let can = |action| self.after(action, terms, now).is_ok();
        let reopen = can(Action::Reopen);
        Can {
            reply: can(Action::Reply),
            confirm_solved: can(Action::Solve),
            reopen,
            reopen_until: self.reopen_until(terms, now).filter(|_| reopen).map(moment::told),
            rate: can(Action::Rate),
            escalate: can(Action::Escalate),
            revoke: can(Action::Revoke),
        }
    }

    /// Whether the reader should have heard by now.
    pub(crate) fn is_late(&self, now: Timestamp) -> bool {
        self.due.is_some_and(|due| due <= now)
    }

    /// The end of the time in which a closed ticket can be reopened, unless that is over.
    fn reopen_until(&self, terms: &Terms, now: Timestamp) -> Option<Timestamp> {
        let never = terms.reopen.is_zero();
        self.closed.map(|closed| terms.reopen_until(closed)).filter(|until| !never && now <= *until)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use content::Tickets;
    use proptest::{option, prelude::*, sample::select};

    use super::*;

    const STATES: [State; 5] = [State::New, State::InProgress, State::WaitingForReader, State::Solved, State::Closed];
    const ACTIONS: [Action; 6] =
        [Action::Reply, Action::Solve, Action::Reopen, Action::Rate, Action::Escalate, Action::Revoke];

    fn at(hours: i64) -> Timestamp {
        "2026-11-23T12:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_hours(hours)
    }

    fn terms() -> Terms {
        let tickets = Tickets { reopen_days: 2, link_days: 3, ..Tickets::default() };
        Terms::of(&Settings { tickets, ..Settings::default() })
    }

    fn standing(state: State) -> Standing {
        let closed = (state == State::Closed).then(|| at(0));
        Standing { state, closed, rated: None, due: None, hurried: false, entries: 1 }
    }

    fn after(state: State, action: Action) -> Result<State, Refusal> {
        standing(state).after(action, &terms(), at(1))
    }

    #[test]
    fn a_reply_ends_the_waiting_and_changes_nothing_else() {
        assert_eq!(after(State::WaitingForReader, Action::Reply), Ok(State::InProgress));
        for state in [State::New, State::InProgress, State::Solved] {
            assert_eq!(after(state, Action::Reply), Ok(state));
        }
        assert_eq!(after(State::Closed, Action::Reply), Err(Refusal::Closed(Some(at(48)))));
    }

    #[test]
    fn whoever_says_it_is_solved_closes_it() {
        for state in [State::New, State::InProgress, State::WaitingForReader, State::Solved] {
            assert_eq!(after(state, Action::Solve), Ok(State::Closed));
        }
        assert!(after(State::Closed, Action::Solve).is_err());
    }

    #[test]
    fn a_closed_ticket_is_reopened_in_time_or_not_at_all() {
        let reopen = |hours| standing(State::Closed).after(Action::Reopen, &terms(), at(hours));
        assert_eq!(reopen(48), Ok(State::InProgress));
        assert_eq!(reopen(49), Err(Refusal::TooLate));
        assert_eq!(standing(State::Solved).after(Action::Reopen, &terms(), at(9_999)), Ok(State::InProgress));
        assert_eq!(after(State::InProgress, Action::Reopen), Err(Refusal::Open));
        let never = Terms { reopen: SignedDuration::ZERO, ..terms() };
        assert!(standing(State::Closed).after(Action::Reopen, &never, at(0)).is_err());
    }

    #[test]
    fn a_rating_can_be_replaced_for_a_day() {
        let rate =
            |hours| Standing { rated: Some(at(0)), ..standing(State::Solved) }.after(Action::Rate, &terms(), at(hours));
        assert_eq!(rate(24), Ok(State::Solved));
        assert_eq!(rate(25), Err(Refusal::Rated));
        assert_eq!(after(State::New, Action::Rate), Err(Refusal::Unsolved));
    }

    #[test]
    fn who_should_have_heard_may_ask_to_hurry_once() {
        let due = Standing { due: Some(at(4)), ..standing(State::InProgress) };
        let hurry = |standing: Standing, hours| standing.after(Action::Escalate, &terms(), at(hours));
        assert_eq!(hurry(due, 3), Err(Refusal::NotLate(Some(at(4)))));
        assert_eq!(hurry(due, 4), Ok(State::InProgress));
        assert_eq!(hurry(Standing { hurried: true, ..due }, 5), Err(Refusal::Hurried));
        assert_eq!(hurry(standing(State::WaitingForReader), 5), Err(Refusal::NotLate(None)));
        assert_eq!(hurry(standing(State::Closed), 5), Err(Refusal::Closed(Some(at(48)))));
        assert!(!due.can(&terms(), at(3)).escalate && due.can(&terms(), at(4)).escalate, "time alone opens it");
    }

    #[test]
    fn a_full_ticket_can_still_be_closed_and_its_link_ended() {
        let full = Standing { entries: MOST_ENTRIES, ..standing(State::Solved) };
        let can = full.can(&terms(), at(0));
        assert_eq!(can, Can { confirm_solved: true, revoke: true, ..Can::default() });
    }

    proptest! {
        #[test]
        fn whatever_happens_the_reader_can_do_what_is_told_and_never_gets_stuck(
            start in select(&STATES[..]),
            deeds in prop::collection::vec((select(&ACTIONS[..]), 0_i64..40, option::of(select(&STATES[..]))), 0..40),
        ) {
            let (terms, mut now) = (terms(), at(0));
            let mut standing = standing(start);
            for (action, hours, desk) in deeds {
                now += SignedDuration::from_hours(hours);
                let can = standing.can(&terms, now);
                let told = match action {
                    Action::Reply => can.reply,
                    Action::Solve => can.confirm_solved,
                    Action::Reopen => can.reopen,
                    Action::Rate => can.rate,
                    Action::Escalate => can.escalate,
                    Action::Revoke => can.revoke,
                };
                let next = standing.after(action, &terms, now);
                prop_assert_eq!(told, next.is_ok());
                let kind = |refusal: Refusal| crate::problem::Problem::refused(refusal).kind();
                if let Err(refusal) = next {
                    prop_assert!(action.refusals(now).into_iter().map(kind).any(|known| known == kind(refusal)));
                }
                prop_assert!(can.reopen_until.is_none() || standing.state == State::Closed && can.reopen);
                prop_assert!(can.reply || standing.state == State::Closed, "an open ticket takes replies");
                let state = desk.or(next.ok()).unwrap_or(standing.state);
                let ended = matches!(state, State::Solved | State::Closed);
                let rating = (action == Action::Rate && next.is_ok()).then_some(now);
                standing = Standing {
                    state,
                    closed: (state == State::Closed).then(|| standing.closed.unwrap_or(now)),
                    rated: standing.rated.or(rating).filter(|_| ended),
                    due: (!ended).then(|| now + SignedDuration::from_hours(hours - 20)),
                    hurried: action == Action::Escalate && next.is_ok(),
                    entries: standing.entries + 1,
                };
            }
        }
    }
}
