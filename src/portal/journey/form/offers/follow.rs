//! "Tell me about it": in place of a ticket of their own, readers of a notice leave an address.

use std::collections::BTreeMap;

use content::ticket::{Context, NewTicket, Receipt, State, Value, validate};
use content::{Form, route};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};

use super::view::close;
use super::{Ending, Offers};
use crate::journey::focus::focus_id;
use crate::journey::form::draft::Me;
use crate::journey::form::keeping::Keeper;
use crate::journey::form::remember;
use crate::journey::form::sheet::Sheet;
use crate::journey::mine::{self, Kept};
use crate::journey::ticket::{Desk, Failure, Seal};
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
    /// What was sent without an answer, and its seal: sent again it must not count twice.
    attempt: StoredValue<Option<(BTreeMap<String, Value>, Seal)>>,
}

impl Wish {
    /// What is sent: the address, and the name if the form knows it.
    fn values(&self) -> BTreeMap<String, Value> {
        let known = self.sheet.answers.with_untracked(Me::of);
        let name = if known.name.is_empty() { remembered(&self.sheet).name } else { known.name };
        let all = [(Me::EMAIL, self.email.get_untracked().trim().to_owned()), (Me::NAME, name)];
        let said = all.into_iter().filter(|(_, text)| !text.is_empty());
        said.map(|(id, text)| (id.to_owned(), Value::Text(text))).collect()
    }

    fn send(&self) {
        if self.busy.get_untracked() {
            return;
        }
        let values = self.values();
        let wrong = self.form.with_value(|form| validate(form, &values)).into_iter().next();
        self.wrong.set(wrong.as_ref().map(|error| error.message.clone()));
        if let Some(error) = wrong {
            return say(&error.message);
        }
        let before = self.attempt.get_value().filter(|(sent, _)| *sent == values).map(|(_, seal)| seal);
        let Some(seal) = before.or_else(Seal::new) else {
            return self.fail(&Failure::Broken(0));
        };
        self.attempt.set_value(Some((values.clone(), seal.clone())));
        let ticket = NewTicket {
            form: self.form.with_value(|form| form.id.clone()),
            values,
            context: Context::default(),
            verify: None,
            secret_hash: seal.secret_hash(),
        };
        self.busy.set(true);
        say(words::SENDING);
        let wish = self.clone();
        let subject = self.form.with_value(|form| form.name.clone());
        spawn_local(async move {
            let answer = Desk::of(&wish.sheet.site).send(&ticket, &seal).await;
            let ended = answer.map(|receipt| wish.keep(receipt, seal, subject));
            // Nobody waits any more when the page is gone.
            if wish.busy.try_set(false).is_none() {
                match ended {
                    Ok(ending) => close(&wish.sheet, wish.offers, &wish.keeper, ending),
                    Err(failure) => wish.fail(&failure),
                }
            }
        });
    }

    /// Keeps the receipt on the device.
    fn keep(&self, receipt: Receipt, seal: Seal, subject: String) -> Ending {
        let Receipt { reference, created } = receipt;
        let href = self.sheet.site.href(&route::track(&reference, &seal.secret));
        let kept = Kept { reference: reference.clone(), secret: seal.secret, subject, created, state: State::New };
        mine::keep(&self.sheet.device, kept);
        Ending::Followed { reference, href }
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
    let wish = Wish { sheet, offers, keeper, form, email, wrong, busy, attempt: StoredValue::new(None) };
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
