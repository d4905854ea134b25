//! Tells about a kept draft, and lets the reader decide about it.

use leptos::prelude::*;

use super::keeping::{Keeper, Notice};
use crate::words::journey as words;

/// Tells about a kept draft.
#[component]
pub(super) fn DraftNotice(keeper: Keeper) -> impl IntoView {
    let button = |label: &'static str, press: Box<dyn Fn() + Send + Sync>| {
        view! { <button type="button" class="link-button" on:click=move |_| press()>{label}</button> }
    };
    let inside = move || {
        let keeper = keeper.clone();
        match keeper.notice.get() {
            Notice::Quiet => None,
            Notice::Restored => Some((
                words::KEPT_WHAT_YOU_TYPED.to_owned(),
                vec![button(words::DISCARD, Box::new(move || keeper.discard()))],
            )),
            Notice::Discarded(answers) => Some((
                words::DISCARDED.to_owned(),
                vec![button(words::UNDO, Box::new(move || keeper.undo(answers.clone())))],
            )),
            Notice::Offered(draft) => {
                let text = words::older_draft(draft.answers.text("summary"));
                let taker = keeper.clone();
                let take = button(words::BRING_IT_BACK, Box::new(move || taker.take(draft.clone())));
                let refuse = button(words::DISCARD, Box::new(move || keeper.refuse()));
                Some((text, vec![take, refuse]))
            }
        }
        .map(|(text, buttons)| view! { <p>{text}</p> <div class="draft-buttons">{buttons}</div> })
    };
    view! { <div class="draft-notice" role="status">{inside}</div> }
}
