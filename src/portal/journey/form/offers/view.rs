//! What is offered, as the reader sees it.

use leptos::prelude::*;
use search::message::Kind;

use super::follow::{FollowView, tell_id};
use super::page::Offered;
use super::{Ending, Offers};
use crate::journey::focus::focus;
use crate::journey::form::along::tried;
use crate::journey::form::keeping::Keeper;
use crate::journey::form::sheet::Sheet;
use crate::journey::guide::forget_path;
use crate::pages::{note_unsolved, offer_platforms};
use crate::shell::Icon;
use crate::trail::{Trail, note_article};
use crate::words::journey as words;

/// The thanks, once something has helped.
const THANKS: &str = ".draft-solved [tabindex=\"-1\"]";

/// What is offered; nothing while nothing is sure enough.
#[component]
pub(in crate::journey::form) fn OffersView(sheet: Sheet, offers: Offers, keeper: Keeper) -> impl IntoView {
    move || {
        let pages = offers.pages.get();
        (!pages.is_empty() && !offers.ended()).then(|| {
            let cards = pages.into_iter().map(|page| {
                view! { <OfferedPage sheet=sheet.clone() offers page keeper=keeper.clone()/> }
            });
            view! {
                <section class="offers" aria-labelledby="offers-heading">
                    <h2 id="offers-heading" tabindex="-1">{words::THIS_MAY_HELP}</h2>
                    <p class="offers-lead">{words::THIS_MAY_HELP_LEAD}</p>
                    <ul role="list">{cards.collect_view()}</ul>
                </section>
            }
        })
    }
}

/// One of them, to be read in place.
#[component]
fn OfferedPage(sheet: Sheet, offers: Offers, page: Offered, keeper: Keeper) -> impl IntoView {
    let Offered { hit, passage, body, revision, next_update } = page;
    let href = sheet.site.href(&hit.path);
    let title: String = hit.title.iter().map(|fragment| fragment.text.as_str()).collect();
    let path = hit.path.clone();
    let article = hit.kind == Kind::Article;
    // The address of a notice is its place on the home page.
    let notice = hit.path.split_once("#notice-").filter(|_| hit.kind == Kind::Notice).map(|(_, id)| id.to_owned());
    let asked = RwSignal::new(false);
    let read = StoredValue::new(false);
    let (opened_path, opened_title) = (path.clone(), title.clone());
    let along = sheet.along;
    let opened = move |_| {
        read.set_value(true);
        offer_platforms(&document());
        if article {
            note_article(&opened_path, &revision, &opened_title);
            along.found.update(|found| found.articles = tried());
        }
    };
    let follow = notice.clone().map(|notice| {
        let (keeper, title) = (keeper.clone(), title.clone());
        view! { <FollowView sheet=sheet.clone() offers keeper notice title asked/> }
    });
    let solved = {
        let sheet = sheet.clone();
        move |_| close(&sheet, offers, &keeper, Ending::Solved)
    };
    let not_this = move |_| {
        if read.get_value() && article {
            note_unsolved(&path);
            along.found.update(|found| found.articles = tried());
        }
        offers.refuse(&path);
        focus("#offers-heading, .ticket-form textarea, .ticket-form input");
    };
    let (mark, icon) = words::offered_kind(hit.kind);
    let reading = (!body.is_empty()).then(|| {
        view! {
            <details class="offer-read" on:toggle=opened>
                <summary>{words::READ_IT_HERE} <span class="visually-hidden">": " {title.clone()}</span></summary>
                <div class="prose" inner_html=body></div>
            </details>
        }
    });
    let tell_me = notice.map(|notice| {
        view! {
            <button type="button" class="button" id=tell_id(&notice) on:click=move |_| asked.set(true)>
                {words::TELL_ME} <span class="visually-hidden">": " {title.clone()}</span>
            </button>
        }
    });
    let next = next_update.map(|next| view! { <p class="offer-next">{next}</p> });
    view! {
        <li class="offer" data-kind=words::offered_id(hit.kind)>
            <p class="offer-kind"><Icon name=icon/> {mark}</p>
            <h3><a href=href target="_blank">{title}</a></h3>
            <p class="offer-passage" inner_html=passage></p>
            {next}
            {reading}
            {follow}
            <div class="button-row" hidden=move || asked.get()>
                {tell_me}
                <button type="button" class="button button-quiet" on:click=solved>{words::THIS_SOLVED_IT}</button>
                <button type="button" class="button button-quiet" on:click=not_this>{words::NOT_THIS}</button>
            </div>
        </li>
    }
}

/// Closes the draft with thanks. The words can be brought back.
pub(super) fn close(sheet: &Sheet, offers: Offers, keeper: &Keeper, ending: Ending) {
    offers.ended.set(Some(ending));
    keeper.discard();
    forget_path(&sheet.device);
    Trail::forget();
    focus(THANKS);
}

/// Thanks for whoever needs no ticket of their own any more.
#[component]
pub(in crate::journey::form) fn DraftEnded(sheet: Sheet, offers: Offers) -> impl IntoView {
    let home = sheet.site.href(content::route::HOME);
    let back = move |_| {
        offers.ended.set(None);
        offers.pages.set(Vec::new());
        focus("h1");
    };
    move || {
        offers.ended.get().map(|ending| {
            let (heading, lead, ticket) = match ending {
                Ending::Solved => (words::DRAFT_SOLVED, words::DRAFT_SOLVED_LEAD.to_owned(), None),
                Ending::Followed { reference, href } => (words::FOLLOWED, words::followed(&reference), Some(href)),
            };
            let quiet = ticket.is_some();
            let ticket = ticket.map(|href| view! { <a class="button" href=href>{words::SEE_HOW_IT_STANDS}</a> });
            view! {
                <section class="draft-solved">
                    <h2 tabindex="-1">{heading}</h2>
                    <p>{lead}</p>
                    <div class="button-row">
                        {ticket}
                        <a class="button" class:button-quiet=quiet href=home.clone()>{words::BACK_TO_HOME}</a>
                        <button type="button" class="button button-quiet" on:click=back>{words::WRITE_A_TICKET_AFTER_ALL}</button>
                    </div>
                </section>
            }
        })
    }
}
