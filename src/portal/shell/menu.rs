//! The menu of a narrow screen closes as people expect: on Escape, and when a link in it was followed.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::element::around;

/// The menu while it is open.
const OPEN: &str = "details.menu[open]";

/// Listens for as long as the page lives.
pub(crate) fn listen_for_menu() {
    let _for_as_long_as_the_page = (
        window_event_listener(ev::keydown, |event| {
            if event.key() == "Escape"
                && let Some(menu) = around(&event, OPEN)
            {
                close(&menu);
                focus_summary(&menu);
            }
        }),
        window_event_listener(ev::click, |event| {
            if around(&event, "details.menu a").is_some()
                && let Some(menu) = around(&event, OPEN)
            {
                close(&menu);
            }
        }),
    );
}

fn close(menu: &HtmlElement) {
    // An attribute of a well-known name can always be removed.
    let _ = menu.remove_attribute("open");
}

fn focus_summary(menu: &HtmlElement) {
    let summary = menu.query_selector("summary").ok().flatten();
    if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<HtmlElement>().ok()) {
        // Focus that cannot be set leaves the reader where they are.
        let _ = summary.focus();
    }
}
