//! What the desk keeps of a ticket, in the reader's hands: taken along as a file, and deleted for good after one question that
//! says what goes and what stays.

mod deleted;
mod holdings;
mod outcome;
mod view;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use web_sys::Blob;

use self::outcome::Outcome;
use super::fragment::Pass;
use super::watch::{Watch, forget};
use crate::journey::device::Device;
use crate::journey::focus::focus_id;
use crate::journey::save::save_as;
use crate::journey::ticket::{Desk, Failure};
use crate::journey::told::{Told, tell};
use crate::words::journey as words;

pub(super) use deleted::{Deleted, DeletedView, HEADING};
pub(crate) use holdings::Holdings;
pub(super) use view::StoredView;

/// Id of the button that begins to delete.
const ASK: &str = "stored-ask";
/// Id of the question.
const QUESTION: &str = "stored-question";

/// What the reader does with what is stored.
#[derive(Clone, Copy)]
pub(super) struct Stored {
    watch: Watch,
    /// What would go, while the reader is asked.
    question: RwSignal<Option<Holdings>>,
    busy: RwSignal<bool>,
    told: RwSignal<Option<Told>>,
}

impl Stored {
    /// Of the ticket that is watched.
    fn of(watch: Watch) -> Self {
        let (question, busy, told) = (RwSignal::new(None), RwSignal::new(false), RwSignal::new(None));
        Effect::new(move |_| {
            // Another ticket is another matter.
            watch.pass.track();
            question.set(None);
            told.set(None);
        });
        Self { watch, question, busy, told }
    }

    /// Saves all of it as a file of this device, as the desk gives it.
    fn save(self) {
        let Some((desk, pass)) = self.begin() else { return };
        spawn_local(async move {
            let export = desk.export(&pass).await;
            if self.end(&pass) {
                let name = format!("{}.json", pass.reference);
                self.tell(match export.map(|text| save(&name, &text)) {
                    Ok(Ok(())) => Told::Done(words::all_saved(&name)),
                    Ok(Err(_)) => Told::Failed(words::LIST_NOT_SAVED.to_owned()),
                    Err(failure) => {
                        self.look_if_gone(&failure);
                        Told::Failed(words::why_not_saved(&failure))
                    }
                });
            }
        });
    }

    /// Asks the desk what there is, and then the reader.
    fn ask(self) {
        let Some((desk, pass)) = self.begin() else { return };
        spawn_local(async move {
            let export = desk.export(&pass).await;
            let holdings = export.and_then(|text| Holdings::of(&text).ok_or(Failure::Broken(200)));
            if self.end(&pass) {
                match holdings {
                    Ok(holdings) => {
                        self.question.set(Some(holdings));
                        focus_id(QUESTION);
                    }
                    Err(failure) => {
                        self.look_if_gone(&failure);
                        self.tell(Told::Failed(words::why_not_deleted(&failure, false)));
                    }
                }
            }
        });
    }

    /// The reader would rather keep it, unless the desk is being told already.
    fn keep(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.question.set(None);
        self.told.set(None);
        focus_id(ASK);
    }

    /// Deletes it for good. Asking for that twice does no harm.
    fn delete(self) {
        let Some(holdings) = self.question.get_untracked() else { return };
        let Some((desk, pass)) = self.begin() else { return };
        let (watch, device) = (self.watch, Device::of(&self.watch.site.get_value()));
        let unsure = watch.has_wished();
        spawn_local(async move {
            let answer = desk.delete(&pass).await;
            let outcome = Outcome::of(answer.as_ref().copied(), unsure);
            // Even when the page shows something else by now.
            if outcome == Outcome::Gone {
                forget(&device, &pass);
            }
            if self.end(&pass) {
                match (outcome, answer) {
                    (Outcome::Gone, _) => watch.deleted(holdings),
                    (outcome, Err(failure)) => self.not_deleted(holdings, outcome, &failure),
                    (_, Ok(())) => {}
                }
            }
        });
    }

    fn not_deleted(self, holdings: Holdings, outcome: Outcome, failure: &Failure) {
        match outcome {
            Outcome::Unsure => self.watch.wish(holdings),
            Outcome::Changed => self.watch.look(),
            Outcome::Gone | Outcome::Refused => {}
        }
        self.tell(Told::Failed(words::why_not_deleted(failure, outcome == Outcome::Unsure)));
    }

    /// The page shows anew a ticket that is not there any more.
    fn look_if_gone(self, failure: &Failure) {
        if *failure == Failure::Unknown {
            self.watch.look();
        }
    }

    /// The desk and the ticket, unless something is under way already.
    fn begin(self) -> Option<(Desk, Pass)> {
        let pass = self.watch.pass.get_untracked().filter(|_| !self.busy.get_untracked())?;
        self.busy.set(true);
        self.told.set(None);
        Some((Desk::of(&self.watch.site.get_value()), pass))
    }

    /// An answer has come; says whether the page still shows that ticket.
    fn end(self, pass: &Pass) -> bool {
        let there = self.busy.try_set(false).is_none();
        there && self.watch.pass.get_untracked().as_ref() == Some(pass)
    }

    fn tell(self, told: Told) {
        tell(self.told, told);
    }
}

/// Hands JSON to the reader as a file.
fn save(name: &str, text: &str) -> Result<(), JsValue> {
    save_as(&Blob::new_with_str_sequence(&js_sys::Array::of1(&JsValue::from_str(text)))?, name)
}
