//! What a question does without where the index is in pieces: each word costs a way to the host, and such a knowledge base
//! has pages enough that have the reader's own words.

use std::collections::BTreeSet;

use crate::questions::is_question_word;
use crate::vocabulary::Vocabulary;
use crate::words::Compound;

/// How many words of a question are looked for: the rarest, which say most.
const MOST_WORDS: usize = 8;
/// How many words an unfinished word may stand for, and where nothing has to be fetched for it.
const MOST_ENDINGS: usize = 3;
const MOST_ENDINGS_AT_HAND: usize = 12;
/// Other words for one that so many pages have are not needed.
const PLENTY: u32 = 50;

/// Which words of a question are looked for.
pub(crate) struct Frugal<'a> {
    vocabulary: &'a Vocabulary,
    /// Where the words start that are left out.
    left_out: BTreeSet<usize>,
    /// Where the words start that are looked for in titles alone.
    in_titles: BTreeSet<usize>,
}

impl<'a> Frugal<'a> {
    /// Looks at the words of a question. Of an index in one file nothing is left out.
    pub(crate) fn new(asked: &[Compound], vocabulary: &'a Vocabulary) -> Self {
        let (mut left_out, mut in_titles) = (BTreeSet::new(), BTreeSet::new());
        if vocabulary.is_in_pieces() {
            let (questions, mut words): (Vec<&Compound>, Vec<&Compound>) =
                asked.iter().partition(|compound| is_question_word(compound.main()));
            if words.is_empty() {
                words = questions;
            } else {
                left_out.extend(questions.iter().map(|compound| compound.range.start));
            }
            words.sort_by_key(|compound| vocabulary.common_frequency(compound.main()));
            left_out.extend(words.iter().skip(MOST_WORDS).map(|compound| compound.range.start));
            let others = words.iter().skip(1).filter(|compound| vocabulary.is_in_most(compound.main()));
            in_titles.extend(others.map(|compound| compound.range.start));
        }
        Self { vocabulary, left_out, in_titles }
    }

    /// Whether a word is looked for in titles alone: most pages have it, and the question has a rarer one.
    pub(crate) fn is_in_titles_only(&self, compound: &Compound) -> bool {
        self.in_titles.contains(&compound.range.start)
    }

    /// Whether a word is not looked for at all.
    pub(crate) fn leaves_out(&self, compound: &Compound) -> bool {
        self.left_out.contains(&compound.range.start)
    }

    /// Whether no other words for this one are looked for.
    pub(crate) fn has_plenty(&self, word: &str) -> bool {
        self.vocabulary.is_in_pieces() && self.vocabulary.common_frequency(word) >= PLENTY
    }

    /// How many words an unfinished word may stand for.
    pub(crate) fn endings(&self) -> usize {
        if self.vocabulary.is_in_pieces() { MOST_ENDINGS } else { MOST_ENDINGS_AT_HAND }
    }
}
