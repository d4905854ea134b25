//! Fetches the next page: its own HTML file.

use std::time::Duration;

use leptos::prelude::{set_timeout_with_handle, window};
use web_sys::{AbortController, Document, DomParser, Response, SupportedType};

use crate::request::{Request, header, text};

/// Id of the script element that holds what all pages of a site share.
const SITE: &str = "tz-data";

/// How long a page may take before the reader is told and can try again.
const PATIENCE: Duration = Duration::from_secs(20);

/// What became of a request for a page.
pub(super) enum Fetched {
    /// A page of this very site: its HTML, and that as a document that nobody sees.
    Page(String, Document),
    /// Something the browser must load itself: a file, a redirect, a page of a newer publication.
    Foreign,
    /// Nothing came, or nothing that can be shown.
    Failed,
}

/// Fetches the page at a path of this origin. Where there is none, the site's own page for that is fetched, from
/// `missing`.
pub(super) async fn fetch(path: &str, missing: &str, site: &str) -> Fetched {
    let (found, fetched) = get(path, site).await;
    if found || matches!(fetched, Fetched::Page(..)) { fetched } else { get(missing, site).await.1 }
}

/// What is at an address, and whether the host says that there is something.
async fn get(address: &str, site: &str) -> (bool, Fetched) {
    let Ok(response) = request(address).await else { return (true, Fetched::Failed) };
    let found = response.status() != 404;
    if found && !response.ok() {
        return (true, Fetched::Failed);
    }
    (found, read(response, site).await)
}

async fn request(address: &str) -> Result<Response, ()> {
    let controller = AbortController::new().map_err(drop)?;
    let signal = controller.signal();
    let timer = set_timeout_with_handle(move || controller.abort(), PATIENCE).ok();
    let response = Request::get(address).header("Accept", "text/html".to_owned()).until(&signal).send().await;
    if let Some(timer) = timer {
        timer.clear();
    }
    response.map_err(drop)
}

/// A page of another publication needs another program and other assets, so the browser loads it whole.
async fn read(response: Response, site: &str) -> Fetched {
    if !header(&response, "content-type").unwrap_or_default().contains("html") {
        return Fetched::Foreign;
    }
    let Ok(html) = text(&response).await else { return Fetched::Failed };
    match parse(&html).filter(|page| site_of(page).is_some_and(|theirs| theirs == site)) {
        Some(page) => Fetched::Page(html, page),
        None => Fetched::Foreign,
    }
}

/// A page's HTML as a document that nobody sees.
pub(crate) fn parse(html: &str) -> Option<Document> {
    DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()
}

/// What all pages of the site share, as it stands in a page; `None` when the page is none of ours.
pub(crate) fn site_of(page: &Document) -> Option<String> {
    page.get_element_by_id(SITE)?.text_content()
}

/// Lets the browser load an address itself.
pub(super) fn load_whole(address: &str) {
    let location = window().location();
    let here = location.href().unwrap_or_default();
    // Assigning the address one is at already would only jump to its fragment. Neither call fails for an address
    // of our own origin.
    let _ = if here.ends_with(address) { location.reload() } else { location.assign(address) };
}
