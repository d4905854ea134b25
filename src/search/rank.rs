//! How much a page is worth to a query.
//!
//! BM25 over stems, written forms and titles. A synonym, an ending or a joined word is another way to say the same: the
//! best way counts, so a page does not win by using all of them. All forms of one word count as one word, with one rarity.
//! Once some page has all that was asked for in the reader's own words, guesses at other words count little, and pages
//! that have more of it win.
//! `docs/search.md` tells what was measured to find the numbers.

mod tally;

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use tantivy::SegmentReader;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;

use crate::coverage::Coverage;
use crate::logarithm::ln;
use crate::message::How;
use crate::pack::is_wanted;
use crate::plan::{Plan, Unit, Way};
use crate::schema::Fields;
use crate::stem::stem;
use crate::terms::Terms;
use crate::vocabulary::Vocabulary;
use tally::{Scratch, Tally, Times};

/// What a stem counts, wherever it stands on a page.
const STEM: Weight = Weight { share: 1.0, k1: 1.6, b: 0.85 };
/// What the very form that was typed adds.
const EXACT: Weight = Weight { share: 0.5, k1: 1.6, b: 0.85 };
/// What a place in the title or the aliases adds. A word said twice there says little more.
const TITLE: Weight = Weight { share: 0.6, k1: 0.8, b: 0.75 };
/// What a page without a title counts more, so that it is not beaten by every page that has one.
const UNTITLED: f64 = 1.15;
/// What a page loses that has nothing of a query that another page has all of.
const COORDINATION: f64 = 0.5;
/// What guesses lose when a page has all of the query. Not everything: their pages are still worth showing further down.
const NEEDLESS: f64 = 0.8;

/// How much of a draft a page must have to be offered while it is written, and how many times the score of the page at place
/// [`USUAL`] it must have: that one merely shares words with the draft.
const SURE_SHARE: f64 = 0.4;
const SURE_TIMES: f64 = 2.0;
const USUAL: usize = 10;

/// How a field counts.
#[derive(Debug, Clone, Copy)]
struct Weight {
    /// Its share in the sum.
    share: f64,
    /// How much a word gains by being repeated.
    k1: f64,
    /// How much a long text loses.
    b: f64,
}

/// How rare words are: the logarithm that BM25 gives them, among all words of pages and among those of titles.
#[derive(Debug, Clone, Copy, Default)]
struct Rarity {
    words: f64,
    title: f64,
}

impl Rarity {
    /// No word is so rare.
    const UTMOST: Self = Self { words: f64::INFINITY, title: f64::INFINITY };

    /// What each of several words may have of it.
    fn shared_by(self, words: usize) -> Self {
        let words = words.max(1) as f64;
        Self { words: self.words / words, title: self.title / words }
    }
}

/// A page that was found: its score and its number.
pub(crate) type Scored = (f64, u32);

/// All pages that match, with what is needed to tell why.
pub(crate) struct Ranked {
    /// Scores and numbers, in no order.
    pub(crate) found: Vec<Scored>,
    coverage: Coverage,
}

impl Ranked {
    /// Leaves only pages that very likely say what is asked: they have much of it, and stand out from those that merely share
    /// words with it.
    pub(crate) fn keep_sure(&mut self) {
        let usual = best(&mut self.found, USUAL).get(USUAL - 1).map_or(0.0, |(score, _)| *score);
        let Self { found, coverage } = self;
        found.retain(|(score, page)| coverage.share(*page) >= SURE_SHARE && *score >= SURE_TIMES * usual);
    }
}

/// What a page gains by one thing asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Gain {
    /// Which of the ways to say it counted.
    pub(crate) way: usize,
    /// Its part in the page's score.
    pub(crate) score: f64,
    /// The first way to say it in the reader's own words, when the page has that too.
    pub(crate) own: Option<usize>,
}

/// Gives pages their worth.
pub(crate) struct Ranker {
    documents: u32,
    vocabulary: Vocabulary,
    words: Scorer,
    title: Scorer,
}

impl Ranker {
    pub(crate) fn open(
        segment: &SegmentReader,
        fields: Fields,
        words: Arc<Terms>,
        vocabulary: Vocabulary,
    ) -> tantivy::Result<Self> {
        Ok(Self {
            documents: segment.max_doc(),
            vocabulary,
            words: Scorer::open(segment, fields.words, words)?,
            title: Scorer::open(segment, fields.title, Arc::new(Terms::new(segment.inverted_index(fields.title)?)))?,
        })
    }

    /// Looks up a stem among the titles, so that its place is known when it is needed.
    pub(crate) fn look_up_title(&self, stem: &str) {
        // What is missing is taken note of where it is read; a fault shows again when it counts.
        let _ = self.title.words.get(stem);
    }

