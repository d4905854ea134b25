//! How close a word is to another one that may have been meant.

use tantivy_fst::Automaton;

use crate::keyboard::unlikeliness;

/// Longer words are not corrected; the state of the walk through the dictionary has this many places.
const LONGEST: usize = 24;
/// From so many letters on two slips are believed, in the word or in the one that was meant.
const TWO_SLIPS: usize = 8;
/// A word stands often enough to be meant by three letters with a slip, or by half of a word, if one of so many pages has it.
pub(crate) const OFTEN: u32 = 50;

/// A word of the vocabulary that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// The word.
    pub(crate) word: String,
    /// How many letters are wrong, missing, too many or swapped with the next.
    pub(crate) distance: u8,
    /// How unlikely the slip is; 0 for the likeliest.
    unlikely: u32,
    frequency: u32,
}

impl Candidate {
    /// Whether it takes one slip only, of a kind that happens all the time.
    pub(crate) fn is_easy(&self) -> bool {
        self.distance <= 1 && self.unlikely <= 1
    }
}

/// Whether the first is the likelier one: fewer slips, then how easily a finger slips so against how many pages have the
/// word, then the alphabet.
pub(crate) fn better(a: &Candidate, b: &Candidate) -> bool {
    // Each step of unlikeliness is outweighed by a word that stands in twice as many pages.
    let key = |candidate: &Candidate| {
        (candidate.distance, u64::from(candidate.frequency.max(1)) << (16 - candidate.unlikely.min(16)))
    };
    let (first, second) = (key(a), key(b));
    first.0.cmp(&second.0).then(second.1.cmp(&first.1)).then_with(|| a.word.cmp(&b.word)).is_lt()
}

/// Accepts the words that are close to a given one. Walks the dictionary letter by letter, so that it turns back where no
/// word can be close any more.
#[derive(Debug)]
pub(crate) struct Closeness<'a> {
    word: &'a [u8],
    furthest: u8,
}

impl<'a> Closeness<'a> {
    /// What is close to this word; `None` for words that are not corrected: short ones, codes, other scripts. Two slips
    /// are looked for where the word or the one that was meant has eight letters.
    pub(crate) fn to(word: &'a str) -> Option<Self> {
        let letters = word.bytes().all(|byte| byte.is_ascii_lowercase());
        let furthest = match word.len() {
            3.. if word.len() + 1 < TWO_SLIPS => 1,
            3..=LONGEST => 2,
            _ => 0,
        };
        (letters && furthest > 0).then_some(Self { word: word.as_bytes(), furthest })
    }

    /// Whether a word is close. Words that are much shorter or longer are told apart at once.
    pub(crate) fn accepts(&self, term: &[u8]) -> bool {
        if term.len().abs_diff(self.word.len()) > usize::from(self.furthest) {
            return false;
        }
        let mut state = self.start();
        for byte in term {
            if !self.can_match(&state) {
                return false;
            }
            state = self.accept(&state, *byte);
        }
        self.is_match(&state) && self.is_long_enough(&state, term)
    }

    /// Whether a word is long enough for so many slips.
    fn is_long_enough(&self, state: &Rows, term: &[u8]) -> bool {
        state.row[self.word.len()] <= 1 || self.word.len().max(term.len()) >= TWO_SLIPS
    }

    /// The accepted word as a candidate, unless it is too far-fetched. Two slips are believed only after a right first
    /// letter: `malicious` is not `delicious`. Of three letters too many words differ in one, so unless two are swapped
    /// the slip must be an easy one and the word one that many pages have: `wfi` for `wifi`, `vpm` for `vpn`.
    pub(crate) fn candidate(&self, term: &[u8], frequency: u32, documents: u32) -> Option<Candidate> {
        let mut state = self.start();
        for byte in term {
            state = self.accept(&state, *byte);
        }
        let word = std::str::from_utf8(term).ok()?;
        let mut letters = (self.word.to_vec(), term.to_vec());
        letters.0.sort_unstable();
        letters.1.sort_unstable();
        let distance = state.row[self.word.len()];
        let same_start = term.first() == self.word.first();
        let unlikely = unlikeliness(self.word, term);
        let easy =
            same_start && term.len() >= self.word.len() && unlikely <= 1 && frequency >= (documents / OFTEN).max(2);
        let plausible = word.bytes().all(|byte| byte.is_ascii_lowercase())
            && (self.word.len() > 3 || letters.0 == letters.1 || easy)
            && (distance <= 1 || same_start)
            && self.is_long_enough(&state, term);
        plausible.then(|| Candidate { word: word.to_owned(), distance, unlikely, frequency })
    }
}

