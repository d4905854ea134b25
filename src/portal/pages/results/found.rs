//! What stands below the box: results, or the ways on without them.

use std::sync::Arc;
use std::time::Duration;

use content::route;
use leptos::html::Ol;
use leptos::prelude::*;
use search::message::{Filter, Hit, Question};

use super::asked;
use super::narrow::Narrow;
use super::passages::Passages;
use crate::any::Any;
use crate::effect::effect;
use crate::element::{element, elements};
use crate::navigation::use_navigation;
use crate::page::Site;
use crate::pages::help::{HelpPanel, TicketButton};
use crate::search::{Answered, Known, REASONS, SearchState, hit_list, use_search, why};
use crate::shell::Icon;
use crate::site::use_site;
use crate::words;

/// As many hits as most screens have room for.
const SEEN: usize = 5;

/// Results.
#[component]
pub(super) fn Found(answered: Arc<Answered>, passages: Passages) -> impl IntoView {
    let site = use_site();
    let navigation = use_navigation();
    let Answered { answer, question, provisional, full, .. } = &*answered;
    let widened = asked::write(&Question { limit: question.limit + asked::STEP, ..question.clone() });
    // In the address, so that whoever comes back finds the list as they left it.
    let show_more = move |_| navigation.rewrite(&widened);
    let more = answer.hits.len() < answer.total && answer.hits.len() >= question.limit;
    let more = more.then(|| {
        view! {
            <button type="button" class="button button-quiet" on:click=show_more>
                {words::SHOW_MORE}
            </button>
        }
        .any()
    });
    // Titles know nothing to narrow down by.
    let narrow = (!answer.counts.categories.is_empty() || !answer.counts.platforms.is_empty())
        .then(|| view! { <Narrow answered=Arc::clone(&answered)/> }.any());
    let known = if *full { Known::All } else { Known::Titles };
    let (seen, rest) = answer.hits.split_at(seen_first().min(answer.hits.len()));
    let list = NodeRef::<Ol>::new();
    let rest = Rest::new(list, hit_list(&site, rest, known));
    tell_more(Arc::clone(&answered), rest, passages);
    view! {
        {answer.partial.then(|| view! { <Partial/> }.any())}
        {answer.corrected.clone().map(|words| view! { <Corrected words question=question.clone()/> }.any())}
        {(!answer.unknown.is_empty()).then(|| view! { <p class="results-unknown">{words::unknown(&answer.unknown)}</p> }.any())}
        {narrow}
        <p class="results-status" tabindex="-1">{total(&site, &answered)}</p>
        {provisional.then(|| view! { <p class="results-note">{words::STILL_LOADING}</p> }.any())}
        <ol class="results" role="list" aria-label=words::RESULTS node_ref=list inner_html=hit_list(&site, seen, known)></ol>
        {more}
        <HelpPanel summary=question.query.clone()/>
    }
    .any()
}

/// How many results there are, and what they are narrowed down to.
pub(super) fn total(site: &Site, answered: &Answered) -> String {
    let Filter { category, platform } = &answered.question.filter;
    let category = site.category(category).map(|category| category.title.as_str());
    let device = platform.map(|platform| platform.to_string());
    // Titles know nothing to narrow down by.
    if !answered.full {
        words::results(answered.answer.total)
    } else {
        words::results_within(answered.answer.total, category, device.as_deref())
    }
}

/// How many hits are drawn at once: those that a reader who types can see. Who is further down must not lose their place.
fn seen_first() -> usize {
    let scrolled = window().scroll_y().unwrap_or_default() > 0.0;
    if scrolled { usize::MAX } else { SEEN }
}

/// The hits that are drawn when the first ones are on the screen.
#[derive(Clone, Copy)]
struct Rest {
    list: NodeRef<Ol>,
    html: StoredValue<String>,
}

impl Rest {
    fn new(list: NodeRef<Ol>, html: String) -> Self {
        let rest = Self { list, html: StoredValue::new(html) };
        request_animation_frame(move || set_timeout(move || rest.draw(), Duration::ZERO));
        rest
    }

    /// Draws them now, once. There is no list any more when the reader has typed on.
    fn draw(self) {
        let html = self.html.try_update_value(std::mem::take).unwrap_or_default();
        if let Some(list) = self.list.try_get_untracked().flatten().filter(|_| !html.is_empty()) {
            // HTML can be put into any element that is on the page.
            let _ = list.insert_adjacent_html("beforeend", &html);
        }
    }
}

/// Fills in what becomes known of the hits once the reader stays with them.
fn tell_more(answered: Arc<Answered>, rest: Rest, passages: Passages) {
    let search = use_search();
    effect(move |_| {
        let Some(explained) = search.explained().filter(|explained| explained.id == answered.id) else { return };
        // A page in the background gets no frames.
        rest.draw();
        let places = elements(&document(), &[".", REASONS].concat());
        for (place, (hit, reasons)) in places.into_iter().zip(answered.answer.hits.iter().zip(&explained.reasons)) {
            place.set_inner_html(&why(hit, reasons));
        }
        passages.seek(&answered.answer.hits, &explained.searched);
    });
    on_cleanup(move || passages.end());
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
            <ol class="results" role="list" aria-labelledby="nearest" inner_html=hit_list(&use_site(), &hits, Known::Titles)></ol>
        </section>
    }
    .any()
}

/// Nothing can answer; the words go on into a ticket.
#[component]
pub(super) fn Gone(query: String) -> impl IntoView {
    view! { <div class="results-start"><HelpPanel summary=query/></div> }.any()
}

/// Nothing was asked yet; or it was, and the program that answers is on its way or does not come. The style sheet shows
/// which by what the page's first script found.
#[component]
pub(super) fn Start() -> impl IntoView {
    view! {
        <p class="results-status results-start needs-js">{words::START_HINT}</p>
        <p class="results-status results-awaited">{words::SEARCHING}</p>
        <div class="results-lost" role="alert">
            <p class="banner banner-warning">
                <Icon name="info"/>
                <span>{words::SEARCH_GONE}</span>
            </p>
            <TicketButton/>
        </div>
    }
    .any()
}
