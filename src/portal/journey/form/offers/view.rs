//! What is offered, as the reader sees it.

use leptos::prelude::*;
use search::message::Kind;

use super::ended::close;
use super::follow::{FollowView, tell_id};
use super::page::Offered;
use super::{Ending, Offers};
use crate::journey::focus::focus;
use crate::journey::form::along::tried;
use crate::journey::form::keeping::Keeper;
use crate::journey::form::sheet::Sheet;
use crate::pages::{note_unsolved, offer_platforms};
use crate::shell::Icon;
use crate::trail::note_article;
use crate::words::journey as words;

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
    let page = article || hit.kind == Kind::Guide;
    // The address of a notice is its place on the home page.
    let notice = hit.path.split_once("#notice-").filter(|_| hit.kind == Kind::Notice).map(|(_, id)| id.to_owned());
    let asked = RwSignal::new(false);
    let read = StoredValue::new(false);
    let (opened_path, opened_title) = (path.clone(), title.clone());
    let (unread_revision, unread_title) = (revision.clone(), title.clone());
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
        // Told to the desk whether or not it was opened, or its own search would name the page again.
        if page {
            if !read.get_value() {
                note_article(&path, &unread_revision, &unread_title);
            }
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
