//! A ticket that has not been sent yet, as the device keeps it.

use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::prefill::Prefill;
use crate::journey::ticket::Seal;

/// Days after which a forgotten draft is not offered any more.
const KEPT_DAYS: f64 = 30.0;
const DAY: f64 = 86_400_000.0;

/// A ticket that has not been sent yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Draft {
    /// The answers so far, without files.
    pub(super) answers: Answers,
    /// Mark of the prefill it began with.
    pub(super) prefill: String,
    /// When it was last changed, in milliseconds since 1970.
    pub(super) saved: f64,
    /// Made with the first attempt to send it, and the same for each attempt after that.
    pub(super) seal: Option<Seal>,
}

/// What to do about a kept draft.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kept {
    /// There is none worth keeping.
    Nothing,
    /// It goes on where the reader stopped.
    GoOn(Draft),
    /// The reader is here about something else: keep it aside and offer it.
    Offer(Draft),
}

impl Draft {
    /// Whether anything in it was written by the reader, or an attempt was made to send it: a second attempt must then
    /// go under the same seal.
    pub(super) fn is_worth_keeping(&self, untouched: &Answers) -> bool {
        self.answers != *untouched || self.seal.is_some()
    }

    /// Whether it is recent enough to matter.
    pub(super) fn is_fresh(&self, now: f64) -> bool {
        now - self.saved <= KEPT_DAYS * DAY
    }

    /// What to do about this draft for a reader who comes with a prefill.
    pub(super) fn meets(self, prefill: &Prefill, untouched: &Answers, now: f64) -> Kept {
        let mark = prefill.mark();
        if !self.is_fresh(now) || !self.is_worth_keeping(untouched) {
            Kept::Nothing
        } else if mark.is_empty() || mark == self.prefill {
            Kept::GoOn(self)
        } else {
            Kept::Offer(self)
        }
    }
}

/// Name and e-mail, kept on the device when the reader ticks it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Me {
    pub(super) name: String,
    pub(super) email: String,
}

impl Me {
    /// Id of the field for the reader's name.
    pub(super) const NAME: &str = "name";
    /// Id of the field for the reader's e-mail address.
    pub(super) const EMAIL: &str = "email";

    /// What these answers say about the reader.
    pub(super) fn of(answers: &Answers) -> Self {
        Self { name: answers.text(Self::NAME).trim().to_owned(), email: answers.text(Self::EMAIL).trim().to_owned() }
    }

    /// Fills in what is still empty.
    pub(super) fn fill(&self, answers: &mut Answers) {
        for (id, known) in [(Self::NAME, &self.name), (Self::EMAIL, &self.email)] {
            if answers.text(id).is_empty() {
                answers.set_text(id, known);
            }
        }
    }
}
