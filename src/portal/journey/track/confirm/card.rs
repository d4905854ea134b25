//! What a reader has to confirm, above everything else of the ticket.

use content::ticket::Confirm;
use leptos::prelude::*;

use super::{ADDRESS, CODE, Confirming};
use crate::journey::moment::MomentView;
use crate::journey::told::ToldView;
use crate::journey::track::watch::{Known, Watch};
use crate::shell::Icon;
use crate::words::journey as words;

/// The card of a ticket that waits for its reader, and what came of that. Nothing for all others.
#[component]
pub(in crate::journey::track) fn ConfirmView(watch: Watch) -> impl IntoView {
    let confirming = Confirming::about(watch);
    let asked = Memo::new(move |_| {
        watch.known.with(|known| match known {
            Known::Ticket(ticket) => ticket.confirm.clone(),
            _ => None,
        })
    });
    // Drawn once, not with every look at the ticket: a code may be half typed, and the keyboard's place may be here.
    let shown = Memo::new(move |_| match confirming.done.get() {
        true => Shown::Done,
        false if asked.with(Option::is_some) => Shown::Card,
        false => Shown::Nothing,
    });
    move || match shown.get() {
        Shown::Done => view! { <Done/> }.into_any(),
        Shown::Card => view! { <Card confirming asked/> }.into_any(),
        Shown::Nothing => ().into_any(),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// There is nothing to confirm, and nothing was.
    Nothing,
    Card,
    /// It was confirmed here, just now.
    Done,
}

#[component]
fn Done() -> impl IntoView {
    view! {
        <section class="track-safe confirm-done">
            <Icon name="circle-check"/>
            <h2 tabindex="-1">{words::ADDRESS_CONFIRMED}</h2>
            <p>{words::ADDRESS_CONFIRMED_LEAD}</p>
        </section>
    }
}

#[component]
fn Card(confirming: Confirming, asked: Memo<Option<Confirm>>) -> impl IntoView {
    let sent_to = move || asked.with(|asked| asked.as_ref().map(|asked| words::mail_sent_to(&asked.address)));
    let until = Memo::new(move |_| asked.with(|asked| asked.as_ref().map(|asked| asked.until.clone())));
    let correct = Memo::new(move |_| asked.with(|asked| asked.as_ref().is_some_and(|asked| asked.correct)));
    view! {
        <section class="confirm" aria-labelledby="confirm-heading">
            <h2 id="confirm-heading" tabindex="-1"><Icon name="mail"/> {words::CONFIRM_ADDRESS}</h2>
            <p>{words::CONFIRM_LEAD}</p>
            <p>{sent_to}</p>
            <CodeField confirming/>
            <Again confirming/>
            {move || correct.get().then(|| view! { <Correct confirming/> })}
            <p class="confirm-fate">
                {words::OR_ELSE} " " {move || until.get().map(|until| view! { <MomentView moment=until/> })} "."
            </p>
        </section>
    }
}

/// The code, and what is wrong with it.
#[component]
fn CodeField(confirming: Confirming) -> impl IntoView {
    let busy = move || confirming.busy.get().then_some("true");
    let Confirming { code, wrong, .. } = confirming;
    view! {
        <form
            class="confirm-form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                confirming.confirm();
            }
        >
            <Field id=CODE label=words::CODE_FROM_THE_MAIL hint=words::CODE_HINT kind=["text", "one-time-code"] value=code wrong/>
            <button type="submit" class="button" aria-disabled=busy><Icon name="circle-check"/>{words::CONFIRM}</button>
        </form>
    }
}

/// One line to type, what it should be, and what is wrong with it.
#[component]
fn Field(
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    /// Its type, and what browsers may fill in.
    kind: [&'static str; 2],
    value: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
) -> impl IntoView {
    let [kind, fill] = kind;
    let (hint_id, error_id) = ([id, "-hint"].concat(), [id, "-error"].concat());
    let both = [&hint_id, " ", &error_id].concat();
    let only = hint_id.clone();
    let is_wrong = move || wrong.with(Option::is_some);
    let error = move || {
        wrong.get().map(|why| {
            view! {
                <p class="field-error" id=error_id.clone()>
                    <span class="visually-hidden">{words::ERROR} " "</span> {why}
                </p>
            }
        })
    };
    view! {
        <div class="field" class:field-wrong=is_wrong>
            <label class="field-label" for=id>{label}</label>
            <p class="field-hint" id=hint_id>{hint}</p>
            {error}
            // Of an address no browser makes capitals.
            <input
                class="field-control"
                id=id
                type=kind
                autocomplete=fill
                autocapitalize="characters"
                spellcheck="false"
                maxlength="320"
                aria-describedby=move || if is_wrong() { both.clone() } else { only.clone() }
                aria-invalid=move || is_wrong().then_some("true")
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </div>
    }
}

/// Another mail, and what came of asking for one.
#[component]
fn Again(confirming: Confirming) -> impl IntoView {
    let busy = move || confirming.busy.get().then_some("true");
    view! {
        <p class="confirm-again">
            {words::NO_MAIL} " "
            <button type="button" class="link-button" aria-disabled=busy on:click=move |_| confirming.ask(None)>
                {words::SEND_IT_AGAIN}
            </button>
        </p>
        <ToldView told=confirming.asked/>
    }
}

/// The right address, for whoever has mistyped it.
#[component]
fn Correct(confirming: Confirming) -> impl IntoView {
    let Confirming { email, astray, .. } = confirming;
    let busy = move || confirming.busy.get().then_some("true");
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        confirming.ask(Some(email.get_untracked()));
    };
    view! {
        <details class="confirm-correct">
            <summary>{words::ADDRESS_IS_WRONG}</summary>
            <form class="confirm-form" novalidate on:submit=send>
                <Field id=ADDRESS label=words::RIGHT_ADDRESS hint=words::CORRECT_ONCE kind=["email", "email"] value=email wrong=astray/>
                <button type="submit" class="button button-quiet" aria-disabled=busy>
                    <Icon name="send"/>{words::SEND_TO_THIS}
                </button>
            </form>
        </details>
    }
}
