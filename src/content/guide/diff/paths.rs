//! Both versions walked at once: as long as the answers are the same, side by side; then each on its own. That is one graph
//! without loops, in which every way to an end is a path of one version or of both.

use std::collections::HashMap;

use super::Count;
use super::matching::Matching;
use crate::guide::plan::{End, Plan, Stop, To};

/// What became of a path; numbers are positions in [`Paths::places`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Class {
    /// Both versions have it, and it ends at the same place.
    Same,
    /// Both have it, and it ends elsewhere.
    Moved(usize, usize),
    /// Only the second version has it.
    Added(usize),
    /// Only the first version has it.
    Removed(usize),
}

/// What an answer leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    /// Another node.
    Node(usize),
    /// The end of a path of this class.
    Class(usize),
}

/// The graph of both versions. Nodes are steps of both, then of the first, then of the second version.
pub(super) struct Paths<'a> {
    /// Answers and what they lead to, by node.
    pub(super) edges: Vec<Vec<(&'a str, Goal)>>,
    /// Nodes in an order in which each comes before those it leads to.
    pub(super) order: Vec<usize>,
    /// Nodes that paths begin at.
    pub(super) roots: Vec<usize>,
    /// What can become of a path.
    pub(super) classes: Vec<Class>,
    /// All ends of both versions, in the words of the second where it has them.
    pub(super) places: Vec<&'a End>,
}

impl<'a> Paths<'a> {
    pub(super) fn of(old: &'a Plan, new: &'a Plan, matching: &Matching) -> Self {
        let builder = Builder::new(old, new, matching);
        builder.build()
    }

    /// How many paths of each class there are.
    pub(super) fn totals(&self) -> Vec<Count> {
        let mut ways = vec![Count::default(); self.edges.len()];
        let mut totals = vec![Count::default(); self.classes.len()];
        self.roots.iter().for_each(|root| ways[*root] = Count::ONE);
        for node in &self.order {
            let here = ways[*node];
            for (_, goal) in &self.edges[*node] {
                match goal {
                    Goal::Node(next) => ways[*next] = ways[*next].plus(here),
                    Goal::Class(class) => totals[*class] = totals[*class].plus(here),
                }
            }
        }
        totals
    }
}

/// One of both versions.
struct Side<'a> {
    plan: &'a Plan,
    back: std::collections::HashSet<(usize, usize)>,
    /// Its first node.
    first: usize,
    /// The place of each of its ends.
    places: Vec<usize>,
    class: fn(usize) -> Class,
}

impl Side<'_> {
    fn is_back(&self, from: usize, to: To) -> bool {
        to.stop().is_some_and(|stop| self.back.contains(&(from, stop)))
    }
}

struct Builder<'a, 'm> {
    matching: &'m Matching,
    old: Side<'a>,
    new: Side<'a>,
    places: Vec<&'a End>,
    classes: Vec<Class>,
    numbers: HashMap<Class, usize>,
}

