//! The foot of every page: how to reach a person, and the small print.

use content::route;
use leptos::prelude::*;

use super::shortcut::ShortcutSwitch;
use crate::pages::ChannelLine;
use crate::site::use_site;
use crate::words;

/// How many ways to reach a person the footer shows; the contact page has all.
const CHANNELS: usize = 3;

/// The footer.
#[component]
pub(super) fn Footer() -> impl IntoView {
    let site = use_site();
    let channels: Vec<_> = site.support.contact.iter().take(CHANNELS).cloned().collect();
    let contact = (!channels.is_empty()).then(|| {
        view! {
            <section class="footer-contact" aria-labelledby="footer-contact">
                <h2 id="footer-contact" class="footer-title">{words::TALK_TO_A_PERSON}</h2>
                <ul class="footer-channels" role="list">
                    {channels.into_iter().map(|channel| view! { <li><ChannelLine channel/></li> }).collect_view()}
                </ul>
            </section>
        }
    });
    view! {
        <footer class="site-footer">
            <div class="site-footer-inner">
                {contact}
                <div class="footer-small">
                    <p><a href=site.base.clone()>{site.name.clone()}</a></p>
                    <p><a href=site.href(route::SEARCH)>{words::ALL_ANSWERS}</a></p>
                    <ShortcutSwitch/>
                </div>
            </div>
        </footer>
    }
}
