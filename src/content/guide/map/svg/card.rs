//! What stands in the box of a step.

use super::measure::{width, wrapped};
use crate::guide::map::{capitalised, told};
use crate::guide::plan::{EndKind, Plan, To};

/// Width of a box in pixels.
pub(super) const WIDTH: f64 = 232.0;
/// Room between a box and what stands in it.
pub(super) const PADDING: f64 = 12.0;
/// Sizes of the letters of questions and of all else.
pub(super) const QUESTION: f64 = 14.0;
pub(super) const SMALL: f64 = 12.0;
/// How much wider the bold letters of questions are.
const BOLD: f64 = 1.12;
/// From one line to the next, as a part of the size.
pub(super) const LEADING: f64 = 1.35;
/// How far the text of a row stands behind its mark.
pub(super) const INDENT: f64 = 16.0;
/// Room above each row.
pub(super) const ROW_GAP: f64 = 9.0;

/// A box: the question, then the answers after which the guide ends or goes back.
#[derive(Debug)]
pub(super) struct Card {
    pub(super) question: Vec<String>,
    pub(super) rows: Vec<Row>,
    pub(super) height: f64,
}

/// Answers that lead to one end, or back to one step.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) answers: Vec<String>,
    pub(super) leads: Vec<String>,
    pub(super) mark: Mark,
    /// Top below that of the box.
    pub(super) top: f64,
}

/// What stands before a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    End(EndKind),
    /// Back to the step at this position.
    Back(usize),
}

impl Card {
    /// The box of a step; `number` gives the number of any step as it is shown.
    pub(super) fn of(plan: &Plan, stop: usize, number: &[usize], is_back: impl Fn(usize) -> bool) -> Self {
        let step = &plan.stops[stop];
        let room = WIDTH - 2.0 * PADDING;
        let question = wrapped(&format!("{}. {}", number[stop], step.title), QUESTION * BOLD, room);
        let mut groups: Vec<(To, Vec<&str>)> = Vec::new();
        for way in &step.ways {
            if way.to.stop().is_some_and(|target| !is_back(target)) {
                continue;
            }
            match groups.iter_mut().find(|(to, _)| *to == way.to) {
                Some((_, texts)) => texts.push(&way.text),
                None => groups.push((way.to, vec![&way.text])),
            }
        }
        let mut top = PADDING + question.len() as f64 * QUESTION * LEADING;
        let mut rows = Vec::new();
        for (to, texts) in groups {
            let (mark, leads) = match to {
                To::End(end) => {
                    let end = &plan.ends[end];
                    (Mark::End(end.kind), capitalised(&told(end)))
                }
                To::Stop(target) if target == stop => (Mark::Back(target), "Again".to_owned()),
                To::Stop(target) => (Mark::Back(target), format!("Back to {}", number[target])),
            };
            let room = room - INDENT;
            let answers = wrapped(&texts.join(" / "), SMALL, room);
            let leads = wrapped(&leads, SMALL, room);
            let height = (answers.len() + leads.len()) as f64 * SMALL * LEADING;
            top += ROW_GAP;
            rows.push(Row { answers, leads, mark, top });
            top += height;
        }
        Self { question, rows, height: top + PADDING }
    }

    /// The widest line, for the tests: it must not leave the box.
    #[cfg(test)]
    pub(super) fn widest(&self) -> f64 {
        let question = self.question.iter().map(|line| width(line, QUESTION * BOLD));
        let rows = self.rows.iter().flat_map(|row| row.answers.iter().chain(&row.leads));
        question.chain(rows.map(|line| width(line, SMALL) + INDENT)).fold(0.0, f64::max)
    }
}

/// The text beside a line: its lines and its width.
pub(super) fn label(texts: &[&str]) -> (Vec<String>, f64) {
    let lines = wrapped(&texts.join(" / "), SMALL, 140.0);
    let widest = lines.iter().map(|line| width(line, SMALL)).fold(0.0, f64::max);
    (lines, widest)
}
