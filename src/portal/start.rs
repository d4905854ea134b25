//! The beginning in the browser.

use leptos::mount::hydrate_islands;
use leptos::prelude::*;

use crate::app::provide_portal;
use crate::navigation::{Address, site_of, use_navigation};
use crate::search::use_search;
use crate::shell::{listen_for_menu, listen_for_shortcuts};

/// Brings the page that is on screen to life. A page without readable data stays as it is: it reads without this.
pub fn start() {
    // Sets up the reactive system, whose root holds what we provide for as long as the page is open.
    hydrate_islands();
    let site = site_of(&document());
    let Some((json, site)) = site.and_then(|json| serde_json::from_str(&json).ok().map(|site| (json, site))) else {
        return leptos::logging::error!("the page holds no readable `tz-data`; it stays static");
    };
    provide_portal(site, Address::default());
    use_navigation().begin(json);
    listen_for_shortcuts();
    listen_for_menu();
    use_search().wake_when_idle();
}