/// Two rows of the table of distances: for each beginning of the word, how far it is from the letters walked so far.
#[derive(Debug, Clone)]
pub(crate) struct Rows {
    before: [u8; LONGEST + 1],
    row: [u8; LONGEST + 1],
    last: u8,
}

impl Automaton for Closeness<'_> {
    type State = Rows;

    fn start(&self) -> Rows {
        let mut row = [0; LONGEST + 1];
        for (distance, place) in (0_u8..).zip(&mut row) {
            *place = distance;
        }
        Rows { before: [u8::MAX; LONGEST + 1], row, last: 0 }
    }

    fn is_match(&self, state: &Rows) -> bool {
        state.row[self.word.len()] <= self.furthest
    }

    fn can_match(&self, state: &Rows) -> bool {
        state.row.iter().take(self.word.len() + 1).any(|distance| *distance <= self.furthest)
    }

    fn accept(&self, state: &Rows, byte: u8) -> Rows {
        let old = &state.row;
        let mut row = [u8::MAX; LONGEST + 1];
        row[0] = old[0].saturating_add(1);
        for (index, letter) in self.word.iter().enumerate() {
            let replaced = old[index].saturating_add(u8::from(*letter != byte));
            let mut distance = replaced.min(old[index + 1].saturating_add(1)).min(row[index].saturating_add(1));
            if index > 0 && *letter == state.last && self.word[index - 1] == byte {
                distance = distance.min(state.before[index - 1].saturating_add(1));
            }
            row[index + 1] = distance;
        }
        Rows { before: *old, row, last: byte }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use proptest::prelude::*;

    use super::{Automaton, Closeness, better};

    fn distance(word: &str, other: &str) -> Option<u8> {
        let closeness = Closeness::to(word).unwrap();
        let mut state = closeness.start();
        for byte in other.bytes() {
            state = closeness.accept(&state, byte);
        }
        closeness.accepts(other.as_bytes()).then(|| state.row[word.len()])
    }

    #[test]
    fn slips_are_counted() {
        assert_eq!(distance("outlok", "outlook"), Some(1));
        assert_eq!(distance("pritner", "printer"), Some(1));
        assert_eq!(distance("authentcatr", "authenticator"), Some(2));
        assert_eq!(distance("printer", "printer"), Some(0));
        assert_eq!(distance("printer", "painted"), None);
        assert_eq!(distance("paswrod", "password"), Some(2));
        assert_eq!(distance("vnp", "vpn"), Some(1));
    }

    #[test]
    fn short_words_codes_and_endless_words_are_left_alone() {
        assert!(Closeness::to("ab").is_none());
        assert!(Closeness::to("kb5034441").is_none());
        assert!(Closeness::to("пароль").is_none());
        assert!(Closeness::to(&"x".repeat(25)).is_none());
    }

    #[test]
    fn three_letters_are_mended_by_easy_slips_only() {
        let closeness = Closeness::to("vnp").unwrap();
        assert!(closeness.candidate(b"vpn", 3, 100).is_some());
        assert!(closeness.candidate(b"vip", 3, 100).is_none());
        assert!(Closeness::to("malicious").unwrap().candidate(b"delicious", 3, 100).is_none());
    }

    #[test]
    fn the_likelier_word_wins() {
        let closeness = Closeness::to("pasword").unwrap();
        let password = closeness.candidate(b"password", 2, 100).unwrap();
        let passwords = closeness.candidate(b"passwords", 90, 100).unwrap();
        assert!(better(&password, &passwords) && !better(&passwords, &password));
        let closeness = Closeness::to("bard").unwrap();
        let card = closeness.candidate(b"card", 5, 100).unwrap();
        let bird = closeness.candidate(b"bird", 1, 100).unwrap();
        assert!(better(&bird, &card));
    }

    proptest! {
        #[test]
        fn distance_is_the_same_both_ways(a in "[ab]{4,7}", b in "[ab]{4,7}") {
            prop_assert_eq!(distance(&a, &b), distance(&b, &a));
        }
    }
}
