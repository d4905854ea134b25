//! Answers that lead back.

use std::collections::HashSet;

use super::Graph;

impl Graph {
    /// The answers, as pairs of steps, that lead back to a step on the way from the first one: without them the guide has
    /// no loops. Steps are looked at in the order of `rank`, so that the order in which answers are written does not matter.
    /// That only decides anything where a loop can be entered at several of its steps.
    pub(crate) fn back_edges<R: Ord>(&self, rank: impl Fn(usize) -> R) -> HashSet<(usize, usize)> {
        let count = self.next.len();
        let sorted: Vec<Vec<usize>> = self
            .next
            .iter()
            .map(|next| {
                let mut next = next.clone();
                next.sort_by_key(|target| rank(*target));
                next
            })
            .collect();
        let (mut met, mut on_path, mut back) = (vec![false; count], vec![false; count], HashSet::new());
        for root in 0..count {
            if std::mem::replace(&mut met[root], true) {
                continue;
            }
            on_path[root] = true;
            let mut calls = vec![(root, 0)];
            while let Some((step, edge)) = calls.pop() {
                let Some(&target) = sorted[step].get(edge) else {
                    on_path[step] = false;
                    continue;
                };
                calls.push((step, edge + 1));
                if on_path[target] {
                    back.insert((step, target));
                } else if !std::mem::replace(&mut met[target], true) {
                    on_path[target] = true;
                    calls.push((target, 0));
                }
            }
        }
        back
    }

    /// Steps in an order in which each comes before those it leads to, `back` left out; they must hold no loop then.
    pub(crate) fn onward_order(&self, back: &HashSet<(usize, usize)>) -> Vec<usize> {
        let count = self.next.len();
        let mut entries = vec![0_usize; count];
        let leads =
            |step: usize| self.next[step].iter().copied().filter(move |target| !back.contains(&(step, *target)));
        (0..count).flat_map(leads).for_each(|target| entries[target] += 1);
        let mut order: Vec<usize> = (0..count).filter(|step| entries[*step] == 0).collect();
        let mut at = 0;
        while let Some(&step) = order.get(at) {
            for target in leads(step) {
                entries[target] -= 1;
                if entries[target] == 0 {
                    order.push(target);
                }
            }
            at += 1;
        }
        order
    }
}
