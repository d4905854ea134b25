//! The tickets that wait to be sent, on the page of the tickets this device knows.

use content::route;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Outbox, Waiting, use_outbox};
use crate::journey::asking::AskOnce;
use crate::journey::form::{forget_drafts, open_draft};
use crate::site::use_site;
use crate::words::journey as words;

/// The tickets that wait; nothing when there are none.
#[component]
pub(in crate::journey) fn WaitingView() -> impl IntoView {
    let outbox = use_outbox();
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));
    // Only what is shown of them: each try changes when the next is due.
    let shown = Memo::new(move |_| if awake.get() { rows(&outbox.all()) } else { Vec::new() });
    move || {
        let all = shown.get();
        (!all.is_empty()).then(|| {
            let rows = all.into_iter().map(|row| view! { <RowView outbox row/> });
            view! {
                <section class="waiting" aria-labelledby="waiting-heading">
                    <h2 id="waiting-heading">{words::WAITING_TO_BE_SENT}</h2>
                    <ul class="mine" role="list">{rows.collect_view()}</ul>
                </section>
            }
        })
    }
}

/// What is shown of a ticket that waits.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    key: String,
    form: String,
    subject: String,
    why: String,
    stuck: bool,
}

fn rows(all: &[Waiting]) -> Vec<Row> {
    let row = |waiting: &Waiting| Row {
        key: waiting.seal.key.clone(),
        form: waiting.form.clone(),
        subject: waiting.subject.clone(),
        why: waiting.why.as_ref().map(words::why_not_sent).unwrap_or_default(),
        stuck: waiting.is_stuck(),
    };
    all.iter().map(row).collect()
}

#[component]
fn RowView(outbox: Outbox, row: Row) -> impl IntoView {
    let Row { key, form, subject, why, stuck } = row;
    let site = use_site();
    let busy = RwSignal::new(false);
    let again = {
        let key = key.clone();
        move |_| {
            let Some(waiting) = outbox.read(&key).filter(|_| !busy.get_untracked()) else { return };
            busy.set(true);
            spawn_local(async move {
                // What came of it shows in the list, or in the strip that says that it was sent.
                let _ = outbox.try_now(waiting.seal).await;
                let _ = busy.try_set(false);
            });
        }
    };
    let change = {
        let (device, key, href) = (outbox.device(), key.clone(), site.href(&route::form(&form)));
        move |_| {
            if let Some(waiting) = outbox.take_back(&key) {
                open_draft(&device, &waiting.form, &waiting.seal, &href);
            }
        }
    };
    let device = outbox.device();
    let discard = move |()| {
        if let Some(waiting) = outbox.take_back(&key) {
            forget_drafts(&device, &waiting.form, &waiting.seal);
        }
    };
    view! {
        <li class="mine-ticket waiting-ticket">
            <p class="mine-subject" dir="auto">{subject}</p>
            <p class="mine-facts">{why}</p>
            <div class="button-row">
                <button type="button" class="button" hidden=stuck aria-disabled=move || busy.get().then_some("true") on:click=again>
                    {move || if busy.get() { words::SENDING } else { words::TRY_AGAIN }}
                </button>
                <button type="button" class="button button-quiet" on:click=change>{words::CHANGE_IT}</button>
            </div>
            <AskOnce label=words::DISCARD question=words::DISCARD_TICKET yes=words::DISCARD_FOR_GOOD act=discard/>
        </li>
    }
}
