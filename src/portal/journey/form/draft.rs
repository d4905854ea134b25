//! A ticket that has not been sent yet, as the device keeps it: one draft for each tab, so that tabs never write over each
//! other's words.

use content::Verify;
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
    /// Tells it from the drafts of other tabs.
    pub(super) id: String,
    /// The answers so far; of files, what they are called.
    pub(super) answers: Answers,
    /// Mark of the prefill it began with.
    pub(super) prefill: String,
    /// When it was last changed, in milliseconds since 1970.
    pub(super) saved: f64,
    /// What the guide demands that led to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) verify: Option<Verify>,
    /// Made with the first attempt to send it, and the same for each attempt after that.
    pub(super) seal: Option<Seal>,
}

/// What the device keeps for a form, seen by a reader who opens it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Kept {
    /// The tab's own draft: it goes on where the reader stopped.
    pub(super) own: Option<Draft>,
    /// The newest of the others: of another tab, of an earlier visit, or about something else.
    pub(super) other: Option<Draft>,
    /// Drafts nobody came back to.
    pub(super) stale: Vec<String>,
}

impl Draft {
    /// Whether anything in it was written by the reader, or an attempt was made to send it: a second attempt must then
    /// go under the same seal.
    pub(super) fn is_worth_keeping(&self, untouched: &Answers) -> bool {
        self.answers != *untouched || self.seal.is_some()
    }

    /// Whether it says what another says, whenever that was kept.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        let same = self.answers == other.answers && self.prefill == other.prefill;
        same && self.seal == other.seal && self.verify == other.verify
    }

    /// This draft after another tab has taken the one it goes on from: a ticket of its own, which must not share the seal
    /// of the other.
    pub(super) fn parted(mut self, before: &Self, id: String) -> Self {
        self.id = id;
        self.seal = self.seal.filter(|seal| before.seal.as_ref() != Some(seal));
        self
    }

    /// Whether a reader who comes with a prefill is here about this.
    fn suits(&self, prefill: &Prefill) -> bool {
        let mark = prefill.mark();
        mark.is_empty() || mark == self.prefill
    }
}

impl Kept {
    /// Sorts the drafts of a form for a tab.
    pub(super) fn sort(
        mut drafts: Vec<Draft>,
        own: Option<&str>,
        prefill: &Prefill,
        untouched: &Answers,
        now: f64,
    ) -> Self {
        let mut kept = Self::default();
        drafts.sort_by(|one, other| other.saved.total_cmp(&one.saved));
        for draft in drafts {
            if now - draft.saved > KEPT_DAYS * DAY {
                kept.stale.push(draft.id);
            } else if !draft.is_worth_keeping(untouched) {
                // Another tab may be at it; what it says stands in this form already.
            } else if own == Some(&*draft.id) && draft.suits(prefill) {
                kept.own = Some(draft);
            } else if kept.other.is_none() {
                kept.other = Some(draft);
            }
        }
        kept
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
