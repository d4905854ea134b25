//! What is shown of a page that is offered.

use search::message::Hit;
use search::passage::Passages;
use web_sys::{Document, Element};

use crate::date::{minutes_ahead, now};
use crate::element::within;
use crate::reading::blocks;
use crate::search::marked;
use crate::words::next_update;

/// What of a page is shown in place, the first that it has.
const BODIES: [&str; 3] = [".article-body", ".guide-intro", ".notice-body"];

/// A page that is offered.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Offered {
    /// What the search says of it.
    pub(super) hit: Hit,
    /// Its best passage, as HTML.
    pub(super) passage: String,
    /// What it says, as the publisher's HTML.
    pub(super) body: String,
    /// Which text of its file it was made from; empty when the page does not say.
    pub(super) revision: String,
    /// Of a notice, when there is more, in words.
    pub(super) next_update: Option<String>,
}

impl Offered {
    /// A page that was found, and fetched from an address. A notice is a part of its page.
    pub(super) fn of(hit: Hit, address: &str, page: &Document, finder: &Passages) -> Self {
        let anchor = hit.path.split_once('#').and_then(|(_, id)| page.get_element_by_id(id));
        let part = |selector: &str| match &anchor {
            Some(anchor) => anchor.query_selector(selector).ok().flatten(),
            None => page.query_selector(selector).ok().flatten(),
        };
        let body = BODIES.into_iter().find_map(part).map(|body| moved(&body, address)).unwrap_or_default();
        let article = page.query_selector("[data-revision]").ok().flatten();
        let revision = article.and_then(|article| article.get_attribute("data-revision")).unwrap_or_default();
        let summary = || marked(&hit.snippet);
        let paragraphs = if anchor.is_some() { Vec::new() } else { blocks(page) };
        let best = finder.best(paragraphs.iter().map(String::as_str));
        let passage = best.map_or_else(summary, |best| marked(&best.fragments));
        let next = anchor.as_ref().and_then(|anchor| anchor.get_attribute("data-next")?.parse().ok());
        let next_update = next.map(|next| next_update(next, now(), minutes_ahead(next)));
        Self { hit, passage, body, revision, next_update }
    }
}

/// What an element of a page says, as HTML that can stand in another one: its ids might be taken there, and whoever follows
/// one of its links must not lose the form.
fn moved(body: &Element, address: &str) -> String {
    let page = address.split('#').next().unwrap_or_default();
    for link in within(body, "a[href]") {
        let href = link.get_attribute("href").unwrap_or_default();
        let own = if href.starts_with('#') { page } else { "" };
        // Setting an attribute of a well-known name does not fail.
        let _ = link.set_attribute("href", &[own, &href].concat());
        let _ = link.set_attribute("target", "_blank");
    }
    for named in within(body, "[id]") {
        // As above.
        let _ = named.remove_attribute("id");
    }
    body.inner_html()
}
