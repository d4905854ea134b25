//! What stands below the box: results, or the ways on without them.

use std::sync::Arc;

use content::route;
use leptos::prelude::*;
use search::message::{Filter, Hit, Question};

use super::narrow::Narrow;
use super::passages::Passages;
use super::{STEP, asked};
use crate::any::Any;
use crate::element::element;
use crate::navigation::use_navigation;
use crate::pages::help::HelpPanel;
use crate::search::{Answered, HitItem, SearchState, use_search};
use crate::shell::Icon;
use crate::site::use_site;
use crate::words;

/// Results.
#[component]
pub(super) fn Found(answered: Arc<Answered>, limit: RwSignal<usize>, passages: Passages) -> impl IntoView {
    let lines = passages.show(&answered);
    let Answered { answer, question, provisional, .. } = Arc::unwrap_or_clone(answered);
    let more = answer.hits.len() < answer.total && answer.hits.len() >= limit.get_untracked();
    let search = use_search();
    let widened = Question { limit: question.limit + STEP, ..question.clone() };
    let show_more = move |_| {
        limit.set(widened.limit);
        search.ask(widened.clone());
    };
    let more = more.then(|| {
        view! {
            <button type="button" class="button button-quiet" on:click=show_more>
                {words::SHOW_MORE}
            </button>
        }
        .any()
    });
    let navigation = use_navigation();
    let asked = question.clone();
    let on_choose = Callback::new(move |filter: Filter| {
        navigation.rewrite(&asked::write(&Question { filter, ..asked.clone() }));
    });
    // Titles know nothing to narrow down by.
    let narrow = (!answer.counts.categories.is_empty() || !answer.counts.platforms.is_empty())
        .then(|| view! { <Narrow counts=answer.counts chosen=question.filter.clone() on_choose/> }.any());
    let hits = answer.hits.into_iter().zip(lines);
    view! {
        {answer.partial.then(|| view! { <Partial/> }.any())}
        {answer.corrected.map(|words| view! { <Corrected words question=question.clone()/> }.any())}
        {narrow}
        <p class="results-status" tabindex="-1">{words::results(answer.total)}</p>
        {provisional.then(|| view! { <p class="results-note">{words::STILL_LOADING}</p> }.any())}
        <ol class="results" role="list" aria-label=words::RESULTS>
            {hits.map(|(hit, line)| view! { <HitItem hit line/> }.any()).collect_view()}
        </ol>
        {more}
        <HelpPanel summary=question.query/>
    }
    .any()
}

/// Says that pages may be missing, and tries to get them.
#[component]
fn Partial() -> impl IntoView {
    let search = use_search();
    let again = move |_| {
        // The button goes when all pages come; the reader stays near it.
        if let Some(status) = element(&document(), ".results-status") {
            // Focus that cannot be set leaves the reader where they are.
            let _ = status.focus();
        }
        search.ask_again();
    };
    view! {
        <div class="results-partial">
            <Icon name="info"/>
            <p>{words::PARTIAL}</p>
            <button type="button" class="button button-quiet" on:click=again>{words::TRY_AGAIN}</button>
        </div>
    }
    .any()
}

/// Says what was searched for in place of what was typed, and offers that.
#[component]
fn Corrected(words: String, question: Question) -> impl IntoView {
    let typed = question.query.clone();
    let href = format!("{}?{}", use_site().href(route::SEARCH), asked::write(&Question { literal: true, ..question }));
    view! {
        <p class="results-corrected">
            {words::SHOWING_RESULTS_FOR} <strong>{words}</strong> ". "
            <span class="results-instead">{words::SEARCH_INSTEAD_FOR} <a href=href>{typed}</a></span>
        </p>
    }
    .any()
}

/// Nothing was found: the ways on, the likeliest first.
#[component]
pub(super) fn Empty(answered: Arc<Answered>) -> impl IntoView {
    let Answered { answer, question, .. } = Arc::unwrap_or_clone(answered);
    let hints = || words::EMPTY_HINTS.into_iter().map(|hint| view! { <li>{hint}</li> }.any()).collect_view();
    // A filter may be all that stands in the way.
    let ways = if question.filter == Filter::default() {
        view! { <ul>{hints()}</ul> }.any()
    } else {
        let all = asked::write(&Question { filter: Filter::default(), ..question.clone() });
        let href = format!("{}?{all}", use_site().href(route::SEARCH));
        view! {
            <p>{words::EMPTY_NARROWED}</p>
            <p><a class="button" href=href>{words::SHOW_ALL_RESULTS}</a></p>
        }
        .any()
    };
    let nearest = use_search().state().with_untracked(SearchState::nearest);
    let nearest = (!nearest.is_empty()).then(|| view! { <Nearest hits=nearest/> }.any());
    view! {
        {answer.partial.then(|| view! { <Partial/> }.any())}
        <section class="empty" aria-labelledby="empty">
            <Icon name="compass"/>
            <h2 id="empty">{words::nothing_found(&question.query)}</h2>
            {ways}
        </section>
        {nearest}
        <HelpPanel summary=question.query people_below=true/>
    }
    .any()
}

/// Pages that may be meant.
#[component]
fn Nearest(hits: Vec<Hit>) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby="nearest">
            <h2 id="nearest" class="section-title">{words::NEAREST}</h2>
            <ol class="results" role="list" aria-labelledby="nearest">
                {hits.into_iter().map(|hit| view! { <HitItem hit/> }.any()).collect_view()}
            </ol>
        </section>
    }
    .any()
}

/// Nothing was asked yet.
#[component]
pub(super) fn Start() -> impl IntoView {
    view! { <p class="results-status results-start needs-js">{words::START_HINT}</p> }.any()
}
