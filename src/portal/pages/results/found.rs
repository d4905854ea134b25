//! What stands below the box: results, or the ways on without them.

use std::sync::Arc;

use leptos::prelude::*;

use super::STEP;
use crate::pages::cards::CategorySection;
use crate::pages::help::HelpPanel;
use crate::search::{Answered, HitItem};
use crate::shell::Icon;
use crate::words;

/// Results.
#[component]
pub(super) fn Found(answered: Arc<Answered>, limit: RwSignal<usize>) -> impl IntoView {
    let answer = answered.answer.clone();
    let corrected = answer.corrected.map(|words| {
        view! { <p class="results-corrected">{words::SHOWING_RESULTS_FOR}<strong>{words}</strong></p> }
    });
    let more = answer.hits.len() < answer.total && answer.hits.len() >= limit.get_untracked();
    let more = more.then(|| {
        view! {
            <button type="button" class="button button-quiet" on:click=move |_| limit.update(|limit| *limit += STEP)>
                {words::SHOW_MORE}
            </button>
        }
    });
    view! {
        {corrected}
        <p class="results-status">{words::results(answer.total)}</p>
        {answered.provisional.then(|| view! { <p class="results-note">{words::STILL_LOADING}</p> })}
        <ol class="results" role="list" aria-label=words::RESULTS>
            {answer.hits.into_iter().map(|hit| view! { <HitItem hit/> }).collect_view()}
        </ol>
        {more}
        <HelpPanel summary=answered.query.clone()/>
    }
}

/// Nothing was found.
#[component]
pub(super) fn Empty(query: String) -> impl IntoView {
    view! {
        <section class="empty" aria-labelledby="empty">
            <Icon name="compass"/>
            <h2 id="empty">{words::nothing_found(&query)}</h2>
            <ul>{words::EMPTY_HINTS.into_iter().map(|hint| view! { <li>{hint}</li> }).collect_view()}</ul>
        </section>
        <HelpPanel summary=query/>
        <CategorySection/>
    }
}

/// Nothing was asked yet.
#[component]
pub(super) fn Start() -> impl IntoView {
    view! {
        <p class="results-status needs-js">{words::START_HINT}</p>
        <CategorySection/>
    }
}
