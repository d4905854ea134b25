//! Watches one ticket: asks the desk, waits, asks again; rests while nobody looks.

use std::sync::Arc;
use std::time::Duration;

use content::ticket::{State, Ticket};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::fragment::{CodeLink, Fragment, Pass};
use super::polling::Pause;
use super::stored::{Deleted, HEADING, Holdings};
use super::talk;
use crate::date::now;
use crate::journey::device::Device;
use crate::journey::focus::{focus_id, keeping};
use crate::journey::mine;
use crate::journey::moment::milliseconds;
use crate::journey::ticket::{Desk, Failure, patience};
use crate::page::Site;
use crate::shell::say;
use crate::words::journey as words;

/// What is drawn anew with the ticket, and where the keyboard goes on when its place there is gone.
const PARTS: [&str; 2] = [".track-live", ".talk > h2, .track-none > h2"];

/// What is known of the ticket.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Known {
    /// The page has not come to life.
    Nothing,
    /// The reader came without a private link.
    NoLink,
    /// The link is not whole.
    TornLink,
    /// Only the ticket's reference.
    Reference(String),
    /// A code that confirms an address, and nothing of the ticket.
    Code(CodeLink),
    /// The desk is being asked for the first time.
    Asking,
    /// This is how it stands.
    Ticket(Box<Ticket>),
    /// The desk gave no ticket.
    Failed(Failure),
    /// The reader has had it deleted.
    Deleted(Box<Deleted>),
}

/// A watched ticket.
#[derive(Clone, Copy)]
pub(super) struct Watch {
    /// The page's own address.
    pub(super) site: StoredValue<Arc<Site>>,
    /// What is known of the ticket.
    pub(super) known: RwSignal<Known>,
    /// The last look failed while an earlier one had not: what is shown may be old.
    pub(super) stale: RwSignal<Option<Failure>>,
    /// The private link's parts.
    pub(super) pass: RwSignal<Option<Pass>>,
    /// When the desk last answered, in milliseconds since 1970: what is told of near times is told from there.
    pub(super) looked: RwSignal<i64>,
    pause: StoredValue<Pause>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// Counts the tickets watched, so that a late answer about another one is dropped.
    round: StoredValue<u32>,
    /// What comes next was the reader's own doing, and has been said.
    quiet: StoredValue<bool>,
    /// What was to be deleted, when nobody knows whether the desk has heard that.
    wished: StoredValue<Option<Holdings>>,
}

impl Watch {
    /// Watches nothing yet.
    pub(super) fn new(site: Arc<Site>) -> Self {
        Self {
            site: StoredValue::new(site),
            known: RwSignal::new(Known::Nothing),
            stale: RwSignal::new(None),
            pass: RwSignal::new(None),
            looked: RwSignal::new(0),
            pause: StoredValue::new(Pause::first()),
            timer: StoredValue::new(None),
            round: StoredValue::new(0),
            quiet: StoredValue::new(false),
            wished: StoredValue::new(None),
        }
    }

    /// Starts to watch what the private link names.
    pub(super) fn open(self, fragment: Fragment) {
        self.rest();
        self.round.update_value(|round| *round += 1);
        self.stale.set(None);
        self.pass.set(None);
        self.wished.set_value(None);
        match fragment {
            Fragment::Empty => self.known.set(Known::NoLink),
            Fragment::Torn => self.known.set(Known::TornLink),
            // The device may have the rest of the link.
            Fragment::Reference(reference) => match mine::secret_of(&Device::of(&self.site.get_value()), &reference) {
                Some(secret) => self.watch(Pass { reference, secret }),
                None => self.known.set(Known::Reference(reference)),
            },
            Fragment::Code(link) => self.known.set(Known::Code(link)),
            Fragment::Pass(pass) => self.watch(pass),
        }
    }

    fn watch(self, pass: Pass) {
        self.pass.set(Some(pass));
        self.known.set(Known::Asking);
        self.pause.set_value(Pause::first());
        self.look();
    }

    /// Asks the desk now.
    pub(super) fn look(self) {
        self.rest();
        let Some(Pass { reference, secret }) = self.pass.get_untracked() else { return };
        let (round, site) = (self.round.get_value(), self.site.get_value());
        spawn_local(async move {
            let answer = Desk::of(&site).status(&reference, &secret).await;
            // The page may be gone, or show another ticket by now.
            if self.round.try_get_value() == Some(round) {
                self.learn(answer);
            }
        });
    }

