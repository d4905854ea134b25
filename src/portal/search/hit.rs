//! One page that was found.

use leptos::prelude::*;
use search::message::{Fragment, Hit, Kind};

use super::reasons::Reasons;
use crate::any::Any;
use crate::shell::Icon;
use crate::site::use_site;
use crate::words;

/// A page that was found, in the list of results.
#[component]
pub(crate) fn HitItem(
    /// The page.
    hit: Hit,
    /// What is shown of it below its title, when that may still get better.
    #[prop(optional_no_strip)]
    line: Option<RwSignal<Vec<Fragment>>>,
) -> impl IntoView {
    let site = use_site();
    let category = site.category(&hit.category).map(|category| category.title.clone());
    let part = hit.part.map(|part| {
        let href = format!("{}#{}", site.href(&hit.path), part.anchor);
        let kind = if hit.kind == Kind::Guide { words::STEP } else { words::SECTION };
        view! {
            <p class="result-part">
                <Icon name="chevron-right"/>
                <span class="visually-hidden">{kind}": "</span>
                <a href=href>{marked(part.title)}</a>
            </p>
        }
        .any()
    });
    let title: String = hit.title.iter().map(|fragment| fragment.text.as_str()).collect();
    // The titles alone give no reasons.
    let reasons = (!hit.reasons.is_empty()).then(|| view! { <Reasons reasons=hit.reasons title/> });
    let snippet = match line {
        Some(line) => {
            let words = move || marked(line.try_get().unwrap_or_default()).into_any();
            Some(view! { <p class="result-snippet result-passage">{move || words()}</p> }.any())
        }
        None if hit.snippet.is_empty() => None,
        None => Some(view! { <p class="result-snippet">{marked(hit.snippet)}</p> }.any()),
    };
    view! {
        <li class="result">
            <a class="result-link" href=site.href(&hit.path)>{marked(hit.title)}</a>
            <p class="result-kind">
                <Icon name=kind_icon(hit.kind)/>
                <span>{kind_word(hit.kind)}</span>
                {category.map(|title| view! { <span class="result-category">{title}</span> }.any())}
            </p>
            {snippet}
            {part}
            {reasons}
        </li>
    }
    .any()
}

/// Text with the searched words marked.
pub(super) fn marked(fragments: Vec<Fragment>) -> Vec<AnyView> {
    fragments
        .into_iter()
        .map(|Fragment { text, marked }| if marked { view! { <mark>{text}</mark> }.any() } else { text.into_any() })
        .collect()
}

/// The icon for a kind of page.
pub(super) fn kind_icon(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "file-text",
        Kind::Guide => "signpost",
        Kind::Form => "ticket",
        Kind::Notice => "triangle-alert",
    }
}

/// The word for a kind of page.
pub(super) fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => words::ARTICLE,
        Kind::Guide => words::GUIDE,
        Kind::Form => words::FORM,
        Kind::Notice => words::NOTICE,
    }
}
