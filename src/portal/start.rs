//! The beginning in the browser.

use leptos::mount::hydrate_body;
use leptos::prelude::*;

use crate::app::App;
use crate::document::read;

/// Brings the page that is on screen to life. A page without readable data stays as it is: it reads without this.
pub fn start() {
    match read(&document()) {
        Some(document) => hydrate_body(move || view! { <App document/> }),
        None => leptos::logging::error!("the page holds no readable `tz-data`; it stays static"),
    }
}
