//! Sending a ticket: checked, sealed, sent, and kept safe whatever happens.

use std::future::Future;

use content::route;
use content::ticket::{Context, NewTicket, Receipt};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::failure::FAILURE;
use super::keeping::Keeper;
use super::remember;
use super::secrets::without_secrets;
use super::sheet::Sheet;
use super::summary::SUMMARY;
use super::waiting::WAITING;
use crate::between::go_to;
use crate::journey::focus::focus;
use crate::journey::guide::forget_path;
use crate::journey::mine::{self, Kept};
use crate::journey::outbox::{Outbox, Parcel, Waiting};
use crate::journey::secrets::masked;
use crate::journey::ticket::{Desk, Failure, Seal};
use crate::shell::say;
use crate::trail::Trail;
use crate::words::journey as words;

/// Sends the ticket of one form.
#[derive(Clone)]
pub(super) struct Sender {
    pub(super) sheet: Sheet,
    pub(super) keeper: Keeper,
    /// Whether to remember the reader.
    pub(super) remember: RwSignal<bool>,
    /// Whether a send is under way.
    pub(super) busy: RwSignal<bool>,
    /// Why the last attempt failed.
    pub(super) failure: RwSignal<Option<Failure>>,
    /// What the last attempt sent: it may have arrived although no answer came back.
    pub(super) attempt: StoredValue<Option<NewTicket>>,
    /// Where what is sent waits for its turn.
    pub(super) outbox: Outbox,
}

impl Sender {
    /// What the Send button does.
    pub(super) fn on_send(&self) -> impl Fn() + Clone + use<> {
        let sender = self.clone();
        move || {
            if sender.busy.get_untracked() || !sender.sheet.ready.get_untracked() {
                return;
            }
            let problems = sender.sheet.problems();
            let sound = problems.is_empty();
            sender.sheet.tell(problems);
            sender.failure.set(None);
            if sound {
                say(words::SENDING);
                sender.send();
            } else {
                focus(SUMMARY);
            }
        }
    }

    fn send(&self) {
        let Some(seal) = self.keeper.seal() else {
            // No browser in use lacks a source of randomness; without one there is no safe way to send.
            self.fail(Failure::Broken(0));
            return;
        };
        let parcel = Parcel {
            ticket: self.ticket(&seal),
            seal: seal.clone(),
            subject: self.subject(),
            endpoint: self.sheet.site.support.endpoint.clone(),
            unkept: self.sheet.says_in_confidence(),
        };
        remember::settle(&self.sheet, self.remember.get_untracked());
        let earlier = self.attempt.get_value();
        self.attempt.set_value(Some(parcel.ticket.clone()));
        self.wait_for(seal, earlier, self.outbox.send(parcel));
    }

    /// Tries again to send the ticket that waits.
    pub(super) fn try_again(&self) {
        let Some(seal) = self.sheet.waiting.get_untracked() else { return };
        if !self.busy.get_untracked() {
            say(words::SENDING);
            self.wait_for(seal.clone(), None, self.outbox.try_now(seal));
        }
    }

    fn wait_for(
        &self,
        seal: Seal,
        earlier: Option<NewTicket>,
        sending: impl Future<Output = Result<Receipt, Failure>> + 'static,
    ) {
        self.busy.set(true);
        let sender = self.clone();
        spawn_local(async move {
            match sending.await {
                Ok(receipt) => sender.arrive(&receipt, &seal),
                Err(failure) if failure.passes() => sender.wait(seal),
                Err(Failure::Earlier(_)) => {
                    let reference = sender.keep_earlier(earlier, seal).await;
                    sender.fail(Failure::Earlier(reference));
                }
                Err(failure) => {
                    sender.outbox.take_back(&seal.key);
                    sender.fail(failure);
                }
            }
        });
    }

    /// The ticket waits in the outbox, unless it was taken back meanwhile. The reader may have left the page; the strip tells
    /// them then.
    fn wait(&self, seal: Seal) {
        if self.busy.try_set(false).is_none() && self.outbox.has(&seal.key) {
            self.sheet.waiting.set(Some(seal));
            focus(WAITING);
        }
    }

