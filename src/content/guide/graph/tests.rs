use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

/// Every way from `step` that meets nothing twice, by trying them all.
fn longest_by_trying(graph: &Graph, step: usize, met: &mut Vec<usize>) -> usize {
    met.push(step);
    let next = graph.next(step).to_vec();
    let longest = next.iter().filter(|next| !met.contains(next)).copied().collect::<Vec<_>>();
    let longest = longest.into_iter().map(|next| longest_by_trying(graph, next, met)).max().unwrap_or(0) + 1;
    met.pop();
    longest
}

fn graphs() -> impl Strategy<Value = Graph> {
    (1_usize..9).prop_flat_map(|count| {
        let next = proptest::collection::vec(0..count, 0..4);
        proptest::collection::vec(next, count).prop_map(|mut next| {
            next.iter_mut().for_each(|next| {
                next.sort_unstable();
                next.dedup();
            });
            Graph::of(next)
        })
    })
}

#[test]
fn an_answer_that_starts_again_makes_no_way_longer() {
    // 0 -> 1 -> 2 -> 3, and from 3 back to the first.
    let graph = Graph::of(vec![vec![1, 2], vec![2], vec![3], vec![0]]);
    assert_eq!(graph.longest(0), [4, 3, 2, 1]);
    // Who was led into the middle can still go to the first step.
    assert_eq!(graph.longest(2), [2, 1, 4, 3]);
}

#[test]
fn a_loop_with_two_entries_counts_each_of_its_steps_once() {
    let graph = Graph::of(vec![vec![1, 2], vec![2, 3], vec![1, 3], vec![]]);
    assert_eq!(graph.longest(0), [4, 3, 3, 1]);
}

#[test]
fn many_loops_are_no_burden() {
    let count = 2000;
    let next =
        (0..count).map(|step| vec![(step + 1) % count, (step + 2) % count, step / 2, (step * 7) % count]).collect();
    assert_eq!(Graph::of(next).longest(0).len(), count);
}

proptest! {
    #[test]
    fn no_way_is_longer_than_told(graph in graphs()) {
        let tried = longest_by_trying(&graph, 0, &mut Vec::new());
        let told = graph.longest(0)[0];
        prop_assert!(told >= tried, "told {told}, tried {tried}");
        if graph.onward(0).groups().iter().all(|group| group.len() == 1) {
            prop_assert_eq!(told, tried);
        }
    }

    #[test]
    fn nothing_leads_back_once_that_is_cut(graph in graphs()) {
        let back = graph.back_edges(|step| step);
        let order = graph.onward_order(&back);
        prop_assert_eq!(order.len(), graph.next.len());
        let other: HashSet<_> = graph.back_edges(std::cmp::Reverse);
        if graph.onward(0).groups().iter().all(|group| group.len() == 1) && graph.reachable(0).iter().all(|met| *met) {
            prop_assert_eq!(back, other);
        }
    }
}
