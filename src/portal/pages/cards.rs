//! Links to articles, guides and categories.

use content::{Category, route};
use leptos::prelude::*;

use crate::any::Any;
use crate::page::Card;
use crate::shell::Icon;
use crate::site::use_site;
use crate::words;

/// A list of links, each with a line about it.
#[component]
pub(crate) fn CardList(
    /// What to show.
    cards: Vec<Card>,
) -> impl IntoView {
    view! {
        <ul class="card-list" role="list">
            {cards.into_iter().map(|card| view! { <li><CardLink card/></li> }.any()).collect_view()}
        </ul>
    }
    .any()
}

#[component]
fn CardLink(card: Card) -> impl IntoView {
    let icon = if card.guide { "signpost" } else { "file-text" };
    let summary = (!card.summary.is_empty()).then(|| view! { <span class="card-summary">{card.summary}</span> }.any());
    view! {
        <a class="card" href=use_site().href(&card.path)>
            <Icon name=icon/>
            <span class="card-text">
                <span class="card-title">{card.title}</span>
                {summary}
            </span>
        </a>
    }
    .any()
}

/// All categories under a heading; nothing without categories.
#[component]
pub(super) fn CategorySection(
    /// How many pages each category has, in the order of the site's categories; empty where that is not known.
    #[prop(optional)]
    counts: Vec<usize>,
) -> impl IntoView {
    (!use_site().categories.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="categories">
                <h2 id="categories" class="section-title">{words::BROWSE}</h2>
                <CategoryGrid counts/>
            </section>
        }
        .any()
    })
}

/// All categories, with how many answers each has.
#[component]
fn CategoryGrid(
    /// As above.
    counts: Vec<usize>,
) -> impl IntoView {
    let categories = use_site().categories.clone();
    let counts = counts.into_iter().map(Some).chain(std::iter::repeat(None));
    let links = categories.into_iter().zip(counts);
    view! {
        <ul class="category-grid" role="list">
            {links.map(|(category, count)| view! { <li><CategoryLink category count/></li> }.any()).collect_view()}
        </ul>
    }
    .any()
}

#[component]
fn CategoryLink(category: Category, count: Option<usize>) -> impl IntoView {
    let href = use_site().href(&route::category(&category.id));
    let summary =
        (!category.summary.is_empty()).then(|| view! { <span class="card-summary">{category.summary}</span> }.any());
    view! {
        <a class="category-card" href=href>
            <span class="category-icon"><Icon name=category.icon/></span>
            <span class="card-text">
                <span class="card-title">{category.title}</span>
                {summary}
                {count.map(|count| view! { <span class="category-count">{words::answers(count)}</span> }.any())}
            </span>
        </a>
    }
    .any()
}
