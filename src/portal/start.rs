//! The beginning of both programs in the browser.

use leptos::prelude::*;
use search::message::Wire;

use crate::address::{Address, use_address};
use crate::alive::{bring_to_life, leave};
use crate::app::{provide_portal, provide_site};
use crate::between::{ARRIVED, BEGINNING, CONSULT, LEAVING, MOVED, detail, listen, loaded_page, on, tell};
use crate::island::JourneyIsland;
use crate::journey::Outbox;
use crate::navigation::{site_of, use_navigation};
use crate::page::Site;
use crate::pages::{listen_for_platforms, listen_for_verdicts};
use crate::search::use_search;
use crate::shell::{listen_for_menu, listen_for_shortcuts, listen_for_theme};

/// Brings the page on screen to life and follows its links. A page without readable data stays as it is: it reads
/// without this.
pub fn start_portal() {
    tell(BEGINNING);
    let Some(site) = begin() else { return };
    provide_portal();
    use_navigation().begin(site);
    listen_for_shortcuts();
    listen_for_menu();
    listen_for_theme();
    listen_for_verdicts();
    listen_for_platforms();
    let search = use_search();
    listen(CONSULT, move |event| {
        if let Some(draft) = detail(&event) {
            search.consult(draft);
        }
    });
    search.wake_when_idle();
}

/// Brings the guide, form or ticket on screen to life, and those on the pages that follow.
pub fn start_journeys() {
    if begin().is_none() {
        return;
    }
    // The portal's program may begin later, and must not take a page that lives for the one that was loaded.
    let _ = loaded_page();
    Outbox::begin();
    bring_to_life::<JourneyIsland>();
    let address = use_address();
    on(LEAVING, leave);
    on(MOVED, move || address.set(Address::shown()));
    on(ARRIVED, bring_to_life::<JourneyIsland>);
}

/// Sets up the reactive system, whose root holds what we provide for as long as the page is open. Gives the site's data
/// as it stands in the page.
fn begin() -> Option<String> {
    #[cfg(feature = "browser")]
    leptos::mount::hydrate_islands();
    let text = site_of(&document());
    let site = text.as_ref().and_then(|text| Site::from_text(text));
    let Some((text, site)) = text.zip(site) else {
        leptos::logging::error!("the page holds no readable `tz-data`; it stays static");
        return None;
    };
    provide_site(site, Address::shown());
    Some(text)
}
