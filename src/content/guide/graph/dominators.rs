//! Steps that every way to another step has met.

use super::Graph;

/// For each step the last step before it that every way from the start meets.
pub(super) struct Dominators {
    /// Position of that step; a step without one, such as the start, names itself.
    above: Vec<usize>,
    /// Place of each step in an order in which that step comes first.
    place: Vec<usize>,
}

impl Dominators {
    /// Whether every way to `step` has met `other`; each step holds itself.
    pub(super) fn hold(&self, other: usize, step: usize) -> bool {
        let mut at = step;
        while self.place[at] > self.place[other] && self.above[at] != at {
            at = self.above[at];
        }
        at == other
    }
}

impl Graph {
    /// Finds the dominators for readers who begin at `start`. What cannot be reached from there is looked at as if readers
    /// began at its first step too. (The iteration of Cooper, Harvey and Kennedy, over a root of its own above all beginnings.)
    pub(super) fn dominators(&self, start: usize) -> Dominators {
        let count = self.next.len();
        let root = count;
        let (order, roots) = self.order(start);
        let mut place = vec![0; count + 1];
        order.iter().enumerate().for_each(|(at, step)| place[*step] = at + 1);
        let mut before = vec![Vec::new(); count];
        for (step, next) in self.next.iter().enumerate() {
            next.iter().for_each(|target| before[*target].push(step));
        }
        roots.iter().for_each(|step| before[*step].push(root));
        let mut above: Vec<Option<usize>> = vec![None; count + 1];
        above[root] = Some(root);
        let mut changed = true;
        while changed {
            changed = false;
            for step in &order {
                let known = before[*step].iter().copied().filter(|step| above[*step].is_some());
                let found = known.reduce(|a, b| meet(&above, &place, a, b));
                changed |= found != above[*step];
                above[*step] = found;
            }
        }
        let above = (0..count).map(|step| above[step].filter(|above| *above != root).unwrap_or(step)).collect();
        Dominators { above, place }
    }

    /// All steps, each before those it leads to unless that leads back, and the steps that readers begin at.
    fn order(&self, start: usize) -> (Vec<usize>, Vec<usize>) {
        let count = self.next.len();
        let (mut met, mut order, mut roots) = (vec![false; count], Vec::with_capacity(count), Vec::new());
        for root in std::iter::once(start).filter(|start| *start < count).chain(0..count) {
            if met[root] {
                continue;
            }
            roots.push(root);
            met[root] = true;
            let mut calls = vec![(root, 0)];
            while let Some((step, edge)) = calls.pop() {
                match self.next[step].get(edge) {
                    Some(&target) => {
                        calls.push((step, edge + 1));
                        if !std::mem::replace(&mut met[target], true) {
                            calls.push((target, 0));
                        }
                    }
                    None => order.push(step),
                }
            }
        }
        order.reverse();
        (order, roots)
    }
}

/// The nearest step above both.
fn meet(above: &[Option<usize>], place: &[usize], mut a: usize, mut b: usize) -> usize {
    while a != b {
        let lower = if place[a] > place[b] { &mut a } else { &mut b };
        *lower = above[*lower].unwrap_or(above.len() - 1);
    }
    a
}
