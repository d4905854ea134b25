//! A button that asks once before it acts.

use leptos::prelude::*;

use super::focus::focus;
use crate::words::journey as words;

/// A button that asks once, in its own place, before it acts.
#[component]
pub(super) fn AskOnce(
    /// What the button says.
    label: &'static str,
    /// What is asked when it is pressed.
    question: &'static str,
    /// What the button says that acts.
    yes: &'static str,
    /// Acts.
    #[prop(into)]
    act: Callback<()>,
) -> impl IntoView {
    let asked = RwSignal::new(false);
    let ask = move |on: bool| {
        asked.set(on);
        focus(if on { ".ask-once [data-keep]" } else { ".ask-once [data-ask]" });
    };
    view! {
        <div class="ask-once">
            <button type="button" class="link-button" data-ask="" hidden=move || asked.get() on:click=move |_| ask(true)>
                {label}
            </button>
            <div class="ask-once-answers" role="group" aria-label=question hidden=move || !asked.get()>
                <p>{question}</p>
                <button type="button" class="link-button" on:click=move |_| act.run(())>{yes}</button>
                <button type="button" class="link-button" data-keep="" on:click=move |_| ask(false)>{words::KEEP_IT}</button>
            </div>
        </div>
    }
}
