//! Confirming the address on a ticket: by the code out of a mail, typed on the ticket's own page, or brought by the link of the mail.

mod card;
mod link;

use content::ticket::code_of;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::watch::Watch;
use crate::journey::focus::{focus, focus_id};
use crate::journey::ticket::{Desk, Failure};
use crate::journey::told::{Told, tell};
use crate::shell::say;
use crate::words::journey as words;

pub(super) use card::ConfirmView;
pub(super) use link::CodeView;

/// Id of the field that the code is typed into.
const CODE: &str = "confirm-code";
/// Id of the field for another address.
const ADDRESS: &str = "confirm-address";
/// Finds the heading of what came of confirming.
const DONE: &str = ".confirm-done h2";

/// What the reader of a ticket types to confirm its address, and what came of it.
#[derive(Clone, Copy)]
struct Confirming {
    watch: Watch,
    code: RwSignal<String>,
    email: RwSignal<String>,
    /// What is wrong with the code.
    wrong: RwSignal<Option<String>>,
    /// What is wrong with the address.
    astray: RwSignal<Option<String>>,
    /// What came of asking for another mail.
    asked: RwSignal<Option<Told>>,
    busy: RwSignal<bool>,
    done: RwSignal<bool>,
}

impl Confirming {
    /// About the ticket that is watched; each begins anew.
    fn about(watch: Watch) -> Self {
        let confirming = Self {
            watch,
            code: RwSignal::new(String::new()),
            email: RwSignal::new(String::new()),
            wrong: RwSignal::new(None),
            astray: RwSignal::new(None),
            asked: RwSignal::new(None),
            busy: RwSignal::new(false),
            done: RwSignal::new(false),
        };
        Effect::new(move |_| {
            watch.pass.track();
            confirming.code.set(String::new());
            confirming.email.set(String::new());
            confirming.wrong.set(None);
            confirming.astray.set(None);
            confirming.asked.set(None);
            confirming.done.set(false);
        });
        confirming
    }

    /// Tells the desk the code that was typed, if it can be one.
    fn confirm(self) {
        let Some(code) = code_of(&self.code.get_untracked()) else {
            return refuse(self.wrong, CODE, words::CODE_MISSHAPEN.to_owned());
        };
        let Some(pass) = self.watch.pass.get_untracked().filter(|_| !self.busy.get_untracked()) else { return };
        self.busy.set(true);
        let site = self.watch.site.get_value();
        spawn_local(async move {
            let answer = Desk::of(&site).confirm(&pass.reference, &code).await;
            // Nobody waits any more when the page is gone.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => {
                    self.done.set(true);
                    say(words::ADDRESS_CONFIRMED);
                    self.watch.look();
                    focus(DONE);
                }
                Err(failure) => refuse(self.wrong, CODE, words::why_not_confirmed(&failure)),
            }
        });
    }

    /// Has the mail sent once more, to another address if one is given.
    fn ask(self, email: Option<String>) {
        let Some(pass) = self.watch.pass.get_untracked().filter(|_| !self.busy.get_untracked()) else { return };
        self.busy.set(true);
        self.astray.set(None);
        let site = self.watch.site.get_value();
        let corrects = email.is_some();
        spawn_local(async move {
            let answer = Desk::of(&site).ask_again(&pass, email).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            let told = match &answer {
                Ok(_) => Told::Done(words::SENT_AGAIN.to_owned()),
                Err(Failure::Invalid(errors)) => {
                    let why = errors.first().map(|error| error.message.clone());
                    return refuse(self.astray, ADDRESS, why.unwrap_or_default());
                }
                Err(failure) => Told::Failed(words::why_not_asked(failure)),
            };
            // The field is gone then, and so is the use of earlier codes; the new one comes next.
            if corrects && answer.is_ok() {
                self.code.set(String::new());
                focus_id(CODE);
            }
            tell(self.asked, told);
            self.wrong.set(None);
            // Another tab or device may have confirmed it meanwhile.
            if matches!(answer, Ok(_) | Err(Failure::Earlier(_))) {
                self.email.set(String::new());
                self.watch.look();
            }
        });
    }
}

/// Says what is wrong with what was typed, and leads to it.
fn refuse(wrong: RwSignal<Option<String>>, field: &str, why: String) {
    say(&why);
    wrong.set(Some(why));
    focus_id(field);
}
