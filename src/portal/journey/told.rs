//! What came of something that the reader wanted done.

use leptos::prelude::*;

use crate::shell::{Icon, say};

/// What came of it, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Told {
    /// It is done.
    Done(String),
    /// It is not, and why.
    Failed(String),
}

/// Says what came of it, and shows it.
pub(super) fn tell(shown: RwSignal<Option<Told>>, told: Told) {
    let (Told::Done(words) | Told::Failed(words)) = &told;
    say(words);
    shown.set(Some(told));
}

/// The words, for as long as they hold.
#[component]
pub(super) fn ToldView(
    /// What came of it, if anything did.
    told: RwSignal<Option<Told>>,
) -> impl IntoView {
    move || {
        let (class, icon, words) = match told.get()? {
            Told::Done(words) => ("banner talk-done", "circle-check", words),
            Told::Failed(words) => ("banner banner-warning", "info", words),
        };
        Some(view! { <p class=class><Icon name=icon/><span>{words}</span></p> })
    }
}
