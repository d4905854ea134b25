//! The address of the page on screen.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

use super::query::decode;

/// Whether the address is that of this page. While the next page is being fetched, the address is already the next
/// one's, and the page on screen must leave it alone.
pub(super) fn here(pathname: &str, href: &str) -> bool {
    decode(pathname).trim_end_matches('/') == decode(href).trim_end_matches('/')
}

/// Makes the browser's address match the router's. After going back and forward again, the router takes a link to the
/// page before for no change at all and leaves the address as it is; the reader would share or reload the wrong step.
pub(super) fn settle(href: &str, search: &str, hash: &str) {
    let location = window().location();
    let shown = location.search().unwrap_or_default();
    let shown = shown.strip_prefix('?').unwrap_or(&shown);
    let elsewhere = !here(&location.pathname().unwrap_or_default(), href);
    if elsewhere || shown == search {
        return;
    }
    let question = if search.is_empty() { "" } else { "?" };
    if let Ok(history) = window().history() {
        // A browser that refuses has an address that lags behind, and nothing worse.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&format!("{href}{question}{search}{hash}")));
    }
}

#[cfg(test)]
mod tests {
    use super::here;

    #[test]
    fn a_page_knows_its_own_address_however_it_is_escaped() {
        assert!(here("/help/guides/vpn/", "/help/guides/vpn/"));
        assert!(here("/guides/dr%C3%BCcken", "/guides/drücken/"));
        assert!(!here("/guides/vpn/", "/guides/wifi/"));
    }
}
