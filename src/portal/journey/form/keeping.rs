//! The draft on the device: brought back when the reader returns, kept while they type.
//!
//! Each tab keeps its draft under an id of its own. A tab that goes on with a draft keeps it under a new id from then on:
//! a tab that had it before sees that it is gone, and whatever is typed there becomes a ticket of its own.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::along::context;
use super::answers::Answers;
use super::draft::{Draft, Kept};
use super::drafts;
use super::prefill::Prefill;
use super::remember;
use super::sheet::Sheet;
use super::typed::take_typed;
use crate::address::use_address;
use crate::journey::device::{Area, now};
use crate::journey::files::{Shelf, sweep};
use crate::journey::focus::focus;
use crate::journey::outbox::use_outbox;
use crate::journey::ticket::{Seal, fresh_id};
use crate::words::journey as words;

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
    /// Another draft.
    Offered(Draft),
    /// Another tab has taken the draft, or discarded it.
    Elsewhere,
    /// The device keeps nothing.
    Unkept,
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
    /// The draft as this tab kept it last.
    kept: StoredValue<Option<Draft>>,
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
            kept: StoredValue::new(None),
        };
        let address = use_address();
        let opener = keeper.clone();
        // Once, when the page comes to life: the address a form is opened with does not change afterwards.
        Effect::new(move |_| {
            address.with_untracked(|address| opener.open(&address.search, remember));
            let watcher = opener.clone();
            let listener = window_event_listener_untyped("storage", move |_| watcher.look());
            on_cleanup(move || listener.remove());
        });
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
        self.note_keeping(sheet.device.keeps());
        self.mark.set(prefill.mark());
        sheet.demanded.set(prefill.verify);
        let mut answers = self.bring_back(&prefill, &untouched);
        take_typed(&sheet.form, &initial, &mut answers);
        // Whoever only wants to be told about a notice has nothing to explain.
        if sheet.form.notice().is_none() {
            sheet.along.found.set(context(&sheet.device, prefill.page.clone()));
        }
        self.untouched.set(untouched);
        sheet.answers.set(answers);
        sheet.ready.set(true);
    }

    /// The answers to begin with, and what to tell about them.
    fn bring_back(&self, prefill: &Prefill, untouched: &Answers) -> Answers {
        let own: Option<String> = self.sheet.device.read(Area::Visit, &self.tab_name());
        let kept = Kept::sort(
            self.drafts_to_offer(own.as_deref()),
            own.as_deref(),
            prefill,
            &untouched.to_keep(&self.sheet.form),
            now(),
        );
        for id in kept.stale {
            self.sheet.device.remove(Area::Device, &self.name(&id));
        }
        self.look_after_files();
        match (kept.own, kept.other) {
            (Some(draft), _) => {
                let answers = self.go_on(draft);
                let waiting = self.seal.get_untracked().filter(|seal| use_outbox().has(&seal.key));
                if waiting.is_some() {
                    self.notice.set(Notice::Quiet);
                }
                self.sheet.waiting.set(waiting);
                answers
            }
            (None, other) => {
                if let Some(draft) = other {
                    self.notice.set(Notice::Offered(draft));
                }
                untouched.clone()
            }
        }
    }

    /// Lets go of files that no draft names any more, and tells of those that are not on the device any more.
    fn look_after_files(&self) {
        let sheet = self.sheet.clone();
        spawn_local(async move {
            sweep(&sheet.device).await;
            let shelf = Shelf::of(&sheet.device);
            let Some(files) = sheet.answers.try_with_untracked(Answers::all_files) else { return };
            for (field, file) in files {
                if !shelf.has(&file.upload).await && !sheet.answers.is_disposed() {
                    sheet.change(&field, |answers| answers.remove_file(&field, &file.upload));
                    sheet.object(&field, words::file_lost(&file.name));
                }
            }
        });
    }

    /// Makes a kept draft this tab's own.
    fn go_on(&self, mut draft: Draft) -> Answers {
        let before = std::mem::replace(&mut draft.id, fresh_id());
        self.sheet.device.remove(Area::Device, &self.name(&before));
        self.seal.set(draft.seal.clone());
        self.mark.set(draft.prefill.clone());
        if draft.verify.is_some() {
            self.sheet.demanded.set(draft.verify);
        }
        self.notice.set(Notice::Restored);
        let answers = draft.answers.clone().fitting(&self.sheet.form);
        self.keep(draft);
        answers
    }

    fn save(&self) {
        if !self.sheet.ready.get() {
            return;
        }
        let before = self.kept.get_value();
        let mut draft = Draft {
            id: before.as_ref().map_or_else(fresh_id, |before| before.id.clone()),
            answers: self.sheet.answers.with(|answers| answers.to_keep(&self.sheet.form)),
            prefill: self.mark.get(),
            saved: now(),
            verify: self.sheet.demanded.get(),
            seal: self.seal.get(),
        };
        if let Some(before) = before {
            if draft.says_the_same(&before) {
                return;
            }
            if !self.is_kept(&before) {
                draft = draft.parted(&before, fresh_id());
                self.seal.set(draft.seal.clone());
            }
        }
        if draft.is_worth_keeping(&self.untouched.with(|untouched| untouched.to_keep(&self.sheet.form))) {
            self.keep(draft);
        } else {
            self.let_go();
        }
    }

    /// What happens on the device while this tab is open.
    fn look(&self) {
        let lost = self.kept.get_value().is_some_and(|draft| !self.is_kept(&draft));
        if lost {
            self.notice.set(Notice::Elsewhere);
        } else if let Notice::Offered(draft) = self.notice.get_untracked()
            && !self.is_kept(&draft)
        {
            self.offer();
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

    /// Keeps nothing any more: what stands in the form has been sent.
    pub(super) fn rest(&self) {
        let _ = self.sheet.ready.try_set(false);
    }

    /// Empties the form; the words can be brought back.
    pub(super) fn discard(&self) {
        let words = self.sheet.answers.get_untracked();
        self.sheet.answers.set(self.untouched.get_untracked());
        self.sheet.tell(Vec::new());
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

    /// Goes on with another draft. What stands in the form now stays on the device and is offered in its turn.
    pub(super) fn take(&self, draft: &Draft) {
        // As it stands now: another tab may have changed or sent it since.
        let Some(draft) = self.read(&draft.id) else {
            self.offer();
            return;
        };
        let before = self.kept.get_value();
        self.sheet.tell(Vec::new());
        let answers = self.go_on(draft);
        self.sheet.answers.set(answers);
        if let Some(before) = before {
            self.notice.set(Notice::Offered(before));
        }
        focus(NOTICE_BUTTON);
    }

    /// Forgets another draft.
    pub(super) fn refuse(&self, draft: &Draft) {
        self.sheet.device.remove(Area::Device, &self.name(&draft.id));
        self.offer();
        focus("h1");
    }

    /// Offers the newest draft other than this tab's own.
    fn offer(&self) {
        let own = self.kept.get_value().map(|draft| draft.id);
        let mut others = self.drafts_to_offer(None);
        others.retain(|draft| Some(&draft.id) != own.as_ref());
        others.sort_by(|one, other| one.saved.total_cmp(&other.saved));
        self.notice.set(others.pop().map_or(Notice::Quiet, Notice::Offered));
    }

    /// Keeps a draft as this tab's own.
    fn keep(&self, draft: Draft) {
        let device = &self.sheet.device;
        let kept = device.write(Area::Device, &self.name(&draft.id), &draft);
        device.write(Area::Visit, &self.tab_name(), &draft.id);
        self.kept.set_value(Some(draft));
        self.note_keeping(kept);
    }

    /// Takes this tab's own draft off the device.
    fn let_go(&self) {
        if let Some(draft) = self.kept.try_update_value(Option::take).flatten() {
            self.sheet.device.remove(Area::Device, &self.name(&draft.id));
        }
    }

    /// Notes whether the device keeps anything, and says so as soon as it does not.
    fn note_keeping(&self, keeps: bool) {
        self.sheet.keeps.set(keeps);
        match self.notice.get_untracked() {
            Notice::Quiet if !keeps => self.notice.set(Notice::Unkept),
            Notice::Unkept if keeps => self.notice.set(Notice::Quiet),
            _ => {}
        }
    }

    /// The drafts but for those that wait to be sent: the outbox has them. This tab's own goes on where it is.
    fn drafts_to_offer(&self, own: Option<&str>) -> Vec<Draft> {
        let outbox = use_outbox();
        let waits = |draft: &Draft| draft.seal.as_ref().is_some_and(|seal| outbox.has(&seal.key));
        let mut drafts = self.drafts();
        drafts.retain(|draft| own == Some(&*draft.id) || !waits(draft));
        drafts
    }

    fn drafts(&self) -> Vec<Draft> {
        drafts::all(&self.sheet.device, &self.sheet.form.id).into_iter().map(|(_, draft)| draft).collect()
    }

    fn read(&self, id: &str) -> Option<Draft> {
        self.sheet.device.read(Area::Device, &self.name(id))
    }

    fn is_kept(&self, draft: &Draft) -> bool {
        self.sheet.device.has(Area::Device, &self.name(&draft.id))
    }

    fn name(&self, id: &str) -> String {
        [&*drafts::beginning(&self.sheet.form.id), id].concat()
    }

    fn tab_name(&self) -> String {
        drafts::tab_name(&self.sheet.form.id)
    }
}
