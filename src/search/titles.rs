//! The title tier: a small list that answers while the engine is still on its way.

mod columns;
mod nearest;
mod slugs;

use crate::logarithm::ln;
use crate::marks::Marks;
use crate::message::{Answer, Hit, Kind, Question};
use crate::questions::is_question_word;
use crate::stem::stem;
use crate::words::{Compound, compounds};

/// What the very word is worth, another form of it, and a longer word that starts with the last one typed.
const SAME: f64 = 1.0;
const FORM: f64 = 0.9;
const START: f64 = 0.6;
/// What an alias is worth next to a title.
const ALIAS: f64 = 0.8;

/// All titles of a site. Written and read back, it finds the same, but its entries keep only those words of their
/// aliases that their titles lack.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Titles {
    /// In the order of their addresses.
    pub entries: Vec<Title>,
}

/// The title of one page.
#[derive(Debug, Clone, PartialEq)]
pub struct Title {
    /// What kind of page it is.
    pub kind: Kind,
    /// Address below the base path.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Other words people use for it.
    pub aliases: Vec<String>,
    /// Id of its category.
    pub category: String,
}

impl Titles {
    /// Finds pages by the words of their titles and aliases; the last word may be unfinished unless a space follows it.
    ///
    /// Hits of equal worth come in the order of their addresses; their snippets are empty.
    ///
    /// Of the filter only the category is known here.
    pub fn search(&self, question: &Question) -> Answer {
        let asked = asked(&question.query);
        let category = &question.filter.category;
        let entries = self.entries.iter().filter(|title| category.is_empty() || title.category == *category);
        let found: Vec<(&Title, Vec<f64>)> = entries.filter_map(|title| Some((title, title.worth(&asked)?))).collect();
        let rarities: Vec<f64> = (0..asked.len())
            .map(|word| {
                let having =
                    found.iter().filter(|(_, worth)| worth.get(word).is_some_and(|worth| *worth > 0.0)).count();
                ln(1.0 + self.entries.len() as f64 / having.max(1) as f64)
            })
            .collect();
        let total = found.len();
        let scored = found
            .into_iter()
            .map(|(title, worth)| (worth.iter().zip(&rarities).map(|(worth, rarity)| worth * rarity).sum(), title));
        let marks = marks(&asked);
        let hits = best(scored, question.limit).into_iter().map(|title| title.hit(&marks)).collect();
        Answer { hits, total, ..Answer::default() }
    }
}

/// The titles of most worth, best first. So few are wanted that none but these need an order.
fn best<'a>(scored: impl Iterator<Item = (f64, &'a Title)>, limit: usize) -> Vec<&'a Title> {
    let mut best: Vec<(f64, &Title)> = Vec::new();
    for (worth, title) in scored {
        let before = |other: &(f64, &Title)| (worth, &other.1.path) <= (other.0, &title.path);
        let place = best.partition_point(before);
        if place < limit {
            best.truncate(limit - 1);
            best.insert(place, (worth, title));
        }
    }
    best.into_iter().map(|(_, title)| title).collect()
}

impl Title {
    /// What each asked word finds here; `None` when none finds anything.
    fn worth(&self, asked: &[Asked]) -> Option<Vec<f64>> {
        let mut worth = vec![0.0_f64; asked.len()];
        let aliases = self.aliases.iter().map(|alias| (ALIAS, alias));
        for (share, text) in [(SAME, &self.title)].into_iter().chain(aliases) {
            if !asked.iter().any(|asked| asked.may_stand_in(text)) {
                continue;
            }
            for compound in compounds(text) {
                for (asked, worth) in asked.iter().zip(&mut worth) {
                    let best = compound.forms().map(|form| asked.worth(form)).fold(0.0, f64::max);
                    *worth = worth.max(best * share);
                }
            }
        }
        worth.iter().any(|worth| *worth > 0.0).then_some(worth)
    }

    fn hit(&self, marks: &Marks) -> Hit {
        Hit {
            kind: self.kind,
            path: self.path.clone(),
            title: marks.fragments(&self.title),
            snippet: Vec::new(),
            category: self.category.clone(),
            part: None,
            called: false,
            reasons: Vec::new(),
        }
    }
}

/// A word of the query in the ways it can be written: `sign-in` is `signin` and `sign`.
struct Asked {
    ways: Vec<Written>,
    unfinished: bool,
}

/// A word and its stem.
struct Written {
    word: String,
    stem: String,
}

impl Asked {
    fn new(compound: &Compound, query: &str) -> Self {
        let mut words = vec![compound.main()];
        if !compound.is_code() {
            words.extend(compound.read().into_iter().filter(|part| part.len() > 1 && !is_question_word(part)));
        }
        let ways = words.into_iter().map(|word| Written { word: word.to_owned(), stem: stem(word) }).collect();
        Self { ways, unfinished: compound.range.end == query.len() }
    }

