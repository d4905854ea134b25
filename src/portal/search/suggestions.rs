//! The list under the search box.

use leptos::prelude::*;
use search::message::Hit;

use super::hit::{kind_icon, kind_word};
use super::marked::marked;
use super::suggestion_list::SuggestionList;
use crate::any::Any;
use crate::html::escaped;
use crate::page::Site;
use crate::shell::drawn;
use crate::site::use_site;
use crate::words;

/// Id of the list.
pub(crate) const LIST: &str = "search-suggestions";

/// How many pages the list shows.
pub(crate) const LIMIT: usize = 7;

/// Id of a suggestion.
pub(super) fn option_id(index: usize) -> String {
    format!("{LIST}-{index}")
}

/// A truth as ARIA writes it.
pub(super) fn truth(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// The pages that fit what is typed so far. Each is a real link, so that it can be opened in a new tab.
#[component]
pub(super) fn Suggestions(
    /// What the list is about.
    list: SuggestionList,
) -> impl IntoView {
    // The rows follow the hits alone. Asking `open` too, which itself follows the hits, left old rows standing.
    let items = move || {
        let hits = list.hits.get().into_iter().enumerate();
        hits.map(|(index, hit)| view! { <Suggestion index hit list/> }.any()).collect::<Vec<_>>().into_any()
    };
    view! {
        // Pressing the mouse must not take the focus from the box, or the list closes before the click.
        <div
            class="suggestions"
            hidden=move || !list.open.get()
            on:mousedown=|event| event.prevent_default()
            on:pointerenter=move |_| list.held.set(true)
            on:pointerleave=move |_| list.held.set(false)
        >
            <div class="suggestions-list" id=LIST role="listbox" aria-label=words::SUGGESTIONS>
                {move || items()}
            </div>
        </div>
    }
    .any()
}

#[component]
fn Suggestion(index: usize, hit: Hit, list: SuggestionList) -> impl IntoView {
    let site = use_site();
    let selected = move || list.active.get() == Some(index);
    view! {
        <a
            class="suggestion"
            id=option_id(index)
            role="option"
            tabindex="-1"
            href=site.href(&hit.path)
            aria-selected=move || Some(truth(selected()))
            on:click=move |_| list.close()
            inner_html=inside(&site, &hit)
        ></a>
    }
    .any()
}

/// A suggestion as HTML, for a list that nothing lives in yet: the Tab key leads to it.
pub(crate) fn suggestion(site: &Site, hit: &Hit) -> String {
    let href = site.href(&hit.path);
    ["<a class=\"suggestion\" role=\"option\" href=\"", &escaped(&href), "\">", &inside(site, hit), "</a>"].concat()
}

/// What a suggestion says, as HTML.
fn inside(site: &Site, hit: &Hit) -> String {
    let icon = drawn(kind_icon(hit.kind));
    let mut html =
        [&icon, "<span class=\"suggestion-title\">", &marked(&hit.title), "</span><span class=\"suggestion-kind\">"]
            .concat();
    html.push_str(kind_word(hit.kind));
    if let Some(category) = site.category(&hit.category) {
        html.push_str(&[" <span class=\"suggestion-category\">", &escaped(&category.title), "</span>"].concat());
    }
    html.push_str("</span>");
    html
}
