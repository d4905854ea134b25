//! Walks through a guide by replaying answers, so that going back, reloading and sharing an address all work.

use crate::{Step, Target};

/// More answers than anybody gives; an address made by hand cannot keep the page busy.
const MOST: usize = 500;

/// One answer: a choice of a step, both by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Id of the step.
    pub step: String,
    /// Id of the choice.
    pub choice: String,
}

/// A walk from the first step on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    /// Positions of each step and of the choice taken there, in order.
    pub taken: Vec<(usize, usize)>,
    /// Where it leads.
    pub at: At,
    /// Answers that fit nowhere (any more) and were dropped, as `step.choice`.
    pub unknown: Vec<String>,
}

/// Where a walk leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// The step at this position waits for an answer. In a guide without steps this is 0, and there is no such step.
    Step(usize),
    /// The last choice taken is an outcome.
    Outcome,
}

/// Replays `answers` from the first step. An answer that is not to the step it meets, or is none of its choices, is dropped.
pub fn walk<S: AsRef<Step>>(steps: &[S], answers: &[Answer]) -> Walk {
    walk_from(steps, 0, answers)
}

/// The same from the step at position `start`, where another guide leads into the middle of this one.
pub fn walk_from<S: AsRef<Step>>(steps: &[S], start: usize, answers: &[Answer]) -> Walk {
    let mut walk = Walk { taken: Vec::new(), at: At::Step(start), unknown: Vec::new() };
    for answer in answers.iter().take(MOST) {
        match next(steps, walk.at, answer) {
            Some((taken, at)) => {
                walk.taken.push(taken);
                walk.at = at;
            }
            None => walk.unknown.push(format!("{}.{}", answer.step, answer.choice)),
        }
    }
    walk
}

/// What one answer leads to.
fn next<S: AsRef<Step>>(steps: &[S], at: At, answer: &Answer) -> Option<((usize, usize), At)> {
    let At::Step(index) = at else { return None };
    let step = steps.get(index)?.as_ref();
    if step.id != answer.step {
        return None;
    }
    let choice = step.choices.iter().position(|choice| choice.id == answer.choice)?;
    let at = match &step.choices.get(choice)?.target {
        Target::Step { id } => At::Step(steps.iter().position(|step| step.as_ref().id == *id)?),
        _ => At::Outcome,
    };
    Some(((index, choice), at))
}

/// Reads answers from the value of an address's query, percent-encoding already undone: `step.choice..step.choice`.
pub fn answers(value: &str) -> Vec<Answer> {
    let pairs = value.split("..").filter(|pair| !pair.is_empty()).take(MOST);
    pairs
        .map(|pair| {
            let (step, choice) = pair.split_once('.').unwrap_or((pair, ""));
            Answer { step: step.to_owned(), choice: choice.to_owned() }
        })
        .collect()
}

impl Walk {
    /// The value that [`answers`] reads; it needs no percent-encoding unless ids hold letters beyond ASCII.
    pub fn to_value<S: AsRef<Step>>(&self, steps: &[S]) -> String {
        self.to_answers(steps)
            .iter()
            .map(|answer| format!("{}.{}", answer.step, answer.choice))
            .collect::<Vec<_>>()
            .join("..")
    }

    /// The answers taken, without those that were dropped.
    pub fn to_answers<S: AsRef<Step>>(&self, steps: &[S]) -> Vec<Answer> {
        self.taken
            .iter()
            .filter_map(|(step, choice)| {
                let step = steps.get(*step)?.as_ref();
                Some(Answer { step: step.id.clone(), choice: step.choices.get(*choice)?.id.clone() })
            })
            .collect()
    }

    /// Where the walk ended, if it did.
    pub fn outcome<'a, S: AsRef<Step>>(&self, steps: &'a [S]) -> Option<&'a Target> {
        let (step, choice) = *self.taken.last().filter(|_| self.at == At::Outcome)?;
        Some(&steps.get(step)?.as_ref().choices.get(choice)?.target)
    }
}
