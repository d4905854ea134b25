//! The shape of a guide: which steps lead where.

mod dominators;
mod loops;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::{Step, Target};

/// Steps by position and the steps each leads to.
#[derive(Debug, Clone)]
pub(super) struct Graph {
    next: Vec<Vec<usize>>,
}

impl Graph {
    pub(super) fn new<S: AsRef<Step>>(steps: &[S]) -> Self {
        let positions: HashMap<&str, usize> =
            steps.iter().enumerate().rev().map(|(index, step)| (step.as_ref().id.as_str(), index)).collect();
        let leads = |step: &Step| {
            let mut next: Vec<usize> = step
                .choices
                .iter()
                .filter_map(|choice| match &choice.target {
                    Target::Step { id } => positions.get(id.as_str()).copied(),
                    _ => None,
                })
                .collect();
            next.sort_unstable();
            next.dedup();
            next
        };
        Self::of(steps.iter().map(|step| leads(step.as_ref())).collect())
    }

    /// A graph from the positions that each step leads to; positions that are no step's are left out.
    pub(super) fn of(mut next: Vec<Vec<usize>>) -> Self {
        let count = next.len();
        next.iter_mut().for_each(|next| next.retain(|target| *target < count));
        Self { next }
    }

    /// The steps that a step leads to.
    pub(super) fn next(&self, step: usize) -> &[usize] {
        self.next.get(step).map_or(&[], Vec::as_slice)
    }

    /// Which steps can be reached from `start`, itself included.
    pub(super) fn reachable(&self, start: usize) -> Vec<bool> {
        spread(&self.next, (start < self.next.len()).then_some(start))
    }

    /// Which steps have a way to one for which `is_goal` holds.
    pub(super) fn leading_to(&self, is_goal: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut before = vec![Vec::new(); self.next.len()];
        for (step, next) in self.next.iter().enumerate() {
            for &target in next {
                if let Some(list) = before.get_mut(target) {
                    list.push(step);
                }
            }
        }
        spread(&before, (0..self.next.len()).filter(|step| is_goal(*step)))
    }

    /// Groups of steps that can all reach each other, each group before those that lead to it. A step on no loop is a group
    /// of its own. (Tarjan's algorithm, with its own stack: a guide must not overflow the program's.)
    pub(super) fn groups(&self) -> Vec<Vec<usize>> {
        let count = self.next.len();
        let (mut order, mut low) = (vec![usize::MAX; count], vec![0; count]);
        let (mut on_path, mut path, mut groups, mut met) = (vec![false; count], Vec::new(), Vec::new(), 0);
        for root in 0..count {
            if order[root] != usize::MAX {
                continue;
            }
            let mut calls = vec![(root, 0)];
            while let Some((step, edge)) = calls.pop() {
                if edge == 0 {
                    order[step] = met;
                    low[step] = met;
                    met += 1;
                    path.push(step);
                    on_path[step] = true;
                }
                match self.next[step].get(edge) {
                    Some(&target) => {
                        calls.push((step, edge + 1));
                        if order[target] == usize::MAX {
                            calls.push((target, 0));
                        } else if on_path[target] {
                            low[step] = low[step].min(order[target]);
                        }
                    }
                    None => {
                        if low[step] == order[step] {
                            let at = path.iter().rposition(|other| *other == step).unwrap_or(0);
                            let mut group = path.split_off(at);
                            group.iter().for_each(|member| on_path[*member] = false);
                            group.sort_unstable();
                            groups.push(group);
                        }
                        if let Some((parent, _)) = calls.last() {
                            low[*parent] = low[*parent].min(low[step]);
                        }
                    }
                }
            }
        }
        groups
    }

    /// Whether the steps of a group form a loop.
    pub(super) fn is_loop(&self, group: &[usize]) -> bool {
        group.len() > 1 || group.first().is_some_and(|step| self.next[*step].contains(step))
    }

    /// At most how many steps a reader who began at `start` still meets from each step on, itself included, as long as
    /// no step comes twice. Exact unless a loop can be entered at several of its steps: the longest way through such a
    /// loop could not be found in reasonable time, so each of its steps counts once.
    pub(super) fn longest(&self, start: usize) -> Vec<usize> {
        let onward = self.onward(start);
        let mut group_of = vec![0; onward.next.len()];
        let groups = onward.groups();
        for (number, group) in groups.iter().enumerate() {
            group.iter().for_each(|step| group_of[*step] = number);
        }
        let mut longest = vec![0; onward.next.len()];
        for (number, group) in groups.iter().enumerate() {
            let beyond = group.iter().flat_map(|step| &onward.next[*step]).filter(|next| group_of[**next] != number);
            let beyond = beyond.map(|next| longest[*next]).max().unwrap_or(0);
            group.iter().for_each(|step| longest[*step] = group.len() + beyond);
        }
        longest
    }

    /// The same without the answers that lead back to a step which every way from `start` has met before.
    fn onward(&self, start: usize) -> Self {
        let dominators = self.dominators(start);
        let ahead = |step: usize, next: &[usize]| {
            next.iter().copied().filter(|target| !dominators.hold(*target, step)).collect::<Vec<_>>()
        };
        Self { next: self.next.iter().enumerate().map(|(step, next)| ahead(step, next)).collect() }
    }
}

/// At most how many steps a reader who began at the step at position `start` still meets from the one at `from`, itself
/// included, as long as no answer leads back to a step already met; 0 when there is no such step. It is exact unless a
/// loop can be entered at several of its steps, which then count once each.
pub fn longest_path<S: AsRef<Step>>(steps: &[S], start: usize, from: usize) -> usize {
    Graph::new(steps).longest(start).get(from).copied().unwrap_or(0)
}

/// Everything that can be reached along `edges`.
fn spread(edges: &[Vec<usize>], starts: impl IntoIterator<Item = usize>) -> Vec<bool> {
    let mut reached = vec![false; edges.len()];
    let mut waiting: Vec<usize> = starts.into_iter().collect();
    while let Some(step) = waiting.pop() {
        if !std::mem::replace(&mut reached[step], true) {
            waiting.extend(&edges[step]);
        }
    }
    reached
}
