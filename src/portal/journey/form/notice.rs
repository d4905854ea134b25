//! Tells about a kept draft, and lets the reader decide about it.

use leptos::prelude::*;

use super::keeping::{Keeper, Notice};
use crate::journey::asking::AskOnce;
use crate::words::journey as words;

/// What a button of the notice does.
#[derive(Clone, Copy)]
enum Press {
    Discard,
    Undo,
    Take,
    Refuse,
}

impl Press {
    fn label(self) -> &'static str {
        match self {
            Self::Discard | Self::Refuse => words::DISCARD,
            Self::Undo => words::UNDO,
            Self::Take => words::BRING_IT_BACK,
        }
    }

    /// What is asked before it acts.
    fn question(self) -> Option<&'static str> {
        match self {
            Self::Discard => Some(words::DISCARD_WHAT_YOU_TYPED),
            Self::Refuse => Some(words::DISCARD_TICKET),
            Self::Undo | Self::Take => None,
        }
    }
}

/// Tells about a kept draft.
#[component]
pub(super) fn DraftNotice(keeper: Keeper) -> impl IntoView {
    let inside = move || {
        let notice = keeper.notice.get();
        let (text, presses): (_, &[Press]) = match &notice {
            Notice::Quiet => return None,
            Notice::Restored => (words::KEPT_WHAT_YOU_TYPED.to_owned(), &[Press::Discard]),
            Notice::Discarded(_) => (words::DISCARDED.to_owned(), &[Press::Undo]),
            Notice::Offered(draft) => {
                (words::other_draft(draft.answers.text("summary")), &[Press::Take, Press::Refuse])
            }
            Notice::Elsewhere => (words::DRAFT_ELSEWHERE.to_owned(), &[]),
            Notice::Unkept => (words::NOTHING_KEPT.to_owned(), &[]),
        };
        let buttons = presses.iter().map(|&press| {
            let (keeper, notice) = (keeper.clone(), notice.clone());
            let act = move |()| match (press, &notice) {
                (Press::Undo, Notice::Discarded(answers)) => keeper.undo(answers.clone()),
                (Press::Take, Notice::Offered(draft)) => keeper.take(draft),
                (Press::Refuse, Notice::Offered(draft)) => keeper.refuse(draft),
                _ => keeper.discard(),
            };
            match press.question() {
                Some(question) => {
                    view! { <AskOnce label=press.label() question yes=words::DISCARD_FOR_GOOD act/> }.into_any()
                }
                None => {
                    view! { <button type="button" class="link-button" on:click=move |_| act(())>{press.label()}</button> }
                        .into_any()
                }
            }
        });
        Some(view! { <p>{text}</p> <div class="draft-buttons">{buttons.collect_view()}</div> })
    };
    view! { <div class="draft-notice" role="status">{inside}</div> }
}
