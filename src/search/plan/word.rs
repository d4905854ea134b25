//! The ways to say a single word: as it stands, longer, mended, or by its parts.

use std::io;

use super::{ENDING, Planner, Way, by_synonyms};
use crate::correction::Candidate;
use crate::message::How;
use crate::questions::is_question_word;
use crate::stem::stem;
use crate::words::Compound;

/// A code of so many letters and digits is taken for a whole one, though longer ones begin like it.
const WHOLE: usize = 8;
/// A shorter word of letters and digits is not told when no page has it.
const SHORTEST: usize = 4;
/// What pages count that have only the letters of a code: they may be about its kind.
const LETTERS: f64 = 0.2;

impl Planner<'_> {
    /// How one word can be said.
    pub(super) fn ways(&mut self, compound: &Compound) -> io::Result<Vec<Way>> {
        let main = compound.main();
        let known = self.vocabulary.knows(main)?;
        let endings = if self.is_unfinished(compound) {
            self.plan.marks.start(main);
            self.vocabulary.starting_with(main, self.frugal.endings())?
        } else {
            Vec::new()
        };
        let ends = endings.is_empty() || main.len() >= WHOLE;
        if !known && ends && (is_code(compound) || is_mixed(main, SHORTEST)) {
            self.plan.unknown.extend(self.question.query.get(compound.range.clone()).map(str::to_owned));
        }
        let mut ways = Vec::new();
        if known {
            ways.push(as_it_stands(compound));
        } else if compound.whole.is_none() && endings.is_empty() {
            let stems = [stem(main)];
            if self.everyday.starting(&stems).or_else(|| self.synonyms.starting(&stems)).is_some() {
                ways.push(as_it_stands(compound));
            } else {
                ways.extend(self.mended(compound)?);
            }
        }
        if !endings.is_empty() {
            ways.push(Way::word(if known { ENDING } else { 1.0 }, How::Unfinished, endings));
        }
        ways.extend(self.by_parts(compound, !ways.is_empty())?);
        Ok(ways)
    }

    /// A compound by its parts. A code that is known whole stands for itself: the parts of `5.7.57` mean nothing. `sign-in`
    /// is as good as `sign in`. Pages that only share the letters of `KB5034441` with it must be few.
    fn by_parts(&self, compound: &Compound, found: bool) -> io::Result<Option<Way>> {
        if compound.whole.is_none() || (found && compound.is_code()) {
            return Ok(None);
        }
        let parts = compound.parts.iter().map(|part| part.text.as_str());
        let telling: Vec<&str> = parts.clone().filter(|part| part.len() > 1 && !is_question_word(part)).collect();
        // `6.1` is not on every page with a 6 and a 1.
        let is_number = parts.clone().flat_map(str::bytes).all(|byte| byte.is_ascii_digit());
        let mut parts = if telling.is_empty() && !is_number { parts.collect() } else { telling };
        let mut weight = 1.0;
        if compound.is_run() {
            let is_letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
            for (place, part) in parts.clone().into_iter().enumerate().rev() {
                if is_letters(part) {
                    if self.vocabulary.is_frequent(part)? {
                        parts.remove(place);
                    }
                } else if !self.vocabulary.knows(part)? {
                    weight = LETTERS;
                }
            }
        }
        Ok((!parts.is_empty()).then(|| Way::words(weight, How::Parts, parts, !compound.is_code())))
    }

    /// A word that stands nowhere, mended: a slip of one letter, else a missing space, else two slips, else as it is.
    fn mended(&mut self, compound: &Compound) -> io::Result<Vec<Way>> {
        let word = compound.main();
        if self.question.literal {
            return Ok(vec![as_it_stands(compound)]);
        }
        let candidate = self.vocabulary.correction(word)?;
        if !candidate.as_ref().is_some_and(Candidate::is_easy)
            && let Some(doubled) = self.vocabulary.doubled(word)?
        {
            return Ok(self.correct(compound, doubled));
        }
        if let Some(candidate) = candidate.as_ref().filter(|candidate| candidate.distance <= 1) {
            return Ok(self.correct(compound, candidate.word.clone()));
        }
        if let Some((left, right)) = self.vocabulary.split(word)? {
            self.plan.corrections.push((compound.range.clone(), format!("{left} {right}")));
            return Ok(vec![Way::words(1.0, How::Typed, [left.as_str(), right.as_str()], true)]);
        }
        if let Some(candidate) = candidate {
            return Ok(self.correct(compound, candidate.word));
        }
        // A word that no page has may still be one of the author's.
        let Some(word) = self.synonyms.close_to(word) else { return Ok(vec![as_it_stands(compound)]) };
        let others = self.synonyms.starting(&[stem(&word)]).map(|(_, others)| others).unwrap_or_default();
        let mut ways = self.correct(compound, word);
        ways.extend(by_synonyms(&others));
        Ok(ways)
    }

    fn correct(&mut self, compound: &Compound, word: String) -> Vec<Way> {
        self.plan.corrections.push((compound.range.clone(), word.clone()));
        vec![Way::word(1.0, How::Typed, vec![word])]
    }
}

/// A word, searched as it was typed.
pub(super) fn as_it_stands(compound: &Compound) -> Way {
    Way::word(1.0, How::Typed, vec![compound.main().to_owned()])
}

/// Whether it is a code, a version, the name of a file or of a setting, rather than a word or a year.
pub(super) fn is_code(compound: &Compound) -> bool {
    const LONG: usize = 5;
    let word = compound.main();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    compound.is_code() || digits >= LONG || is_mixed(word, LONG)
}

/// Whether it has at least so many letters and digits, and both of them, as `23H2` has.
fn is_mixed(word: &str, shortest: usize) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    word.len() >= shortest && digits > 0 && digits < word.len()
}
