//! The page of a ticket form.

use content::{ElementKind, Form};
use leptos::{ev, prelude::*};

use super::along::Attached;
use super::decoy::DecoyField;
use super::failure::SendFailure;
use super::field::ElementView;
use super::keeping::Keeper;
use super::notice::DraftNotice;
use super::offers::{DraftEnded, Offers, OffersView};
use super::promise::PromiseNow;
use super::remember::RememberMe;
use super::sending::Sender;
use super::sheet::Sheet;
use super::summary::ErrorSummary;
use super::verify::VerifyNow;
use super::waiting::WaitingCard;
use crate::journey::outbox::use_outbox;
use crate::journey::people::People;
use crate::journey::self_service::SelfServiceView;
use crate::page::FormPage;
use crate::pages::Breadcrumb;
use crate::shell::{Icon, say};
use crate::site::use_site;
use crate::words::journey as words;

/// A ticket form.
#[component]
pub(crate) fn FormPageView(
    /// The form and the words between its fields.
    page: FormPage,
    /// Its title.
    title: String,
) -> impl IntoView {
    let FormPage { form, words: between } = page;
    let sheet = Sheet::new(form, use_site());
    let remember = RwSignal::new(false);
    let keeper = Keeper::start(&sheet, remember);
    let sender = Sender {
        sheet: sheet.clone(),
        keeper: keeper.clone(),
        remember,
        busy: sheet.busy,
        failure: RwSignal::new(None),
        attempt: StoredValue::new(None),
        outbox: use_outbox(),
    };
    let (busy, failure, ready, waiting) = (sender.busy, sender.failure, sheet.ready, sheet.waiting);
    let on_send = sender.on_send();
    let follower = sender.clone();
    Effect::new(move |_| follower.follow_outbox());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        on_send();
    };
    let outbox = sender.outbox;
    let is_proving = move || busy.get() && outbox.is_proving();
    Effect::new(move |_| {
        if is_proving() {
            say(words::PROVING);
        }
    });
    let offers = Offers::start(&sheet);
    let place = place_of_offers(&sheet.form);
    let mut between = between.into_iter();
    let elements: Vec<_> = sheet
        .form
        .body
        .iter()
        .enumerate()
        .map(|(at, element)| {
            let words = if matches!(element.kind, ElementKind::Markdown { .. }) { between.next() } else { None };
            let offers =
                (at == place).then(|| view! { <OffersView sheet=sheet.clone() offers keeper=keeper.clone()/> });
            view! { <ElementView sheet=sheet.clone() element=element.clone() words/> {offers} }
        })
        .collect();
    let keeps = sheet.keeps;
    let follows = sheet.form.notice().is_some();
    let (icon, send) = if follows { ("mail", words::TELL_ME) } else { ("send", words::SEND) };
    let lead = sheet.form.description.clone();
    // `dialog` outside a dialog sends nothing anywhere: whatever is typed here never ends up in an address.
    view! {
        <div class="page page-narrow">
            <Breadcrumb/>
            <header class="page-head">
                <h1 tabindex="-1">{title}</h1>
                {(!lead.is_empty()).then(|| view! { <p class="lead">{lead}</p> })}
            </header>
            {sheet.form.self_service.clone().map(|way| view! { <SelfServiceView way/> })}
            <NeedsJavaScript/>
            <DraftEnded sheet=sheet.clone() offers/>
            <form class="ticket-form" class:is-waiting=move || waiting.get().is_some() method="dialog" novalidate hidden=move || offers.ended() aria-busy=move || busy.get().then_some("true") on:submit=submit>
                <ErrorSummary sheet=sheet.clone()/>
                <SendFailure sheet=sheet.clone() failure/>
                <WaitingCard sender=sender.clone()/>
                <DraftNotice keeper/>
                {elements}
                <DecoyField sheet=sheet.clone()/>
                <RememberMe sheet=sheet.clone() remember/>
                <Attached along=sheet.along sheet=sheet.clone()/>
                {(!follows).then(|| view! { <PromiseNow sheet=sheet.clone()/> })}
                <VerifyNow sheet=sheet.clone()/>
                <div class="form-send">
                    <button
                        type="submit"
                        class="button"
                        disabled=move || !ready.get()
                        aria-disabled=move || busy.get().then_some("true")
                    >
                        <Icon name=icon/>
                        {move || if busy.get() { words::SENDING } else { send }}
                    </button>
                    <p class="form-promise">
                        {move || if is_proving() { words::PROVING.to_owned() } else { words::send_promise(follows, keeps.get()) }}
                    </p>
                </div>
            </form>
        </div>
    }
}

/// Behind which part of a form pages are offered: the first longer text, else the subject, else at the end.
fn place_of_offers(form: &Form) -> usize {
    let long = form.body.iter().position(|element| matches!(element.kind, ElementKind::Textarea { .. }));
    let subject = || form.body.iter().position(|element| element.id == "summary");
    long.or_else(subject).unwrap_or(form.body.len().saturating_sub(1))
}

/// Shown by the style sheet only where no JavaScript runs.
#[component]
fn NeedsJavaScript() -> impl IntoView {
    view! {
        <section class="no-js-only" aria-labelledby="needs-js-heading">
            <h2 id="needs-js-heading">{words::SENDING_NEEDS_JS}</h2>
            <p>{words::SENDING_NEEDS_JS_LEAD}</p>
            <People/>
            <p class="what-we-ask">{words::WHAT_WE_ASK}</p>
        </section>
    }
}
