//! The page of one ticket's status.

use std::sync::Arc;

use content::route;
use content::ticket::Ticket;
use leptos::prelude::*;

use super::confirm::{CodeView, ConfirmView};
use super::first_answer::FirstAnswerView;
use super::fragment::Fragment;
use super::standing::{KeptView, SafeView, TicketView};
use super::stored::{DeletedView, StoredView};
use super::talk::{Talk, TalkView};
use super::watch::{Known, Watch};
use crate::address::use_address;
use crate::journey::people::People;
use crate::journey::ticket::Failure;
use crate::page::Site;
use crate::pages::Breadcrumb;
use crate::site::use_site;
use crate::words::journey as words;

/// The status of one ticket.
#[component]
pub(crate) fn TrackView(
    /// Title of the page.
    title: String,
) -> impl IntoView {
    let site = use_site();
    let watch = Watch::new(Arc::clone(&site));
    let talk = Talk::about(watch);
    follow_address(watch);
    let inside = move || match watch.known.get() {
        Known::Nothing => ().into_any(),
        Known::NoLink => {
            view! { <NoTicket heading=words::NO_LINK lead=words::NO_LINK_LEAD site=Arc::clone(&site)/> }.into_any()
        }
        Known::TornLink => {
            view! { <NoTicket heading=words::TORN_LINK lead=words::TORN_LINK_LEAD site=Arc::clone(&site)/> }.into_any()
        }
        Known::Reference(reference) => {
            view! { <NoTicket heading=words::NO_KEY lead=words::no_key(&reference) site=Arc::clone(&site)/> }.into_any()
        }
        Known::Code(link) => view! { <CodeView link watch/> }.into_any(),
        Known::Asking => view! { <p class="track-asking">{words::ASKING_THE_DESK}</p> }.into_any(),
        Known::Ticket(ticket) => {
            let ticket: Ticket = *ticket;
            view! { <TicketView ticket watch/> }.into_any()
        }
        Known::Failed(Failure::Unknown) => {
            view! { <NoTicket heading=words::UNKNOWN_TICKET lead=words::UNKNOWN_TICKET_LEAD site=Arc::clone(&site)/> }
                .into_any()
        }
        Known::Failed(failure) => view! { <DeskDown failure watch/> }.into_any(),
        Known::Deleted(deleted) => view! { <DeletedView deleted=*deleted site=Arc::clone(&site)/> }.into_any(),
    };
    let kept = move || match watch.known.get() {
        Known::Ticket(ticket) => Some(view! { <KeptView ticket=*ticket watch/> }),
        _ => None,
    };
    view! {
        <div class="page page-narrow track">
            <Breadcrumb/>
            <header class="page-head"><h1 tabindex="-1">{title}</h1></header>
            <p class="no-js-only">{words::TRACK_NEEDS_JS}</p>
            <div class="track-live">
                <ConfirmView watch/>
                <SafeView watch/>
                <FirstAnswerView watch talk/>
                {inside}
                <TalkView watch talk/>
                {kept}
                <StoredView watch/>
            </div>
        </div>
    }
}

/// Watches whatever ticket the address names, and rests while the page is hidden or gone.
fn follow_address(watch: Watch) {
    let address = use_address();
    Effect::new(move |_| watch.open(address.with(|address| Fragment::read(&address.hash))));
    Effect::new(move |_| {
        for event in ["visibilitychange", "online"] {
            let listener = window_event_listener_untyped(event, move |_| watch.on_visibility());
            on_cleanup(move || listener.remove());
        }
    });
    on_cleanup(move || watch.rest());
}

/// There is no ticket to show, and why.
#[component]
fn NoTicket(heading: &'static str, #[prop(into)] lead: String, site: Arc<Site>) -> impl IntoView {
    let (mine, contact) = (site.href(route::MY_TICKETS), site.href(route::CONTACT));
    view! {
        <section class="track-none">
            <h2 tabindex="-1">{heading}</h2>
            <p>{lead}</p>
            <div class="button-row">
                <a class="button" href=mine>{words::MY_TICKETS}</a>
                <a class="button button-quiet" href=contact>{words::TALK_TO_A_PERSON}</a>
            </div>
        </section>
    }
}

/// The desk cannot be reached; the ticket is safe.
#[component]
fn DeskDown(failure: Failure, watch: Watch) -> impl IntoView {
    let people = watch.site.get_value().reachable;
    view! {
        <section class="track-none">
            <h2 tabindex="-1">{words::DESK_DOWN}</h2>
            <p>{words::why_not_shown(&failure)}</p>
            <p>{words::TICKET_IS_SAFE}</p>
            <div class="button-row">
                <button type="button" class="button" on:click=move |_| watch.look()>{words::TRY_AGAIN}</button>
            </div>
            {people.then(|| view! { <h3>{words::REACH_US_ANOTHER_WAY}</h3> <People/> })}
        </section>
    }
}
