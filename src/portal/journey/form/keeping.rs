//! The draft on the device: brought back when the reader returns, kept while they type.

use content::route;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::answers::Answers;
use super::draft::{Draft, Kept};
use super::prefill::Prefill;
use super::remember;
use super::sheet::Sheet;
use super::typed::take_typed;
use crate::journey::device::{Area, now};
use crate::journey::focus::focus;
use crate::journey::guide::kept_path;
use crate::journey::ticket::Seal;

/// The button that takes the place of the one just pressed, and so the focus too.
const NOTICE_BUTTON: &str = ".draft-notice button";

/// What the reader is told about a kept draft.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Notice {
    /// Nothing.
    Quiet,
    /// Their words are back.
    Restored,
    /// They were discarded; this brings them back once more.
    Discarded(Answers),
    /// An older draft about something else.
    Offered(Draft),
}

/// Keeps a form's draft.
#[derive(Clone)]
pub(super) struct Keeper {
    sheet: Sheet,
    /// What the reader is told about a kept draft.
    pub(super) notice: RwSignal<Notice>,
    /// Made with the first attempt to send.
    seal: RwSignal<Option<Seal>>,
    /// What the form held before the reader touched it.
    untouched: RwSignal<Answers>,
    /// Mark of the prefill this visit began with.
    mark: RwSignal<String>,
}

impl Keeper {
    /// Brings back what the device keeps as soon as the page lives, and keeps every change from then on.
    pub(super) fn start(sheet: &Sheet, remember: RwSignal<bool>) -> Self {
        let keeper = Self {
            sheet: sheet.clone(),
            notice: RwSignal::new(Notice::Quiet),
            seal: RwSignal::new(None),
            untouched: RwSignal::new(Answers::initial(&sheet.form)),
            mark: RwSignal::new(String::new()),
        };
        let search = use_location().search;
        let opener = keeper.clone();
        // Once, when the page comes to life: the address a form is opened with does not change afterwards.
        Effect::new(move |_| opener.open(&search.get_untracked(), remember));
        let saver = keeper.clone();
        Effect::new(move |_| saver.save());
        keeper
    }

    fn open(&self, search: &str, remember: RwSignal<bool>) {
        let sheet = &self.sheet;
        let initial = Answers::initial(&sheet.form);
        let prefill = Prefill::read(&sheet.form, search);
        let mut untouched = initial.clone();
        prefill.fill(&sheet.form, &sheet.site.categories, &mut untouched);
        if let Some(me) = remember::known(sheet) {
            me.fill(&mut untouched);
            remember.set(true);
        }
        let mut answers = self.bring_back(&prefill, &untouched);
        take_typed(&sheet.form, &initial, &mut answers);
        let path = kept_path(&sheet.device);
        // The guide's own page says nothing that the way through it does not say better.
        let guide = path.as_ref().map(|path| route::guide(&path.guide));
        sheet.page.set(prefill.page.clone().filter(|page| Some(page) != guide.as_ref()));
        sheet.path.set(path);
        self.mark.set(prefill.mark());
        self.untouched.set(untouched);
        sheet.answers.set(answers);
        sheet.ready.set(true);
    }

    /// The answers to begin with, and what to tell about them.
    fn bring_back(&self, prefill: &Prefill, untouched: &Answers) -> Answers {
        let kept = self.read(&self.draft_name()).map_or(Kept::Nothing, |draft| draft.meets(prefill, untouched, now()));
        match kept {
            Kept::GoOn(draft) => {
                self.seal.set(draft.seal);
                self.notice.set(Notice::Restored);
                draft.answers.fitting(&self.sheet.form)
            }
            Kept::Offer(draft) => {
                // Set aside under another name, so that what is typed now does not replace it.
                self.sheet.device.write(Area::Device, &self.aside_name(), &draft);
                self.sheet.device.remove(Area::Device, &self.draft_name());
                self.notice.set(Notice::Offered(draft));
                untouched.clone()
            }
            Kept::Nothing => {
                if let Some(aside) = self.read(&self.aside_name()).filter(|draft| draft.is_fresh(now())) {
                    self.notice.set(Notice::Offered(aside));
                }
                untouched.clone()
            }
        }
    }

    fn save(&self) {
        if !self.sheet.ready.get() {
            return;
        }
        let draft = Draft {
            answers: self.sheet.answers.with(Answers::without_files),
            prefill: self.mark.get(),
            saved: now(),
            seal: self.seal.get(),
        };
        if draft.is_worth_keeping(&self.untouched.get()) {
            self.sheet.device.write(Area::Device, &self.draft_name(), &draft);
        } else {
            self.sheet.device.remove(Area::Device, &self.draft_name());
        }
    }

    /// The seal of this draft, made now if this is the first attempt to send it.
    pub(super) fn seal(&self) -> Option<Seal> {
        if self.seal.with_untracked(Option::is_none) {
            self.seal.set(Seal::new());
        }
        self.seal.get_untracked()
    }

    /// Makes the next attempt a ticket of its own.
    pub(super) fn break_seal(&self) {
        // Nothing to do when the page is gone: the draft on the device keeps its seal, and the desk says so again.
        let _ = self.seal.try_set(None);
    }

    /// Forgets the draft: it has been sent. Touches the device only, as the page may be gone already.
    pub(super) fn sent(&self) {
        let _ = self.sheet.ready.try_set(false);
        self.sheet.device.remove(Area::Device, &self.draft_name());
    }

    /// Empties the form; the words can be brought back.
    pub(super) fn discard(&self) {
        let words = self.sheet.answers.get_untracked();
        self.sheet.answers.set(self.untouched.get_untracked());
        self.sheet.errors.set(Vec::new());
        self.seal.set(None);
        self.notice.set(Notice::Discarded(words));
        focus(NOTICE_BUTTON);
    }

    /// Brings discarded words back.
    pub(super) fn undo(&self, answers: Answers) {
        self.sheet.answers.set(answers);
        self.notice.set(Notice::Restored);
        focus(NOTICE_BUTTON);
    }

    /// Goes on with the older draft.
    pub(super) fn take(&self, draft: Draft) {
        self.sheet.device.remove(Area::Device, &self.aside_name());
        self.seal.set(draft.seal);
        self.mark.set(draft.prefill);
        self.sheet.answers.set(draft.answers.fitting(&self.sheet.form));
        self.notice.set(Notice::Restored);
        focus(NOTICE_BUTTON);
    }

    /// Forgets the older draft.
    pub(super) fn refuse(&self) {
        self.sheet.device.remove(Area::Device, &self.aside_name());
        self.notice.set(Notice::Quiet);
        focus("h1");
    }

    fn read(&self, name: &str) -> Option<Draft> {
        self.sheet.device.read(Area::Device, name)
    }

    fn draft_name(&self) -> String {
        format!("draft:{}", self.sheet.form.id)
    }

    fn aside_name(&self) -> String {
        format!("draft-aside:{}", self.sheet.form.id)
    }
}
