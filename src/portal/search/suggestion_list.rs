//! What a search box knows about the list under it: what is in it, whether it is open, and where the arrows are.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use search::message::{Hit, Question};

use super::client::{Search, use_search};
use super::selection::{Arrow, step};
use super::suggestions::LIMIT;
use crate::waking::waking;

/// The suggestions of one box.
#[derive(Clone, Copy)]
pub(super) struct SuggestionList {
    pub(super) search: Search,
    pub(super) hits: Memo<Vec<Hit>>,
    pub(super) active: RwSignal<Option<usize>>,
    /// Whether the reader wants to see suggestions.
    pub(super) wanted: RwSignal<bool>,
    /// Whether there are any to be seen.
    pub(super) open: Memo<bool>,
    /// Whether the pointer is on them: then a later answer must not put another page under it.
    pub(super) held: RwSignal<bool>,
}

impl SuggestionList {
    pub(super) fn new() -> Self {
        let search = use_search();
        let held = RwSignal::new(false);
        let answered = waking(|| None, move || search.answered());
        let hits = Memo::new(move |before: Option<&Vec<Hit>>| {
            let answered = answered();
            match before.filter(|before| held.get() && !before.is_empty()) {
                Some(before) => before.clone(),
                None => answered.map(|answered| answered.answer.hits.clone()).unwrap_or_default(),
            }
        });
        let wanted = RwSignal::new(false);
        let open = Memo::new(move |_| wanted.get() && hits.with(|hits| !hits.is_empty()));
        Self { search, hits, active: RwSignal::new(None), wanted, open, held }
    }

    pub(super) fn type_in(self, text: &str) {
        self.active.set(None);
        self.wanted.set(true);
        self.held.set(false);
        self.search.ask(Question::new(text, LIMIT));
    }

    pub(super) fn close(self) {
        self.wanted.set(false);
        self.active.set(None);
    }

    /// Takes a key; gives the page to go to when it picked one.
    pub(super) fn key(self, event: &KeyboardEvent) -> Option<String> {
        if event.is_composing() {
            return None;
        }
        match event.key().as_str() {
            "ArrowDown" => self.walk(event, Arrow::Down),
            "ArrowUp" => self.walk(event, Arrow::Up),
            "Enter" => return self.picked(),
            "Escape" if self.open.get_untracked() => {
                // The first Escape closes the list and leaves the words; browsers wipe the words with the next.
                event.prevent_default();
                self.close();
            }
            _ => {}
        }
        None
    }

    fn walk(self, event: &KeyboardEvent, arrow: Arrow) {
        event.prevent_default();
        self.wanted.set(true);
        let length = self.hits.with_untracked(Vec::len);
        self.active.update(|active| *active = step(*active, length, arrow));
    }

    fn picked(self) -> Option<String> {
        let active = self.active.get_untracked().filter(|_| self.open.get_untracked())?;
        let path = self.hits.with_untracked(|hits| hits.get(active).map(|hit| hit.path.clone()));
        self.close();
        path
    }
}
