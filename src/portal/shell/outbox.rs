//! The place for the word that tickets wait to be sent. The journeys' program fills it; pages change around it.

use content::route;
use leptos::prelude::*;

use super::Icon;
use crate::any::Any;
use crate::site::use_site;
use crate::words;

/// Finds it.
pub(crate) const OUTBOX_STRIP: &str = ".outbox";

/// An empty strip.
#[component]
pub(super) fn OutboxStrip() -> impl IntoView {
    let href = use_site().href(route::MY_TICKETS);
    view! {
        <aside class="outbox banner" aria-label=words::MY_TICKETS hidden>
            <Icon name="send"/>
            <p></p>
            <a class="button button-quiet" href=href>{words::MY_TICKETS}</a>
        </aside>
    }
    .any()
}
