//! The page that the desk named by itself when the ticket came in, for a reader who waits.

use content::ticket::{Entry, FirstAnswer, State, Ticket};
use leptos::prelude::*;

use super::talk::{TALK, Talk};
use super::watch::{Known, Watch};
use crate::journey::focus::focus_id;
use crate::shell::Icon;
use crate::words::journey as words;

/// The page, and a way to say that it helped; nothing once somebody works on the ticket or it is solved.
#[component]
pub(super) fn FirstAnswerView(watch: Watch, talk: Talk) -> impl IntoView {
    // Drawn by itself, not with every look at the ticket: the keyboard may be on it.
    let page = Memo::new(move |_| {
        watch.known.with(|known| match known {
            Known::Ticket(ticket) => offered(ticket),
            _ => None,
        })
    });
    let helped = StoredValue::new(false);
    // What came of it stands there, and the button may be gone.
    Effect::new(move |_| {
        let over = page.with(Option::is_none) || talk.has_failed();
        if over && helped.get_value() {
            helped.set_value(false);
            focus_id(TALK);
        }
    });
    move || {
        let FirstAnswer { title, url, summary } = page.get()?;
        let href = watch.site.get_value().href(&url);
        let busy = move || talk.is_busy().then_some("true");
        let solved = move |_| {
            helped.set_value(true);
            talk.solved();
        };
        Some(view! {
            <section class="track-answer" aria-labelledby="track-answer-heading">
                <Icon name="lightbulb"/>
                <h2 id="track-answer-heading">{words::MAY_SOLVE_IT}</h2>
                <p class="track-answer-page"><a href=href>{title}</a></p>
                {(!summary.is_empty()).then(|| view! { <p>{summary}</p> })}
                <p class="track-answer-lead">{words::MAY_SOLVE_IT_LEAD}</p>
                <div class="button-row">
                    <button type="button" class="button button-quiet" aria-disabled=busy on:click=solved>
                        <Icon name="circle-check"/>{words::IT_HELPED}
                    </button>
                </div>
            </section>
        })
    }
}

/// What is offered of a ticket: the page that was named, while nobody has looked at it.
fn offered(ticket: &Ticket) -> Option<FirstAnswer> {
    let waits = ticket.state == State::New && ticket.can.confirm_solved;
    ticket.timeline.iter().find_map(Entry::first_answer).filter(|_| waits)
}
