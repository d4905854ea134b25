//! The tickets this device knows.

use content::ticket::{Receipt, State};
use serde::{Deserialize, Serialize};

use crate::journey::ticket::Seal;

/// More than anybody raises from one device, and little enough to keep anywhere.
const LIMIT: usize = 200;

/// What the device keeps of one ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::journey) struct Kept {
    /// Such as `TZ-7F3K9Q`.
    pub(in crate::journey) reference: String,
    /// Opens its status.
    pub(in crate::journey) secret: String,
    /// What it is about.
    pub(in crate::journey) subject: String,
    /// When it was stored, RFC 3339.
    pub(in crate::journey) created: String,
    /// How it stood when the device last asked.
    pub(in crate::journey) state: State,
}

impl Kept {
    /// What is kept of a ticket that the desk has just stored.
    pub(in crate::journey) fn of(receipt: &Receipt, seal: &Seal, subject: String) -> Self {
        let Receipt { reference, created } = receipt.clone();
        Self { reference, secret: seal.secret.clone(), subject, created, state: State::New }
    }
}

/// All of them, the latest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(in crate::journey) struct Receipts(pub(in crate::journey) Vec<Kept>);

impl Receipts {
    /// Keeps a ticket; one that is there already moves to the front.
    pub(in crate::journey) fn keep(&mut self, kept: Kept) {
        self.0.retain(|other| other.reference != kept.reference);
        self.0.insert(0, kept);
        self.0.truncate(LIMIT);
    }

    /// Takes a ticket off the list and gives back what [`Receipts::put_back`] needs to undo that.
    pub(in crate::journey) fn forget(&mut self, reference: &str) -> Option<(usize, Kept)> {
        let place = self.0.iter().position(|kept| kept.reference == reference)?;
        Some((place, self.0.remove(place)))
    }

    /// Puts a forgotten ticket back where it was.
    pub(in crate::journey) fn put_back(&mut self, place: usize, kept: Kept) {
        self.0.retain(|other| other.reference != kept.reference);
        self.0.insert(place.min(self.0.len()), kept);
    }

    /// Notes how a ticket stands; says whether that is news.
    pub(in crate::journey) fn learn(&mut self, reference: &str, state: State) -> bool {
        match self.0.iter_mut().find(|kept| kept.reference == reference) {
            Some(kept) if kept.state != state => {
                kept.state = state;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    fn kept(reference: &str) -> Kept {
        Kept {
            reference: reference.into(),
            secret: "s".into(),
            subject: "VPN".into(),
            created: "2026-11-22T10:00:00Z".into(),
            state: State::New,
        }
    }

    fn references(receipts: &Receipts) -> Vec<&str> {
        receipts.0.iter().map(|kept| kept.reference.as_str()).collect()
    }

    #[test]
    fn the_latest_comes_first_and_nothing_twice() {
        let mut receipts = Receipts::default();
        for reference in ["A", "B", "A"] {
            receipts.keep(kept(reference));
        }
        assert_eq!(references(&receipts), ["A", "B"]);
    }

    #[test]
    fn forgetting_can_be_undone_in_place() {
        let mut receipts = Receipts::default();
        for reference in ["A", "B", "C"] {
            receipts.keep(kept(reference));
        }
        let (place, gone) = receipts.forget("B").unwrap();
        assert_eq!(references(&receipts), ["C", "A"]);
        receipts.put_back(place, gone);
        assert_eq!(references(&receipts), ["C", "B", "A"]);
        assert_eq!(receipts.forget("Z"), None);
    }

    #[test]
    fn only_a_changed_state_is_news() {
        let mut receipts = Receipts::default();
        receipts.keep(kept("A"));
        assert!(!receipts.learn("A", State::New));
        assert!(receipts.learn("A", State::Solved));
        assert!(!receipts.learn("Z", State::Solved));
        assert_eq!(receipts.0[0].state, State::Solved);
    }

    #[test]
    fn the_list_stays_small() {
        let mut receipts = Receipts::default();
        for number in 0..LIMIT + 5 {
            receipts.keep(kept(&number.to_string()));
        }
        assert_eq!(receipts.0.len(), LIMIT);
        assert_eq!(receipts.0[0].reference, (LIMIT + 4).to_string());
    }
}
