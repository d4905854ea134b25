//! A ticket that waits on the device to be sent, and when it is its turn.

use content::ticket::{File, NewTicket, Value};
use serde::{Deserialize, Serialize};

use crate::journey::ticket::{Failure, Seal};

/// Milliseconds for which nobody else picks up a ticket that is being sent: should the page die meanwhile, it is the next
/// page's turn after that.
const CLAIM: f64 = 60_000.0;
/// Milliseconds until the first try again; each after it comes twice as late.
const FIRST: f64 = 15_000.0;
/// Milliseconds between two tries at most, whatever the desk asks for.
const LAST: f64 = 900_000.0;

/// A ticket on its way to the desk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::journey) struct Waiting {
    /// Its key and its secret; the key tells it from other tickets.
    pub(in crate::journey) seal: Seal,
    /// Id of its form, whose draft it is.
    pub(in crate::journey) form: String,
    /// What it is about.
    pub(in crate::journey) subject: String,
    /// The request, letter by letter: only the very same counts once.
    pub(in crate::journey) body: String,
    /// Where it goes, if nobody knows better.
    pub(in crate::journey) endpoint: String,
    /// When the reader sent it, in milliseconds since 1970.
    pub(in crate::journey) since: f64,
    /// Whether the device must not keep it, because it says something in confidence.
    pub(in crate::journey) unkept: bool,
    /// Ids of files that the desk has already.
    pub(super) arrived: Vec<String>,
    /// How often it was tried.
    tries: u32,
    /// Not before this moment, in milliseconds since 1970.
    next: f64,
    /// Until this moment some page is sending it.
    claim: f64,
    /// Why it is still here.
    pub(in crate::journey) why: Option<Failure>,
}

/// What is known before the first try.
pub(in crate::journey) struct Parcel {
    pub(in crate::journey) seal: Seal,
    pub(in crate::journey) subject: String,
    pub(in crate::journey) ticket: NewTicket,
    pub(in crate::journey) endpoint: String,
    /// Whether it says something in confidence.
    pub(in crate::journey) unkept: bool,
}

impl Waiting {
    /// A ticket that has just been sent; its request when it can be written, which every ticket can.
    pub(super) fn of(parcel: Parcel, now: f64) -> Option<Self> {
        let Parcel { seal, subject, ticket, endpoint, unkept } = parcel;
        let body = serde_json::to_string(&ticket).ok()?;
        let form = ticket.form;
        let arrived = Vec::new();
        Some(Self {
            seal,
            form,
            subject,
            body,
            endpoint,
            since: now,
            unkept,
            arrived,
            tries: 0,
            next: now,
            claim: 0.0,
            why: None,
        })
    }

    /// All files that go with it.
    pub(in crate::journey) fn files(&self) -> Vec<File> {
        let ticket = serde_json::from_str::<NewTicket>(&self.body).ok();
        let values = ticket.map(|ticket| ticket.values).unwrap_or_default();
        let files = values.into_values().map(|value| match value {
            Value::Files(files) => files,
            Value::Text(_) | Value::Many(_) => Vec::new(),
        });
        files.flatten().collect()
    }

    /// Names a file by another id, under which it has not been sent yet.
    pub(super) fn rename(&mut self, before: &str, id: &str) {
        // Ids are drawn from so many that no other words hold one by chance.
        self.body = self.body.replace(before, id);
        self.arrived.retain(|arrived| arrived != before);
    }

    /// Whether it needs the reader: sent again as it is, it would fail again.
    pub(in crate::journey) fn is_stuck(&self) -> bool {
        self.why.as_ref().is_some_and(|why| !why.passes())
    }

    /// Whether it is its turn. A moment further away than any pause was noted by a clock that has been set since.
    pub(super) fn is_due(&self, now: f64) -> bool {
        !self.is_stuck() && self.pause(now) <= 0.0
    }

    /// Milliseconds until it is its turn; nothing when it needs the reader.
    pub(super) fn due_in(&self, now: f64) -> Option<f64> {
        (!self.is_stuck()).then(|| self.pause(now).max(0.0))
    }

    fn pause(&self, now: f64) -> f64 {
        let until = |moment: f64| if moment - now > LAST { 0.0 } else { moment - now };
        until(self.next).max(until(self.claim))
    }

    /// Takes it out of the reach of other pages while it is being sent.
    pub(super) fn claimed(mut self, now: f64) -> Self {
        self.claim = now + CLAIM;
        self
    }

