//! The page with the tickets this device knows.

use std::sync::Arc;

use content::route;
use content::ticket::State;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Kept, Receipts};
use crate::journey::device::Device;
use crate::journey::focus::focus;
use crate::journey::moment::MomentView;
use crate::journey::outbox::{WaitingView, use_outbox};
use crate::journey::ticket::Desk;
use crate::page::Site;
use crate::pages::Breadcrumb;
use crate::shell::Icon;
use crate::site::use_site;
use crate::words::journey as words;

/// How many tickets are asked about when the page opens.
const ASKED: usize = 10;

/// What the list shows.
#[derive(Clone)]
struct List {
    site: Arc<Site>,
    device: Device,
    /// Nothing until the page lives.
    receipts: RwSignal<Option<Receipts>>,
    /// Whether the device keeps the list. Believed until the page knows better.
    keeps: RwSignal<bool>,
    /// The ticket forgotten last, and its place.
    forgotten: RwSignal<Option<(usize, Kept)>>,
}

impl List {
    fn forget(&self, reference: &str) {
        let gone = super::change(&self.device, |receipts| receipts.forget(reference));
        self.forgotten.set(gone);
        self.reload();
        focus(".mine-undo button");
    }

    fn undo(&self) {
        let Some((place, kept)) = self.forgotten.get_untracked() else { return };
        let reference = kept.reference.clone();
        super::change(&self.device, |receipts| receipts.put_back(place, kept));
        self.forgotten.set(None);
        self.reload();
        focus(format!("[data-reference=\"{reference}\"] a"));
    }

    fn reload(&self) {
        // The page may be gone when an answer comes late; the device has been told already.
        let _ = self.receipts.try_set(Some(super::all(&self.device)));
    }

    /// Asks how the open tickets stand, one after the other; without an answer the last known state stays.
    fn ask(&self) {
        let list = self.clone();
        spawn_local(async move {
            let open = super::all(&list.device).0.into_iter().filter(|kept| kept.state != State::Closed);
            let desk = Desk::of(&list.site);
            for kept in open.take(ASKED) {
                let Ok(ticket) = desk.status(&kept.reference, &kept.secret).await else { continue };
                if super::change(&list.device, |receipts| receipts.learn(&kept.reference, ticket.state)) {
                    list.reload();
                }
            }
        });
    }
}

/// The tickets this device knows.
#[component]
pub(crate) fn MyTicketsView(
    /// Title of the page.
    title: String,
) -> impl IntoView {
    let site = use_site();
    let list = List {
        device: Device::of(&site),
        site: Arc::clone(&site),
        receipts: RwSignal::new(None),
        keeps: RwSignal::new(true),
        forgotten: RwSignal::new(None),
    };
    let keeps = list.keeps;
    let opener = list.clone();
    Effect::new(move |_| {
        opener.keeps.set(opener.device.keeps());
        opener.reload();
        opener.ask();
    });
    let (outbox, follower) = (use_outbox(), list.clone());
    Effect::new(move |_| {
        outbox.follow();
        follower.reload();
    });
    view! {
        <div class="page page-narrow">
            <Breadcrumb/>
            <header class="page-head">
                <h1 tabindex="-1">{title}</h1>
                <p class="lead">{move || if keeps.get() { words::MY_TICKETS_LEAD } else { words::MY_TICKETS_UNKEPT }}</p>
            </header>
            <p class="no-js-only">{words::MY_TICKETS_NEED_JS}</p>
            <WaitingView/>
            <ForgottenView list=list.clone()/>
            <ListView list/>
        </div>
    }
}

#[component]
fn ForgottenView(list: List) -> impl IntoView {
    let inside = move || {
        list.forgotten.get().map(|(_, kept)| {
            let list = list.clone();
            view! {
                <p>{words::forgotten(&kept.reference)}</p>
                <button type="button" class="link-button" on:click=move |_| list.undo()>{words::UNDO}</button>
            }
        })
    };
    view! { <div class="mine-undo draft-notice" role="status">{inside}</div> }
}

#[component]
fn ListView(list: List) -> impl IntoView {
    move || {
        let receipts = list.receipts.get()?;
        if receipts.0.is_empty() {
            return Some(view! { <NoTickets site=Arc::clone(&list.site) keeps=list.keeps.get()/> }.into_any());
        }
        let rows = receipts.0.into_iter().map(|kept| view! { <Row list=list.clone() kept/> });
        Some(view! { <ul class="mine" role="list">{rows.collect_view()}</ul> }.into_any())
    }
}

#[component]
fn NoTickets(site: Arc<Site>, keeps: bool) -> impl IntoView {
    let (search, ticket) = (site.href(route::HOME), site.href(route::TICKET));
    view! {
        <div class="mine-empty">
            <Icon name="inbox"/>
            <p class="mine-empty-heading">{words::NO_TICKETS}</p>
            <p>{if keeps { words::NO_TICKETS_LEAD } else { words::NO_TICKETS_UNKEPT }}</p>
            <div class="button-row">
                <a class="button" href=search>{words::FIND_AN_ANSWER}</a>
                <a class="button button-quiet" href=ticket>{words::RAISE_A_TICKET}</a>
            </div>
        </div>
    }
}

#[component]
fn Row(list: List, kept: Kept) -> impl IntoView {
    let href = list.site.href(&route::track(&kept.reference, &kept.secret));
    let reference = kept.reference.clone();
    let label = words::forget_ticket(&kept.reference);
    view! {
        <li class="mine-ticket" data-reference=kept.reference>
            <a class="mine-subject" href=href dir="auto">{kept.subject}</a>
            <p class="mine-facts">
                <span class="mine-reference">{kept.reference.clone()}</span>
                <MomentView moment=kept.created/>
                <span class="state" data-state=words::state_id(kept.state)>{words::state(kept.state)}</span>
            </p>
            <button type="button" class="link-button mine-forget" aria-label=label on:click=move |_| list.forget(&reference)>
                {words::FORGET}
            </button>
        </li>
    }
}
