//! Search and filter, once there is enough to search in.

use content::ticket::State;
use leptos::prelude::*;

use super::list::List;
use super::sift;
use crate::words::journey as words;

/// Id of the field to search in.
pub(super) const SEARCH: &str = "mine-search";

/// A field for words, a button for each state, and how many tickets these leave.
#[component]
pub(super) fn ControlsView(list: List) -> impl IntoView {
    let asked = list.clone();
    let long = Memo::new(move |_| asked.is_long());
    let counted = list.clone();
    let told = move || {
        let (shown, all) = (counted.shown().len(), counted.len());
        (long.get() && shown < all).then(|| words::tickets_shown(shown, all))
    };
    let inside = move || {
        let list = list.clone();
        let sift = list.sift;
        long.get().then(|| {
            view! {
                <div class="mine-controls">
                    <label class="field-label" for=SEARCH>{words::SEARCH_YOUR_TICKETS}</label>
                    <input
                        class="field-control"
                        type="search"
                        id=SEARCH
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=move || sift.with(|sift| sift.words.clone())
                        on:input=move |event| sift.update(|sift| sift.words = event_target_value(&event))
                    />
                    <StatesView list/>
                </div>
            }
        })
    };
    view! { {inside} <p class="mine-count" role="status">{told}</p> }
}

/// A button for each state that a ticket is in.
#[component]
fn StatesView(list: List) -> impl IntoView {
    let (receipts, sift) = (list.receipts, list.sift);
    let counts = Memo::new(move |_| receipts.with(|receipts| receipts.as_ref().map(sift::counts).unwrap_or_default()));
    let chosen = Memo::new(move |_| {
        receipts.with(|receipts| receipts.as_ref().and_then(|receipts| sift.with(|sift| sift.state_among(receipts))))
    });
    let button = move |state: Option<State>, name: &'static str, count: usize| {
        let pressed = move || if chosen.get() == state { "true" } else { "false" };
        view! {
            <button type="button" aria-pressed=pressed on:click=move |_| sift.update(|sift| sift.state = state)>
                {name} " " <span class="mine-state-count">{count}</span>
            </button>
        }
    };
    // One state alone narrows nothing.
    let buttons = move || {
        let counts = counts.get();
        (counts.len() > 1).then(|| {
            let all = counts.iter().map(|(_, count)| count).sum();
            let states = counts.into_iter().map(|(state, count)| button(Some(state), words::state(state), count));
            view! {
                <div class="mine-states" role="group" aria-label=words::STATE>
                    {button(None, words::ALL_TICKETS, all)} {states.collect_view()}
                </div>
            }
        })
    };
    view! { {buttons} }
}
