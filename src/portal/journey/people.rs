//! Ways to reach a person, beside something that did not work.

use leptos::prelude::*;

use crate::pages::ChannelLine;
use crate::site::use_site;

/// The portal's contact channels.
#[component]
pub(super) fn People() -> impl IntoView {
    let channels = use_site().support.contact.clone();
    view! {
        <ul class="channel-list" role="list">
            {channels.into_iter().map(|channel| view! { <li><ChannelLine channel/></li> }).collect_view()}
        </ul>
    }
}
