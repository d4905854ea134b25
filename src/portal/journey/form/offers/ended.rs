//! What a reader sees who needs no ticket of their own any more.

use content::route;
use content::ticket::Receipt;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Ending, Offers};
use crate::journey::asking::AskOnce;
use crate::journey::focus::focus;
use crate::journey::form::drafts::{forget_drafts, open_draft};
use crate::journey::form::keeping::Keeper;
use crate::journey::form::sheet::Sheet;
use crate::journey::form::waiting::Shown;
use crate::journey::guide::forget_path;
use crate::journey::mine;
use crate::journey::outbox::use_outbox;
use crate::journey::ticket::Seal;
use crate::shell::{Icon, say};
use crate::trail::Trail;
use crate::words::journey as words;

/// The words about how it ended.
const ENDED: &str = ".draft-ended [tabindex=\"-1\"]";

/// Closes the draft. The words can be brought back.
pub(super) fn close(sheet: &Sheet, offers: Offers, keeper: &Keeper, ending: Ending) {
    offers.ended.set(Some(ending));
    keeper.discard();
    forget_path(&sheet.device);
    Trail::forget();
    focus(ENDED);
}

impl Offers {
    /// Brings the form back.
    fn reopen(self) {
        self.ended.set(None);
        self.pages.set(Vec::new());
        focus("h1");
    }
}

/// How the draft has ended; nothing while it has not.
#[component]
pub(in crate::journey::form) fn DraftEnded(sheet: Sheet, offers: Offers) -> impl IntoView {
    move || {
        let sheet = sheet.clone();
        offers.ended.get().map(|ending| match ending {
            Ending::Solved => view! { <SolvedView sheet offers/> }.into_any(),
            Ending::Followed(seal) => view! { <FollowedView sheet offers seal/> }.into_any(),
        })
    }
}

/// Thanks for whoever has found the answer.
#[component]
fn SolvedView(sheet: Sheet, offers: Offers) -> impl IntoView {
    view! {
        <section class="draft-ended draft-solved">
            <h2 tabindex="-1">{words::DRAFT_SOLVED}</h2>
            <p>{words::DRAFT_SOLVED_LEAD}</p>
            <div class="button-row">
                <a class="button" href=sheet.site.href(route::HOME)>{words::BACK_TO_HOME}</a>
                <button type="button" class="button button-quiet" on:click=move |_| offers.reopen()>{words::WRITE_A_TICKET_AFTER_ALL}</button>
            </div>
        </section>
    }
}

/// That the reader is told about a notice, or that the wish still waits to be sent.
#[component]
fn FollowedView(sheet: Sheet, offers: Offers, seal: Seal) -> impl IntoView {
    let outbox = use_outbox();
    let (device, under) = (sheet.device.clone(), seal.clone());
    let shown = Memo::new(move |_| Shown::of(outbox, &under));
    let under = seal.clone();
    let receipt = Memo::new(move |_| {
        outbox.follow();
        mine::receipt_of(&device, &under)
    });
    // Taken back somewhere else.
    Effect::new(move |_| {
        if shown.with(Option::is_none) && receipt.with(Option::is_none) {
            offers.reopen();
        }
    });
    let waits = Memo::new(move |_| shown.with(Option::is_some));
    move || {
        let (sheet, seal) = (sheet.clone(), seal.clone());
        if waits.get() {
            return view! { <WishWaits sheet offers seal shown/> }.into_any();
        }
        let told = receipt.get().map(|receipt| view! { <WishSent sheet offers seal receipt/> });
        told.into_any()
    }
}

/// The receipt.
#[component]
fn WishSent(sheet: Sheet, offers: Offers, seal: Seal, receipt: Receipt) -> impl IntoView {
    let Receipt { reference, unconfirmed, .. } = receipt;
    let home = sheet.site.href(route::HOME);
    let ticket = sheet.site.href(&route::track(&reference, &seal.secret));
    view! {
        <section class="draft-ended draft-solved">
            <h2 tabindex="-1">{words::FOLLOWED}</h2>
            <p>{words::followed(&reference)}</p>
            {unconfirmed.then(|| view! { <p><strong>{words::CONFIRM_FIRST}</strong></p> })}
            <div class="button-row">
                <a class="button" href=ticket>{words::SEE_IT}</a>
                <a class="button button-quiet" href=home>{words::BACK_TO_HOME}</a>
                <button type="button" class="button button-quiet" on:click=move |_| offers.reopen()>{words::WRITE_A_TICKET_AFTER_ALL}</button>
            </div>
        </section>
    }
}

/// That the wish is safe and what keeps it here. It goes on waiting when the reader writes a ticket after all.
#[component]
fn WishWaits(sheet: Sheet, offers: Offers, seal: Seal, shown: Memo<Option<Shown>>) -> impl IntoView {
    let (outbox, keeps, busy) = (use_outbox(), sheet.keeps, RwSignal::new(false));
    let heading = move || shown.with(|shown| shown.as_ref().map(|shown| shown.heading(true)));
    let why = move || shown.with(|shown| shown.as_ref().and_then(Shown::why));
    let fate = move || shown.with(|shown| shown.as_ref().map(|shown| shown.fate(keeps.get())));
    let again = {
        let seal = seal.clone();
        move |_| {
            if busy.get_untracked() {
                return;
            }
            busy.set(true);
            say(words::SENDING);
            let sending = outbox.try_now(seal.clone());
            spawn_local(async move {
                // What came of it shows here.
                let sent = sending.await.is_ok();
                if busy.try_set(false).is_none() || sent {
                    focus(ENDED);
                }
            });
        }
    };
    let stuck = move || shown.with(|shown| shown.as_ref().is_some_and(Shown::is_stuck));
    let change = {
        let (sheet, seal) = (sheet.clone(), seal.clone());
        move |_| {
            if let Some(waiting) = outbox.take_back(&seal.key) {
                open_draft(&sheet.device, &waiting.form, &seal, &sheet.site.href(&route::form(&waiting.form)));
            }
        }
    };
    let discard = move |()| {
        if let Some(waiting) = outbox.take_back(&seal.key) {
            forget_drafts(&sheet.device, &waiting.form, &seal);
        }
    };
    view! {
        <section class="draft-ended send-waiting" aria-labelledby="wish-waiting-heading">
            <Icon name="cloud-off"/>
            <div role="alert">
                <h2 id="wish-waiting-heading" tabindex="-1">{heading}</h2>
                <p>{why}</p>
                <p>{fate}</p>
            </div>
            <div class="button-row">
                <button type="button" class="button" hidden=stuck aria-disabled=move || busy.get().then_some("true") on:click=again>
                    <Icon name="refresh-cw"/>
                    {move || if busy.get() { words::SENDING } else { words::TRY_AGAIN }}
                </button>
                <button type="button" class="button button-quiet" on:click=change>{words::CHANGE_IT}</button>
                <button type="button" class="button button-quiet" on:click=move |_| offers.reopen()>{words::WRITE_A_TICKET_AFTER_ALL}</button>
            </div>
            <AskOnce label=words::DISCARD question=words::DISCARD_REQUEST yes=words::DISCARD_FOR_GOOD act=discard/>
        </section>
    }
}
