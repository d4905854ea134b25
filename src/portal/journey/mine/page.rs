//! The page with the tickets this device knows.

use leptos::prelude::*;

use super::care::CareView;
use super::controls::ControlsView;
use super::list::List;
use super::rows::RowsView;
use crate::journey::outbox::{WaitingView, use_outbox};
use crate::pages::Breadcrumb;
use crate::site::use_site;
use crate::words::journey as words;

/// The tickets this device knows.
#[component]
pub(crate) fn MyTicketsView(
    /// Title of the page.
    title: String,
) -> impl IntoView {
    let list = List::new(use_site());
    let keeps = list.keeps;
    let opener = list.clone();
    Effect::new(move |_| opener.open());
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
            <ControlsView list=list.clone()/>
            <RowsView list=list.clone()/>
            <CareView list/>
        </div>
    }
}

/// What was forgotten last, and the way back.
#[component]
fn ForgottenView(list: List) -> impl IntoView {
    let inside = move || {
        let gone = list.forgotten.get();
        let said = match gone.as_slice() {
            [] => return None,
            [(_, kept)] => words::forgotten(&kept.reference),
            more => words::forgotten_all(more.len()),
        };
        let list = list.clone();
        Some(view! {
            <p>{said}</p>
            <button type="button" class="link-button" on:click=move |_| list.undo()>{words::UNDO}</button>
        })
    };
    view! { <div class="mine-undo draft-notice" role="status">{inside}</div> }
}
