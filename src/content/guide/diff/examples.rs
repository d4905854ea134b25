//! The shortest paths of a kind.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::paths::{Goal, Paths};

impl Paths<'_> {
    /// The answers of at most `most` paths of a class, shortest first, and among those in the order of the answers. It takes
    /// time by the number and length of these, not by how many paths there are: no way is begun that ends elsewhere.
    pub(super) fn examples(&self, class: usize, most: usize) -> Vec<Vec<String>> {
        let ahead = self.ahead(class);
        // Begun paths: their whole length once ended, how much of that is left, then the order they were met in.
        let mut begun: BinaryHeap<Reverse<(usize, usize, usize)>> = BinaryHeap::new();
        // Where each begun path stands, its last answer and the path it goes on from.
        let mut steps: Vec<(Option<usize>, &str, Option<usize>)> = Vec::new();
        for root in &self.roots {
            if let Some(left) = ahead[*root] {
                begun.push(Reverse((left, left, steps.len())));
                steps.push((Some(*root), "", None));
            }
        }
        let mut found = Vec::new();
        while let Some(Reverse((length, left, at))) = begun.pop() {
            if found.len() == most {
                break;
            }
            let Some(node) = steps[at].0 else {
                found.push(answers(&steps, at));
                continue;
            };
            let taken = length - left;
            for (text, goal) in &self.edges[node] {
                let (next, more) = match goal {
                    Goal::Node(next) => (Some(*next), ahead[*next]),
                    Goal::Class(ended) => (None, (*ended == class).then_some(0)),
                };
                if let Some(more) = more {
                    begun.push(Reverse((taken + 1 + more, more, steps.len())));
                    steps.push((next, text, Some(at)));
                }
            }
        }
        found
    }

    /// How many answers at least lead from each node to the end of a path of this class.
    fn ahead(&self, class: usize) -> Vec<Option<usize>> {
        let mut ahead: Vec<Option<usize>> = vec![None; self.edges.len()];
        for node in self.order.iter().rev() {
            let nearest = self.edges[*node].iter().filter_map(|(_, goal)| match goal {
                Goal::Node(next) => ahead[*next].map(|more| more + 1),
                Goal::Class(ended) => (*ended == class).then_some(1),
            });
            ahead[*node] = nearest.min();
        }
        ahead
    }
}

/// The answers of a path, by its last.
fn answers(steps: &[(Option<usize>, &str, Option<usize>)], last: usize) -> Vec<String> {
    let mut answers = Vec::new();
    let mut at = last;
    while let (_, text, Some(before)) = steps[at] {
        answers.push(text.to_owned());
        at = before;
    }
    answers.reverse();
    answers
}
