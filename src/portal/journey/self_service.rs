//! What a reader can do at once in place of sending a form. It comes first.

use content::SelfService;
use leptos::prelude::*;

use crate::shell::Icon;
use crate::site::use_site;
use crate::words::journey as words;

/// The way to help oneself.
#[component]
pub(super) fn SelfServiceView(way: SelfService) -> impl IntoView {
    let elsewhere = way.is_elsewhere();
    let href = if elsewhere { way.href.clone() } else { use_site().href(&way.href) };
    view! {
        <p class="self-service">
            <Icon name="lightbulb"/>
            <span>{words::DO_IT_YOURSELF} " " <a href=href rel=elsewhere.then_some("noreferrer")>{way.title}</a></span>
        </p>
    }
}
