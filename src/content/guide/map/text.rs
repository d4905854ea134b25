//! The map in sentences: for ears, terminals and reviews.

use std::fmt::Write as _;

use super::{counted, listed, told};
use crate::guide::plan::{Plan, To};

/// A guide in sentences. Steps are numbered by how near they are to the first one; each says where its answers lead and
/// which steps lead to it.
pub fn text(plan: &Plan) -> String {
    let (order, reached) = plan.nearest_first();
    let mut numbers = vec![0; plan.stops.len()];
    order.iter().enumerate().for_each(|(at, stop)| numbers[*stop] = at + 1);
    let teller = Teller { plan, numbers, back: plan.back_edges() };
    let mut text = format!(
        "{}\n{}, {}, longest path {}{}.\n",
        plan.title,
        counted(plan.stops.len(), "step"),
        counted(plan.outcomes(), "outcome"),
        counted(plan.longest_path(), "step"),
        if teller.back.is_empty() { "" } else { ", not counting answers that lead back" }
    );
    for (at, stop) in order.iter().enumerate() {
        teller.stop(&mut text, *stop, at < reached);
    }
    text
}

struct Teller<'a> {
    plan: &'a Plan,
    /// The number of each step, from 1.
    numbers: Vec<usize>,
    back: std::collections::HashSet<(usize, usize)>,
}

impl Teller<'_> {
    fn stop(&self, text: &mut String, at: usize, reached: bool) {
        let Some(stop) = self.plan.stops.get(at) else { return };
        let _ = writeln!(text, "\nStep {}: {}", self.numbers[at], stop.title);
        let _ = writeln!(text, "{}", self.entered(at, reached));
        if stop.ways.is_empty() {
            text.push_str("- No answers. Nobody gets on from here.\n");
        }
        for way in &stop.ways {
            let stop = if way.text.ends_with(['.', '?', '!', '…']) { "" } else { "." };
            let _ = writeln!(text, "- {}{stop} {}.", way.text, self.goes(at, way.to));
        }
    }

    /// Where an answer leads, in words.
    fn goes(&self, from: usize, to: To) -> String {
        let name = |stop: usize| {
            let title = self.plan.stops.get(stop).map(|stop| stop.title.as_str()).unwrap_or_default();
            format!("step {}, {}", self.numbers[stop], title.trim_end_matches(['.', '?', '!']))
        };
        match to {
            To::End(end) => {
                let told = self.plan.ends.get(end).map(told).unwrap_or_default();
                if told.starts_with("nowhere") { format!("Leads {told}") } else { format!("Ends: {told}") }
            }
            To::Stop(stop) if stop == from => "Asks the same step again, a loop".to_owned(),
            To::Stop(stop) if self.back.contains(&(from, stop)) => format!("Go back to {}, a loop", name(stop)),
            To::Stop(stop) => format!("Go to {}", name(stop)),
        }
    }

    /// Which steps lead to a step, by their numbers.
    fn entered(&self, at: usize, reached: bool) -> String {
        let leads = |from: &usize| self.plan.stops[*from].ways.iter().any(|way| way.to == To::Stop(at));
        let mut from: Vec<usize> = (0..self.plan.stops.len()).filter(leads).collect();
        from.sort_by_key(|stop| self.numbers[*stop]);
        let (back, onward): (Vec<usize>, Vec<usize>) =
            from.into_iter().partition(|from| self.back.contains(&(*from, at)));
        let mut told = Vec::new();
        if at == 0 {
            told.push("The guide starts here.".to_owned());
        }
        if !onward.is_empty() {
            told.push(format!("Entered from {}.", self.steps(&onward)));
        }
        if !back.is_empty() {
            let verb = if back.len() == 1 { "leads" } else { "lead" };
            told.push(super::capitalised(&format!("{} {verb} back here.", self.steps(&back))));
        }
        if !reached {
            told.push("No way from the start leads here.".to_owned());
        }
        told.join(" ")
    }

    /// `step 3`, `steps 3 and 5`.
    fn steps(&self, stops: &[usize]) -> String {
        let numbers: Vec<String> = stops.iter().map(|stop| self.numbers[*stop].to_string()).collect();
        format!("{} {}", if numbers.len() == 1 { "step" } else { "steps" }, listed(&numbers))
    }
}
