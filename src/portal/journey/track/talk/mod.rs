//! What a reader does about a ticket that was sent: replies, says that it is solved or is not, says how it was, asks to hurry,
//! and ends the private link.

mod said;
mod view;

use content::ticket::{Done, Escalation, FieldError, File, NewReply, Rating, Reopening};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;

use self::said::Said;
use super::fragment::Pass;
use super::watch::Watch;
use crate::journey::device::{Area, Device};
use crate::journey::files::{self, Intake, Progress, REPLIES, Shelf};
use crate::journey::ticket::{Desk, Failure, fresh_id};
use crate::journey::told::{Told, tell};
use crate::shell::say;
use crate::words::journey as words;

pub(super) use view::TalkView;

/// Id of the heading above all that a reader can do.
pub(super) const TALK: &str = "talk-heading";

/// The body of what is said by itself.
const NOTHING: &str = "{}";

/// What the reader is about to say, and what came of what they said before.
#[derive(Clone, Copy)]
pub(super) struct Talk {
    watch: Watch,
    /// The reply that is being written.
    text: Said,
    /// Files that go with it.
    files: RwSignal<Vec<File>>,
    /// What is wrong with them.
    objection: RwSignal<Option<String>>,
    progress: Progress,
    /// The stars that were picked, from 1 to 5; 0 for none.
    stars: RwSignal<u8>,
    /// Words that go with them.
    review: Said,
    /// Why it is urgent.
    reason: Said,
    busy: RwSignal<bool>,
    told: RwSignal<Option<Told>>,
    /// What was sent last without an answer, and its key: sent again it must not count twice.
    attempt: StoredValue<Option<(String, String)>>,
}

impl Talk {
    /// About the ticket that is watched. What was written before a reload is back.
    pub(super) fn about(watch: Watch) -> Self {
        let talk = Self {
            watch,
            text: Said::nothing(),
            files: RwSignal::new(Vec::new()),
            objection: RwSignal::new(None),
            progress: Progress::new(),
            stars: RwSignal::new(0),
            review: Said::nothing(),
            reason: Said::nothing(),
            busy: RwSignal::new(false),
            told: RwSignal::new(None),
            attempt: StoredValue::new(None),
        };
        Effect::new(move |_| {
            let kept = watch.pass.get().and_then(|pass| talk.device().read(Area::Visit, &name(&pass)));
            talk.text.text.set(kept.unwrap_or_default());
            talk.bring_files_back();
            talk.told.set(None);
        });
        talk
    }

    fn device(self) -> Device {
        Device::of(&self.watch.site.get_value())
    }

    /// Keeps the reply that is being written for as long as the tab is open.
    fn write(self, text: String) {
        if let Some(pass) = self.watch.pass.get_untracked() {
            if text.is_empty() {
                self.device().remove(Area::Visit, &name(&pass));
            } else {
                self.device().write(Area::Visit, &name(&pass), &text);
            }
        }
        self.text.text.set(text);
    }

    /// Files of a reply that was being written, as far as the device still has them.
    fn bring_files_back(self) {
        self.files.set(Vec::new());
        let Some(pass) = self.watch.pass.get_untracked() else { return };
        let kept: Option<Vec<File>> = self.device().read(Area::Device, &files_name(&pass));
        let shelf = self.shelf();
        spawn_local(async move {
            for file in kept.unwrap_or_default() {
                if shelf.has(&file.upload).await {
                    let _ = self.files.try_update(|files| files.push(file));
                }
            }
        });
    }

    fn shelf(self) -> Shelf {
        Shelf::of(&self.device())
    }

    /// Changes the files that go with the reply, and keeps what they are called beside their bytes.
    fn change_files(self, change: impl FnOnce(&mut Vec<File>)) {
        self.objection.set(None);
        self.files.update(change);
        if let Some(pass) = self.watch.pass.get_untracked() {
            let name = files_name(&pass);
            match self.files.get_untracked() {
                files if files.is_empty() => self.device().remove(Area::Device, &name),
                files => drop(self.device().write(Area::Device, &name, &files)),
            }
        }
    }

    /// Where files for the reply are taken in.
    fn intake(self) -> Intake {
        Intake {
            shelf: self.shelf(),
            limits: self.watch.site.get_value().support.files.clone(),
            kept: true,
            files: Memo::new(move |_| self.files.get()),
            add: Callback::new(move |file| self.change_files(|files| files.push(file))),
            remove: Callback::new(move |id: String| self.change_files(|files| files.retain(|file| file.upload != id))),
            refuse: Callback::new(move |why: String| {
                say(&why);
                self.objection.set(Some(why));
            }),
            whole_page: Signal::derive(move || !self.busy.get()),
            progress: self.progress,
        }
    }

