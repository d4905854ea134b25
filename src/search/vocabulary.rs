//! The words that stand in the pages.

use std::io;
use std::sync::Arc;

use tantivy::termdict::TermStreamer;

use crate::common_words::CommonWords;
use crate::correction::{Candidate, Closeness, OFTEN, better};
use crate::pack::unless_lost;
use crate::questions::is_question_word;
use crate::remembered::Remembered;
use crate::stem::stem;
use crate::terms::Terms;

/// Where the dictionary is in pieces, a shorter start is looked up among the common words only: too much of the dictionary
/// starts with it.
const SHORTEST_START: usize = 4;

/// The dictionary of words as they are written.
#[derive(Clone)]
pub(crate) struct Vocabulary {
    words: Arc<Terms>,
    documents: u32,
    /// The words in most pages, when the dictionary is in pieces.
    common: Option<Arc<CommonWords>>,
    /// The forms of stems.
    known: Arc<Remembered<Arc<[String]>>>,
}

impl Vocabulary {
    pub(crate) fn new(words: Arc<Terms>, documents: u32, common: Option<CommonWords>) -> Self {
        Self { words, documents, common: common.map(Arc::new), known: Arc::default() }
    }

    /// In how many pages a word stands.
    pub(crate) fn frequency(&self, word: &str) -> io::Result<u32> {
        Ok(self.words.get(word)?.map_or(0, |term| term.doc_freq))
    }

    /// Whether looking into the dictionary may mean that a piece of it has to be fetched.
    pub(crate) fn is_in_pieces(&self) -> bool {
        self.common.is_some()
    }

    /// Whether so many pages have a word that it says little.
    pub(crate) fn is_frequent(&self, word: &str) -> io::Result<bool> {
        const SHARE: u32 = 20;
        Ok(self.frequency(word)? > (self.documents / SHARE).max(SHARE / 4))
    }

    /// Whether most pages have a word, as far as it is known without fetching a piece.
    pub(crate) fn is_in_most(&self, word: &str) -> bool {
        self.common_frequency(word) > self.documents / 2
    }

    /// In how many pages a word stands, if it is a common one of a dictionary in pieces; else 0.
    pub(crate) fn common_frequency(&self, word: &str) -> u32 {
        self.common.as_ref().map_or(0, |common| common.frequency(word))
    }

    /// Whether a word stands in a page in one of its forms. `reste` is no form of `rest`, though both have one stem.
    pub(crate) fn knows(&self, word: &str) -> io::Result<bool> {
        if self.frequency(word)? > 0 {
            return Ok(true);
        }
        let forms = self.forms(&stem(word))?;
        Ok(!forms.is_empty() && !word.strip_suffix('e').is_some_and(|rest| forms.iter().any(|form| form == rest)))
    }

    /// A word with the letter before its ending doubled, as English writes it, if that stands in a page in one of its
    /// forms: `jamed` is `jammed` where pages have `jam`.
    pub(crate) fn doubled(&self, word: &str) -> io::Result<Option<String>> {
        let is_vowel = |letter: u8| matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u');
        for ending in ["ed", "ing", "er"] {
            let Some(root) = word.strip_suffix(ending) else { continue };
            let &[.., before, vowel, last] = root.as_bytes() else { continue };
            let is_short = !is_vowel(before) && is_vowel(vowel) && last.is_ascii_lowercase() && !is_vowel(last);
            if is_short
                && let Some(doubled) = root.get(root.len() - 1..).map(|last| format!("{root}{last}{ending}"))
                && self.knows(&doubled)?
            {
                return Ok(Some(doubled));
            }
        }
        Ok(None)
    }

    /// All words with this stem, in the order of the alphabet.
    ///
    /// A stem is the beginning of its words but for the last letter of some: `try` is `tri`, `using` is `use`, `ability`
    /// is `abl`. A few irregular words differ earlier, such as `lying` from `lie`; they go without their other forms.
    pub(crate) fn forms(&self, wanted: &str) -> io::Result<Arc<[String]>> {
        self.known.or_read(wanted, || Ok(self.look_up(wanted)?.into()))
    }

    fn look_up(&self, wanted: &str) -> io::Result<Vec<String>> {
        let mut forms = Vec::new();
        if !wanted.bytes().all(|byte| byte.is_ascii_lowercase()) {
            // Not by `Terms::get`: what cannot be had must not be remembered as having no forms.
            if self.words.dictionary().get(wanted)?.is_some() {
                forms.push(wanted.to_owned());
            }
            return Ok(forms);
        }
        let shared = match wanted.as_bytes() {
            [_, .., b'e' | b'i' | b'l'] => &wanted[..wanted.len() - 1],
            _ => wanted,
        };
        let Some(mut stream) = self.from(shared)? else { return Ok(forms) };
        while stream.advance() {
            let next = stream.key().get(shared.len());
            if (shared == wanted || matches!(next, Some(b'a' | b'e' | b'i' | b'l' | b'y')))
                && let Ok(word) = std::str::from_utf8(stream.key())
                && stem(word) == wanted
            {
                forms.push(word.to_owned());
            }
        }
        Ok(forms)
    }

