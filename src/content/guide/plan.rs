//! A guide seen from above: its steps and all ends that its choices lead to, named in words.

mod name;
mod place;
#[cfg(test)]
pub(super) mod sample;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::ops::Range;

use super::graph::Graph;
use super::read;
use crate::link::Resolver;
use crate::{Kb, Verify};

/// A guide as a map of it shows it. Unlike [`Guide`](crate::Guide) it keeps choices that lead nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its file as it was given.
    pub path: String,
    /// What it is called.
    pub title: String,
    /// Markdown before the first step.
    pub intro: String,
    /// Its steps in the order written; the first is where the reader starts.
    pub stops: Vec<Stop>,
    /// All different ends, in the order of the first choice that leads to each.
    pub ends: Vec<End>,
}

/// A step on a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Its id.
    pub id: String,
    /// The question or action.
    pub title: String,
    /// Markdown below the heading, without the choices.
    pub body: String,
    /// Its choices.
    pub ways: Vec<Way>,
    /// Bytes of the heading in the file.
    pub span: Range<usize>,
}

/// A choice on a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The answer as it stands in an address.
    pub id: String,
    /// What the reader picks.
    pub text: String,
    /// Where it leads.
    pub to: To,
}

/// Where a choice on a plan leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum To {
    /// To the step at this position.
    Stop(usize),
    /// To the end at this position.
    End(usize),
}

/// What kind of end a choice leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EndKind {
    /// The reader's problem is solved.
    Solved,
    /// An article.
    Article,
    /// Another guide.
    Guide,
    /// A form.
    Form,
    /// A `tel:`, `mailto:` or `https:` address.
    Contact,
    /// Nothing: what the choice names is not there.
    Nowhere,
}

/// Where a guide ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// What kind of end it is.
    pub kind: EndKind,
    /// What it is, the same before and after its title changed: a path in the knowledge base, or an address.
    pub key: String,
    /// The part of it that is opened, or the fields that are filled in, as written in the link; may be empty.
    pub detail: String,
    /// In words that go on after "ends:", such as `solved` or `the form Incident`.
    pub name: String,
    /// The link as its author wrote it.
    pub href: String,
    /// What the desk does first with a ticket that comes of it.
    pub verify: Option<Verify>,
}

impl End {
    /// Whether both are the same place, whatever part of it is opened and whatever is filled in there.
    pub fn is_place_of(&self, other: &Self) -> bool {
        (self.kind, &self.key) == (other.kind, &other.key)
    }

    /// The link as its author wrote it, with what stands in braces behind it.
    pub fn written(&self) -> String {
        let mark = self.verify.map(|verify| format!(" {{verify={}}}", verify.word()));
        format!("{}{}", self.href, mark.unwrap_or_default())
    }
}

/// All pages of a knowledge base, so that the ends of a plan have the names that readers see.
#[derive(Debug)]
pub struct Places<'a> {
    kb: &'a Kb,
    resolver: Resolver,
}

impl<'a> Places<'a> {
    /// Takes in a knowledge base. Make it once for many plans.
    pub fn of(kb: &'a Kb) -> Self {
        Self { kb, resolver: Resolver::new(kb) }
    }
}

impl Plan {
    /// Reads the guide `text`. With `places`, `path` is its path in the knowledge base and its links are followed; without,
    /// or when the knowledge base does not hold it, they are named as written, and only its own steps are looked for.
    ///
    /// What is wrong with the guide is not told here: that is what reading the knowledge base is for.
    pub fn read(path: &str, text: &str, places: Option<&Places<'_>>) -> Self {
        let (draft, _) = read::read(path, text);
        let known = places.filter(|places| places.kb.guides.iter().any(|guide| guide.path == path));
        let signpost = place::Signpost::new(&draft.guide, known);
        let mut ends: Vec<End> = Vec::new();
        let mut stops = Vec::new();
        for (step, choices) in draft.guide.steps.iter().zip(&draft.choices) {
            let ways = choices.iter().map(|choice| {
                let to = signpost.follow(&choice.href).unwrap_or_else(|end| {
                    let verify = choice.verify.as_ref().map(|verify| verify.value);
                    To::End(place_of(&mut ends, End { verify, ..end }))
                });
                Way { id: choice.id.clone(), text: choice.text.clone(), to }
            });
            stops.push(Stop {
                id: step.id.clone(),
                title: step.title.clone(),
                body: step.body.clone(),
                ways: ways.collect(),
                span: step.span.clone(),
            });
        }
        let guide = draft.guide;
        Self { path: path.to_owned(), title: guide.title, intro: guide.intro, stops, ends }
    }

    /// Whether any step has a choice; without, it is no guide.
    pub fn leads_on(&self) -> bool {
        self.stops.iter().any(|stop| !stop.ways.is_empty())
    }

    /// How many different ends there are.
    pub fn outcomes(&self) -> usize {
        self.ends.iter().filter(|end| end.kind != EndKind::Nowhere).count()
    }

    /// At most how many steps a reader meets who goes back nowhere.
    pub fn longest_path(&self) -> usize {
        self.graph().longest(0).first().copied().unwrap_or(0)
    }

    /// The steps that each step leads to.
    pub(super) fn graph(&self) -> Graph {
        let leads = |stop: &Stop| {
            let mut next: Vec<usize> = stop.ways.iter().filter_map(|way| way.to.stop()).collect();
            next.sort_unstable();
            next.dedup();
            next
        };
        Graph::of(self.stops.iter().map(leads).collect())
    }

    /// Pairs of steps of which the first leads back to the second. Which of the steps of a loop that is, is decided by ids
    /// and not by the order of choices, so that two plans can be compared.
    pub(super) fn back_edges(&self) -> HashSet<(usize, usize)> {
        self.graph().back_edges(|stop| self.stops.get(stop).map(|stop| stop.id.as_str()))
    }

    /// Positions of the steps as a reader who tries everything meets them: nearest first. Those that nobody reaches follow.
    pub(super) fn nearest_first(&self) -> (Vec<usize>, usize) {
        let mut met = vec![false; self.stops.len()];
        let mut order = Vec::with_capacity(self.stops.len());
        if let Some(first) = met.first_mut() {
            *first = true;
            order.push(0);
        }
        let mut at = 0;
        while let Some(&stop) = order.get(at) {
            // In the order of the answers, as they are read.
            let ways = self.stops.get(stop).map(|stop| stop.ways.as_slice()).unwrap_or_default();
            for next in ways.iter().filter_map(|way| way.to.stop()) {
                if !std::mem::replace(&mut met[next], true) {
                    order.push(next);
                }
            }
            at += 1;
        }
        let reached = order.len();
        order.extend((0..met.len()).filter(|stop| !met[*stop]));
        (order, reached)
    }
}

impl To {
    /// The position of the step, when it leads to one.
    pub fn stop(self) -> Option<usize> {
        match self {
            Self::Stop(stop) => Some(stop),
            Self::End(_) => None,
        }
    }
}

/// The position of an end, which is added when it is new.
fn place_of(ends: &mut Vec<End>, end: End) -> usize {
    let same = |other: &End| other.is_place_of(&end) && (&other.detail, other.verify) == (&end.detail, end.verify);
    ends.iter().position(same).unwrap_or_else(|| {
        ends.push(end);
        ends.len() - 1
    })
}
