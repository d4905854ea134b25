//! Reads ahead: what a question will look up in the dictionary, before anything is decided by it.
//!
//! Where the index is in pieces, each read of a piece that is not here costs a way to the host and back. The plan depends
//! on what its look-ups find; here they are all made at once and their results thrown away, so that every piece they need
//! is known together. What this forgets is not lost, it is fetched a round later.

use crate::frugal::Frugal;
use crate::message::Question;
use crate::plan::{MOST_WORDS, related_start};
use crate::rank::Ranker;
use crate::stem::stem;
use crate::synonyms::Synonyms;
use crate::vocabulary::Vocabulary;
use crate::words::{Compound, compounds};

/// Makes the look-ups of a question. Pieces that are missing are taken note of by the archive.
pub(crate) fn read(
    question: &Question,
    vocabulary: &Vocabulary,
    ranker: &Ranker,
    synonyms: &Synonyms,
    everyday: &Synonyms,
) {
    let mut asked = compounds(&question.query);
    asked.truncate(MOST_WORDS);
    let reader = Reader { vocabulary, ranker, frugal: Frugal::new(&asked, vocabulary) };
    for compound in asked.iter().filter(|compound| !reader.frugal.leaves_out(compound)) {
        if reader.frugal.is_in_titles_only(compound) {
            ranker.look_up_title(&stem(compound.main()));
            continue;
        }
        compound.forms().for_each(|word| reader.word(word, compound.range.end == question.query.len()));
        if !question.literal {
            reader.mended(compound);
        }
    }
    for pair in asked.windows(2) {
        if let [first, second] = pair {
            reader.exact(&format!("{}{}", first.main(), second.main()));
        }
    }
    let read: Vec<&str> = asked.iter().flat_map(Compound::read).collect();
    let stems: Vec<String> = read.iter().map(|word| stem(word)).collect();
    for (start, word) in read.iter().enumerate() {
        let rest = stems.get(start..).unwrap_or_default();
        let everyday = if reader.frugal.has_plenty(word) { None } else { everyday.starting(rest) };
        let own = synonyms.starting(rest);
        if matches!(own, Some((1, _))) {
            reader.forms(word);
        }
        let others = own.into_iter().chain(everyday).flat_map(|(_, others)| others);
        others.flatten().for_each(|word| reader.forms(word));
    }
}

struct Reader<'a> {
    vocabulary: &'a Vocabulary,
    ranker: &'a Ranker,
    frugal: Frugal<'a>,
}

impl Reader<'_> {
    /// A word that was typed: all its forms, and where they are looked for, all words that start like it.
    fn word(&self, word: &str, unfinished: bool) {
        self.forms(word);
        let related = if self.frugal.has_plenty(word) { None } else { related_start(word) };
        for start in unfinished.then_some(word).into_iter().chain(related) {
            let found = self.vocabulary.starting_with(start, self.frugal.endings()).unwrap_or_default();
            found.iter().for_each(|word| self.forms(word));
        }
    }

    /// What a misspelt word may mean. The common words are at hand, so this needs no piece until it has found one.
    fn mended(&self, compound: &Compound) {
        let word = compound.main();
        if compound.whole.is_some() || self.vocabulary.common_frequency(word) > 0 {
            return;
        }
        if let Ok(Some(candidate)) = self.vocabulary.correction(word) {
            self.forms(&candidate.word);
        }
        if let Ok(Some((left, right))) = self.vocabulary.split(word) {
            self.forms(&left);
            self.forms(&right);
        }
    }

    fn forms(&self, word: &str) {
        let stem = stem(word);
        self.exact(word);
        let _ = self.vocabulary.forms(&stem);
        self.ranker.look_up_title(&stem);
    }

    fn exact(&self, word: &str) {
        let _ = self.vocabulary.frequency(word);
    }
}
