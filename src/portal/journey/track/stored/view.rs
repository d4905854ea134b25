//! Where a reader takes along or deletes what the desk keeps.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::{ASK, Holdings, QUESTION, Stored};
use crate::journey::told::ToldView;
use crate::journey::track::watch::{Known, Watch};
use crate::shell::Icon;
use crate::words::journey as words;

/// Both ways; nothing before the ticket is known.
#[component]
pub(in crate::journey::track) fn StoredView(watch: Watch) -> impl IntoView {
    let stored = Stored::of(watch);
    // Drawn anew for another ticket, not with every look at this one: the reader may be reading the question.
    let there = Memo::new(move |_| {
        watch.known.with(|known| match known {
            Known::Ticket(ticket) => Some(ticket.reference.clone()),
            _ => None,
        })
    });
    move || {
        there.get().map(|reference| {
            view! {
                <section class="track-link stored" aria-labelledby="stored-heading">
                    <h2 id="stored-heading">{words::WHAT_THE_DESK_KEEPS}</h2>
                    <ToldView told=stored.told/>
                    <p>{words::SAVE_ALL_LEAD}</p>
                    <button
                        type="button"
                        class="button button-quiet"
                        aria-disabled=move || stored.busy.get().then_some("true")
                        on:click=move |_| stored.save()
                    >
                        <Icon name="download"/>{words::SAVE_ALL}
                    </button>
                    <Delete stored reference/>
                </section>
            }
        })
    }
}

/// The button that begins, or the question.
#[component]
fn Delete(stored: Stored, reference: String) -> impl IntoView {
    let begin = move || {
        view! {
            <button
                type="button"
                class="link-button"
                id=ASK
                aria-disabled=move || stored.busy.get().then_some("true")
                on:click=move |_| stored.ask()
            >
                {words::DELETE_TICKET}
            </button>
        }
    };
    move || match stored.question.get() {
        None => begin().into_any(),
        Some(holdings) => view! { <Question stored holdings reference=reference.clone()/> }.into_any(),
    }
}

/// What goes, what stays, and whether it shall.
#[component]
fn Question(stored: Stored, holdings: Holdings, reference: String) -> impl IntoView {
    let lines = |lines: Vec<String>| lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let open = stored.watch.is_open();
    let back = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            stored.keep();
        }
    };
    view! {
        <div class="stored-question" role="group" aria-labelledby=QUESTION on:keydown=back>
            <h3 id=QUESTION tabindex="-1">{words::delete_for_good(&reference)}</h3>
            {open.then(|| view! { <p>{words::NOT_YET_SOLVED}</p> })}
            <p>{words::WHAT_GOES}</p>
            <ul>{lines(words::what_goes(&holdings))}</ul>
            <p>{words::WHAT_STAYS}</p>
            <ul>{lines(words::what_stays(&holdings))}</ul>
            <p>{words::NO_WAY_BACK}</p>
            <div class="button-row">
                <button
                    type="button"
                    class="button button-danger"
                    aria-disabled=move || stored.busy.get().then_some("true")
                    on:click=move |_| stored.delete()
                >
                    <Icon name="trash-2"/>{words::DELETE_FOR_GOOD}
                </button>
                <button
                    type="button"
                    class="button button-quiet"
                    aria-disabled=move || stored.busy.get().then_some("true")
                    on:click=move |_| stored.keep()
                >
                    {words::KEEP_IT}
                </button>
            </div>
        </div>
    }
}