impl<'a, 'm> Builder<'a, 'm> {
    fn new(old: &'a Plan, new: &'a Plan, matching: &'m Matching) -> Self {
        let mut places: Vec<&End> = Vec::new();
        let mut place = |end: &'a End| {
            places.iter().position(|other| other.is_place_of(end)).unwrap_or_else(|| {
                places.push(end);
                places.len() - 1
            })
        };
        let new_places = new.ends.iter().map(&mut place).collect();
        let old_places = old.ends.iter().map(&mut place).collect();
        // A step has the same rank in both versions, or they could disagree on which answer of a loop leads back.
        let rank = |stop: usize| match matching.stops_back[stop] {
            Some(other) => old.stops[other].id.as_str(),
            None => new.stops[stop].id.as_str(),
        };
        let count = old.stops.len();
        Self {
            matching,
            old: Side { plan: old, back: old.back_edges(), first: count, places: old_places, class: Class::Removed },
            new: Side {
                plan: new,
                back: new.graph().back_edges(rank),
                first: 2 * count,
                places: new_places,
                class: Class::Added,
            },
            places,
            classes: Vec::new(),
            numbers: HashMap::new(),
        }
    }

    fn build(mut self) -> Paths<'a> {
        let (old, new) = (self.old.plan, self.new.plan);
        let mut edges = Vec::with_capacity(2 * old.stops.len() + new.stops.len());
        for (at, stop) in old.stops.iter().enumerate() {
            let both = self.matching.stops[at].map(|other| self.both(at, stop, other));
            edges.push(both.unwrap_or_default());
        }
        for (at, stop) in old.stops.iter().enumerate() {
            edges.push(stop.ways.iter().filter_map(|way| self.alone(false, at, &way.text, way.to)).collect());
        }
        for (at, stop) in new.stops.iter().enumerate() {
            edges.push(stop.ways.iter().filter_map(|way| self.alone(true, at, &way.text, way.to)).collect());
        }
        let old_order = old.graph().onward_order(&self.old.back);
        let new_order = new.graph().onward_order(&self.new.back);
        let (old_first, new_first) = (self.old.first, self.new.first);
        let alone = old_order.iter().map(|stop| stop + old_first).chain(new_order.iter().map(|stop| stop + new_first));
        let order = old_order.iter().copied().chain(alone).collect();
        let roots = match self.matching.stops.first() {
            Some(Some(0)) => vec![0],
            _ => {
                let starts = [(old, old_first), (new, new_first)];
                starts.iter().filter(|(plan, _)| !plan.stops.is_empty()).map(|(_, first)| *first).collect()
            }
        };
        Paths { edges, order, roots, classes: self.classes, places: self.places }
    }

    fn class(&mut self, class: Class) -> Goal {
        let next = self.classes.len();
        let number = *self.numbers.entry(class).or_insert(next);
        if number == next {
            self.classes.push(class);
        }
        Goal::Class(number)
    }

    /// What an answer leads to in one version only; nothing when it leads back.
    fn alone(&mut self, is_new: bool, from: usize, text: &'a str, to: To) -> Option<(&'a str, Goal)> {
        let side = if is_new { &self.new } else { &self.old };
        if side.is_back(from, to) {
            return None;
        }
        let goal = match to {
            To::Stop(stop) => Goal::Node(side.first + stop),
            To::End(end) => {
                let class = (side.class)(side.places[end]);
                self.class(class)
            }
        };
        Some((text, goal))
    }

    /// What the answers of a step lead to that both versions have.
    fn both(&mut self, at: usize, stop: &'a Stop, other_at: usize) -> Vec<(&'a str, Goal)> {
        let other = &self.new.plan.stops[other_at];
        let mut edges = Vec::new();
        let mut came = vec![true; other.ways.len()];
        for (way, matched) in stop.ways.iter().zip(&self.matching.ways[at]) {
            let Some(matched) = *matched else {
                edges.extend(self.alone(false, at, &way.text, way.to));
                continue;
            };
            came[matched] = false;
            let theirs = &other.ways[matched];
            match self.together((at, way.to), (other_at, theirs.to)) {
                Some(goal) => edges.push((theirs.text.as_str(), goal)),
                None => {
                    edges.extend(self.alone(false, at, &way.text, way.to));
                    edges.extend(self.alone(true, other_at, &theirs.text, theirs.to));
                }
            }
        }
        for (way, _) in other.ways.iter().zip(came).filter(|(_, came)| *came) {
            edges.extend(self.alone(true, other_at, &way.text, way.to));
        }
        edges
    }

    /// What an answer leads to when it does so in both versions.
    fn together(&mut self, old: (usize, To), new: (usize, To)) -> Option<Goal> {
        match (old.1, new.1) {
            (To::End(ours), To::End(theirs)) => {
                let (from, to) = (self.old.places[ours], self.new.places[theirs]);
                Some(self.class(if from == to { Class::Same } else { Class::Moved(from, to) }))
            }
            (To::Stop(ours), To::Stop(theirs)) if self.matching.stops[ours] == Some(theirs) => {
                let onward = !self.old.is_back(old.0, old.1) && !self.new.is_back(new.0, new.1);
                onward.then_some(Goal::Node(ours))
            }
            _ => None,
        }
    }
}
