//! The passage of a page that says most of what was searched for.

use std::ops::Range;

use crate::logarithm::ln;
use crate::message::{Fragment, Searched};
use crate::stem::stem;
use crate::words::compounds;

/// The most characters a passage has, not counting the signs that something was left out.
pub const LONGEST: usize = 160;
/// How many bytes stand at most before the first searched word when no sentence begins near enough.
const LEAD: usize = 30;
/// Says that something was left out.
const LEFT_OUT: &str = "…";

/// Finds passages for one question.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Passages {
    things: Vec<Thing>,
}

/// One thing that was searched for.
#[derive(Debug, Clone, PartialEq)]
struct Thing {
    /// Stems of the words for it; several stand side by side.
    ways: Vec<Vec<String>>,
    rarity: f64,
}

/// A part of a text, fit to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its words, those that were searched for marked.
    pub fragments: Vec<Fragment>,
    /// How many of the things searched for it has.
    pub said: usize,
}

/// Where a text says a thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Saying {
    start: usize,
    end: usize,
    thing: usize,
}

/// Sayings that stand close together.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Window {
    worth: f64,
    start: usize,
    end: usize,
}

impl Window {
    fn beats(&self, other: &Self) -> bool {
        self.worth > other.worth || (self.worth >= other.worth && self.end - self.start < other.end - other.start)
    }
}

impl Passages {
    /// Gets ready for what was searched for.
    pub fn new(searched: &[Searched]) -> Self {
        let thing = |searched: &Searched| Thing {
            ways: searched.stems.iter().map(|stems| stems.split(' ').map(str::to_owned).collect()).collect(),
            rarity: ln(1.0 + f64::from(searched.one_in.max(1))),
        };
        Self { things: searched.iter().map(thing).collect() }
    }

    /// How many of the things searched for a text has.
    pub fn said(&self, text: &str) -> usize {
        distinct(&self.sayings(text))
    }

    /// The passage with most of the rarest things, close together; the first of equals. `blocks` are the paragraphs of a
    /// page, in order.
    pub fn best<'a>(&self, blocks: impl IntoIterator<Item = &'a str>) -> Option<Passage> {
        let mut best: Option<(Window, &str, Vec<Saying>)> = None;
        for block in blocks {
            let sayings = self.sayings(block);
            if let Some(window) = self.window(&sayings)
                && best.as_ref().is_none_or(|(other, ..)| window.beats(other))
            {
                best = Some((window, block, sayings));
            }
        }
        best.map(|(window, block, sayings)| passage(block, window, sayings))
    }

    /// What a text says, in order.
    fn sayings(&self, text: &str) -> Vec<Saying> {
        let (mut alone, mut parts) = (Vec::new(), Vec::new());
        for compound in compounds(text) {
            if let Some(whole) = &compound.whole {
                alone.push((compound.range.clone(), stem(whole)));
            }
            parts.extend(compound.parts.into_iter().map(|part| (part.range, stem(&part.text))));
        }
        let mut sayings: Vec<Saying> = Vec::new();
        for (thing, way) in
            self.things.iter().enumerate().flat_map(|(at, thing)| thing.ways.iter().map(move |way| (at, way)))
        {
            let said = alone.windows(1).filter(|_| way.len() == 1).chain(parts.windows(way.len().max(1)));
            let said = said.filter(|words| words.iter().map(|(_, stem)| stem).eq(way));
            for saying in said.filter_map(|words| saying(words, thing)) {
                // There are few, and code that sorts is long.
                let place = sayings.partition_point(|other| *other <= saying);
                sayings.insert(place, saying);
            }
        }
        sayings
    }

    /// The best that fits into a passage.
    fn window(&self, sayings: &[Saying]) -> Option<Window> {
        let mut best: Option<Window> = None;
        for (at, first) in sayings.iter().enumerate() {
            let mut seen = Vec::new();
            let mut window = Window { worth: 0.0, start: first.start, end: first.end };
            let near = sayings.iter().skip(at).take_while(|other| other.start <= first.start + LONGEST);
            for saying in near.filter(|other| other.end <= first.start + LONGEST) {
                if seen.contains(&saying.thing) {
                    continue;
                }
                seen.push(saying.thing);
                window.worth += self.things.get(saying.thing).map_or(0.0, |thing| thing.rarity);
                window.end = window.end.max(saying.end);
            }
            if !seen.is_empty() && best.is_none_or(|best| window.beats(&best)) {
                best = Some(window);
            }
        }
        best
    }
}