    fn said(self, said: Said) -> String {
        said.to_send(&self.watch.site.get_value().support.privacy)
    }

    fn reply(self) {
        let reply = NewReply { text: self.said(self.text), files: self.files.get_untracked() };
        self.send("replies", &reply, &reply.check(&self.watch.site.get_value().support.files));
    }

    fn reopen(self) {
        let reopening = Reopening { text: self.said(self.text), files: self.files.get_untracked() };
        self.send("reopen", &reopening, &reopening.check(&self.watch.site.get_value().support.files));
    }

    /// The reader says that it is solved.
    pub(super) fn solved(self) {
        self.post("solved", NOTHING.to_owned());
    }

    fn rate(self, stars: u8) {
        if self.busy.get_untracked() {
            return;
        }
        self.stars.set(stars);
        let rating = Rating { stars, text: self.said(self.review) };
        self.send("rating", &rating, &rating.check());
    }

    fn hurry(self) {
        let escalation = Escalation { text: self.said(self.reason) };
        self.send("escalate", &escalation, &escalation.check());
    }

    fn revoke(self) {
        self.post("revoke", NOTHING.to_owned());
    }

    /// Tells the desk, unless something must be mended first.
    fn send(self, action: &'static str, body: &impl Serialize, wrong: &[FieldError]) {
        match (wrong.first(), serde_json::to_string(body)) {
            (Some(wrong), _) => tell(self.told, Told::Failed(wrong.message.clone())),
            (None, Ok(body)) => self.post(action, body),
            (None, Err(_)) => {}
        }
    }

    fn post(self, action: &'static str, body: String) {
        let Some(pass) = self.watch.pass.get_untracked() else { return };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.told.set(None);
        let request = [action, &body].concat();
        let key = self.attempt.with_value(|before| before.clone()).filter(|(sent, _)| *sent == request);
        let key = key.map_or_else(fresh_id, |(_, key)| key);
        self.attempt.set_value(Some((request, key.clone())));
        let site = self.watch.site.get_value();
        let files = if has_words(action) { self.files.get_untracked() } else { Vec::new() };
        let shelf = self.shelf();
        spawn_local(async move {
            let desk = Desk::of(&site);
            let answer = match files::send(&desk, &shelf, self.progress, &files, |_| {}).await {
                Ok(()) => desk.act(&pass, action, &key, &body).await,
                Err(failure) => Err(failure),
            };
            // Nobody waits any more when the page is gone.
            if self.busy.try_set(false).is_none() {
                self.learn(action, answer);
            }
        });
    }

    fn learn(self, action: &str, answer: Result<Done, Failure>) {
        match answer {
            Ok(done) => {
                self.attempt.set_value(None);
                if has_words(action) {
                    self.write(String::new());
                    self.text.clear();
                    let (shelf, sent) = (self.shelf(), self.files.get_untracked());
                    self.change_files(Vec::clear);
                    spawn_local(async move { shelf.remove(sent.into_iter().map(|file| file.upload).collect()).await });
                }
                if action == "escalate" {
                    self.reason.clear();
                }
                tell(self.told, Told::Done(done.message));
                self.watch.look_quietly();
            }
            Err(failure) => {
                // Something else happened to the ticket meanwhile: the page shows it anew.
                if matches!(failure, Failure::Earlier(_)) {
                    self.attempt.set_value(None);
                    self.watch.look();
                }
                tell(self.told, Told::Failed(words::why_not_done(&failure)));
            }
        }
    }

    /// Whether the desk is being told something.
    pub(super) fn is_busy(self) -> bool {
        self.busy.get()
    }

    /// Whether the last thing the reader did was not done.
    pub(super) fn has_failed(self) -> bool {
        self.told.with(|told| matches!(told, Some(Told::Failed(_))))
    }
}

/// Whether the reply that is being written, and its files, go with an action.
fn has_words(action: &str) -> bool {
    matches!(action, "replies" | "reopen")
}

/// Has the device forget what was being written about a ticket. The files' bytes go with the next sweep.
pub(super) fn forget(device: &Device, pass: &Pass) {
    device.remove(Area::Visit, &name(pass));
    device.remove(Area::Device, &files_name(pass));
}

/// Name under which the device keeps the files of a reply to a ticket.
fn files_name(pass: &Pass) -> String {
    [REPLIES, &pass.reference].concat()
}

/// Name under which the device keeps a reply to a ticket.
fn name(pass: &Pass) -> String {
    format!("reply:{}", pass.reference)
}
