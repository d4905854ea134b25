//! When the reader hears next, and what to do when that is late.

use content::ticket::Ticket;
use leptos::prelude::*;

use super::watch::Watch;
use crate::journey::focus::focus_id;
use crate::shell::Icon;
use crate::words::journey as words;

/// Id of the field in which a reader says why it is urgent.
pub(super) const HURRY: &str = "talk-hurry";

/// By when the reader hears next, that we wait for the reader, or that we are late.
#[component]
pub(super) fn NextView(ticket: Ticket, watch: Watch) -> impl IntoView {
    let icon = if ticket.late { "circle-alert" } else { "clock" };
    let hurry = ticket.can.escalate.then(|| {
        view! {
            <button type="button" class="link-button" on:click=move |_| focus_id(HURRY)>{words::ASK_TO_HURRY}</button>
        }
    });
    let late = ticket.late.then_some("");
    words::has_next(&ticket).then(|| {
        view! {
            <div class="track-next" data-late=late>
                <Icon name=icon/>
                <p>{move || words::next(&ticket, watch.looked.get())}</p>
                {hurry}
            </div>
        }
    })
}
