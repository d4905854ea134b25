//! The list under the search box.

use leptos::prelude::*;
use search::message::Hit;

use super::hit::{kind_icon, kind_word, marked};
use crate::shell::Icon;
use crate::site::use_site;
use crate::words;

/// Id of the list.
pub(super) const LIST: &str = "search-suggestions";

/// How many pages the list shows.
pub(super) const LIMIT: usize = 7;

/// Id of a suggestion.
pub(super) fn option_id(index: usize) -> String {
    format!("{LIST}-{index}")
}

/// The pages that fit what is typed so far. Each is a real link, so that it can be opened in a new tab.
#[component]
pub(super) fn Suggestions(
    /// What fits.
    #[prop(into)]
    hits: Signal<Vec<Hit>>,
    /// Which of them the arrows are on.
    #[prop(into)]
    active: Signal<Option<usize>>,
    /// Whether the list is shown.
    #[prop(into)]
    open: Signal<bool>,
    /// A suggestion was picked.
    #[prop(into)]
    on_pick: Callback<()>,
) -> impl IntoView {
    view! {
        // Pressing the mouse must not take the focus from the box, or the list closes before the click.
        <div class="suggestions" hidden=move || !open.get() on:mousedown=|event| event.prevent_default()>
            <div class="suggestions-list" id=LIST role="listbox" aria-label=words::SUGGESTIONS>
                // A link stays the same one while better answers come in, or a click between two of them would be lost.
                <For
                    each=move || if open.get() { hits.get() } else { Vec::new() }
                    key=|hit| hit.path.clone()
                    children=move |hit| view! { <Suggestion first=hit hits active on_pick/> }
                />
            </div>
        </div>
    }
}

#[component]
fn Suggestion(
    /// What it shows at first; what stays is the page it leads to.
    first: Hit,
    /// All suggestions as they are now.
    hits: Signal<Vec<Hit>>,
    active: Signal<Option<usize>>,
    on_pick: Callback<()>,
) -> impl IntoView {
    let site = use_site();
    let href = site.href(&first.path);
    let icon = kind_icon(first.kind);
    let kind = kind_word(first.kind);
    let category = site.category(&first.category).map(|category| category.title.clone());
    let path = first.path.clone();
    let place = Memo::new(move |_| hits.with(|hits| hits.iter().position(|hit| hit.path == path)).unwrap_or_default());
    let title = move || {
        let title = hits.with(|hits| hits.get(place.get()).map(|hit| hit.title.clone()));
        marked(title.unwrap_or_else(|| first.title.clone()))
    };
    let selected = move || active.get() == Some(place.get());
    view! {
        <a
            class="suggestion"
            id=move || option_id(place.get())
            role="option"
            tabindex="-1"
            href=href
            aria-selected=move || selected().to_string()
            on:click=move |_| on_pick.run(())
        >
            <Icon name=icon/>
            <span class="suggestion-title">{title}</span>
            <span class="suggestion-kind">
                {kind} {category.map(|title| view! { <span class="suggestion-category">{title}</span> })}
            </span>
        </a>
    }
}
