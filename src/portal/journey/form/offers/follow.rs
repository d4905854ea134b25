//! "Tell me about it": in place of a ticket of their own, readers of a notice leave an address.

use std::collections::BTreeMap;

use content::Form;
use content::ticket::{Context, NewTicket, Receipt, Value, validate};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};

use super::ended::close;
use super::{Ending, Offers};
use crate::journey::focus::focus_id;
use crate::journey::form::answers::Answers;
use crate::journey::form::draft::Me;
use crate::journey::form::drafts::{forget_drafts, keep_sealed};
use crate::journey::form::keeping::Keeper;
use crate::journey::form::remember;
use crate::journey::form::sheet::Sheet;
use crate::journey::outbox::{Outbox, Parcel, use_outbox};
use crate::journey::ticket::{Failure, Seal};
use crate::shell::say;
use crate::words::journey as words;

/// A wish to be told about a notice, while it is being uttered.
#[derive(Clone)]
struct Wish {
    sheet: Sheet,
    offers: Offers,
    keeper: Keeper,
    /// The form that comes with the notice.
    form: StoredValue<Form>,
    email: RwSignal<String>,
    /// Why it was not sent.
    wrong: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    /// What was sent before, and its seal: sent again it must not count twice.
    attempt: StoredValue<Option<(BTreeMap<String, Value>, Seal)>>,
    /// Where it waits for its turn.
    outbox: Outbox,
}

impl Wish {
    /// What is sent: the address, and the name if the form knows it.
    fn answers(&self) -> Answers {
        let known = self.sheet.answers.with_untracked(Me::of);
        let name = if known.name.is_empty() { remembered(&self.sheet).name } else { known.name };
        let email = self.email.get_untracked().trim().to_owned();
        let mut answers = self.form.with_value(Answers::initial);
        Me { name, email }.fill(&mut answers);
        answers
    }

    fn send(&self) {
        if self.busy.get_untracked() {
            return;
        }
        let answers = self.answers();
        let values = self.form.with_value(|form| answers.to_send(form));
        let limits = &self.sheet.site.support.files;
        let filled = self.sheet.filled_decoy();
        // It can be emptied only where it is seen.
        filled.iter().for_each(|error| self.sheet.tell(vec![error.clone()]));
        let wrong = self.form.with_value(|form| validate(form, &values, limits)).into_iter().chain(filled).next();
        self.wrong.set(wrong.as_ref().map(|error| error.message.clone()));
        if let Some(error) = wrong {
            return say(&error.message);
        }
        let before = self.attempt.get_value().filter(|(sent, _)| *sent == values).map(|(_, seal)| seal);
        let Some(seal) = before.or_else(Seal::new) else {
            return self.fail(&Failure::Broken(0));
        };
        self.attempt.set_value(Some((values.clone(), seal.clone())));
        self.form.with_value(|form| keep_sealed(&self.sheet.device, form, answers, &seal));
        let parcel = self.parcel(values, seal.clone());
        self.busy.set(true);
        say(words::SENDING);
        let wish = self.clone();
        spawn_local(async move {
            let sent = wish.outbox.send(parcel).await;
            // When the page is gone it goes on waiting, and the strip tells what becomes of it.
            if wish.busy.try_set(false).is_none() {
                wish.hear(sent, seal);
            }
        });
    }

    fn parcel(&self, values: BTreeMap<String, Value>, seal: Seal) -> Parcel {
        let (form, subject) = self.form.with_value(|form| (form.id.clone(), form.name.clone()));
        let secret_hash = seal.secret_hash();
        let leave_empty = self.sheet.decoy.get_untracked();
        let ticket = NewTicket { form, values, context: Context::default(), verify: None, leave_empty, secret_hash };
        let endpoint = self.sheet.site.support.endpoint.clone();
        // An address and a name say nothing in confidence, whatever else the form around it asks.
        Parcel { seal, subject, ticket, endpoint, unkept: false }
    }

