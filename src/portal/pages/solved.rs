//! "Did this solve it?": the answer stays on the device, and "no" points to the ways on below.

use leptos::prelude::*;

use crate::any::Any;
use crate::shell::{Icon, say};
use crate::site::use_site;
use crate::{device, words};

/// What the reader said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Yes,
    No,
}

impl Verdict {
    fn id(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }

    fn from_id(id: &str) -> Option<Self> {
        [Self::Yes, Self::No].into_iter().find(|verdict| verdict.id() == id)
    }
}

/// Asks whether an article solved it.
#[component]
pub(crate) fn Solved(
    /// Address of the article below the base.
    path: String,
) -> impl IntoView {
    let verdict = RwSignal::new(None);
    // Portals below other paths of the same host have answers of their own.
    let kept_as = format!("{}:solved:{path}", use_site().base);
    Effect::new({
        let kept_as = kept_as.clone();
        move |_| verdict.set(device::recall(&kept_as).as_deref().and_then(Verdict::from_id))
    });
    let answer_with = move |said: Verdict| {
        device::keep(&kept_as, said.id());
        verdict.set(Some(said));
        say(if said == Verdict::Yes { words::GLAD } else { words::SORRY });
    };
    let answer_no = answer_with.clone();
    let pressed = move |choice: Verdict| move || (verdict.get() == Some(choice)).to_string();
    let answer = move || {
        let said = verdict.get()?;
        Some(
            view! { <p class="solved-answer">{if said == Verdict::Yes { words::GLAD } else { words::SORRY }}</p> }
                .any(),
        )
    };
    view! {
        <section class="solved needs-js" aria-labelledby="solved">
            <h2 id="solved">{words::DID_THIS_SOLVE_IT}</h2>
            <div class="button-row">
                <button type="button" class="button button-quiet" aria-pressed=pressed(Verdict::Yes) on:click=move |_| answer_with(Verdict::Yes)>
                    <Icon name="circle-check"/>
                    {words::YES}
                </button>
                <button type="button" class="button button-quiet" aria-pressed=pressed(Verdict::No) on:click=move |_| answer_no(Verdict::No)>
                    <Icon name="circle-x"/>
                    {words::NO}
                </button>
            </div>
            {answer}
        </section>
    }.any()
}
