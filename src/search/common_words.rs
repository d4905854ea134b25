//! The words in most pages, with how many pages those are. Where the dictionary is in pieces, unfinished and misspelt words
//! are looked up here, because they would need too much of it. The number of words is bounded, however large the knowledge
//! base.

use tantivy::Index;
use tantivy::schema::Field;

use crate::BuildError;
use crate::correction::Closeness;

/// How many words. Rarer ones are found when they are typed to the end and without a slip.
const MOST: usize = 8_000;
/// Longer ones are codes and addresses, which nobody types by heart.
const LONGEST: usize = 24;

/// Words in the order of the alphabet.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct CommonWords {
    /// All words, one after the other.
    letters: String,
    /// Where each word ends, and in how many pages it stands.
    words: Vec<(usize, u32)>,
}

impl CommonWords {
    /// The most common words of an index.
    pub(crate) fn of(index: &Index, field: Field) -> Result<Self, BuildError> {
        let mut found = Vec::new();
        for segment in index.searchable_segments()? {
            let words = tantivy::SegmentReader::open(&segment)?.inverted_index(field)?;
            let mut stream = words.terms().stream().map_err(tantivy::TantivyError::from)?;
            while let Some((word, info)) = stream.next() {
                if let Some(word) = std::str::from_utf8(word).ok().filter(|word| word.len() <= LONGEST) {
                    found.push((word.to_owned(), info.doc_freq));
                }
            }
        }
        Ok(Self::most(found, MOST))
    }

    /// The most common of these words.
    fn most(mut found: Vec<(String, u32)>, limit: usize) -> Self {
        found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        found.truncate(limit);
        found.sort();
        let mut words = Self::default();
        found.iter().for_each(|(word, frequency)| words.push(word, *frequency));
        words
    }

    fn push(&mut self, word: &str, frequency: u32) {
        self.letters.push_str(word);
        self.words.push((self.letters.len(), frequency));
    }

    /// For each word how many letters it shares with the one before, how many follow, these, and its pages: seven bits a
    /// byte, the lowest first, the eighth bit set when more follow.
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut before = "";
        for (word, frequency) in self.all() {
            let shared = before.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
            let shared = (0..=shared).rev().find(|end| word.is_char_boundary(*end)).unwrap_or(0);
            let rest = &word[shared..];
            // Both fit, because no word is longer than `LONGEST`.
            bytes.extend([shared as u8, rest.len() as u8]);
            bytes.extend_from_slice(rest.as_bytes());
            write_number(frequency, &mut bytes);
            before = word;
        }
        bytes
    }

    /// Reads what [`CommonWords::write`] wrote; `None` for anything else.
    pub(crate) fn read(mut bytes: &[u8]) -> Option<Self> {
        let mut words = Self::default();
        let mut word = String::new();
        while let Some(([shared, length], rest)) = bytes.split_first_chunk::<2>() {
            let (letters, rest) = rest.split_at_checked(usize::from(*length))?;
            let (frequency, rest) = read_number(rest)?;
            let next = format!("{}{}", word.get(..usize::from(*shared))?, std::str::from_utf8(letters).ok()?);
            if !words.words.is_empty() && next <= word {
                return None;
            }
            words.push(&next, frequency);
            word = next;
            bytes = rest;
        }
        bytes.is_empty().then_some(words)
    }

    fn get(&self, number: usize) -> Option<(&str, u32)> {
        let start = number.checked_sub(1).and_then(|before| self.words.get(before)).map_or(0, |(end, _)| *end);
        let (end, frequency) = self.words.get(number)?;
        Some((self.letters.get(start..*end)?, *frequency))
    }

    fn all(&self) -> impl Iterator<Item = (&str, u32)> {
        (0..self.words.len()).filter_map(|number| self.get(number))
    }

    /// The number of the first word that is not before this one.
    fn place(&self, word: &str) -> usize {
        let (mut low, mut high) = (0, self.words.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.get(middle).is_some_and(|(other, _)| other < word) { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// In how many pages a word stands; 0 if it is not a common one.
    pub(crate) fn frequency(&self, word: &str) -> u32 {
        self.get(self.place(word)).filter(|(found, _)| *found == word).map_or(0, |(_, frequency)| frequency)
    }

    /// Words that go on after these letters.
    pub(crate) fn starting_with<'a>(&'a self, start: &'a str) -> impl Iterator<Item = (&'a str, u32)> {
        let from = (self.place(start)..).map_while(|number| self.get(number));
        from.take_while(move |(word, _)| word.starts_with(start)).filter(move |(word, _)| word.len() > start.len())
    }

    /// Words that may have been meant.
    pub(crate) fn close_to<'a>(&'a self, closeness: &'a Closeness<'_>) -> impl Iterator<Item = (&'a str, u32)> {
        self.all().filter(|(word, _)| closeness.accepts(word.as_bytes()))
    }
}

fn write_number(mut number: u32, bytes: &mut Vec<u8>) {
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// The number that some bytes start with, and the bytes behind it.
fn read_number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let length = bytes.iter().take(5).position(|byte| *byte <= 0x7f)? + 1;
    let (number, rest) = bytes.split_at_checked(length)?;
    let number = number.iter().rev().fold(0_u64, |number, byte| number << 7 | u64::from(byte & 0x7f));
    Some((u32::try_from(number).ok()?, rest))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use proptest::prelude::*;

    use super::CommonWords;
    use crate::correction::Closeness;

    fn words() -> CommonWords {
        let words = [("print", 3), ("printer", 9), ("prim", 1), ("password", 7), ("pässe", 2), ("z", 1)];
        CommonWords::most(words.map(|(word, count)| (word.to_owned(), count)).to_vec(), 5)
    }

    #[test]
    fn the_words_in_most_pages_are_kept() {
        let words = words();
        assert_eq!(words.frequency("printer"), 9);
        assert_eq!(words.frequency("prim"), 1, "of equally common words the first of the alphabet stays");
        assert_eq!(words.frequency("z"), 0);
        assert_eq!(words.frequency("pr"), 0);
        assert_eq!(words.starting_with("pri").map(|(word, _)| word).collect::<Vec<_>>(), ["prim", "print", "printer"]);
        assert_eq!(words.starting_with("print").map(|(word, _)| word).collect::<Vec<_>>(), ["printer"]);
        let close = Closeness::to("pasword").unwrap();
        assert_eq!(words.close_to(&close).collect::<Vec<_>>(), [("password", 7)]);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(found in prop::collection::btree_map("[a-cä]{1,6}", any::<u32>(), 0..20)) {
            let words = CommonWords::most(found.into_iter().collect(), 100);
            prop_assert_eq!(CommonWords::read(&words.write()).unwrap(), words);
        }

        #[test]
        fn nothing_else_panics(bytes in prop::collection::vec(prop_oneof![0_u8..9, any::<u8>()], 0..60)) {
            let _ = CommonWords::read(&bytes);
        }
    }
}