    /// All pages that match.
    pub(crate) fn rank(&self, plan: &Plan) -> io::Result<Ranked> {
        let mut scratch = Scratch::new(self.documents);
        let mut sum = Tally::new(self.documents);
        // Words that say little order the pages that were found by others; alone they find nothing.
        let (little, much): (Vec<&Unit>, Vec<&Unit>) = plan.units.iter().partition(|unit| unit.little);
        let mut coverage = Coverage::new(self.documents);
        let mut own = Vec::new();
        for unit in &much {
            let pages = self.own(unit, &mut scratch)?;
            if !unit.ways.iter().any(|way| way.in_titles) {
                coverage.add(pages.iter().map(|(page, _)| *page), unit.weight);
            }
            own.push(pages);
        }
        let trust = coverage.trust();
        for (unit, own) in much.into_iter().zip(own) {
            own.into_iter().for_each(|(page, score)| scratch.unit.raise(page, score));
            self.ways(unit, true, trust, &mut scratch)?;
            scratch.unit.drain(|page, score, _| sum.add(page, score * unit.weight));
        }
        for unit in little {
            self.ways(unit, false, trust, &mut scratch)?;
            scratch.unit.drain(|page, score, _| sum.add_to_known(page, score * unit.weight));
        }
        if scratch.times.wanting {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let mut found = Vec::new();
        sum.drain(|page, score, _| found.push((self.fair(page, score, &coverage, trust), page)));
        Ok(Ranked { found, coverage })
    }

    /// What these pages have gained by each thing asked for; their scores are the sums of it. The words are gone through
    /// once more, which only those wait for who want to know.
    pub(crate) fn gains(&self, plan: &Plan, ranked: &Ranked, pages: &[u32]) -> io::Result<Vec<Vec<Option<Gain>>>> {
        let mut scratch = Scratch::new(self.documents);
        plan.units.iter().map(|unit| self.gains_by(unit, &ranked.coverage, pages, &mut scratch)).collect()
    }

    fn gains_by(
        &self,
        unit: &Unit,
        coverage: &Coverage,
        pages: &[u32],
        scratch: &mut Scratch,
    ) -> io::Result<Vec<Option<Gain>>> {
        let trust = coverage.trust();
        let mut gains: Vec<Option<Gain>> = vec![None; pages.len()];
        let mut typed = Rarity::UTMOST;
        for (number, way) in unit.ways.iter().enumerate() {
            self.gained(way, trust, &mut typed, scratch, |_, page, score| {
                let place = pages.iter().position(|shown| *shown == page);
                let Some(best) = place.and_then(|place| gains.get_mut(place)) else { return };
                let score = self.fair(page, score * unit.weight, coverage, trust);
                let own = best.and_then(|best| best.own).or_else(|| (way.how == How::Typed).then_some(number));
                *best = match *best {
                    Some(best) if best.score >= score => Some(Gain { own, ..best }),
                    _ => Some(Gain { way: number, score, own }),
                };
            })?;
        }
        Ok(gains)
    }

    /// A score, mended for what a page cannot help and for what it lacks of the query.
    fn fair(&self, page: u32, score: f64, coverage: &Coverage, trust: f64) -> f64 {
        let fair = if self.title.lengths.fieldnorm(page) == 0 { UNTITLED } else { 1.0 };
        let complete = 1.0 - COORDINATION * trust * (1.0 - coverage.share(page));
        score * fair * complete
    }

    /// The pages that have one thing asked for as the reader says it, and what they gain.
    fn own(&self, unit: &Unit, scratch: &mut Scratch) -> io::Result<Vec<(u32, f64)>> {
        // The reader's own words lose nothing, whatever the trust.
        self.ways(unit, false, 0.0, scratch)?;
        let mut pages = Vec::with_capacity(scratch.unit.touched.len());
        scratch.unit.drain(|page, score, _| pages.push((page, score)));
        Ok(pages)
    }

    /// What pages gain by the best way to say one thing asked for, among the guesses or among the others.
    fn ways(&self, unit: &Unit, guess: bool, trust: f64, scratch: &mut Scratch) -> io::Result<()> {
        let mut typed = Rarity::UTMOST;
        for way in unit.ways.iter().filter(|way| way.guess == guess) {
            self.gained(way, trust, &mut typed, scratch, Tally::raise)?;
        }
        Ok(())
    }

    /// What pages gain by one way to say something. `typed` is how rare the reader's own words for it are, told by the
    /// first way: a synonym must not count more because it is rarer.
    fn gained(
        &self,
        way: &Way,
        trust: f64,
        typed: &mut Rarity,
        scratch: &mut Scratch,
        mut each: impl FnMut(&mut Tally, u32, f64),
    ) -> io::Result<()> {
        let most = if way.how == How::Synonym { *typed } else { Rarity::UTMOST };
        let rarity = self.way(way, most, scratch)?;
        if way.how == How::Typed {
            *typed = rarity;
        }
        let Scratch { way: scored, unit, .. } = scratch;
        let worth = if way.guess { 1.0 - NEEDLESS * trust } else { 1.0 };
        let needed = if way.together { way.words.len() } else { 1 };
        scored.drain(|page, score, words| {
            if usize::from(words) >= needed {
                each(unit, page, score * way.weight * worth);
            }
        });
        Ok(())
    }

    /// What pages gain by the words of a way, and how rare they are taken together, but at most so.
    fn way(&self, way: &Way, most: Rarity, scratch: &mut Scratch) -> io::Result<Rarity> {
        let mut all = Rarity::default();
        let each = most.shared_by(way.words.len());
        for forms in &way.words {
            let rarity = self.word(forms, way.in_titles, each, scratch)?;
            all = Rarity { words: all.words + rarity.words, title: all.title + rarity.title };
            let Scratch { word, way, .. } = scratch;
            word.drain(|page, score, _| way.add(page, score));
        }
        Ok(all)
    }

    /// What pages gain by a word. A single form stands for all words of its stem; several, such as the endings of an
    /// unfinished word, are all there is.
    fn word(&self, forms: &[String], in_titles: bool, most: Rarity, scratch: &mut Scratch) -> io::Result<Rarity> {
        let stems: BTreeSet<String> = forms.iter().map(|form| stem(form)).collect();
        let Scratch { times, word, .. } = scratch;
        let mut rarity = Rarity::default();
        let widened = if in_titles { Arc::default() } else { self.widened(forms)? };
        if in_titles {
            // Nearly every page has it, so that its text tells nothing.
        } else if widened.iter().any(|form| !forms.contains(form)) {
            self.words.count(widened.iter(), times)?;
            rarity.words = self.words.score(&[STEM], most.words, times, word);
            self.words.count(forms, times)?;
            self.words.score(&[EXACT], most.words, times, word);
        } else {
            self.words.count(forms, times)?;
            rarity.words = self.words.score(&[STEM, EXACT], most.words, times, word);
        }
        self.title.count(&stems, times)?;
        rarity.title = self.title.score(&[TITLE], most.title, times, word);
        Ok(rarity)
    }

    /// All words of the stem of a single form; nothing for several.
    fn widened(&self, forms: &[String]) -> io::Result<Arc<[String]>> {
        match forms {
            [form] => self.vocabulary.forms(&stem(form)),
            _ => Ok(Arc::default()),
        }
    }

    /// The forms of a word that stand on a page.
    pub(crate) fn forms_on(&self, page: u32, forms: &[String]) -> io::Result<Vec<String>> {
        let widened = self.widened(forms)?;
        let counted = if widened.is_empty() { forms } else { &widened };
        let mut there = Vec::new();
        for form in counted {
            if self.words.has(page, form)? {
                there.push(form.clone());
            }
        }
        Ok(there)
    }

    /// Whether a stem stands in the title or in an alias of a page.
    pub(crate) fn is_named(&self, page: u32, stem: &str) -> io::Result<bool> {
        self.title.has(page, stem)
    }
}

/// The best of these pages, in order.
pub(crate) fn best(found: &mut [Scored], limit: usize) -> &[Scored] {
    let best_first = |a: &Scored, b: &Scored| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if limit > 0 && found.len() > limit {
        found.select_nth_unstable_by(limit - 1, best_first);
    }
    let best = found.len().min(limit);
    let (best, _) = found.split_at_mut(best);
    best.sort_unstable_by(best_first);
    best
}

/// BM25 on one field.
struct Scorer {
    words: Arc<Terms>,
    lengths: FieldNormReader,
    documents: f64,
    mean_length: f64,
}

impl Scorer {
    fn open(segment: &SegmentReader, field: Field, words: Arc<Terms>) -> tantivy::Result<Self> {
        let documents = f64::from(segment.max_doc());
        // At least one, so that an empty index divides by nothing that is nothing.
        let mean_length = (words.count() as f64 / documents.max(1.0)).max(1.0);
        Ok(Self { words, lengths: segment.get_fieldnorms_reader(field)?, documents, mean_length })
    }

