//! What a query means: which words to look for, and what they stand for.

use std::io;

use crate::marks::Marks;
use crate::questions::is_question_word;
use crate::stem::stem;
use crate::synonyms::Synonyms;
use crate::vocabulary::Vocabulary;
use crate::words::{Compound, compounds};

/// More words than this are a pasted log; the first ones have to do.
const MOST_WORDS: usize = 40;
/// How many words an unfinished word may stand for.
const MOST_ENDINGS: usize = 12;
/// What a longer word is worth when the last word is also complete in itself.
const ENDING: f64 = 0.5;
/// What a synonym is worth.
const SYNONYM: f64 = 0.8;
/// Two words written as one: `log in` for `login`. Shorter ones are too often a word by chance.
const SHORTEST_JOINED: usize = 5;

/// A query, understood.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// A page is worth the sum of these to it.
    pub(crate) units: Vec<Unit>,
    /// What to mark in titles and summaries.
    pub(crate) marks: Marks,
    /// The query with its slips mended, when there were any.
    pub(crate) corrected: Option<String>,
}

/// One thing asked for. A page is worth the best of these ways to say it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Unit {
    pub(crate) ways: Vec<Way>,
}

/// One way to say it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Way {
    /// What it is worth next to the others.
    pub(crate) weight: f64,
    /// Words; each is a list of forms that count as one word.
    pub(crate) words: Vec<Vec<String>>,
    /// Whether a page must have all of the words.
    pub(crate) together: bool,
}

impl Way {
    fn word(weight: f64, forms: Vec<String>) -> Self {
        Self { weight, words: vec![forms], together: true }
    }

    fn words<'a>(weight: f64, words: impl IntoIterator<Item = &'a str>, together: bool) -> Self {
        Self { weight, words: words.into_iter().map(|word| vec![word.to_owned()]).collect(), together }
    }
}

/// Understands a query.
pub(crate) fn plan(query: &str, vocabulary: &Vocabulary, synonyms: &Synonyms) -> io::Result<Plan> {
    let mut asked = compounds(query);
    asked.truncate(MOST_WORDS);
    let all_questions = asked.iter().all(|compound| is_question_word(compound.main()));
    let mut planner = Planner { query, vocabulary, all_questions, corrections: Vec::new(), plan: Plan::default() };

    let mut rest = asked.as_slice();
    while let Some((first, after)) = rest.split_first() {
        if let Some((own, others)) = with_synonyms(rest, synonyms) {
            planner.synonyms(own, &others)?;
            rest = rest.get(own.len()..).unwrap_or_default();
        } else if let Some((second, joined)) = planner.joined(first, after.first())? {
            planner.pair(first, second, joined)?;
            rest = after.get(1..).unwrap_or_default();
        } else {
            planner.single(first)?;
            rest = after;
        }
    }
    Ok(planner.finish())
}

/// The words that a query starts with and that have synonyms, and those synonyms. `two-factor` is read as `two factor`, so
/// the synonym has to end where a word of the query ends.
fn with_synonyms<'a, 's>(
    asked: &'a [Compound],
    synonyms: &'s Synonyms,
) -> Option<(&'a [Compound], Vec<&'s Vec<String>>)> {
    let read: Vec<Vec<&str>> = asked.iter().map(Compound::read).collect();
    let stems: Vec<String> = read.iter().flatten().map(|word| stem(word)).collect();
    let (length, others) = synonyms.starting(&stems)?;
    let mut end = 0;
    let covered = read.iter().position(|words| {
        end += words.len();
        end >= length
    })?;
    (end == length).then(|| Some((asked.get(..=covered)?, others)))?
}

struct Planner<'a> {
    query: &'a str,
    vocabulary: &'a Vocabulary,
    /// Whether nothing would be left without question words.
    all_questions: bool,
    /// Mended words and where they stand.
    corrections: Vec<(std::ops::Range<usize>, String)>,
    plan: Plan,
}