    /// It has arrived, or waits and goes by itself: either way the reader needs no ticket of their own.
    fn hear(&self, sent: Result<Receipt, Failure>, seal: Seal) {
        match sent {
            Err(failure) if !failure.passes() => {
                self.outbox.take_back(&seal.key);
                self.form.with_value(|form| forget_drafts(&self.sheet.device, &form.id, &seal));
                self.fail(&failure);
            }
            _ => close(&self.sheet, self.offers, &self.keeper, Ending::Followed(seal)),
        }
    }

    fn fail(&self, failure: &Failure) {
        let why = words::why_not_sent(failure);
        say(&why);
        self.wrong.set(Some(why));
    }
}

/// Id of the button that asks to be told.
pub(super) fn tell_id(notice: &str) -> String {
    format!("tell-{notice}")
}

/// What the device knows of the reader; nothing when it knows nothing.
fn remembered(sheet: &Sheet) -> Me {
    remember::known(sheet).unwrap_or_default()
}

/// Asks for the address, with the one that is known.
#[component]
pub(super) fn FollowView(
    sheet: Sheet,
    offers: Offers,
    keeper: Keeper,
    /// Id of the notice.
    notice: String,
    /// Its title.
    title: String,
    /// Whether the reader is asked.
    asked: RwSignal<bool>,
) -> impl IntoView {
    let form = StoredValue::new(Form::following(&notice, &title));
    let (email, wrong, busy) = (RwSignal::new(String::new()), RwSignal::new(None::<String>), RwSignal::new(false));
    let (attempt, outbox) = (StoredValue::new(None), use_outbox());
    let wish = Wish { sheet, offers, keeper, form, email, wrong, busy, attempt, outbox };
    let input = NodeRef::<html::Input>::new();
    let known = wish.sheet.clone();
    Effect::new(move |_| {
        let Some(input) = input.get().filter(|_| asked.get()) else { return };
        let written = known.answers.with_untracked(Me::of).email;
        email.set(if written.is_empty() { remembered(&known).email } else { written });
        input.set_value(&email.get_untracked());
        // Focus fails only on elements that are gone.
        let _ = input.focus();
    });
    let id = format!("follow-{notice}");
    let (error_id, group) = (format!("{id}-error"), words::tell_me_about(&title));
    move || {
        asked.get().then(|| {
            let by_key = wish.clone();
            let keys = move |event: ev::KeyboardEvent| {
                if event.key() == "Enter" {
                    // Else the ticket around it would be sent.
                    event.prevent_default();
                    by_key.send();
                }
            };
            let by_button = wish.clone();
            let tell = tell_id(&notice);
            let cancel = move |_| {
                asked.set(false);
                focus_id(&tell);
            };
            let described = error_id.clone();
            let told = error_id.clone();
            view! {
                <div class="offer-follow" role="group" aria-label=group.clone()>
                    <label class="field-label" for=id.clone()>{words::WHERE_TO_TELL_YOU}</label>
                    {move || wrong.get().map(|wrong| view! { <p class="field-error" id=told.clone()>{wrong}</p> })}
                    <input
                        class="field-control"
                        node_ref=input
                        id=id.clone()
                        type="email"
                        dir="auto"
                        autocomplete="email"
                        spellcheck="false"
                        required
                        aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                        aria-describedby=move || wrong.with(Option::is_some).then(|| described.clone())
                        on:input=move |event| email.set(event_target_value(&event))
                        on:keydown=keys
                    />
                    <div class="button-row">
                        <button type="button" class="button" aria-disabled=move || busy.get().then_some("true") on:click=move |_| by_button.send()>
                            {move || if busy.get() { words::SENDING } else { words::TELL_ME }}
                        </button>
                        <button type="button" class="button button-quiet" on:click=cancel>{words::CANCEL}</button>
                    </div>
                </div>
            }
        })
    }
}
