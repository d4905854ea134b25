//! The tickets, one a row.

use std::sync::Arc;

use content::route;
use leptos::prelude::*;

use super::Kept;
use super::controls::SEARCH;
use super::list::List;
use super::sift::Sift;
use crate::journey::focus::focus_id;
use crate::journey::moment::MomentView;
use crate::page::Site;
use crate::shell::Icon;
use crate::words::journey as words;

/// What stands where the rows stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// The page does not live yet.
    Nothing,
    /// The device knows no ticket.
    NoTickets,
    /// The device knows tickets, and none passes.
    NoMatch,
    /// Rows.
    Rows,
}

/// The tickets that are shown, or why there are none.
#[component]
pub(super) fn RowsView(list: List) -> impl IntoView {
    let asked = list.clone();
    let shown = Memo::new(move |_| asked.shown());
    let asked = list.clone();
    let shape = Memo::new(move |_| match asked.receipts.with(Option::is_some) {
        false => Shape::Nothing,
        true if asked.len() == 0 => Shape::NoTickets,
        true if shown.with(Vec::is_empty) => Shape::NoMatch,
        true => Shape::Rows,
    });
    move || {
        let list = list.clone();
        match shape.get() {
            Shape::Nothing => ().into_any(),
            Shape::NoTickets => view! { <NoTickets site=Arc::clone(&list.site) keeps=list.keeps.get()/> }.into_any(),
            Shape::NoMatch => view! { <NoMatch list/> }.into_any(),
            Shape::Rows => view! {
                <ul class="mine" role="list">
                    // By what a row shows: a row that stays the same keeps the keyboard's place.
                    <For
                        each=move || shown.get()
                        key=|kept| (kept.reference.clone(), words::state_id(kept.state), kept.is_unread(), kept.unconfirmed)
                        let:kept
                    >
                        <Row list=list.clone() kept/>
                    </For>
                </ul>
            }
            .into_any(),
        }
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
fn NoMatch(list: List) -> impl IntoView {
    let all = move |_| {
        list.sift.set(Sift::default());
        focus_id(SEARCH);
    };
    view! {
        <div class="mine-empty">
            <Icon name="search"/>
            <p class="mine-empty-heading">{words::NO_TICKET_FITS}</p>
            <p>{words::NO_TICKET_FITS_LEAD}</p>
            <div class="button-row">
                <button type="button" class="button button-quiet" on:click=all>{words::SHOW_ALL_TICKETS}</button>
            </div>
        </div>
    }
}

#[component]
fn Row(list: List, kept: Kept) -> impl IntoView {
    let href = list.site.href(&route::track(&kept.reference, &kept.secret));
    let reference = kept.reference.clone();
    let label = words::forget_ticket(&kept.reference);
    let unread = kept.is_unread();
    view! {
        <li class="mine-ticket" data-reference=kept.reference data-unread=unread.then_some("")>
            <a class="mine-subject" href=href dir="auto">
                <span class="mine-title">{kept.subject}</span>
                {unread.then(|| view! { <span class="visually-hidden">" " {words::UNREAD}</span> })}
            </a>
            <p class="mine-facts">
                <span class="mine-reference">{kept.reference.clone()}</span>
                <MomentView moment=kept.created/>
                <span class="state" data-state=words::state_id(kept.state)>{words::state(kept.state)}</span>
                {kept.unconfirmed.then(|| view! { <span>{words::TO_BE_CONFIRMED}</span> })}
            </p>
            <button type="button" class="link-button mine-forget" aria-label=label on:click=move |_| list.forget(&reference)>
                {words::FORGET}
            </button>
        </li>
    }
}
