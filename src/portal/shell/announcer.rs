//! The one polite live region: what changes on screen without the focus moving there is said here.

use leptos::prelude::*;

/// Says things to people who use a screen reader.
#[derive(Clone, Copy)]
pub(crate) struct Announcer(RwSignal<String>);

/// The voice of this page.
pub(crate) fn use_announcer() -> Announcer {
    expect_context::<Announcer>()
}

impl Announcer {
    /// Starts silent.
    pub(crate) fn new() -> Self {
        Self(RwSignal::new(String::new()))
    }

    /// Says a sentence when the screen reader has a moment.
    pub(crate) fn say(self, words: &str) {
        self.0.update(|said| *said = next(said, words));
    }
}

/// The text of the region after `said` for these words: a region that does not change is not read, so the same words
/// come with an invisible difference the second time.
fn next(said: &str, words: &str) -> String {
    if said == words { format!("{words}\u{a0}") } else { words.to_owned() }
}

/// The region itself.
#[component]
pub(crate) fn LiveRegion() -> impl IntoView {
    let announcer = use_announcer();
    view! { <div class="visually-hidden" role="status" aria-live="polite">{move || announcer.0.get()}</div> }
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
