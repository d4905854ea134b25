//! Pages that are called exactly what was asked for: whoever types a title has seen it, and wants that page.

use crate::schema::Card;
use crate::stem::stem;
use crate::words::compounds;

/// How many of the best pages may go first by their names. Always as many, so that a longer list begins as a shorter one.
pub(crate) const CONTENDERS: usize = 7;

/// What was asked for, as a name.
#[derive(Debug)]
pub(crate) struct Name(Vec<String>);

/// Whether a page is called so; the greater goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Called {
    /// It is not.
    Otherwise,
    /// One of its aliases is the name.
    Alias,
    /// Its title is the name.
    Title,
}

impl Name {
    /// The stems of all its words, in order.
    pub(crate) fn of(text: &str) -> Self {
        Self(
            compounds(text)
                .iter()
                .flat_map(|compound| compound.read().into_iter().map(stem).collect::<Vec<_>>())
                .collect(),
        )
    }

    /// How a page with this card is called.
    pub(crate) fn suits(&self, card: &Card) -> Called {
        if self.0.is_empty() {
            Called::Otherwise
        } else if Self::of(&card.title).0 == self.0 {
            Called::Title
        } else if card.aliases.iter().any(|alias| Self::of(alias).0 == self.0) {
            Called::Alias
        } else {
            Called::Otherwise
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Document;
    use crate::message::Question;
    use crate::searcher::tests::{document, searcher};

    fn paths(query: &str, limit: usize) -> Vec<(String, bool)> {
        let pages = [
            Document { aliases: vec!["locked out".into()], ..document("a/", "Your account", "locked out") },
            document("b/", "Locked out of your account, locked out of your phone", "Locked out, locked out."),
            document("c/", "Locked out", "A long text about other things, so that its title alone would not win."),
            document("d/", "Out", "locked"),
        ];
        let answer = searcher(&pages, &[]).search(&Question::new(query, limit));
        answer.hits.into_iter().map(|hit| (hit.path, hit.called)).collect()
    }

    #[test]
    fn a_title_that_was_asked_for_goes_first_and_then_an_alias() {
        let found = paths("locked  OUT!", 9);
        assert_eq!(found[..2], [("c/".to_owned(), true), ("a/".to_owned(), true)]);
        assert!(found[2..].iter().all(|(_, called)| !called));
        assert_eq!(paths("locked out", 1), [("c/".to_owned(), true)]);
    }

    #[test]
    fn a_slip_in_a_title_does_not_matter_and_more_words_do() {
        assert_eq!(paths("lokced out", 1), [("c/".to_owned(), true)]);
        assert!(paths("locked out phone", 9).iter().all(|(_, called)| !called));
        assert!(paths("?", 9).is_empty());
    }
}
