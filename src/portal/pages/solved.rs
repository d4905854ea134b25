//! "Did this solve it?": the answer stays on the device, and "no" points to the ways on below.

use leptos::ev;
use leptos::prelude::*;
use web_sys::{Document, HtmlElement};

use crate::any::Any;
use crate::element::{around, element, elements};
use crate::shell::{Icon, say};
use crate::site::use_site;
use crate::{device, words};

/// The attribute that holds the address of the article below the base.
const ARTICLE: &str = "data-solved";
/// The attribute of a button that holds what it says.
const VERDICT: &str = "data-verdict";

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

    /// What a button says.
    fn of(button: &HtmlElement) -> Option<Self> {
        Self::from_id(&button.get_attribute(VERDICT)?)
    }

    fn answer(self) -> &'static str {
        if self == Self::Yes { words::GLAD } else { words::SORRY }
    }
}

/// Asks whether an article solved it.
#[component]
pub(super) fn Solved(
    /// Address of the article below the base.
    path: String,
) -> impl IntoView {
    view! {
        <section class="solved needs-js" aria-labelledby="solved" data-solved=path>
            <h2 id="solved">{words::DID_THIS_SOLVE_IT}</h2>
            <div class="button-row">
                <button type="button" class="button button-quiet" aria-pressed="false" data-verdict=Verdict::Yes.id()>
                    <Icon name="circle-check"/>
                    {words::YES}
                </button>
                <button type="button" class="button button-quiet" aria-pressed="false" data-verdict=Verdict::No.id()>
                    <Icon name="circle-x"/>
                    {words::NO}
                </button>
            </div>
            <p class="solved-answer" hidden></p>
        </section>
    }
    .any()
}

/// Shows what the reader said about the article before.
pub(super) fn enliven(page: &Document) {
    if let Some(said) = kept_as(page).and_then(|name| device::recall(&name)).and_then(|id| Verdict::from_id(&id)) {
        show(page, said);
    }
}

/// Listens to the buttons for as long as the page lives.
pub(crate) fn listen_for_verdicts() {
    let _for_as_long_as_the_page = window_event_listener(ev::click, |event| {
        let Some(said) = around(&event, "[data-verdict]").and_then(|button| Verdict::of(&button)) else { return };
        if let Some(name) = kept_as(&document()) {
            device::keep(&name, said.id());
        }
        show(&document(), said);
        say(said.answer());
    });
}

/// What the reader said about the article at an address below the base, if anything.
pub(crate) fn said_of(path: &str) -> Option<bool> {
    device::recall(&name(path)).and_then(|id| Verdict::from_id(&id)).map(|verdict| verdict == Verdict::Yes)
}

/// Notes that an article did not solve it.
pub(crate) fn note_unsolved(path: &str) {
    device::keep(&name(path), Verdict::No.id());
}

fn kept_as(page: &Document) -> Option<String> {
    Some(name(&element(page, "[data-solved]")?.get_attribute(ARTICLE)?))
}

/// Portals below other paths of the same host have answers of their own.
fn name(path: &str) -> String {
    [use_site().base.as_str(), ":solved:", path].concat()
}

fn show(page: &Document, said: Verdict) {
    for button in elements(page, "[data-verdict]") {
        let pressed = if Verdict::of(&button) == Some(said) { "true" } else { "false" };
        // Setting an attribute of a well-known name does not fail.
        let _ = button.set_attribute("aria-pressed", pressed);
    }
    if let Some(answer) = element(page, ".solved-answer") {
        answer.set_text_content(Some(said.answer()));
        answer.set_hidden(false);
    }
}
