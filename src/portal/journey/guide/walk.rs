//! Where a reader stands in a guide: rebuilt from the answers in the address, so back, reload and sharing work.

use content::guide::{At, answers, longest_path, walk_from};
use content::ticket::{Answered, GuidePath};
use content::{Choice, Step, Target, guide};

use crate::page::{GuidePage, StepView};
use crate::query;

/// Query key of the answers, each as `step.choice`, with `..` between them.
const ANSWERS: &str = "a";
/// Query key of the step to start at, when another guide led into the middle of this one.
const START: &str = "from";

/// The way a reader took and where it has led.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Walk {
    /// Step the walk began at.
    start: usize,
    walk: guide::Walk,
    /// Whether the address named a step to start at that this guide does not have.
    lost_start: bool,
}

/// Where a reader stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At a step, by its position.
    Step(usize),
    /// At the outcome of a choice, by the positions of the step and of the choice.
    Outcome(usize, usize),
}

impl Walk {
    /// Before the first answer.
    pub(super) fn start(guide: &GuidePage) -> Self {
        Self::replay(guide, "", "")
    }

    /// Replays the answers of an address from the start. A fragment that names a step wins: links from one guide into
    /// the middle of another look like that, and so do choices made before the page came to life.
    pub(super) fn replay(guide: &GuidePage, search: &str, hash: &str) -> Self {
        let pairs = query::pairs(search);
        let value = |key| pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        let fragment = query::decode(hash.strip_prefix('#').unwrap_or(hash));
        let (named, given) = match position(&guide.steps, &fragment) {
            Some(_) => (Some(fragment.as_str()), Vec::new()),
            None => (value(START), answers(value(ANSWERS).unwrap_or_default())),
        };
        let start = named.and_then(|id| position(&guide.steps, id));
        let lost_start = named.is_some() && start.is_none();
        let start = start.unwrap_or_default();
        Self { start, walk: walk_from(&guide.steps, start, &given), lost_start }
    }

    /// Whether the address held an answer or a step that this guide does not know (any more).
    pub(super) fn dropped(&self) -> bool {
        self.lost_start || !self.walk.unknown.is_empty()
    }

    /// At most how many steps follow the step at a position, as long as no answer leads back to one already met.
    pub(super) fn at_most_more(&self, guide: &GuidePage, from: usize) -> usize {
        longest_path(&guide.steps, self.start, from).saturating_sub(1)
    }

    /// How many answers were taken.
    pub(super) fn taken(&self) -> usize {
        self.walk.taken.len()
    }

    /// Where it has led.
    pub(super) fn place(&self) -> Place {
        match (self.walk.at, self.walk.taken.last()) {
            (At::Step(step), _) => Place::Step(step),
            (At::Outcome, Some(&(step, choice))) => Place::Outcome(step, choice),
            // No walk ends before it has begun.
            (At::Outcome, None) => Place::Step(self.start),
        }
    }

    /// Whether the reader's problem is solved.
    pub(super) fn solved(&self, guide: &GuidePage) -> bool {
        self.walk.outcome(&guide.steps) == Some(&Target::Solved)
    }

    /// The query of this walk with one more answer.
    pub(super) fn with(&self, guide: &GuidePage, step: usize, choice: usize) -> String {
        let mut taken = self.walk.taken.clone();
        taken.push((step, choice));
        self.write(guide, taken)
    }

    /// The query of this walk before answer `index`.
    pub(super) fn before(&self, guide: &GuidePage, index: usize) -> String {
        self.write(guide, self.walk.taken.get(..index).unwrap_or_default().to_vec())
    }

    fn write(&self, guide: &GuidePage, taken: Vec<(usize, usize)>) -> String {
        let walk = guide::Walk { taken, at: At::Step(self.start), unknown: Vec::new() };
        let answers = walk.to_value(&guide.steps);
        let start = guide.steps.get(self.start).filter(|_| self.start > 0).map(|view| (START, view.step.id.as_str()));
        query::write(start.into_iter().chain((!answers.is_empty()).then_some((ANSWERS, answers.as_str()))))
    }

    /// Questions and answers so far, in words.
    pub(super) fn answered(&self, guide: &GuidePage) -> Vec<Answered> {
        self.walk
            .taken
            .iter()
            .filter_map(|&(step, choice)| answer_of(guide, step, choice))
            .map(|(step, choice)| Answered { question: step.title.clone(), answer: choice.text.clone() })
            .collect()
    }

    /// The walk as a ticket carries it; nothing before the first answer.
    pub(super) fn path(&self, guide: &GuidePage, title: &str) -> Option<GuidePath> {
        let answers = self.answered(guide);
        (!answers.is_empty()).then(|| GuidePath {
            guide: guide.slug.clone(),
            title: title.to_owned(),
            revision: guide.revision.clone(),
            answers,
        })
    }
}

/// The step and the choice at these positions.
pub(super) fn answer_of(guide: &GuidePage, step: usize, choice: usize) -> Option<(&Step, &Choice)> {
    let step = &guide.steps.get(step)?.step;
    Some((step, step.choices.get(choice)?))
}

fn position(steps: &[StepView], id: &str) -> Option<usize> {
    steps.iter().position(|view| view.step.id == id)
}
