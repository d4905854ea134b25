//! Why a page was found: what it gained by each thing asked for, and by which of its words.

use std::collections::BTreeSet;
use std::io;

use crate::message::{Found, Hit, How, Place, Reason};
use crate::plan::{Plan, Unit, Way};
use crate::rank::{Gain, Ranked, Ranker, Scored};
use crate::stem::stem;
use crate::words::compounds;

/// How many words of a page are told at most for one thing asked for.
const MOST_WORDS: usize = 4;

/// Explains the hits of one query.
pub(crate) struct Reasons<'a> {
    query: &'a str,
    plan: &'a Plan,
    ranker: &'a Ranker,
}

impl<'a> Reasons<'a> {
    pub(crate) fn new(query: &'a str, plan: &'a Plan, ranker: &'a Ranker) -> Self {
        Self { query, plan, ranker }
    }

    /// Gives each hit its reasons. `best` are the scores and numbers of their pages.
    pub(crate) fn explain(&self, ranked: &Ranked, best: &[Scored], hits: &mut [Hit]) -> io::Result<()> {
        let pages: Vec<u32> = best.iter().map(|(_, page)| *page).collect();
        let gains = self.ranker.gains(self.plan, ranked, &pages)?;
        for (place, (hit, (score, page))) in hits.iter_mut().zip(best).enumerate() {
            let title = stems(&forms(&title(hit)));
            for (unit, gains) in self.plan.units.iter().zip(&gains) {
                let gain = gains.get(place).copied().flatten();
                hit.reasons.push(self.reason(unit, gain, *score, *page, &title)?);
            }
        }
        Ok(())
    }

    /// `title` are the stems of the page's title.
    fn reason(
        &self,
        unit: &Unit,
        gain: Option<Gain>,
        score: f64,
        page: u32,
        title: &BTreeSet<String>,
    ) -> io::Result<Reason> {
        let typed = self.query.get(unit.typed.clone()).unwrap_or_default().to_owned();
        let mended = self.plan.mended(self.query, unit.typed.clone());
        let meant = mended.as_deref().unwrap_or(&typed);
        let mut found = None;
        if let Some((gain, best)) = gain.and_then(|gain| Some((gain, unit.ways.get(gain.way)?))) {
            let share = if score > 0.0 { gain.score / score } else { 0.0 };
            let best = Found { share, ..self.found(best, meant, page, title)? };
            found = match gain.own.filter(|own| *own != gain.way).and_then(|own| unit.ways.get(own)) {
                Some(own) => Some(prefer(self.found(own, meant, page, title)?, best)),
                None => Some(best),
            };
        }
        Ok(Reason { found, typed, mended, little: unit.little })
    }

    fn found(&self, way: &Way, meant: &str, page: u32, title: &BTreeSet<String>) -> io::Result<Found> {
        let words = self.words(way, meant, page)?;
        Ok(Found {
            how: how(way, meant, &words),
            place: self.place(&words, title, page)?,
            words: shown(way, &words),
            outdone_by: None,
            share: 0.0,
        })
    }

    /// For each word of a way the forms that the page has, the likest first. A word without one is left out.
    fn words(&self, way: &Way, meant: &str, page: u32) -> io::Result<Vec<Vec<String>>> {
        let said = forms(meant);
        let mut words = Vec::new();
        for forms in &way.words {
            let mut there = if way.in_titles { forms.clone() } else { self.ranker.forms_on(page, forms)? };
            if there.is_empty() && way.together {
                // An irregular form, such as `lying` for `lie`, is known to the title only by its stem.
                there.clone_from(forms);
            }
            there.sort_by_key(|form| (!said.contains(form), !forms.contains(form)));
            if !there.is_empty() {
                words.push(there);
            }
        }
        Ok(words)
    }

    /// Where the words stand besides the text. The index has titles and aliases in one, so the title decides.
    fn place(&self, words: &[Vec<String>], title: &BTreeSet<String>, page: u32) -> io::Result<Place> {
        let mut place = Place::Title;
        for forms in words {
            let stems: BTreeSet<String> = forms.iter().map(|form| stem(form)).collect();
            if !stems.is_disjoint(title) {
                continue;
            }
            place = Place::Alias;
            if !stems
                .iter()
                .try_fold(false, |any, stem| Ok::<_, io::Error>(any || self.ranker.is_named(page, stem)?))?
            {
                return Ok(Place::Text);
            }
        }
        Ok(if words.is_empty() { Place::Text } else { place })
    }
}

/// The reader's own words, if they are all there: nobody understands why a page about the VPN is found by `virtual private
/// network` although `VPN` stands in it. Else the best ones.
fn prefer(own: Found, best: Found) -> Found {
    match own.how {
        How::Typed | How::Form => Found { outdone_by: Some(best.words.join(", ")), share: best.share, ..own },
        _ => best,
    }
}

/// How the words of a page were come by. What was looked for as it was typed may be there in other forms, or in part.
fn how(way: &Way, meant: &str, words: &[Vec<String>]) -> How {
    if way.how != How::Typed {
        return way.how;
    }
    let said = forms(meant);
    let stems = stems(&said);
    let all = |fits: &dyn Fn(&String) -> bool| words.iter().filter_map(|forms| forms.first()).all(fits);
    if words.len() < way.words.len() {
        How::Partly
    } else if all(&|form| said.contains(form)) {
        How::Typed
    } else if all(&|form| stems.contains(&stem(form))) {
        How::Form
    } else {
        How::Unfinished
    }
}

/// The words as they are told: as one when they count together.
fn shown(way: &Way, words: &[Vec<String>]) -> Vec<String> {
    if way.words.len() > 1 {
        let first: Vec<&str> = words.iter().filter_map(|forms| forms.first()).map(String::as_str).collect();
        return if way.together { vec![first.join(" ")] } else { first.into_iter().map(str::to_owned).collect() };
    }
    words.iter().flatten().take(MOST_WORDS).cloned().collect()
}

fn title(hit: &Hit) -> String {
    hit.title.iter().map(|fragment| fragment.text.as_str()).collect()
}

/// All words of a text, compounds also by their parts.
fn forms(text: &str) -> BTreeSet<String> {
    compounds(text).iter().flat_map(|compound| compound.forms().map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn stems(words: &BTreeSet<String>) -> BTreeSet<String> {
    words.iter().map(|word| stem(word)).collect()
}

#[cfg(test)]
mod tests;
