//! What a query means: which words to look for, and what they stand for.

mod word;

use std::io;
use std::ops::Range;

use crate::frugal::Frugal;
use crate::marks::Marks;
use crate::message::{How, Question};
use crate::questions::is_question_word;
use crate::stem::stem;
use crate::synonyms::Synonyms;
use crate::vocabulary::Vocabulary;
use crate::words::{Compound, compounds};
use word::{as_it_stands, is_code};

/// More words than this are a pasted log; the first ones have to do.
pub(crate) const MOST_WORDS: usize = 40;
/// How many words with the same beginning are looked at.
const MOST_RELATED: usize = 12;
/// What a longer word is worth when the last word is also complete in itself.
const ENDING: f64 = 0.5;
/// What a synonym is worth.
const SYNONYM: f64 = 0.8;
/// Two words written as one: `log in` for `login`. Shorter ones are too often a word by chance.
const SHORTEST_JOINED: usize = 5;
/// What two words are worth that pages rather write as one: `pass word` for `password`.
const APART: f64 = 0.3;
/// What an everyday word for the same is worth: `remove` for `delete`. The word itself must win.
const EVERYDAY: f64 = 0.35;
/// What a word with the same beginning is worth, such as `subscription` for `subscribe`, which share no stem.
const RELATED: f64 = 0.35;
/// Shorter words share their beginning with too many others.
const SHORTEST_RELATED: usize = 6;
/// What a word counts that says little about the subject of a question.
const LITTLE: f64 = 0.2;
/// What a number of one or two digits counts: it is rare, but its name says what is asked.
const NUMBER: f64 = 0.4;
/// What a code counts: nobody types `0x80070005` who would be content with a page without it.
const CODE: f64 = 2.5;

/// A query, understood.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// A page is worth the sum of these to it.
    pub(crate) units: Vec<Unit>,
    /// What to mark in titles and summaries.
    pub(crate) marks: Marks,
    /// The query with its slips mended, when there were any.
    pub(crate) corrected: Option<String>,
    /// Codes and numbers that no page has, as they were typed.
    pub(crate) unknown: Vec<String>,
    /// Mended words and where they stand in the query, in order.
    corrections: Vec<(Range<usize>, String)>,
}

impl Plan {
    /// A piece of the query with its slips mended, when there are any in it.
    pub(crate) fn mended(&self, query: &str, piece: Range<usize>) -> Option<String> {
        let mut mended = String::new();
        let mut end = piece.start;
        for (range, word) in &self.corrections {
            if piece.start <= range.start && range.end <= piece.end {
                mended.push_str(query.get(end..range.start).unwrap_or_default());
                mended.push_str(word);
                end = range.end;
            }
        }
        mended.push_str(query.get(end..piece.end).unwrap_or_default());
        (end > piece.start).then(|| mended.trim().to_owned())
    }
}

/// One thing asked for. A page is worth the best of these ways to say it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Unit {
    /// Where its words stand in the query.
    pub(crate) typed: Range<usize>,
    pub(crate) ways: Vec<Way>,
    /// What it is worth next to the others.
    pub(crate) weight: f64,
    /// Whether it only orders pages that others have found, as question words do.
    pub(crate) little: bool,
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
    /// Whether it is a guess at what else the page may call it, which is not needed when a page has the reader's words.
    pub(crate) guess: bool,
    /// Whether only titles are looked at.
    pub(crate) in_titles: bool,
    /// How it was come by.
    pub(crate) how: How,
}

impl Way {
    fn word(weight: f64, how: How, forms: Vec<String>) -> Self {
        Self { weight, words: vec![forms], together: true, guess: false, in_titles: false, how }
    }

    fn words<'a>(weight: f64, how: How, words: impl IntoIterator<Item = &'a str>, together: bool) -> Self {
        let words = words.into_iter().map(|word| vec![word.to_owned()]).collect();
        Self { weight, words, together, guess: false, in_titles: false, how }
    }
}

/// Understands a query. `synonyms` are the author's; `everyday` are those that hold in every knowledge base.
pub(crate) fn plan(
    question: &Question,
    vocabulary: &Vocabulary,
    synonyms: &Synonyms,
    everyday: &Synonyms,
) -> io::Result<Plan> {
    let query = question.query.as_str();
    let mut asked = compounds(query);
    asked.truncate(MOST_WORDS);
    let all_questions = asked.iter().all(says_little);
    let frugal = Frugal::new(&asked, vocabulary);
    let mut planner =
        Planner { question, vocabulary, synonyms, everyday, frugal, all_questions, plan: Plan::default() };

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
    question: &'a Question,
    vocabulary: &'a Vocabulary,
    synonyms: &'a Synonyms,
    everyday: &'a Synonyms,
    frugal: Frugal<'a>,
    /// Whether nothing would be left without question words.
    all_questions: bool,
    plan: Plan,
}

