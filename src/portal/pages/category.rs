//! What is in a category.

use leptos::prelude::*;

use super::breadcrumb::Breadcrumb;
use super::cards::CardList;
use super::help::HelpPanel;
use crate::page::{Card, CategoryPage};
use crate::shell::Icon;
use crate::site::use_site;
use crate::words;

/// A category.
#[component]
pub(crate) fn CategoryView(
    /// What is in it.
    page: CategoryPage,
    /// Its name.
    title: String,
) -> impl IntoView {
    let icon = use_site().category(&page.id).map(|category| category.icon.clone()).unwrap_or_default();
    let summary = (!page.summary.is_empty()).then(|| view! { <p class="lead">{page.summary}</p> });
    view! {
        <div class="page">
            <Breadcrumb/>
            <header class="page-head page-head-icon">
                <span class="category-icon"><Icon name=icon/></span>
                <div>
                    <h1>{title}</h1>
                    {summary}
                </div>
            </header>
            <CardSection id="guides" title=words::GUIDES cards=page.guides/>
            <CardSection id="articles" title=words::ARTICLES cards=page.articles/>
            <HelpPanel category=page.id/>
        </div>
    }
}

/// A heading and links; nothing without links.
#[component]
pub(super) fn CardSection(
    /// Id of the heading.
    id: &'static str,
    /// The heading.
    title: &'static str,
    /// The links.
    cards: Vec<Card>,
) -> impl IntoView {
    (!cards.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby=id>
                <h2 id=id class="section-title">{title}</h2>
                <CardList cards/>
            </section>
        }
    })
}
