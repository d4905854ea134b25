//! Pages whose name a text says, for answers that nobody asked for: that words of a ticket stand somewhere in a page is not enough.
//! `docs/search.md` tells what was measured to find the rule.

use std::ops::Range;

use crate::marks::Marks;
use crate::questions::is_question_word;
use crate::schema::Card;
use crate::words::{Compound, compounds};

/// So many words of a name must be said.
const SAID: usize = 2;
/// Shorter parts of a compound say something only together, as in `Wi-Fi`.
const SHORTEST: usize = 3;
/// Turn what a name says around, and are no part of it: `does not work` says little of `microphone not working`.
const TURNS: [&str; 2] = ["no", "not"];

/// Whether a text names a page. A title says more than the name of the page, so most of it is enough; an alias was written because
/// people say just that.
pub(crate) fn names(card: &Card, marks: &Marks) -> bool {
    let title = Share::of(&card.title, marks);
    let is_called = |alias: &String| {
        let alias = Share::of(alias, marks);
        alias.said >= SAID && alias.others == 0
    };
    (title.said >= SAID && title.said > title.others) || card.aliases.iter().any(is_called)
}

/// How many words of a name are said, and how many are not. Those that say nothing about the subject do not count.
#[derive(Debug, Default, PartialEq, Eq)]
struct Share {
    said: usize,
    others: usize,
}

impl Share {
    fn of(name: &str, marks: &Marks) -> Self {
        let marked = marks.ranges(name);
        let is_said = |word: &Range<usize>| marked.iter().any(|range| range.start < word.end && word.start < range.end);
        let mut share = Self::default();
        for word in compounds(name).iter().flat_map(telling) {
            if is_said(&word) {
                share.said += 1;
            } else {
                share.others += 1;
            }
        }
        share
    }
}

/// Where the words of a compound stand that tell something.
fn telling(compound: &Compound) -> Vec<Range<usize>> {
    let tells = |text: &str| text.chars().count() >= SHORTEST && !is_question_word(text) && !TURNS.contains(&text);
    let parts = compound.parts.iter().filter(|part| !compound.is_code() && tells(&part.text));
    let parts: Vec<_> = parts.map(|part| part.range.clone()).collect();
    match parts.is_empty() && tells(compound.main()) {
        true => vec![compound.range.clone()],
        false => parts,
    }
}

#[cfg(test)]
mod tests {
    use crate::searcher::tests::{document, searcher};
    use crate::{Document, Searcher};

    /// Two pages, and some that share a word with them, so that others than these stand out.
    fn pages() -> Searcher {
        let mut pages = vec![
            Document {
                aliases: vec!["microphone not working".into(), "wifi".into(), "forgot password".into()],
                ..document("a/", "Move the authenticator to a new phone", "Ask the desk.")
            },
            document("wi-fi/", "Wi-Fi won't connect", "Switch it off and on."),
        ];
        pages.extend((0..12).map(|number| {
            document(
                &format!("other/{number}/"),
                &format!("Other {number}"),
                "It does not work on Monday in the office.",
            )
        }));
        searcher(&pages, &[])
    }

    fn answer(draft: &str) -> Option<String> {
        pages().first_answer(draft).map(|hit| hit.path)
    }

    #[test]
    fn most_of_a_title_or_all_of_an_alias_names_a_page() {
        for named in
            ["I moved to a new phone", "How can I move my authenticator to my phone?", "I forgot my password again"]
        {
            assert_eq!(answer(named).as_deref(), Some("a/"), "{named}");
        }
    }

    #[test]
    fn a_word_of_a_name_is_not_its_name() {
        for other in ["My phone is broken", "My password is too long", "The lift is not working", "Wi-Fi", ""] {
            assert_eq!(answer(other), None, "{other}");
        }
    }

    #[test]
    fn a_name_of_short_parts_is_one_word() {
        assert_eq!(answer("Wi-Fi is bad"), None);
        assert_eq!(answer("Wi-Fi does not connect").as_deref(), Some("wi-fi/"));
    }
}