    /// All words that start with these letters.
    fn from(&self, start: &str) -> io::Result<Option<TermStreamer<'_>>> {
        let mut end = start.as_bytes().to_vec();
        // No byte of a word is 255, so this is the first of all that do not start so.
        match end.last_mut() {
            Some(last) => *last += 1,
            None => return Ok(None),
        }
        self.words.dictionary().range().ge(start).lt(end).into_stream().map(Some)
    }

    /// Words that go on after these letters: those in most pages, at most `limit`, the word itself not among them.
    pub(crate) fn starting_with(&self, start: &str, limit: usize) -> io::Result<Vec<String>> {
        let mut most = Most::new(limit);
        match &self.common {
            Some(common) if start.len() < SHORTEST_START => {
                common.starting_with(start).for_each(|(word, frequency)| most.add(word, frequency));
            }
            _ => {
                let Some(mut stream) = unless_lost(self.from(start))? else { return Ok(Vec::new()) };
                while let Some((word, info)) = stream.next() {
                    if word.len() > start.len()
                        && let Ok(word) = std::str::from_utf8(word)
                    {
                        most.add(word, info.doc_freq);
                    }
                }
            }
        }
        Ok(most.found.into_iter().map(|(_, word)| word).collect())
    }

    /// The word that was most likely meant by one that does not stand in any page.
    pub(crate) fn correction(&self, word: &str) -> io::Result<Option<Candidate>> {
        let Some(closeness) = Closeness::to(word) else { return Ok(None) };
        let mut best: Option<Candidate> = None;
        let mut consider = |word: &[u8], frequency| {
            if let Some(candidate) = closeness.candidate(word, frequency, self.documents)
                && best.as_ref().is_none_or(|best| better(&candidate, best))
            {
                best = Some(candidate);
            }
        };
        if let Some(common) = &self.common {
            common.close_to(&closeness).for_each(|(word, frequency)| consider(word.as_bytes(), frequency));
        } else {
            let mut stream = self.words.dictionary().search(&closeness).into_stream()?;
            while let Some((word, info)) = stream.next() {
                consider(word, info.doc_freq);
            }
        }
        Ok(best)
    }

    /// The frequency of a word as far as it is known without fetching a piece.
    pub(crate) fn frequency_at_hand(&self, word: &str) -> io::Result<u32> {
        if self.is_in_pieces() { Ok(self.common_frequency(word)) } else { self.frequency(word) }
    }

    /// Two words that were typed without the space between them; the pair whose rarer word stands in most pages, if those
    /// are not too few: `constrain` is not `cons train`, nor `forgets` `for gets`. A code is never cut: that its pieces
    /// stand somewhere means nothing.
    pub(crate) fn split(&self, word: &str) -> io::Result<Option<(String, String)>> {
        const SHORTEST: usize = 3;
        let few = (self.documents / OFTEN).saturating_sub(1);
        let mut best: Option<(u32, usize)> = None;
        if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            for at in SHORTEST..=word.len().saturating_sub(SHORTEST) {
                let (left, right) = word.split_at(at);
                if is_question_word(left) || is_question_word(right) {
                    continue;
                }
                let frequency = self.frequency_at_hand(left)?.min(self.frequency_at_hand(right)?);
                if frequency > best.map_or(few, |(frequency, _)| frequency) {
                    best = Some((frequency, at));
                }
            }
        }
        Ok(best.map(|(_, at)| (word[..at].to_owned(), word[at..].to_owned())))
    }
}

/// The words in most pages, of those that come in the order of the alphabet.
struct Most {
    limit: usize,
    found: Vec<(u32, String)>,
}

impl Most {
    fn new(limit: usize) -> Self {
        Self { limit, found: Vec::new() }
    }

    fn add(&mut self, word: &str, frequency: u32) {
        let least = if self.found.len() < self.limit { 0 } else { self.found.last().map_or(0, |(least, _)| *least) };
        if frequency > least {
            let place = self.found.partition_point(|(other, _)| *other >= frequency);
            self.found.insert(place, (frequency, word.to_owned()));
            self.found.truncate(self.limit);
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use proptest::prelude::*;

    use crate::searcher::tests::{document, searcher};
    use crate::stem::stem;

    #[test]
    fn all_forms_of_a_word_are_found() {
        let text = "try tries trying tried use using user abilities ability able capability capable printer print";
        let searcher = searcher(&[document("a/", "x", text)], &[]);
        for word in text.split(' ') {
            let forms = searcher.vocabulary().forms(&stem(word)).unwrap();
            assert!(forms.iter().any(|form| form == word), "{word} is not among {forms:?}");
        }
        assert_eq!(*searcher.vocabulary().forms("tri").unwrap(), ["tried", "tries", "try", "trying"]);
        assert!(searcher.vocabulary().forms("").unwrap().is_empty());
    }

    #[test]
    fn the_words_in_most_pages_go_first() {
        let documents =
            ["print printer", "printer printing", "printing printer prime"].map(|text| document(text, "", text));
        let searcher = searcher(&documents, &[]);
        let starting = |start, limit| searcher.vocabulary().starting_with(start, limit).unwrap();
        assert_eq!(starting("pri", 3), ["printer", "printing", "prime"]);
        assert_eq!(starting("print", 9), ["printer", "printing"]);
        assert!(starting("x", 9).is_empty());
    }

    proptest! {
        #[test]
        fn a_regular_form_is_found_by_its_stem(
            root in "[bcdfgmprt][aeiou][bdgklmnprt]{1,2}",
            ending in "(e|es|ed|ing|er|ers|y|ies|ied|ation|able|ability|ly|ness|ize|izing|ization|ful|fully)",
        ) {
            let word = format!("{root}{ending}");
            let searcher = searcher(&[document("a/", "x", &word)], &[]);
            prop_assert!(searcher.vocabulary().forms(&stem(&word)).unwrap().contains(&word), "{word} has the stem {}", stem(&word));
        }
    }
}
