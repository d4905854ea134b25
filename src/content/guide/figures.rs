//! A guide in figures.

use super::graph::{Graph, longest_path};
use super::trial;
use crate::{Guide, Target};

/// How large a guide is, and how much of it its tests cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// Steps.
    pub steps: usize,
    /// Different outcomes that can be reached; the same form with other fields filled in is another one.
    pub outcomes: usize,
    /// Those of them that no test ends at.
    pub untested: usize,
    /// At most how many steps a reader meets who goes back nowhere; see [`longest_path`].
    pub longest: usize,
}

/// Measures a guide whose choices lead somewhere.
pub fn figures(guide: &Guide) -> Figures {
    let reachable = Graph::new(&guide.steps).reachable(0);
    let steps = guide.steps.iter().zip(reachable).filter(|(_, reachable)| *reachable).map(|(step, _)| step);
    let mut outcomes: Vec<&Target> = steps
        .flat_map(|step| &step.choices)
        .map(|choice| &choice.target)
        .filter(|target| target.is_outcome())
        .collect();
    outcomes.sort_unstable();
    outcomes.dedup();
    let tested = trial::reached(guide);
    Figures {
        steps: guide.steps.len(),
        outcomes: outcomes.len(),
        untested: outcomes.iter().filter(|outcome| !tested.contains(outcome)).count(),
        longest: longest_path(&guide.steps, 0, 0),
    }
}