impl Planner<'_> {
    fn finish(mut self) -> Plan {
        if !self.corrections.is_empty() {
            let mut corrected = String::new();
            let mut end = 0;
            for (range, word) in &self.corrections {
                corrected.push_str(self.query.get(end..range.start).unwrap_or_default());
                corrected.push_str(word);
                end = range.end;
            }
            corrected.push_str(self.query.get(end..).unwrap_or_default());
            self.plan.corrected = Some(corrected.trim().to_owned());
        }
        self.plan
    }

    fn is_dropped(&self, compound: &Compound) -> bool {
        !self.all_questions && is_question_word(compound.main())
    }

    /// A word is unfinished while nothing stands after it.
    fn is_unfinished(&self, compound: &Compound) -> bool {
        compound.range.end == self.query.len()
    }

    fn push(&mut self, ways: Vec<Way>) {
        for way in &ways {
            if way.together && way.words.len() > 1 {
                self.plan.marks.phrase(way.words.iter().filter_map(|forms| forms.first()));
            } else {
                way.words.iter().flatten().for_each(|word| self.plan.marks.word(word));
            }
        }
        self.plan.units.push(Unit { ways });
    }

    fn single(&mut self, compound: &Compound) -> io::Result<()> {
        if !self.is_dropped(compound) {
            let ways = self.ways(compound)?;
            self.push(ways);
        }
        Ok(())
    }

    /// Words that have synonyms: the words themselves, or any of the others.
    fn synonyms(&mut self, own: &[Compound], others: &[&Vec<String>]) -> io::Result<()> {
        let mut ways = match own {
            [one] => self.ways(one)?,
            several => vec![self.loose(several)?],
        };
        ways.extend(others.iter().map(|words| Way::words(SYNONYM, words.iter().map(String::as_str), true)));
        self.push(ways);
        Ok(())
    }

    /// Two words that the pages know as one, and that one.
    fn joined<'c>(&self, first: &Compound, second: Option<&'c Compound>) -> io::Result<Option<(&'c Compound, String)>> {
        let Some(second) = second.filter(|second| first.whole.is_none() && second.whole.is_none()) else {
            return Ok(None);
        };
        if self.is_dropped(first) {
            return Ok(None);
        }
        let joined = format!("{}{}", first.main(), second.main());
        let known = joined.len() >= SHORTEST_JOINED && self.vocabulary.frequency(&joined)? > 0;
        Ok(known.then_some((second, joined)))
    }

    fn pair(&mut self, first: &Compound, second: &Compound, joined: String) -> io::Result<()> {
        let own = self.loose(&[first.clone(), second.clone()])?;
        self.push(vec![own, Way::word(1.0, vec![joined])]);
        Ok(())
    }

    /// Several words as one way, in which a page may have some of them only. Question words are left out if possible.
    fn loose(&mut self, compounds: &[Compound]) -> io::Result<Way> {
        let mut words = Vec::new();
        for compound in compounds {
            let dropped = is_question_word(compound.main());
            if !dropped || compounds.iter().all(|compound| is_question_word(compound.main())) {
                // What a compound may stand for counts as one word here.
                let ways = self.ways(compound)?;
                words.push(
                    ways.into_iter().filter(|way| way.words.len() == 1).flat_map(|way| way.words).flatten().collect(),
                );
            }
        }
        Ok(Way { weight: 1.0, words, together: false })
    }

    /// How one word can be said.
    fn ways(&mut self, compound: &Compound) -> io::Result<Vec<Way>> {
        let main = compound.main();
        let known = self.vocabulary.knows(main)?;
        let endings = if self.is_unfinished(compound) {
            self.plan.marks.start(main);
            self.vocabulary.starting_with(main, MOST_ENDINGS)?
        } else {
            Vec::new()
        };
        let mut ways = Vec::new();
        if known {
            ways.push(Way::word(1.0, vec![main.to_owned()]));
        } else if compound.whole.is_none() && endings.is_empty() {
            ways.extend(self.mended(compound)?);
        }
        if !endings.is_empty() {
            ways.push(Way::word(if known { ENDING } else { 1.0 }, endings));
        }
        ways.extend(by_parts(compound, !ways.is_empty()));
        Ok(ways)
    }

    /// A word that stands nowhere, mended: a slip of one letter, else a missing space, else two slips, else as it is.
    fn mended(&mut self, compound: &Compound) -> io::Result<Vec<Way>> {
        let word = compound.main();
        let candidate = self.vocabulary.correction(word)?;
        if let Some(candidate) = candidate.as_ref().filter(|candidate| candidate.distance <= 1) {
            return Ok(self.correct(compound, candidate.word.clone()));
        }
        if let Some((left, right)) = self.vocabulary.split(word)? {
            self.corrections.push((compound.range.clone(), format!("{left} {right}")));
            return Ok(vec![Way::words(1.0, [left.as_str(), right.as_str()], true)]);
        }
        let word = candidate.map(|candidate| candidate.word);
        Ok(match word {
            Some(word) => self.correct(compound, word),
            None => vec![Way::word(1.0, vec![compound.main().to_owned()])],
        })
    }

    fn correct(&mut self, compound: &Compound, word: String) -> Vec<Way> {
        self.corrections.push((compound.range.clone(), word.clone()));
        vec![Way::word(1.0, vec![word])]
    }
}

/// A compound by its parts. A code that is known whole stands for itself: the parts of `5.7.57` mean nothing. `sign-in` is
/// as good as `sign in`.
fn by_parts(compound: &Compound, found: bool) -> Option<Way> {
    if compound.whole.is_none() || (found && compound.is_code()) {
        return None;
    }
    let parts = compound.parts.iter().map(|part| part.text.as_str());
    let telling: Vec<&str> = parts.clone().filter(|part| part.len() > 1 && !is_question_word(part)).collect();
    let parts = if telling.is_empty() { parts.collect() } else { telling };
    Some(Way::words(1.0, parts, !compound.is_code()))
}

#[cfg(test)]
mod tests;
