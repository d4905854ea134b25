//! Search results at `?q=`.

mod asked;
mod field;
mod found;
mod narrow;
mod passages;
mod walk;

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use self::field::ResultsBox;
use self::found::{Empty, Found, Gone, Start};
use self::passages::Passages;
use self::walk::walk;
use super::breadcrumb::Breadcrumb;
use super::cards::CategorySection;
use super::channel::ChannelLine;
use crate::address::use_address;
use crate::any::Any;
use crate::effect::effect;
use crate::island::{Island, IslandView};
use crate::search::{Answered, Search, SearchState, use_search};
use crate::shell::{Icon, say};
use crate::site::use_site;
use crate::trail::note_search;
use crate::waking::waking;
use crate::words;

/// How long the reader must pause before the address follows what is typed and the number of results is said.
/// Browsers refuse an address that changes with every key.
const PAUSE: Duration = Duration::from_millis(500);

/// The page of results.
#[component]
pub(crate) fn ResultsView(
    /// Its title.
    title: String,
) -> impl IntoView {
    view! {
        <div class="page page-narrow results-page">
            <Breadcrumb/>
            <header class="page-head">
                <h1>{title}</h1>
            </header>
            <IslandView island=Island::Results/>
            <Reach/>
            <div class="browse"><CategorySection/></div>
        </div>
    }
    .any()
}

/// Ways to reach a person, for those who found nothing. Like the categories it stands outside the island, so that it is
/// no part of the browser's program; the style sheet shows either when what the island shows calls for it.
#[component]
fn Reach() -> impl IntoView {
    let channels = use_site().support.contact.clone();
    (!channels.is_empty()).then(|| {
        let lines = channels.into_iter().map(|channel| view! { <li><ChannelLine channel/></li> });
        view! {
            <section class="section reach" aria-labelledby="reach">
                <h2 id="reach" class="section-title">{words::REACH}</h2>
                <ul class="channel-list" role="list">{lines.collect_view()}</ul>
            </section>
        }
    })
}

/// The results, with the box above them.
#[component]
pub(crate) fn Results() -> impl IntoView {
    let search = use_search();
    follow_address(search);
    settle(search);
    let passages = Passages::new();
    let asked = Memo::new(move |_| search.state().with(|state| !state.query().is_empty()));
    let lost = Memo::new(move |_| search.state().with(SearchState::is_lost));
    // Drawn anew when there is something else to draw, not whenever the search knows something more.
    let body = waking(
        || view! { <Start/> }.any(),
        move || match search.answered() {
            Some(answered) => found(answered, passages),
            None if !asked.get() => view! { <Start/> }.any(),
            None if lost.get() => {
                view! { <Gone query=search.state().with_untracked(|state| state.query().to_owned())/> }.any()
            }
            None => view! { <p class="results-status">{words::SEARCHING}</p> }.any(),
        },
    );
    view! {
        <div class="results-body" on:keydown=walk>
            <ResultsBox search/>
            <p class="banner no-js-only"><Icon name="info"/><span>{words::NO_JS}</span></p>
            <Trouble search/>
            {move || body()}
        </div>
    }
    .any()
}

/// What stands below the box when there is an answer.
fn found(answered: Arc<Answered>, passages: Passages) -> AnyView {
    if answered.is_early() {
        return view! { <p class="results-status">{words::ONLY_TITLES_YET}</p> }.any();
    }
    if answered.answer.hits.is_empty() {
        return view! { <Empty answered/> }.any();
    }
    view! { <Found answered passages/> }.any()
}

/// Asks what the address asks.
fn follow_address(search: Search) {
    let address = use_address();
    let site = use_site();
    effect(move |_| {
        let question = address.with(|address| asked::read(&address.search));
        document().set_title(&words::search_title(question.query.trim(), &site.name));
        search.ask(question);
    });
}

/// Says how many results there are, and asks what there is to tell of them, once the reader pauses.
fn settle(search: Search) {
    let site = use_site();
    effect(move |_| {
        let Some(answered) = search.answered().filter(|answered| !answered.is_early()) else { return };
        let id = answered.id;
        let words = found::total(&site, &answered);
        set_timeout(
            move || {
                if search.state().try_with_untracked(SearchState::asked) == Some(id) {
                    say(&words);
                    note_search(&answered.question.query);
                    search.explain();
                }
            },
            PAUSE,
        );
    });
}

/// Says when the full search cannot answer.
#[component]
fn Trouble(search: Search) -> impl IntoView {
    let trouble = Memo::new(move |_| {
        search.state().with(|state| {
            if state.is_lost() { Some(words::SEARCH_GONE.to_owned()) } else { state.trouble().map(str::to_owned) }
        })
    });
    let words = waking(String::new, move || trouble.get().unwrap_or_default());
    view! {
        <div class="banner banner-warning" role="status" hidden=waking(|| true, move || trouble.with(Option::is_none))>
            <Icon name="info"/>
            <p>{move || words().into_any()}</p>
        </div>
    }
    .any()
}
