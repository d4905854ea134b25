//! Fetches the next page: its own HTML file, read for its data.

use std::time::Duration;

use gloo_net::http::{Request, Response};
use leptos::prelude::{set_timeout_with_handle, window};
use web_sys::{AbortController, DomParser, SupportedType};

use super::read;
use crate::page::{Document, Site};

/// How long a page may take before the reader is told and can try again.
const PATIENCE: Duration = Duration::from_secs(20);

/// What became of a request for a page.
pub(super) enum Fetched {
    /// A page of this very site.
    Page(Box<Document>),
    /// Something the browser must load itself: a file, a redirect, a page of a newer publication.
    Foreign,
    /// Nothing came, or nothing that can be shown.
    Failed,
}

/// Fetches the page at a path of this origin. Where there is none, the site's own page for that is fetched.
pub(super) async fn fetch(site: &Site, pathname: &str) -> Fetched {
    let Ok(response) = get(pathname).await else { return Fetched::Failed };
    let missing = response.status() == 404;
    if !response.ok() && !missing {
        return Fetched::Failed;
    }
    match document_of(response).await {
        Ok(Some(document)) => belongs(site, document),
        Ok(None) if missing => not_found(site).await,
        Ok(None) => Fetched::Foreign,
        Err(()) => Fetched::Failed,
    }
}

async fn not_found(site: &Site) -> Fetched {
    let Ok(response) = get(&site.href("404.html")).await else { return Fetched::Failed };
    match document_of(response).await {
        Ok(Some(document)) => belongs(site, document),
        Ok(None) => Fetched::Foreign,
        Err(()) => Fetched::Failed,
    }
}

/// A page of another publication needs another program and other assets, so the browser loads it whole.
fn belongs(site: &Site, document: Document) -> Fetched {
    if document.site == *site { Fetched::Page(Box::new(document)) } else { Fetched::Foreign }
}

async fn get(address: &str) -> Result<Response, ()> {
    let controller = AbortController::new().map_err(drop)?;
    let signal = controller.signal();
    let timer = set_timeout_with_handle(move || controller.abort(), PATIENCE).ok();
    let response = Request::get(address).header("Accept", "text/html").abort_signal(Some(&signal)).send().await;
    if let Some(timer) = timer {
        timer.clear();
    }
    response.map_err(drop)
}

/// The document in a response; `None` when the response is not a page of ours.
async fn document_of(response: Response) -> Result<Option<Document>, ()> {
    let kind = response.headers().get("content-type").unwrap_or_default();
    if !kind.contains("html") {
        return Ok(None);
    }
    let html = response.text().await.map_err(drop)?;
    let parsed = DomParser::new().and_then(|parser| parser.parse_from_string(&html, SupportedType::TextHtml));
    Ok(parsed.ok().as_ref().and_then(read))
}

/// Lets the browser load an address itself.
pub(super) fn load_whole(address: &str) {
    let location = window().location();
    let here = location.href().unwrap_or_default();
    // Assigning the address one is at already would only jump to its fragment. Neither call fails for an address
    // of our own origin.
    let _ = if here.ends_with(address) { location.reload() } else { location.assign(address) };
}