    /// Whether a text can have a word of this kind, at a cheap look.
    fn may_stand_in(&self, text: &str) -> bool {
        self.ways.iter().any(|way| way.may_stand_in(text))
    }

    /// What it finds in a word of a title.
    fn worth(&self, form: &str) -> f64 {
        self.ways.iter().map(|way| way.worth(form, self.unfinished)).fold(0.0, f64::max)
    }
}

impl Written {
    /// Looks for the first two letters only, which spares most titles the work of being cut into words.
    fn may_stand_in(&self, text: &str) -> bool {
        let [first, second] = match self.word.as_bytes() {
            [first, second, ..] if first.is_ascii_lowercase() && second.is_ascii_lowercase() => [*first, *second],
            _ => return true,
        };
        let mut before = b' ';
        let mut bytes = text.bytes().peekable();
        while let Some(byte) = bytes.next() {
            if !byte.is_ascii() {
                return true;
            }
            let next = bytes.peek().map_or(b' ', u8::to_ascii_lowercase);
            // `e-mail` is one word too.
            if byte.to_ascii_lowercase() == first
                && !before.is_ascii_alphabetic()
                && (next == second || !next.is_ascii_alphanumeric())
            {
                return true;
            }
            before = byte;
        }
        false
    }

    fn worth(&self, form: &str, unfinished: bool) -> f64 {
        // A word begins like its stem but for the last letter of some; looking costs less than stemming.
        let shared = self.stem.char_indices().last().map_or(0, |(last, _)| last);
        if !form.starts_with(self.stem.get(..shared).unwrap_or_default()) {
            0.0
        } else if form == self.word {
            SAME
        } else if form.len() > 1 && stem(form) == self.stem {
            FORM
        } else if unfinished && form.starts_with(&self.word) {
            START
        } else {
            0.0
        }
    }
}

/// The words of a query, without question words unless nothing is left.
fn asked(query: &str) -> Vec<Asked> {
    let mut compounds = compounds(query);
    if !compounds.iter().all(|compound| is_question_word(compound.main())) {
        compounds.retain(|compound| !is_question_word(compound.main()));
    }
    compounds.iter().map(|compound| Asked::new(compound, query)).collect()
}

fn marks(asked: &[Asked]) -> Marks {
    let mut marks = Marks::default();
    for asked in asked {
        for way in &asked.ways {
            marks.word(&way.word);
            if asked.unfinished {
                marks.start(&way.word);
            }
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use crate::message::Question;

    use super::{Title, Titles};
    use crate::message::Kind;

    fn titles() -> Titles {
        let entry = |path: &str, title: &str, aliases: &[&str]| Title {
            kind: Kind::Article,
            path: path.to_owned(),
            title: title.to_owned(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            category: String::new(),
        };
        Titles {
            entries: vec![
                entry("a/", "Set up the VPN", &["remote access"]),
                entry("b/", "Print from your phone", &[]),
                entry("c/", "Printer does not print", &["paper jam"]),
                entry("d/", "Wi-Fi is slow", &[]),
                entry("e/", "Wi-Fi drops", &[]),
            ],
        }
    }

    fn search(query: &str) -> String {
        let answer = titles().search(&Question::new(query, 10));
        assert_eq!(answer.total, answer.hits.len());
        answer.hits.iter().map(|hit| hit.path.trim_end_matches('/')).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn titles_and_aliases_are_found() {
        assert_eq!(search("how do I set up my vpn"), "a");
        assert_eq!(search("paper jam"), "c");
        assert_eq!(search("remote acc"), "a");
        assert_eq!(search("wifi"), "d e");
        assert_eq!(search("slow wi-fi"), "d e");
        assert_eq!(search("set-up"), "a");
    }

    #[test]
    fn other_forms_and_the_last_word_unfinished_are_found() {
        assert_eq!(search("printing"), "b c");
        assert_eq!(search("pri"), "b c");
        assert_eq!(search("pri "), "");
        assert_eq!(search("phone pri"), "b c");
    }

    #[test]
    fn question_words_count_only_when_alone() {
        assert_eq!(search("the"), "a");
        assert_eq!(search("is the printer"), "c");
        assert_eq!(search(""), "");
    }

    #[test]
    fn what_was_written_and_read_back_finds_the_same() {
        let read: Titles = Titles::read(&titles().written()).unwrap();
        for query in ["how do I set up my vpn", "paper jam", "remote acc", "wifi", "printing", "pri", "the", ""] {
            assert_eq!(read.search(&Question::new(query, 10)), titles().search(&Question::new(query, 10)), "{query}");
        }
    }

    #[test]
    fn found_words_are_marked() {
        let answer = titles().search(&Question::new("print", 1));
        let marked: Vec<&str> =
            answer.hits[0].title.iter().filter(|piece| piece.marked).map(|piece| piece.text.as_str()).collect();
        assert_eq!(marked, ["Print"]);
        assert_eq!(answer.total, 2);
    }
}
