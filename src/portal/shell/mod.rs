//! What stands around every page: skip link, header, footer, and the voice for screen readers.

mod announcer;
mod drawn;
mod footer;
mod header;
mod icon;
mod menu;
mod outbox;
mod shortcut;
mod theme;

pub(crate) use announcer::say;
pub(crate) use drawn::{Strokes, drawn};
pub(crate) use icon::Icon;
pub(crate) use menu::listen_for_menu;
pub(crate) use outbox::OUTBOX_STRIP;
pub(crate) use shortcut::listen_for_shortcuts;
pub(crate) use theme::listen_for_theme;

use announcer::LiveRegion;
use footer::Footer;
use header::Header;
use leptos::prelude::*;
use outbox::OutboxStrip;
use web_sys::Document;

use crate::navigation::FrameView;
use crate::words;

/// The frame of every page. What a page changes is marked; what is outside stays when the next page comes.
#[component]
pub(crate) fn Shell(
    /// Address of the page below the base.
    path: String,
    /// Whether the page has a search box of its own.
    searches: bool,
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="site" data-page="">
            <a class="skip-link" href="#main">{words::SKIP_TO_CONTENT}</a>
            <Header path searches/>
            <main id="main" tabindex="-1">{children()}</main>
            <Footer/>
        </div>
        <FrameView/>
        <OutboxStrip/>
        <LiveRegion/>
    }
}

/// Has the switches of a page show what this device keeps.
pub(crate) fn enliven(page: &Document) {
    theme::show_theme(page);
    shortcut::show_shortcut(page);
}
