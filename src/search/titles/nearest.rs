//! The titles that come nearest to what was asked, for when nothing was found.

use super::{ALIAS, Asked, SAME, Titles, Written, asked, best, marks};
use crate::correction::Closeness;
use crate::message::Hit;
use crate::questions::is_question_word;
use crate::words::compounds;

/// What a word is worth that is a slip away.
const SLIP: f64 = 0.5;
/// What a word is worth that starts alike.
const ALIKE: f64 = 0.3;
/// How many letters two words share at least that start alike.
const SHARED: usize = 4;
/// More words than this are a pasted text.
const MOST_WORDS: usize = 8;

impl Titles {
    /// The pages whose titles or aliases have some of the words, words one slip away or words that start alike, nearest
    /// first. Whatever the category: it may be all that stood in the way.
    pub fn nearest(&self, query: &str, limit: usize) -> Vec<Hit> {
        let mut asked = asked(query);
        asked.truncate(MOST_WORDS);
        let scored = self.entries.iter().map(|title| {
            let aliases = title.aliases.iter().map(|alias| (ALIAS, alias));
            let texts: Vec<_> = [(SAME, &title.title)].into_iter().chain(aliases).collect();
            (nearness(&texts, &asked), title)
        });
        let marks = marks(&asked);
        let near = best(scored.filter(|(worth, _)| *worth > 0.0), limit);
        near.into_iter().map(|title| title.hit(&marks)).collect()
    }
}

/// What the words find in texts of different shares.
fn nearness(texts: &[(f64, &String)], asked: &[Asked]) -> f64 {
    let mut worth = vec![0.0_f64; asked.len()];
    for (share, text) in texts {
        for compound in compounds(text) {
            for form in compound.forms().filter(|form| !is_question_word(form)) {
                for (asked, worth) in asked.iter().zip(&mut worth) {
                    *worth = worth.max(asked.nearness(form) * share);
                }
            }
        }
    }
    worth.into_iter().sum()
}

impl Asked {
    fn nearness(&self, form: &str) -> f64 {
        let worth = self.worth(form);
        if worth > 0.0 { worth } else { self.ways.iter().map(|way| way.nearness(form)).fold(0.0, f64::max) }
    }
}

impl Written {
    fn nearness(&self, form: &str) -> f64 {
        if Closeness::to(&self.word).is_some_and(|closeness| closeness.accepts(form.as_bytes())) {
            SLIP
        } else if start_alike(&self.word, form) {
            ALIKE
        } else {
            0.0
        }
    }
}

/// Whether two words share at least half of the longer one's letters from their beginning, or one is the other's
/// beginning: `vpnclient` for `vpn`.
fn start_alike(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let (shorter, longer) = {
        let (a, b) = (a.chars().count(), b.chars().count());
        (a.min(b), a.max(b))
    };
    (shared >= SHARED && 2 * shared >= longer) || (shared == shorter && shared + 1 >= SHARED && 3 * shared >= longer)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::start_alike;
    use crate::message::Kind;
    use crate::titles::{Title, Titles};

    fn titles(titles: &[&str]) -> Titles {
        let entry = |title: &&str| Title {
            kind: Kind::Article,
            path: format!("{title}/"),
            title: (*title).to_owned(),
            aliases: vec!["tunnel".to_owned()],
            category: "network".to_owned(),
        };
        Titles { entries: titles.iter().map(entry).collect() }
    }

    fn near(query: &str) -> Vec<String> {
        let all = titles(&["Change your password", "Print from a phone", "Printer is slow", "Set up the VPN"]);
        all.nearest(query, 2).into_iter().map(|hit| hit.path.trim_end_matches('/').to_owned()).collect()
    }

    #[test]
    fn words_that_start_alike_or_are_a_slip_away_are_near() {
        assert_eq!(near("pritner"), ["Printer is slow"]);
        assert_eq!(near("vpnclient"), ["Set up the VPN"]);
        assert_eq!(near("passphrase"), Vec::<String>::new());
        assert_eq!(near("passwordless"), ["Change your password"]);
    }

    #[test]
    fn titles_with_more_of_the_words_come_first() {
        assert_eq!(near("my slow printr zzqxv"), ["Printer is slow", "Print from a phone"]);
        assert_eq!(near("phone printing"), ["Print from a phone", "Printer is slow"]);
    }

    #[test]
    fn nothing_is_near_to_nonsense() {
        assert_eq!(near("zzqxv"), Vec::<String>::new());
        assert_eq!(near(""), Vec::<String>::new());
        assert_eq!(near("the"), Vec::<String>::new());
    }

    #[test]
    fn other_names_count_less_than_titles() {
        let found = titles(&["A funnel", "A tunnel"]).nearest("tunnels", 2);
        assert_eq!(found.first().map(|hit| hit.path.as_str()), Some("A tunnel/"));
    }

    #[test]
    fn short_words_are_not_alike_by_chance() {
        assert!(!start_alike("set", "settlement") && !start_alike("con", "configuration") && !start_alike("", ""));
        assert!(start_alike("wifipassword", "wifi") && start_alike("subscription", "subscribe"));
    }

    proptest! {
        #[test]
        fn any_question_gets_at_most_so_many_titles(query in "\\PC{0,60}", title in "\\PC{0,30}", limit in 0_usize..4) {
            prop_assert!(titles(&[&title, &query, "Wi-Fi"]).nearest(&query, limit).len() <= limit);
        }
    }
}
