//! Narrowing the results down by category and system.

use std::sync::Arc;

use content::Platform;
use leptos::prelude::*;
use search::message::{Filter, Question};
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

use super::asked;
use crate::any::Any;
use crate::effect::effect;
use crate::element::element;
use crate::html::escaped;
use crate::navigation::use_navigation;
use crate::search::Answered;
use crate::site::use_site;
use crate::words;

/// What the list of categories is called in a form.
const CATEGORY: &str = "category";
/// What the list of systems is called in a form.
const PLATFORM: &str = "platform";

/// The two lists to choose from, each with how many results a choice leaves.
#[component]
pub(super) fn Narrow(
    /// What the results can be narrowed down to, and what was chosen.
    answered: Arc<Answered>,
) -> impl IntoView {
    let site = use_site();
    let (counts, filter) = (&answered.answer.counts, &answered.question.filter);
    let name = |id: &str| site.category(id).map_or_else(|| id.to_owned(), |category| category.title.clone());
    let categories = counts.categories.iter().map(|(id, count)| (id.as_str(), words::choice(&name(id), *count)));
    let systems = counts.platforms.iter();
    let systems = systems.map(|(platform, count)| (platform.id(), words::choice(&platform.to_string(), *count)));
    let total = answered.answer.total;
    let chosen = filter.platform.map_or("", Platform::id);
    let (by_category, by_system) = (
        is_choice(total, &filter.category, counts.categories.iter().map(|(_, count)| *count)),
        is_choice(total, chosen, counts.platforms.iter().map(|(_, count)| *count)),
    );
    let lists = [
        by_category.then(|| choice(CATEGORY, words::CATEGORY, words::ALL_CATEGORIES, categories, &filter.category)),
        by_system.then(|| choice(PLATFORM, words::DEVICE, words::ANY_DEVICE, systems, chosen)),
    ];
    let lists: String = lists.into_iter().flatten().collect();
    keep_focus();
    let navigation = use_navigation();
    let choose = move |event| {
        let list: HtmlSelectElement = event_target(&event);
        let mut question = Question { limit: asked::STEP, ..answered.question.clone() };
        narrow_down(&mut question.filter, &list.name(), list.value());
        navigation.rewrite(&asked::write(&question));
    };
    view! { <div class="narrow" role="group" aria-label=words::NARROW_DOWN inner_html=lists on:change=choose></div> }
        .any()
}

/// The lists are drawn anew with the answer to a choice; whoever made it by keyboard stays in the list.
fn keep_focus() {
    let list = document().active_element().and_then(|active| active.dyn_into::<HtmlSelectElement>().ok());
    let Some(name) = list.map(|list| list.name()) else { return };
    effect(move |_| {
        if let Some(list) = element(&document(), &[".narrow select[name=", &name, "]"].concat()) {
            // Focus that cannot be set leaves the reader where they are.
            let _ = list.focus();
        }
    });
}

/// Whether a list changes anything: something was chosen from it, or one of its choices leaves fewer results.
fn is_choice(total: usize, chosen: &str, mut counts: impl Iterator<Item = usize>) -> bool {
    !chosen.is_empty() || counts.any(|count| count < total)
}

/// Takes in what was chosen from a list.
fn narrow_down(filter: &mut Filter, list: &str, chosen: String) {
    match list {
        PLATFORM => filter.platform = Platform::from_id(&chosen),
        _ => filter.category = chosen,
    }
}

/// One list as HTML, with ids and words; its first entry lets everything through.
fn choice<'a>(
    name: &str,
    label: &str,
    all: &'a str,
    options: impl Iterator<Item = (&'a str, String)>,
    chosen: &str,
) -> String {
    let all = std::iter::once(("", all.to_owned()));
    let options: String = all
        .chain(options)
        .map(|(id, words)| {
            let selected = if id == chosen { "\" selected>" } else { "\">" };
            ["<option value=\"", &escaped(id), selected, &escaped(&words), "</option>"].concat()
        })
        .collect();
    [
        "<label class=\"narrow-choice\"><span>",
        label,
        "</span><select name=\"",
        name,
        "\">",
        &options,
        "</select></label>",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_offers_every_choice_and_shows_the_one_that_was_made() {
        let options = [("a&b", "A & B (3)".to_owned()), ("c", "C (1)".to_owned())];
        insta::assert_snapshot!(choice("x", "Category", "All", options.into_iter(), "c").replace('>', ">\n"), @r#"
        <label class="narrow-choice">
        <span>
        Category</span>
        <select name="x">
        <option value="">
        All</option>
        <option value="a&amp;b">
        A &amp; B (3)</option>
        <option value="c" selected>
        C (1)</option>
        </select>
        </label>
        "#);
    }

    #[test]
    fn a_list_that_narrows_nothing_down_is_none() {
        assert!(!is_choice(3, "", [3, 3].into_iter()));
        assert!(!is_choice(3, "", [].into_iter()));
        assert!(is_choice(3, "", [3, 2].into_iter()));
        assert!(is_choice(3, "network", [3].into_iter()));
    }

    #[test]
    fn a_choice_from_one_list_leaves_the_other_alone() {
        let mut filter = Filter::default();
        narrow_down(&mut filter, CATEGORY, "network".into());
        narrow_down(&mut filter, PLATFORM, Platform::MacOs.id().into());
        assert_eq!(filter, Filter { category: "network".into(), platform: Some(Platform::MacOs) });
        narrow_down(&mut filter, PLATFORM, String::new());
        assert_eq!(filter, Filter { category: "network".into(), platform: None });
    }
}
