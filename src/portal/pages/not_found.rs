//! There is no such page: the ways on.

use leptos::prelude::*;

use super::cards::CategorySection;
use super::help::HelpPanel;
use crate::search::{Place, SearchBox};
use crate::site::use_site;
use crate::words;

/// The page for addresses that lead nowhere.
#[component]
pub(crate) fn NotFoundView(
    /// Its title.
    title: String,
) -> impl IntoView {
    let site = use_site();
    // The address says what was looked for, but only the browser knows it: the file is the same for all addresses.
    let guess = RwSignal::new(None);
    Effect::new({
        let site = site.clone();
        move |_| {
            let path = window().location().pathname().unwrap_or_default();
            guess.set(words_of(&path).map(|words| (site.search_href(&words), words)));
        }
    });
    let suggestion = move || {
        guess.get().map(|(href, query)| view! { <p class="guess"><a href=href>{words::search_for(&query)}</a></p> })
    };
    view! {
        <div class="page not-found">
            <header class="page-head">
                <h1>{title}</h1>
                <p class="lead">{words::NOT_FOUND_LEAD}</p>
            </header>
            <SearchBox place=Place::Page/>
            {suggestion}
            <CategorySection/>
            <HelpPanel/>
        </div>
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
