//! There is no such page: the ways on.

use leptos::prelude::*;
use web_sys::Document;

use super::cards::CategorySection;
use super::help::HelpPanel;
use crate::element::element;
use crate::island::{Island, IslandView};
use crate::search::Place;
use crate::site::use_site;
use crate::words;

/// The page for addresses that lead nowhere.
#[component]
pub(crate) fn NotFoundView(
    /// Its title.
    title: String,
) -> impl IntoView {
    view! {
        <div class="page not-found">
            <header class="page-head">
                <h1>{title}</h1>
                <p class="lead">{words::NOT_FOUND_LEAD}</p>
            </header>
            <IslandView island=Island::SearchBox(Place::Page)/>
            <p class="guess" hidden><a href=""></a></p>
            <CategorySection/>
            <HelpPanel/>
        </div>
    }
}

/// Offers to search for what the address says was looked for. Only the browser knows it: the file is the same for all
/// addresses.
pub(super) fn enliven(page: &Document) {
    let (Some(guess), Some(link)) = (element(page, ".guess"), element(page, ".guess a")) else { return };
    let path = window().location().pathname().unwrap_or_default();
    if let Some(query) = words_of(&path) {
        // Setting an attribute of a well-known name does not fail.
        let _ = link.set_attribute("href", &use_site().search_href(&query));
        link.set_text_content(Some(&words::search_for(&query)));
        guess.set_hidden(false);
    }
}

/// The words of the last part of an address.
fn words_of(path: &str) -> Option<String> {
    let last = path.trim_end_matches('/').rsplit('/').next()?;
    let decoded = percent_encoding::percent_decode_str(last).decode_utf8().ok()?;
    let stem = decoded.trim_end_matches(".html").trim_end_matches(".md");
    let words: Vec<&str> = stem.split(['-', '_', '+', ' ', '.']).filter(|word| !word.is_empty()).collect();
    let worth_it = words.iter().any(|word| word.chars().any(char::is_alphabetic)) && stem != "404" && stem != "index";
    worth_it.then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::words_of;

    #[test]
    fn an_address_says_what_was_looked_for() {
        assert_eq!(words_of("/help/articles/vpn-set-up/").as_deref(), Some("vpn set up"));
        assert_eq!(words_of("/old/Reset%20password.html").as_deref(), Some("Reset password"));
        assert_eq!(words_of("/"), None);
        assert_eq!(words_of("/404.html"), None);
        assert_eq!(words_of("/%ff/"), None);
    }
}
