//! Narrowing the results down by category and system.

use content::Platform;
use leptos::prelude::*;
use search::message::{Counts, Filter};

use crate::any::Any;
use crate::site::use_site;
use crate::words;

/// The two lists to choose from, each with how many results a choice leaves.
#[component]
pub(super) fn Narrow(
    /// What the results can be narrowed down to.
    counts: Counts,
    /// What was chosen.
    chosen: Filter,
    /// Something else was chosen.
    on_choose: Callback<Filter>,
) -> impl IntoView {
    let site = use_site();
    let name = |id: &str| site.category(id).map_or_else(|| id.to_owned(), |category| category.title.clone());
    let categories = counts.categories.iter().map(|(id, count)| (id.clone(), words::choice(&name(id), *count)));
    let platforms = counts
        .platforms
        .iter()
        .map(|(platform, count)| (platform.id().to_owned(), words::choice(&platform.to_string(), *count)));
    let (categories, platforms): (Vec<_>, Vec<_>) = (categories.collect(), platforms.collect());
    let (of_category, of_platform) = (chosen.clone(), chosen.clone());
    let choose_category =
        Callback::new(move |id: String| on_choose.run(Filter { category: id, ..of_category.clone() }));
    let choose_platform = Callback::new(move |id: String| {
        on_choose.run(Filter { platform: Platform::from_id(&id), ..of_platform.clone() });
    });
    let platform = chosen.platform.map(Platform::id).unwrap_or_default().to_owned();
    view! {
        <div class="narrow" role="group" aria-label=words::NARROW_DOWN>
            <Choice label=words::CATEGORY all=words::ALL_CATEGORIES options=categories chosen=chosen.category on_choose=choose_category/>
            <Choice label=words::DEVICE all=words::ANY_DEVICE options=platforms chosen=platform on_choose=choose_platform/>
        </div>
    }.any()
}

/// One list; its first entry lets everything through.
#[component]
fn Choice(
    label: &'static str,
    all: &'static str,
    /// Ids and words.
    mut options: Vec<(String, String)>,
    chosen: String,
    on_choose: Callback<String>,
) -> impl IntoView {
    options.insert(0, (String::new(), all.to_owned()));
    let options = options
        .into_iter()
        .map(|(id, words)| {
            let selected = id == chosen;
            view! { <option value=id selected=selected>{words}</option> }.any()
        })
        .collect_view();
    view! {
        <label class="narrow-choice">
            <span>{label}</span>
            <select on:change=move |event| on_choose.run(event_target_value(&event))>{options}</select>
        </label>
    }
    .any()
}