fn saying(words: &[(Range<usize>, String)], thing: usize) -> Option<Saying> {
    Some(Saying { start: words.first()?.0.start, end: words.last()?.0.end, thing })
}

fn distinct(sayings: &[Saying]) -> usize {
    let first = |at: usize, thing: usize| !sayings.iter().take(at).any(|earlier| earlier.thing == thing);
    sayings.iter().enumerate().filter(|(at, saying)| first(*at, saying.thing)).count()
}

/// Cuts a block around a window.
fn passage(block: &str, window: Window, mut sayings: Vec<Saying>) -> Passage {
    let (start, whole_sentence) = start(block, window);
    let end = end(block, start, window.end);
    sayings.retain(|saying| start <= saying.start && saying.end <= end);
    let mut fragments = Vec::new();
    push(&mut fragments, if whole_sentence { "" } else { LEFT_OUT }, false);
    let mut at = start;
    for Saying { start, end, .. } in &sayings {
        // One saying may stand in another.
        if *start >= at {
            push(&mut fragments, block.get(at..*start).unwrap_or_default(), false);
            push(&mut fragments, block.get(*start..*end).unwrap_or_default(), true);
            at = *end;
        }
    }
    push(&mut fragments, block.get(at..end).unwrap_or_default(), false);
    push(&mut fragments, if end < block.len() { LEFT_OUT } else { "" }, false);
    Passage { fragments, said: distinct(&sayings) }
}

fn push(fragments: &mut Vec<Fragment>, text: &str, marked: bool) {
    match fragments.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.marked == marked => last.text.push_str(text),
        _ => fragments.push(Fragment { text: text.to_owned(), marked }),
    }
}

/// Where a passage begins, and whether a sentence begins there.
fn start(block: &str, window: Window) -> (usize, bool) {
    if block.chars().count() <= LONGEST {
        return (0, true);
    }
    let before = block.get(..window.start).unwrap_or_default();
    let room = LONGEST.saturating_sub(window.end - window.start);
    // The beginning, if that is near enough; else the nearest sentence.
    let sentence = before.rmatch_indices(['.', '!', '?', ':']).find_map(|(at, sign)| {
        let rest = block.get(at + sign.len()..)?;
        rest.starts_with(' ').then_some(at + sign.len() + 1)
    });
    let sentence = if window.start <= room { Some(0) } else { sentence };
    if let Some(sentence) = sentence.filter(|sentence| window.start.saturating_sub(*sentence) <= room) {
        return (sentence.min(window.start), true);
    }
    let earliest = before.ceil_char_boundary(before.len().saturating_sub(LEAD.min(room)));
    let border = before.get(earliest..).and_then(|lead| lead.find(' ')).map(|at| earliest + at + 1);
    (border.unwrap_or(window.start), false)
}

/// Where a passage ends that begins there and must hold what comes before `needed`.
fn end(block: &str, start: usize, needed: usize) -> usize {
    let rest = block.get(start..).unwrap_or_default();
    let Some((furthest, _)) = rest.char_indices().nth(LONGEST) else { return block.len() };
    let furthest = start + furthest;
    let border = block.get(needed..furthest).and_then(|room| room.rfind(' ')).map(|at| needed + at);
    // What joins the last word must not be cut from it; without any space there is nothing better.
    let next = block.get(furthest..).is_some_and(|rest| rest.starts_with(' '));
    if next { furthest } else { border.unwrap_or(furthest.max(needed)) }
}

#[cfg(test)]
mod tests;