    /// The ticket is with the desk: the way leads to its status, if the reader is still waiting on this page. Nobody is
    /// carried away from another one.
    fn arrive(&self, receipt: &Receipt, seal: &Seal) {
        forget_path(&self.sheet.device);
        Trail::forget();
        mine::just_sent(&self.sheet.device, &receipt.reference);
        if self.busy.try_set(false).is_none() {
            self.keeper.rest();
            go_to(&self.sheet.site.href(&route::track(&receipt.reference, &seal.secret)));
        }
    }

    /// What becomes of the ticket that waits while the reader looks at it: another tab, or the pause that is over, has sent
    /// it, or another tab has taken it back.
    pub(super) fn follow_outbox(&self) {
        let Some(seal) = self.sheet.waiting.get().filter(|seal| !self.outbox.holds(&seal.key)) else { return };
        self.sheet.waiting.set(None);
        if let Some(receipt) = mine::receipt_of(&self.sheet.device, &seal) {
            self.arrive(&receipt, &seal);
        }
    }

    /// Brings the form back, with the ticket that waited in it.
    pub(super) fn change(&self) {
        let Some(waiting) = self.take_back() else { return };
        self.attempt.set_value(serde_json::from_str(&waiting.body).ok());
        match waiting.why {
            Some(Failure::Invalid(errors)) => {
                self.sheet.tell(errors);
                focus(SUMMARY);
            }
            _ => focus("h1"),
        }
    }

    /// Forgets the ticket that waits; its words can be brought back.
    pub(super) fn discard(&self) {
        if self.take_back().is_some() {
            self.keeper.discard();
        }
    }

    /// The ticket that waits, no longer on its way.
    fn take_back(&self) -> Option<Waiting> {
        let seal = self.sheet.waiting.get_untracked()?;
        self.sheet.waiting.set(None);
        self.outbox.take_back(&seal.key)
    }

    /// The desk has another version under this key: what an attempt before sent. Sent once more it gives its receipt,
    /// so that the reader can find it. The next attempt is a ticket of its own.
    async fn keep_earlier(&self, earlier: Option<NewTicket>, seal: Seal) -> Option<String> {
        let waiting = self.outbox.take_back(&seal.key)?;
        self.keeper.break_seal();
        // An attempt under another seal was another ticket: the reader has gone on with an older draft since.
        let earlier = earlier.filter(|earlier| earlier.secret_hash == seal.secret_hash())?;
        let earlier = serde_json::to_string(&earlier).ok()?;
        let receipt = Desk::of(&self.sheet.site).send(&earlier, &seal, |_| true).await.ok()?;
        mine::keep(&self.sheet.device, Kept::of(&receipt, &seal, waiting.subject));
        Some(receipt.reference)
    }

    fn ticket(&self, seal: &Seal) -> NewTicket {
        NewTicket {
            form: self.sheet.form.id.clone(),
            values: without_secrets(&self.sheet, self.sheet.answers.with_untracked(|it| it.to_send(&self.sheet.form))),
            context: self.context(),
            verify: self.sheet.demanded.get_untracked(),
            leave_empty: self.sheet.decoy.get_untracked(),
            secret_hash: seal.secret_hash(),
        }
    }

    /// What goes along. Nobody means to send a secret by having searched for it.
    fn context(&self) -> Context {
        let mut context = self.sheet.along.context();
        let privacy = &self.sheet.site.support.privacy;
        context.searches.iter_mut().for_each(|words| *words = masked(words, privacy));
        context
    }

    /// What the device remembers of the ticket.
    fn subject(&self) -> String {
        let subject = self.sheet.answers.with_untracked(|answers| answers.subject(&self.sheet.form));
        masked(&subject, &self.sheet.site.support.privacy)
    }

    /// Tells what went wrong, unless the reader has left the page; the draft is kept either way.
    fn fail(&self, failure: Failure) {
        if self.busy.try_set(false).is_some() {
            return;
        }
        if let Failure::Invalid(errors) = &failure {
            self.sheet.tell(errors.clone());
        }
        focus(if matches!(failure, Failure::Invalid(_)) { SUMMARY } else { FAILURE });
        self.failure.set(Some(failure));
    }
}
