//! An article.

use content::Platform;
use leptos::prelude::*;
use web_sys::Document;

use super::breadcrumb::Breadcrumb;
use super::category::CardSection;
use super::contents::Contents;
use super::help::HelpPanel;
use super::solved::Solved;
use crate::date::{day_words, days_overdue, now};
use crate::element::element;
use crate::html::HtmlView;
use crate::page::ArticlePage;
use crate::shell::Icon;
use crate::site::use_site;
use crate::words;

/// From how many days after a missed check on the reader is told.
const OVERDUE_DAYS: i64 = 90;

/// An article.
#[component]
pub(crate) fn ArticleView(
    /// What it says.
    page: ArticlePage,
    /// Its title.
    title: String,
    /// Its address below the base.
    path: String,
) -> impl IntoView {
    let ArticlePage { category, summary, platforms, owner, reviewed, review_by, contents, related, revision, body } =
        page;
    let lead = (!summary.is_empty()).then(|| view! { <p class="lead">{summary}</p> });
    view! {
        <div class="page article-page">
            <Breadcrumb category=category.clone()/>
            <article class="article" data-read=path.clone() data-revision=revision>
                <header class="page-head">
                    <h1>{title}</h1>
                    {lead}
                    <Facts platforms owner reviewed/>
                </header>
                {review_by.map(|review_by| view! { <Overdue review_by/> })}
                <div class="article-columns">
                    <Contents entries=contents/>
                    <HtmlView html=body class="prose article-body"/>
                </div>
                <PrintedFrom path=path.clone()/>
            </article>
            <Solved path=path.clone()/>
            <HelpPanel category from=path/>
            <CardSection id="related" title=words::RELATED cards=related/>
        </div>
    }
}

/// For which systems it is, who keeps it right and when it was last checked.
#[component]
fn Facts(platforms: Vec<Platform>, owner: Option<String>, reviewed: Option<String>) -> impl IntoView {
    let platforms = (!platforms.is_empty()).then(|| {
        let items = platforms.into_iter().map(|platform| view! { <li class="chip">{platform.to_string()}</li> });
        view! { <ul class="chips" role="list" aria-label=words::PLATFORMS>{items.collect_view()}</ul> }
    });
    let reviewed = reviewed.map(|day| {
        view! {
            <p class="fact">
                <Icon name="calendar-check"/>
                <span>{words::LAST_REVIEWED} <time datetime=day.clone()>{day_words(&day)}</time></span>
            </p>
        }
    });
    let owner =
        owner.map(|owner| view! { <p class="fact"><Icon name="users"/><span>{words::kept_by(&owner)}</span></p> });
    view! { <div class="facts">{platforms}{reviewed}{owner}</div> }
}

/// Warns of an article whose check has been due for long. Only the browser knows what day it is.
#[component]
fn Overdue(review_by: String) -> impl IntoView {
    let day = day_words(&review_by);
    view! {
        <div class="banner banner-warning" data-review-by=review_by hidden>
            <Icon name="triangle-alert"/>
            <p>{words::overdue(&day)}</p>
        </div>
    }
}

/// On paper: where this was printed from.
#[component]
fn PrintedFrom(path: String) -> impl IntoView {
    let href = use_site().href(&path);
    view! { <p class="print-only">{words::PRINTED_FROM} <span data-origin="">{href}</span></p> }
}

/// Shows what only the browser knows: the day, and the host that the page came from.
pub(super) fn enliven(page: &Document) {
    if let Some(banner) = element(page, "[data-review-by]") {
        let overdue = banner.get_attribute("data-review-by").and_then(|day| days_overdue(&day, now()));
        banner.set_hidden(overdue.is_none_or(|days| days <= OVERDUE_DAYS));
    }
    if let Some(address) = element(page, "[data-origin]") {
        let location = window().location();
        let (origin, path) = (location.origin().unwrap_or_default(), location.pathname().unwrap_or_default());
        address.set_text_content(Some(&format!("{origin}{path}")));
    }
}