    /// It was not sent. `chance`, from 0 to 1, spreads the tries of many readers whose desk was down.
    pub(super) fn failed(mut self, why: Failure, now: f64, chance: f64) -> Self {
        self.claim = 0.0;
        self.tries = self.tries.saturating_add(1);
        let doubled = FIRST * 2_f64.powi(i32::try_from(self.tries - 1).unwrap_or(i32::MAX));
        let asked = match why {
            Failure::Busy(Some(seconds)) => f64::from(seconds) * 1_000.0,
            _ => 0.0,
        };
        self.next = now + (doubled * (0.75 + chance / 2.0)).max(asked).min(LAST);
        self.why = Some(why);
        self
    }

    /// The device has a connection again: worth a try at once, unless the desk has asked for a pause or a page is at it.
    pub(super) fn hurried(mut self, now: f64) -> Self {
        if !matches!(self.why, Some(Failure::Busy(_))) {
            self.next = now;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting() -> Waiting {
        Waiting {
            seal: Seal { key: "k".into(), secret: "s".into() },
            form: "incident".into(),
            subject: "VPN".into(),
            body: "{}".into(),
            endpoint: "/".into(),
            since: 0.0,
            unkept: false,
            arrived: Vec::new(),
            tries: 0,
            next: 0.0,
            claim: 0.0,
            why: None,
        }
    }

    fn pause(waiting: &Waiting, now: f64) -> f64 {
        waiting.due_in(now).unwrap_or(-1.0)
    }

    #[test]
    fn pauses_grow_and_end_at_a_quarter_of_an_hour() {
        let mut it = waiting();
        let mut pauses = Vec::new();
        for _ in 0..9 {
            it = it.failed(Failure::Unreachable, 0.0, 0.5);
            pauses.push(pause(&it, 0.0));
        }
        assert_eq!(pauses[..3], [15_000.0, 30_000.0, 60_000.0]);
        assert_eq!(pauses[6..], [900_000.0; 3]);
        let spread = [0.0, 1.0].map(|chance| pause(&waiting().failed(Failure::Slow, 0.0, chance), 0.0));
        assert_eq!(spread, [11_250.0, 18_750.0]);
    }

    #[test]
    fn the_desk_is_given_the_pause_it_asks_for_even_when_the_connection_comes_back() {
        let busy = waiting().failed(Failure::Busy(Some(120)), 0.0, 0.5);
        assert_eq!(pause(&busy, 0.0), 120_000.0);
        assert_eq!(pause(&busy.hurried(1_000.0), 1_000.0), 119_000.0);
        let offline = waiting().failed(Failure::Offline, 0.0, 0.5);
        assert!(offline.hurried(1_000.0).is_due(1_000.0));
    }

    #[test]
    fn what_another_page_is_sending_is_left_alone_for_a_minute() {
        let claimed = waiting().claimed(0.0);
        assert!(!claimed.is_due(59_000.0));
        assert!(!claimed.clone().hurried(1_000.0).is_due(1_000.0));
        assert!(claimed.is_due(60_000.0));
    }

    #[test]
    fn a_clock_that_was_set_back_keeps_no_ticket_waiting() {
        let day = 86_400_000.0;
        let tomorrow = waiting().failed(Failure::Offline, day, 0.5);
        assert!(tomorrow.is_due(0.0));
        assert!(tomorrow.is_due(2.0 * day));
    }

    #[test]
    fn a_file_that_goes_again_has_another_id() {
        let mut it = waiting();
        it.body = r#"{"form":"f","values":{"proof":[{"name":"a","type":"text/plain","size":1,"upload":"0a"}]},"secret_hash":""}"#
            .into();
        it.arrived = vec!["0a".into()];
        it.rename("0a", "0b");
        assert_eq!(it.files().into_iter().map(|file| file.upload).collect::<Vec<_>>(), ["0b"]);
        assert!(it.arrived.is_empty());
    }

    #[test]
    fn what_would_fail_again_waits_for_the_reader() {
        for why in [Failure::TooLarge, Failure::Invalid(Vec::new()), Failure::Earlier(None), Failure::Broken(400)] {
            let stuck = waiting().failed(why, 0.0, 0.5);
            assert!(stuck.is_stuck() && !stuck.is_due(1e12) && stuck.due_in(0.0).is_none());
        }
        assert!(!waiting().failed(Failure::Broken(500), 0.0, 0.5).is_stuck());
    }
}
