//! The tickets this device knows.

use content::ticket::{Receipt, State, Ticket};
use serde::{Deserialize, Serialize};

use crate::journey::ticket::Seal;

/// More than anybody raises from one device, and little enough to keep anywhere.
const LIMIT: usize = 200;

/// What the device keeps of one ticket. Receipts of earlier versions hold only the first five.
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
    /// When it had last changed when the device last asked, RFC 3339; empty when that is not known.
    #[serde(default)]
    pub(in crate::journey) updated: String,
    /// The same when the reader last had its page open; empty when that is not known.
    #[serde(default)]
    pub(in crate::journey) seen: String,
    /// When the device last asked, in milliseconds since 1970; 0 for never.
    #[serde(default)]
    pub(in crate::journey) asked: i64,
    /// Whether it waited until its reader confirms the address when the device last asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(in crate::journey) unconfirmed: bool,
}

impl Kept {
    /// A ticket that was just sent under a seal.
    pub(in crate::journey) fn of(receipt: &Receipt, seal: &Seal, subject: String) -> Self {
        let Receipt { reference, created, unconfirmed, .. } = receipt.clone();
        Self { unconfirmed, ..Self::new(reference, seal.secret.clone(), subject, created) }
    }

    /// A ticket that was just sent.
    pub(in crate::journey) fn new(reference: String, secret: String, subject: String, created: String) -> Self {
        let (updated, seen) = (created.clone(), created.clone());
        Self { reference, secret, subject, created, state: State::New, updated, seen, asked: 0, unconfirmed: false }
    }

    /// Notes how it stands; `seen` when its page is open before the reader. Says whether that changes what the list shows.
    pub(in crate::journey) fn learn(&mut self, ticket: &Ticket, now: i64, seen: bool) -> bool {
        let before = (self.state, self.is_unread(), self.unconfirmed);
        if self.seen.is_empty() {
            // Of an earlier version's receipt only a new state tells that something happened.
            self.seen = if ticket.state == self.state { ticket.updated.clone() } else { self.created.clone() };
        }
        if seen {
            self.seen.clone_from(&ticket.updated);
        }
        // Of what only a newer desk knows, the list shows the last that is known.
        if ticket.state != State::Unknown {
            self.state = ticket.state;
        }
        self.updated.clone_from(&ticket.updated);
        self.asked = now;
        self.unconfirmed = ticket.confirm.is_some();
        before != (self.state, self.is_unread(), self.unconfirmed)
    }

    /// Whether something happened since the reader last had its page open.
    pub(in crate::journey) fn is_unread(&self) -> bool {
        !self.seen.is_empty() && self.updated > self.seen
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

    /// Takes all tickets off the list and gives them back with their places.
    pub(in crate::journey) fn forget_all(&mut self) -> Vec<(usize, Kept)> {
        std::mem::take(&mut self.0).into_iter().enumerate().collect()
    }

    /// Puts a forgotten ticket back where it was.
    pub(in crate::journey) fn put_back(&mut self, place: usize, kept: Kept) {
        self.0.retain(|other| other.reference != kept.reference);
        self.0.insert(place.min(self.0.len()), kept);
    }

    /// Notes how a ticket stands, if it is on the list; see [`Kept::learn`].
    pub(in crate::journey) fn learn(&mut self, ticket: &Ticket, now: i64, seen: bool) -> bool {
        let kept = self.0.iter_mut().find(|kept| kept.reference == ticket.reference);
        kept.is_some_and(|kept| kept.learn(ticket, now, seen))
    }

    /// Notes that the desk was asked about a ticket and told nothing.
    pub(in crate::journey) fn asked(&mut self, reference: &str, now: i64) {
        if let Some(kept) = self.0.iter_mut().find(|kept| kept.reference == reference) {
            kept.asked = now;
        }
    }

    /// The tickets to ask about next, at most so many: those that may still change, the one asked longest ago first.
    pub(in crate::journey) fn to_ask(&self, most: usize) -> Vec<Kept> {
        let mut open: Vec<&Kept> = self.0.iter().filter(|kept| kept.state != State::Closed).collect();
        open.sort_by_key(|kept| kept.asked);
        open.into_iter().take(most).cloned().collect()
    }
}

#[cfg(test)]
pub(super) mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    const CREATED: &str = "2026-11-22T10:00:00.000Z";

    pub(in crate::journey::mine) fn kept(reference: &str) -> Kept {
        Kept::new(reference.into(), "s".into(), "VPN".into(), CREATED.into())
    }

    /// A ticket as the desk tells it, last changed at an hour of that day.
    fn told(reference: &str, state: State, hour: u8) -> Ticket {
        serde_json::from_value(serde_json::json!({
            "reference": reference, "state": state, "subject": "VPN", "form": "Report a problem", "created": CREATED,
            "updated": format!("2026-11-22T{hour}:00:00.000Z"), "team": null, "priority": null, "answers": [], "context": {},
        }))
        .unwrap()
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
        let all = receipts.forget_all();
        assert_eq!(references(&receipts), [""; 0]);
        receipts.keep(kept("D"));
        all.into_iter().for_each(|(place, kept)| receipts.put_back(place, kept));
        assert_eq!(references(&receipts), ["C", "B", "A", "D"], "and what came meanwhile stays");
    }

    #[test]
    fn what_changed_is_unread_until_its_page_is_opened() {
        let mut receipts = Receipts::default();
        receipts.keep(kept("A"));
        assert!(!receipts.learn(&told("A", State::New, 10), 1, false), "nothing happened");
        assert!(receipts.learn(&told("A", State::New, 11), 2, false), "a word without a new state");
        assert!(receipts.0[0].is_unread());
        assert!(receipts.learn(&told("A", State::Solved, 12), 3, true));
        assert!(!receipts.0[0].is_unread() && receipts.0[0].state == State::Solved);
        assert!(!receipts.learn(&told("A", State::Solved, 12), 4, false), "the same again");
        assert!(!receipts.learn(&told("Z", State::Solved, 12), 5, false), "not on the list");
    }

    #[test]
    fn receipts_of_earlier_versions_are_read_and_only_a_new_state_of_theirs_is_unread() {
        let old = format!(r#"[{{"reference":"A","secret":"s","subject":"VPN","created":"{CREATED}","state":"new"}}]"#);
        let old: Receipts = serde_json::from_str(&old).unwrap();
        let unread = |state| {
            let mut receipts = old.clone();
            receipts.learn(&told("A", state, 15), 1, false);
            receipts.0[0].is_unread()
        };
        assert!(!old.0[0].is_unread());
        assert_eq!([State::New, State::InProgress].map(unread), [false, true]);
    }

    #[test]
    fn those_asked_longest_ago_are_asked_first_and_closed_ones_never() {
        let mut receipts = Receipts::default();
        for reference in ["A", "B", "C", "D"] {
            receipts.keep(kept(reference));
        }
        receipts.learn(&told("C", State::New, 10), 5, false);
        receipts.learn(&told("B", State::Closed, 10), 6, false);
        receipts.asked("D", 7);
        let next = |most| receipts.to_ask(most).into_iter().map(|kept| kept.reference).collect::<Vec<_>>();
        assert_eq!(next(10), ["A", "C", "D"]);
        assert_eq!(next(2), ["A", "C"]);
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
