//! Which step and choice of one version is which of the other.

use std::collections::{HashMap, HashSet};

use super::Renamed;
use crate::guide::plan::{Plan, Stop, To};

/// Steps and choices that both versions have.
pub(super) struct Matching {
    /// For each step of the first version its position in the second.
    pub(super) stops: Vec<Option<usize>>,
    /// The other way round.
    pub(super) stops_back: Vec<Option<usize>>,
    /// For each choice of each step of the first version its position in the matching step.
    pub(super) ways: Vec<Vec<Option<usize>>>,
}

impl Matching {
    /// Matches by id; then what has the same words; then steps with the same text and choices, and choices that lead to the
    /// same place, when there is only one of each.
    pub(super) fn of(old: &Plan, new: &Plan) -> Self {
        let by_id: HashMap<&str, usize> =
            new.stops.iter().enumerate().map(|(at, stop)| (stop.id.as_str(), at)).collect();
        let stops = old.stops.iter().map(|stop| by_id.get(stop.id.as_str()).copied()).collect();
        let mut matching = Self { stops, stops_back: vec![None; new.stops.len()], ways: Vec::new() };
        matching.turn();
        matching.join(old, new, |stop| plain(&stop.title));
        matching.join(old, new, |stop| {
            let ways = stop.ways.iter().map(|way| way.id.as_str()).collect::<Vec<_>>();
            format!("{}\n{}", ways.join("."), plain(&stop.body))
        });
        matching.ways = old.stops.iter().enumerate().map(|(at, stop)| matching.ways_of(old, new, at, stop)).collect();
        matching
    }

    fn turn(&mut self) {
        for (old, new) in self.stops.iter().enumerate() {
            if let Some(new) = new {
                self.stops_back[*new] = Some(old);
            }
        }
    }

    /// Joins steps without a match when exactly one on each side is like the other.
    fn join(&mut self, old: &Plan, new: &Plan, like: impl Fn(&Stop) -> String) {
        let free = |plan: &Plan, matched: &[Option<usize>]| {
            let mut found: HashMap<String, Vec<usize>> = HashMap::new();
            for (at, stop) in plan.stops.iter().enumerate().filter(|(at, _)| matched[*at].is_none()) {
                found.entry(like(stop)).or_default().push(at);
            }
            found
        };
        let theirs = free(new, &self.stops_back);
        for (likeness, ours) in free(old, &self.stops) {
            if let ([ours], Some([theirs])) = (ours.as_slice(), theirs.get(&likeness).map(Vec::as_slice)) {
                self.stops[*ours] = Some(*theirs);
            }
        }
        self.turn();
    }

    fn ways_of(&self, old: &Plan, new: &Plan, at: usize, stop: &Stop) -> Vec<Option<usize>> {
        let Some(other) = self.stops[at].and_then(|other| new.stops.get(other)) else {
            return vec![None; stop.ways.len()];
        };
        let by_id: HashMap<&str, usize> =
            other.ways.iter().enumerate().map(|(at, way)| (way.id.as_str(), at)).collect();
        let mut ways: Vec<Option<usize>> = stop.ways.iter().map(|way| by_id.get(way.id.as_str()).copied()).collect();
        let taken: HashSet<usize> = ways.iter().flatten().copied().collect();
        let lost: Vec<usize> = (0..ways.len()).filter(|way| ways[*way].is_none()).collect();
        let came: Vec<usize> = (0..other.ways.len()).filter(|way| !taken.contains(way)).collect();
        for way in &lost {
            let leads = |came: &usize| self.is_same(old, new, stop.ways[*way].to, other.ways[*came].to);
            let meant: Vec<usize> = came.iter().copied().filter(leads).collect();
            let rivals = lost.iter().filter(|rival| stop.ways[**rival].to == stop.ways[*way].to).count();
            if let ([meant], 1) = (meant.as_slice(), rivals) {
                ways[*way] = Some(*meant);
            }
        }
        ways
    }

    /// Whether a choice leads to the same place in both versions.
    fn is_same(&self, old: &Plan, new: &Plan, ours: To, theirs: To) -> bool {
        match (ours, theirs) {
            (To::Stop(ours), To::Stop(theirs)) => self.stops[ours] == Some(theirs),
            (To::End(ours), To::End(theirs)) => old.ends[ours].is_place_of(&new.ends[theirs]),
            _ => false,
        }
    }

    pub(super) fn renamed(&self, old: &Plan, new: &Plan) -> Vec<Renamed> {
        let mut renamed = Vec::new();
        for (at, stop) in old.stops.iter().enumerate() {
            let Some(other) = self.stops[at].map(|other| &new.stops[other]) else { continue };
            let mut tell = |is_choice, before: &str, after: &str| {
                if before != after {
                    let step = other.id.clone();
                    renamed.push(Renamed { step, is_choice, before: before.to_owned(), after: after.to_owned() });
                }
            };
            tell(false, &stop.id, &other.id);
            for (way, matched) in stop.ways.iter().zip(&self.ways[at]) {
                if let Some(matched) = matched {
                    tell(true, &way.id, &other.ways[*matched].id);
                }
            }
        }
        renamed
    }

    pub(super) fn added(&self, new: &Plan) -> Vec<String> {
        unmatched(new, &self.stops_back)
    }

    pub(super) fn removed(&self, old: &Plan) -> Vec<String> {
        unmatched(old, &self.stops)
    }
}

fn unmatched(plan: &Plan, matched: &[Option<usize>]) -> Vec<String> {
    plan.stops
        .iter()
        .zip(matched)
        .filter(|(_, matched)| matched.is_none())
        .map(|(stop, _)| stop.title.clone())
        .collect()
}

/// A text whatever its case and white space.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
