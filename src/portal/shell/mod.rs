//! What stands around every page: skip link, header, footer, and the voice for screen readers.

mod announcer;
mod footer;
mod header;
mod icon;
mod shortcut;
mod theme;

pub(crate) use announcer::{Announcer, use_announcer};
pub(crate) use icon::Icon;
pub(crate) use theme::Theme;

use announcer::LiveRegion;
use footer::Footer;
use header::Header;
use leptos::prelude::*;
use shortcut::listen_for_shortcuts;

use crate::document::{Pages, Progress, use_pages};
use crate::page::Content;
use crate::search::{Search, use_search};
use crate::words;

/// The frame of every page.
#[component]
pub(crate) fn Shell(
    /// The page.
    children: Children,
) -> impl IntoView {
    let pages = use_pages();
    let search = use_search();
    Effect::new(move |_| {
        listen_for_shortcuts();
        search.wake_when_idle();
    });
    forget_search_on_other_pages(pages, search);
    view! {
        <a class="skip-link" href="#main" rel="external">{words::SKIP_TO_CONTENT}</a>
        <Header/>
        <div class="progress" aria-hidden="true" hidden=move || pages.progress.get() != Progress::Coming></div>
        <main id="main" tabindex="-1" aria-busy=move || (pages.progress.get() == Progress::Coming).then_some("true")>
            {children()}
        </main>
        <Footer/>
        <LiveRegion/>
    }
}

/// A search box starts empty on the page a search led to.
fn forget_search_on_other_pages(pages: Pages, search: Search) {
    Effect::new(move |before: Option<u32>| {
        let (number, on_results) =
            pages.shown.with(|shown| (shown.number, matches!(shown.page.content, Content::Search)));
        if !on_results && before.is_some_and(|before| before != number) {
            search.clear();
        }
        number
    });
}
