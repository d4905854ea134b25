//! What stands below the box: results, or the ways on without them.

use std::sync::Arc;

use content::route;
use leptos::prelude::*;
use search::message::{Filter, Question};

use super::narrow::Narrow;
use super::{STEP, asked};
use crate::any::Any;
use crate::navigation::use_navigation;
use crate::pages::cards::CategorySection;
use crate::pages::help::HelpPanel;
use crate::search::{Answered, HitItem, use_search};
use crate::shell::Icon;
use crate::site::use_site;
use crate::words;

/// Results.
#[component]
pub(super) fn Found(answered: Arc<Answered>, limit: RwSignal<usize>) -> impl IntoView {
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
    view! {
        {answer.corrected.map(|words| view! { <Corrected words question=question.clone()/> }.any())}
        {narrow}
        <p class="results-status">{words::results(answer.total)}</p>
        {provisional.then(|| view! { <p class="results-note">{words::STILL_LOADING}</p> }.any())}
        <ol class="results" role="list" aria-label=words::RESULTS>
            {answer.hits.into_iter().map(|hit| view! { <HitItem hit/> }.any()).collect_view()}
        </ol>
        {more}
        <HelpPanel summary=question.query/>
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

/// Nothing was found.
#[component]
pub(super) fn Empty(answered: Arc<Answered>) -> impl IntoView {
    let question = answered.question.clone();
    let filtered = question.filter != Filter::default();
    // A filter may be all that stands in the way.
    let everywhere = filtered.then(|| {
        let all = asked::write(&Question { filter: Filter::default(), ..question.clone() });
        let href = format!("{}?{all}", use_site().href(route::SEARCH));
        view! { <p><a class="button button-quiet" href=href>{words::SHOW_ALL_RESULTS}</a></p> }.any()
    });
    view! {
        <section class="empty" aria-labelledby="empty">
            <Icon name="compass"/>
            <h2 id="empty">{words::nothing_found(&question.query)}</h2>
            <ul>{words::EMPTY_HINTS.into_iter().map(|hint| view! { <li>{hint}</li> }.any()).collect_view()}</ul>
            {everywhere}
        </section>
        <HelpPanel summary=question.query/>
        <CategorySection/>
    }
    .any()
}

/// Nothing was asked yet.
#[component]
pub(super) fn Start() -> impl IntoView {
    view! {
        <p class="results-status needs-js">{words::START_HINT}</p>
        <CategorySection/>
    }
    .any()
}