    /// Asks the desk now, after something that the reader did and has been told of.
    pub(super) fn look_quietly(self) {
        self.quiet.set_value(true);
        self.look();
    }

    /// Pauses while nobody looks at the page, and looks at once when somebody does again and the desk has nothing against it.
    pub(super) fn on_visibility(self) {
        self.rest();
        if document().hidden() || self.pass.get_untracked().is_none() {
            return;
        }
        match patience::left() {
            0 => self.look(),
            left => self.look_in(left),
        }
    }

    fn learn(self, answer: Result<Ticket, Failure>) {
        let quiet = self.quiet.try_update_value(std::mem::take).unwrap_or_default();
        let before = self.known.get_untracked();
        match answer {
            Ok(ticket) => {
                let device = Device::of(&self.site.get_value());
                let seen = !document().hidden();
                mine::change(&device, |receipts| receipts.learn(&ticket, now(), seen));
                let closed = ticket.state == State::Closed;
                self.looked.set(now());
                let said = format!("{} {}", words::standing(&ticket), words::next(&ticket, now()));
                let known = Known::Ticket(Box::new(ticket));
                let news = known != before;
                self.stale.set(None);
                if news {
                    if !quiet {
                        say(&said);
                    }
                    keeping(PARTS, || self.known.set(known));
                }
                if !closed {
                    self.look_later(news);
                }
            }
            Err(Failure::Unknown) if self.wished.with_value(Option::is_some) => self.had_heard(),
            Err(failure) => {
                let lasting = failure == Failure::Unknown;
                if matches!(before, Known::Ticket(_)) && !lasting {
                    if self.stale.with_untracked(Option::is_none) {
                        say(&words::stale(&failure));
                    }
                    self.stale.set(Some(failure));
                } else {
                    say(if lasting { words::UNKNOWN_TICKET } else { words::DESK_DOWN });
                    keeping(PARTS, || self.known.set(Known::Failed(failure)));
                }
                if !lasting {
                    self.look_later(false);
                }
            }
        }
    }

    /// Whether anybody still works on the ticket.
    pub(super) fn is_open(self) -> bool {
        self.known.with_untracked(
            |known| matches!(known, Known::Ticket(ticket) if !matches!(ticket.state, State::Solved | State::Closed)),
        )
    }

    /// The desk may have heard that the ticket is to be deleted, or not.
    pub(super) fn wish(self, holdings: Holdings) {
        self.wished.set_value(Some(holdings));
    }

    /// Whether the desk may have heard that.
    pub(super) fn has_wished(self) -> bool {
        self.wished.try_with_value(Option::is_some).unwrap_or_default()
    }

    /// The ticket is not there any more, and was to be deleted.
    fn had_heard(self) {
        if let (Some(pass), Some(holdings)) = (self.pass.get_untracked(), self.wished.get_value()) {
            forget(&Device::of(&self.site.get_value()), &pass);
            self.deleted(holdings);
        }
    }

    /// The desk has deleted the ticket: nothing is asked any more.
    pub(super) fn deleted(self, holdings: Holdings) {
        self.rest();
        self.round.update_value(|round| *round += 1);
        let Some(Pass { reference, .. }) = self.pass.get_untracked() else { return };
        self.stale.set(None);
        self.known.set(Known::Deleted(Box::new(Deleted { reference, holdings })));
        self.pass.set(None);
        // Which says it, too.
        focus_id(HEADING);
    }

    fn look_later(self, news: bool) {
        let pause = self.pause.get_value();
        self.pause.set_value(pause.after(news));
        if !document().hidden() {
            self.look_in(pause.milliseconds(self.due(), patience::left()));
        }
    }

    /// Milliseconds until something is due that has yet to come.
    fn due(self) -> Option<u32> {
        let due = self.known.with_untracked(|known| match known {
            Known::Ticket(ticket) if !ticket.late => ticket.next_update.clone(),
            _ => None,
        });
        u32::try_from(milliseconds(&due?)? - now()).ok()
    }

    fn look_in(self, milliseconds: u32) {
        let timer = set_timeout_with_handle(move || self.look(), Duration::from_millis(u64::from(milliseconds)));
        self.timer.set_value(timer.ok());
    }

    /// Asks no more until told to.
    pub(super) fn rest(self) {
        if let Some(Some(timer)) = self.timer.try_update_value(Option::take) {
            timer.clear();
        }
    }
}

/// Has the device forget a ticket and what was being written about it.
pub(super) fn forget(device: &Device, pass: &Pass) {
    mine::change(device, |receipts| receipts.forget(&pass.reference));
    talk::forget(device, pass);
}
