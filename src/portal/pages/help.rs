//! The ways on when an answer does not help: a ticket, or a person.

use content::route;
use leptos::prelude::*;

use crate::any::Any;
use crate::html::escaped;
use crate::shell::{Strokes, drawn};
use crate::site::use_site;
use crate::words;

/// "Still stuck?" with the ways on.
#[component]
pub(super) fn HelpPanel(
    /// Id of the category a ticket from here is about; may be empty.
    #[prop(optional, into)]
    category: String,
    /// The page a ticket from here came from, below the base; may be empty.
    #[prop(optional, into)]
    from: String,
    /// What the ticket is about, in the reader's words; may be empty.
    #[prop(optional, into)]
    summary: String,
    /// Whether the ways to reach a person stand right below.
    #[prop(optional)]
    people_below: bool,
) -> impl IntoView {
    let site = use_site();
    let contact = (site.reachable && !people_below).then(|| {
        view! { <a class="button button-quiet" href=site.href(route::CONTACT) inner_html=face(Strokes::PERSON, words::TALK_TO_A_PERSON)></a> }.any()
    });
    let ways = site.main_form.is_some() || contact.is_some();
    ways.then(|| {
        view! {
            <section class="help-panel" aria-labelledby="help-panel">
                <h2 id="help-panel">{words::STILL_STUCK}</h2>
                <p>{words::STILL_STUCK_LEAD}</p>
                <div class="button-row">
                    <TicketButton category from summary/>
                    {contact}
                </div>
            </section>
        }
        .any()
    })
}

/// Leads to the ticket form; nothing where there is none.
#[component]
pub(super) fn TicketButton(
    /// Id of the category the ticket is about; may be empty.
    #[prop(optional, into)]
    category: String,
    /// The page the ticket came from, below the base; may be empty.
    #[prop(optional, into)]
    from: String,
    /// What the ticket is about, in the reader's words; may be empty.
    #[prop(optional, into)]
    summary: String,
) -> impl IntoView {
    let href = use_site().ticket_href(&[("summary", &summary), ("category", &category)], Some(&from));
    href.map(|href| {
        view! { <a class="button" href=href inner_html=face(Strokes::TICKET, words::RAISE_A_TICKET)></a> }.any()
    })
}

/// What a button shows: the panel is drawn anew with every key on the page of results.
fn face(icon: Strokes, words: &str) -> String {
    [drawn(icon), escaped(words).into_owned()].concat()
}
