//! What an answer to the wish to have a ticket deleted means.

use crate::journey::ticket::Failure;

/// How it stands with the ticket after an answer, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is deleted.
    Gone,
    /// The page knows less than it thought: the ticket has to be looked at anew.
    Changed,
    /// Nobody can tell: the desk may have heard the wish, or not.
    Unsure,
    /// It is still there.
    Refused,
}

impl Outcome {
    /// Of an answer; `unsure` when an earlier wish got none. A ticket that is not there any more after that was deleted by it.
    pub(super) fn of(answer: Result<(), &Failure>, unsure: bool) -> Self {
        match answer {
            Ok(()) => Self::Gone,
            Err(Failure::Unknown) if unsure => Self::Gone,
            Err(Failure::Unknown | Failure::Earlier(_)) => Self::Changed,
            Err(Failure::Unreachable | Failure::Slow | Failure::Broken(500..)) => Self::Unsure,
            Err(_) => Self::Refused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(failure: Failure, unsure: bool) -> Outcome {
        Outcome::of(Err(&failure), unsure)
    }

    #[test]
    fn every_answer_says_what_became_of_the_ticket() {
        assert_eq!(Outcome::of(Ok(()), false), Outcome::Gone);
        for (status, outcome) in [
            (404, Outcome::Changed),
            (409, Outcome::Changed),
            (405, Outcome::Refused),
            (429, Outcome::Refused),
            (500, Outcome::Unsure),
            (503, Outcome::Unsure),
            (504, Outcome::Unsure),
        ] {
            assert_eq!(of(Failure::of_answer(status, None, ""), false), outcome, "{status}");
        }
        assert_eq!(of(Failure::Offline, false), Outcome::Refused, "nothing left the device");
    }

    #[test]
    fn a_ticket_that_is_gone_after_a_lost_answer_was_deleted() {
        assert_eq!(of(Failure::Unknown, true), Outcome::Gone);
        assert_eq!(of(Failure::Unreachable, true), Outcome::Unsure);
    }
}