    /// Counts how often pages have any of these words.
    fn count<'a>(&self, words: impl IntoIterator<Item = &'a String>, times: &mut Times) -> io::Result<()> {
        for word in words {
            match self.words.postings(word) {
                Ok(Some(mut postings)) => {
                    while !postings.docs().is_empty() {
                        for (page, count) in postings.docs().iter().zip(postings.freqs()) {
                            times.add(*page, *count);
                        }
                        postings.advance();
                    }
                }
                Ok(None) => {}
                // The others are looked at all the same, so that all that have to be fetched are known at once.
                Err(error) if is_wanted(&error) => times.wanting = true,
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Whether a page has a word.
    fn has(&self, page: u32, word: &str) -> io::Result<bool> {
        let Some(mut postings) = self.words.postings(word)? else { return Ok(false) };
        postings.seek(page);
        Ok(postings.docs().contains(&page))
    }

    /// Adds what pages gain by a word that they have so many times, and forgets the times. Gives the rarity of the word,
    /// which counts at most so much.
    fn score(&self, weights: &[Weight], most: f64, times: &mut Times, tally: &mut Tally) -> f64 {
        let pages = times.touched.len() as f64;
        let rarity = ln(1.0 + (self.documents - pages + 0.5) / (pages + 0.5)).min(most);
        times.drain(|page, count| {
            let length = f64::from(self.lengths.fieldnorm(page)) / self.mean_length;
            let count = f64::from(count);
            for Weight { share, k1, b } in weights {
                tally.add(page, share * rarity * count * (k1 + 1.0) / (count + k1 * (1.0 - b + b * length)));
            }
        });
        rarity
    }
}
