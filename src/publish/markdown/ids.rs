//! Ids of a text: no two places of a page may have the same.

use std::collections::HashSet;

use content::markdown::is_reserved;

use super::Text;

/// Ids that were given out besides those of the headings that content knows.
#[derive(Debug, Default)]
pub(super) struct Ids {
    given: HashSet<String>,
}

impl Ids {
    /// Takes an id that an author wrote; `false` when something else has it.
    pub(super) fn take(&mut self, text: &Text<'_>, id: &str) -> bool {
        let free = self.is_free(text, id);
        if free {
            self.given.insert(id.to_owned());
        }
        free
    }

    /// The id itself, or with the first free number behind it.
    pub(super) fn free(&mut self, text: &Text<'_>, id: &str) -> String {
        let id = if id.is_empty() { "section" } else { id };
        // Where the page numbers its ids itself, no number is free.
        let own = is_reserved(&format!("{id}-1"), text.prefix.is_empty());
        let id = if own { format!("section-{id}") } else { id.to_owned() };
        let numbered = (1..).map(|number| format!("{id}-{number}"));
        let free = std::iter::once(id.clone()).chain(numbered).find(|id| self.is_free(text, id)).unwrap_or_default();
        self.given.insert(free.clone());
        free
    }

    fn is_free(&self, text: &Text<'_>, id: &str) -> bool {
        // A text whose ids have a prefix shares none with its page.
        !is_reserved(id, text.prefix.is_empty())
            && !self.given.contains(id)
            && !text.headings.iter().any(|heading| heading.id == id)
    }
}
