//! What a reader has to confirm, above everything else of the ticket.

use content::ticket::Confirm;
use leptos::prelude::*;

use super::{ADDRESS, CODE, Confirming};
use crate::journey::moment::MomentView;
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
    let wrong = move || confirming.wrong.get();
    let described =
        move || if wrong().is_some() { "confirm-code-hint confirm-code-error" } else { "confirm-code-hint" };
    let error = move || {
        wrong().map(|why| {
            view! {
                <p class="field-error" id="confirm-code-error">
                    <span class="visually-hidden">{words::ERROR} " "</span> {why}
                </p>
            }
        })
    };
    let busy = move || confirming.busy.get().then_some("true");
    view! {
        <form
            class="confirm-form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                confirming.confirm();
            }
        >
            <div class="field" class:field-wrong=move || wrong().is_some()>
                <label class="field-label" for=CODE>{words::CODE_FROM_THE_MAIL}</label>
                <p class="field-hint" id="confirm-code-hint">{words::CODE_HINT}</p>
                {error}
                <input
                    class="field-control"
                    id=CODE
                    type="text"
                    autocomplete="one-time-code"
                    autocapitalize="characters"
                    spellcheck="false"
                    maxlength="20"
                    aria-describedby=described
                    aria-invalid=move || wrong().map(|_| "true")
                    prop:value=confirming.code
                    on:input=move |event| confirming.code.set(event_target_value(&event))
                />
            </div>
            <button type="submit" class="button" aria-disabled=busy><Icon name="circle-check"/>{words::CONFIRM}</button>
        </form>
    }
}

/// Another mail, and what came of asking for one.
#[component]
fn Again(confirming: Confirming) -> impl IntoView {
    let told = move || {
        confirming.asked.get().map(|(sent, told)| match sent {
            true => view! { <p class="banner talk-done"><Icon name="circle-check"/><span>{told}</span></p> }.into_any(),
            false => view! { <p class="banner banner-warning"><Icon name="info"/><span>{told}</span></p> }.into_any(),
        })
    };
    let busy = move || confirming.busy.get().then_some("true");
    view! {
        <p class="confirm-again">
            {words::NO_MAIL} " "
            <button type="button" class="link-button" aria-disabled=busy on:click=move |_| confirming.ask(None)>
                {words::SEND_IT_AGAIN}
            </button>
        </p>
        {told}
    }
}

/// The right address, for whoever has mistyped it.
#[component]
fn Correct(confirming: Confirming) -> impl IntoView {
    let busy = move || confirming.busy.get().then_some("true");
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        confirming.ask(Some(confirming.email.get_untracked()));
    };
    view! {
        <details class="confirm-correct">
            <summary>{words::ADDRESS_IS_WRONG}</summary>
            <form class="confirm-form" novalidate on:submit=send>
                <div class="field">
                    <label class="field-label" for=ADDRESS>{words::RIGHT_ADDRESS}</label>
                    <p class="field-hint" id="confirm-address-hint">{words::CORRECT_ONCE}</p>
                    <input
                        class="field-control"
                        id=ADDRESS
                        type="email"
                        autocomplete="email"
                        aria-describedby="confirm-address-hint"
                        prop:value=confirming.email
                        on:input=move |event| confirming.email.set(event_target_value(&event))
                    />
                </div>
                <button type="submit" class="button button-quiet" aria-disabled=busy>
                    <Icon name="send"/>{words::SEND_TO_THIS}
                </button>
            </form>
        </details>
    }
}
