//! The one polite live region: what changes on screen without the focus moving there is said here. It stands outside what
//! pages change, and both programs speak through it.

use leptos::prelude::*;

/// Marks the region.
const REGION: &str = "[data-announcer]";

/// Says a sentence to people who use a screen reader, when that has a moment.
pub(crate) fn say(words: &str) {
    let Some(region) = document().query_selector(REGION).ok().flatten() else { return };
    let said = region.text_content().unwrap_or_default();
    region.set_text_content(Some(&next(&said, words)));
}

/// The text of the region after `said` for these words: a region that does not change is not read, so the same words
/// come with an invisible difference the second time.
fn next(said: &str, words: &str) -> String {
    if said == words { format!("{words}\u{a0}") } else { words.to_owned() }
}

/// The region itself.
#[component]
pub(super) fn LiveRegion() -> impl IntoView {
    view! { <div class="visually-hidden" role="status" aria-live="polite" data-announcer=""></div> }
}

#[cfg(test)]
mod tests {
    use super::next;

    #[test]
    fn the_same_words_are_heard_again() {
        let first = next("", "3 results");
        let second = next(&first, "3 results");
        assert_eq!(first, "3 results");
        assert_ne!(first, second);
        assert_eq!(next(&second, "3 results"), "3 results");
    }
}
