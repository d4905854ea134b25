//! Sending a ticket: checked, sealed, sent, and kept safe whatever happens.

use content::route;
use content::ticket::{Context, NewTicket, Receipt, State};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::failure::FAILURE;
use super::keeping::Keeper;
use super::remember;
use super::secrets::{masked, without_secrets};
use super::sheet::Sheet;
use super::summary::SUMMARY;
use crate::between::go_to;
use crate::journey::focus::focus;
use crate::journey::guide::forget_path;
use crate::journey::mine::{self, Kept};
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
    pub(super) attempt: RwSignal<Option<NewTicket>>,
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
                sender.send(go_to);
            } else {
                focus(SUMMARY);
            }
        }
    }

    fn send(&self, go: impl Fn(&str) + 'static) {
        let Some(seal) = self.keeper.seal() else {
            // No browser in use lacks a source of randomness; without one there is no safe way to send.
            self.fail(Failure::Broken(0));
            return;
        };
        let ticket = self.ticket(&seal);
        let subject = self.subject();
        remember::settle(&self.sheet, self.remember.get_untracked());
        let earlier = self.attempt.get_untracked();
        self.attempt.set(Some(ticket.clone()));
        self.busy.set(true);
        let sender = self.clone();
        spawn_local(async move {
            match Desk::of(&sender.sheet.site).send(&ticket, &seal).await {
                Ok(receipt) => {
                    let address = sender.keep(receipt, seal, subject);
                    // Only if the reader is still waiting on this page: nobody is carried away from another one.
                    if sender.busy.try_set(false).is_none() {
                        go(&address);
                    }
                }
                Err(Failure::Earlier(_)) => {
                    let reference = sender.keep_earlier(earlier, seal, subject).await;
                    sender.fail(Failure::Earlier(reference));
                }
                Err(failure) => sender.fail(failure),
            }
        });
    }

    /// The desk has another version under this key: what an attempt before sent. Sent once more it gives its receipt,
    /// so that the reader can find it. The next attempt is a ticket of its own.
    async fn keep_earlier(&self, earlier: Option<NewTicket>, seal: Seal, subject: String) -> Option<String> {
        self.keeper.break_seal();
        // An attempt under another seal was another ticket: the reader has gone on with an older draft since.
        let earlier = earlier.filter(|earlier| earlier.secret_hash == seal.secret_hash())?;
        let receipt = Desk::of(&self.sheet.site).send(&earlier, &seal).await.ok()?;
        let reference = receipt.reference.clone();
        mine::keep(&self.sheet.device, kept(receipt, seal, subject));
        Some(reference)
    }

    fn ticket(&self, seal: &Seal) -> NewTicket {
        NewTicket {
            form: self.sheet.form.id.clone(),
            values: without_secrets(&self.sheet, self.sheet.answers.with_untracked(|it| it.to_send(&self.sheet.form))),
            context: self.context(),
            verify: self.sheet.demanded.get_untracked(),
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

    /// Keeps the receipt on the device and gives the address of the ticket's status.
    fn keep(&self, receipt: Receipt, seal: Seal, subject: String) -> String {
        let device = &self.sheet.device;
        let address = self.sheet.site.href(&route::track(&receipt.reference, &seal.secret));
        mine::just_sent(device, &receipt.reference);
        self.keeper.sent(&seal);
        mine::keep(device, kept(receipt, seal, subject));
        forget_path(device);
        Trail::forget();
        address
    }

    /// What was said about a missing connection does not hold any more.
    pub(super) fn on_online(&self) {
        if self.failure.with_untracked(|failure| *failure == Some(Failure::Offline)) {
            self.failure.set(Some(Failure::Online));
        }
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

fn kept(receipt: Receipt, seal: Seal, subject: String) -> Kept {
    let Receipt { reference, created } = receipt;
    Kept { reference, secret: seal.secret, subject, created, state: State::New }
}