impl Planner<'_> {
    fn finish(mut self) -> Plan {
        let query = &self.question.query;
        self.plan.corrected = self.plan.mended(query, 0..query.len());
        self.plan
    }

    fn is_dropped(&self, compound: &Compound) -> bool {
        !self.all_questions && says_little(compound)
    }

    /// A word is unfinished while nothing stands after it. A short number is taken for a whole one: who types `809` does
    /// not mean `8091`.
    fn is_unfinished(&self, compound: &Compound) -> bool {
        const SHORT: usize = 4;
        let word = compound.main();
        let number = word.len() < SHORT && word.bytes().all(|byte| byte.is_ascii_digit());
        compound.range.end == self.question.query.len() && !number
    }

    fn push(&mut self, typed: Range<usize>, ways: Vec<Way>, weight: f64) {
        for way in &ways {
            if way.together && way.words.len() > 1 {
                self.plan.marks.phrase(way.words.iter().filter_map(|forms| forms.first()));
            } else {
                way.words.iter().flatten().for_each(|word| self.plan.marks.word(word));
            }
        }
        self.plan.units.push(Unit { typed, ways, weight, little: false });
    }

    fn single(&mut self, compound: &Compound) -> io::Result<()> {
        if self.frugal.leaves_out(compound) {
            return Ok(());
        }
        if self.is_dropped(compound) {
            return self.little(compound);
        }
        if self.in_titles(compound) {
            return Ok(());
        }
        let mut ways = self.ways(compound)?;
        if is_code(compound) {
            self.push(compound.range.clone(), ways, CODE);
            return Ok(());
        }
        // Not of endings: they are guesses already. Nor when the words are meant as they stand.
        let word = ways.first().and_then(|way| match way.words.as_slice() {
            [forms] if forms.len() == 1 => forms.first().cloned(),
            _ => None,
        });
        if let Some(word) =
            word.filter(|word| !self.question.literal && !self.all_questions && !self.frugal.has_plenty(word))
        {
            ways.extend(self.everyday(&word)?);
            ways.extend(self.related(&word)?);
        }
        let weight = if is_short_number(compound.main()) { NUMBER } else { 1.0 };
        self.push(compound.range.clone(), ways, weight);
        Ok(())
    }

    /// A question word. It is neither mended nor marked.
    fn little(&mut self, compound: &Compound) -> io::Result<()> {
        let word = compound.main();
        let known = self.vocabulary.frequency(word)? > 0;
        let ways = known.then(|| Way::word(1.0, How::Typed, vec![word.to_owned()])).into_iter().collect();
        self.plan.units.push(Unit { typed: compound.range.clone(), ways, weight: LITTLE, little: true });
        Ok(())
    }

    /// Everyday words for the same. They are worth more for a word that no page has.
    fn everyday(&self, word: &str) -> io::Result<Vec<Way>> {
        let Some((_, others)) = self.everyday.starting(&[stem(word)]) else { return Ok(Vec::new()) };
        let known = self.vocabulary.knows(word)?;
        let weight = if known { EVERYDAY } else { SYNONYM };
        let mut ways = Vec::new();
        for words in others {
            if words.iter().try_fold(true, |all, word| Ok::<_, io::Error>(all && self.vocabulary.knows(word)?))? {
                let way = Way::words(weight, How::Everyday, words.iter().map(String::as_str), true);
                ways.push(Way { guess: known, ..way });
            }
        }
        Ok(ways)
    }

    /// Words with the same beginning and another stem.
    fn related(&self, word: &str) -> io::Result<Option<Way>> {
        const LONGER: usize = 4;
        let Some(start) = related_start(word) else { return Ok(None) };
        let own = stem(word);
        let others = self.vocabulary.starting_with(start, MOST_RELATED)?.into_iter();
        let related: Vec<String> =
            others.filter(|other| other.len() <= word.len() + LONGER && stem(other) != own).collect();
        Ok((!related.is_empty()).then(|| Way { guess: true, ..Way::word(RELATED, How::Related, related) }))
    }

    /// Words that have synonyms: the words themselves, or any of the others.
    fn synonyms(&mut self, own: &[Compound], others: &[&Vec<String>]) -> io::Result<()> {
        let mut ways = match own {
            [one] => self.ways(one)?,
            several => vec![self.loose(several)?],
        };
        ways.extend(by_synonyms(others));
        self.several(own, ways);
        Ok(())
    }

    /// Words that are one thing, and apart from it those of them that are looked for in titles alone.
    fn several(&mut self, own: &[Compound], ways: Vec<Way>) {
        self.push(span(own), ways, 1.0);
        if own.len() > 1 {
            for compound in own {
                self.in_titles(compound);
            }
        }
    }

    /// A word that is looked for in titles alone, if it is such a one.
    fn in_titles(&mut self, compound: &Compound) -> bool {
        let only = self.frugal.is_in_titles_only(compound);
        if only {
            let way = Way { in_titles: true, ..as_it_stands(compound) };
            self.push(compound.range.clone(), vec![way], 1.0);
        }
        only
    }

    /// Two words that the pages know as one, and that one.
    fn joined<'c>(&self, first: &Compound, second: Option<&'c Compound>) -> io::Result<Option<(&'c Compound, String)>> {
        let Some(second) = second.filter(|second| first.whole.is_none() && second.whole.is_none()) else {
            return Ok(None);
        };
        if !self.all_questions && is_question_word(first.main()) {
            return Ok(None);
        }
        let joined = format!("{}{}", first.main(), second.main());
        let known = joined.len() >= SHORTEST_JOINED && self.vocabulary.frequency(&joined)? > 0;
        Ok(known.then_some((second, joined)))
    }

    fn pair(&mut self, first: &Compound, second: &Compound, joined: String) -> io::Result<()> {
        let both = [first.clone(), second.clone()];
        let own = self.loose(&both)?;
        // `pass word` hardly means the words themselves where more pages have `password` than the rarer of them, and then only
        // both.
        let apart = self.vocabulary.frequency_at_hand(first.main())?;
        let apart = apart.min(self.vocabulary.frequency_at_hand(second.main())?);
        let own = match self.vocabulary.frequency(&joined)? >= apart {
            true => Way { together: true, weight: APART, ..own },
            false => own,
        };
        self.several(&both, vec![own, Way::word(1.0, How::Joined, vec![joined])]);
        Ok(())
    }

    /// Several words as one way, in which a page may have some of them only. Question words are left out if possible, and
    /// so are those that are looked for in titles alone.
    fn loose(&mut self, compounds: &[Compound]) -> io::Result<Way> {
        let dropped: Vec<bool> = compounds
            .iter()
            .map(|compound| is_question_word(compound.main()) || self.frugal.is_in_titles_only(compound))
            .collect();
        let all = dropped.iter().all(|dropped| *dropped);
        let mut words = Vec::new();
        for (compound, dropped) in compounds.iter().zip(dropped) {
            if all || !dropped {
                // What a compound may stand for counts as one word here.
                let ways = self.ways(compound)?;
                words.push(
                    ways.into_iter().filter(|way| way.words.len() == 1).flat_map(|way| way.words).flatten().collect(),
                );
            }
        }
        Ok(Way { weight: 1.0, words, together: false, guess: false, in_titles: false, how: How::Typed })
    }
}

/// What an author's synonyms say for the same.
fn by_synonyms(others: &[&Vec<String>]) -> impl Iterator<Item = Way> {
    others.iter().map(|words| Way::words(SYNONYM, How::Synonym, words.iter().map(String::as_str), true))
}

/// How words start that are related to a word, when it has any.
pub(crate) fn related_start(word: &str) -> Option<&str> {
    const ENDING: usize = 3;
    let may_have = word.len() >= SHORTEST_RELATED && word.bytes().all(|byte| byte.is_ascii_lowercase());
    may_have.then(|| &word[..(word.len() - ENDING).max(SHORTEST_RELATED - 1)])
}

/// Where words that stand side by side begin and end.
fn span(words: &[Compound]) -> Range<usize> {
    let end = words.last().map_or(0, |last| last.range.end);
    words.first().map_or(0, |first| first.range.start)..end
}

/// Whether it is a number such as that of `Windows 11`, which belongs to a name.
fn is_short_number(word: &str) -> bool {
    word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a word says little about the subject of a question: a question word, or a single letter such as that of a drive.
fn says_little(compound: &Compound) -> bool {
    let word = compound.main();
    is_question_word(word) || (word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests;
