//! `tierzero guide diff`.

use std::path::PathBuf;

use content::guide::diff::{Change, Count, Diff, text};
use content::guide::plan::Plan;
use serde_json::{Value, json};

use super::kb;
use crate::cmd::messages::Messages;
use crate::cmd::{Failure, Outcome};

/// The largest number that every reader of JSON takes as it is.
const MOST: u128 = (1 << 53) - 1;

/// Tell what changes for people between two versions of a guide, or of all guides
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero guide diff old/vpn.md kb/guides/vpn.md
  tierzero guide diff main/kb kb --exit-code
  tierzero guide diff old/vpn.md kb/guides/vpn.md --json > changes.json

A path is a row of answers from the first step to an end. Answers that lead back to a step already
met are not followed, so a loop counts once. Steps and answers are matched by id; one whose id
vanished while another with the same words came is told as renamed, and its paths count as the same.

Exit codes: 0 compared, whether or not something changed; 1 something changed, with --exit-code;
2 it could not be compared.")]
pub(crate) struct Args {
    /// The first version: a guide, or the folder of a knowledge base
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The second version
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// How many paths to show of each change, the shortest first
    #[arg(long, default_value_t = 3, value_name = "N")]
    examples: u16,
    /// Print the changes as a JSON array
    #[arg(long)]
    json: bool,
    /// Exit with 1 when something changed
    #[arg(long)]
    exit_code: bool,
}

/// What became of one guide.
struct Compared {
    path: String,
    title: String,
    /// `guide-new` or `guide-gone` when only one side has it.
    whole: Option<&'static str>,
    diff: Diff,
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        let compared = match (self.old.is_dir(), self.new.is_dir()) {
            (true, true) => self.pairs(kb::plans(&self.old)?, kb::plans(&self.new)?),
            (false, false) => vec![self.compare(Some(&self.guide(&self.old)?), Some(&self.guide(&self.new)?))],
            (is_folder, _) => {
                let (folder, file) = if is_folder { (&self.old, &self.new) } else { (&self.new, &self.old) };
                let message = format!("`{}` is a folder and `{}` is none", folder.display(), file.display());
                return Err(Failure::new(message).help("compare two guides, or two folders of knowledge bases"));
            }
        };
        let changed = compared.iter().any(|guide| guide.whole.is_some() || !guide.diff.is_empty());
        messages.result(&if self.json { array(&compared) } else { told(&compared, changed) });
        Ok(if changed && self.exit_code { Outcome::Mistakes } else { Outcome::Done })
    }

    fn guide(&self, file: &std::path::Path) -> Result<Plan, Failure> {
        let plan = kb::plan(file)?;
        if !plan.leads_on() {
            return Err(Failure::new(format!("`{}` has no answers, so it is no guide", file.display()))
                .help("name two files with headings `## Question?`, each with its answers as a list of links"));
        }
        Ok(plan)
    }

    /// Guides of both knowledge bases by path; then those whose file moved, by title.
    fn pairs(&self, old: Vec<Plan>, new: Vec<Plan>) -> Vec<Compared> {
        let at = |path: &str| old.iter().position(|plan| plan.path == path);
        let mut partner: Vec<Option<usize>> = new.iter().map(|plan| at(&plan.path)).collect();
        for (place, plan) in new.iter().enumerate() {
            if partner[place].is_none() {
                let moved = |other: usize| !partner.contains(&Some(other)) && old[other].title == plan.title;
                partner[place] = (0..old.len()).find(|other| moved(*other));
            }
        }
        let both = new.iter().zip(&partner).map(|(plan, partner)| self.compare(partner.map(|at| &old[at]), Some(plan)));
        let gone = (0..old.len()).filter(|at| !partner.contains(&Some(*at)));
        let mut compared: Vec<Compared> = both.chain(gone.map(|at| self.compare(Some(&old[at]), None))).collect();
        compared.sort_by(|a, b| a.path.cmp(&b.path));
        compared
    }

    fn compare(&self, old: Option<&Plan>, new: Option<&Plan>) -> Compared {
        let nothing =
            Plan { path: String::new(), title: String::new(), intro: String::new(), stops: vec![], ends: vec![] };
        let shown = new.or(old).unwrap_or(&nothing);
        let whole = match (old, new) {
            (None, _) => Some("guide-new"),
            (_, None) => Some("guide-gone"),
            _ => None,
        };
        let diff = Diff::of(old.unwrap_or(&nothing), new.unwrap_or(&nothing), usize::from(self.examples));
        Compared { path: shown.path.clone(), title: shown.title.clone(), whole, diff }
    }
}

/// Guides that changed, one after the other.
fn told(compared: &[Compared], changed: bool) -> String {
    if let [guide] = compared {
        return text(&guide.diff);
    }
    if !changed {
        return format!("Nothing changes in {}.\n", super::super::diagnostics::counted(compared.len(), "guide"));
    }
    let mut lines = Vec::new();
    for Compared { path, title, whole, diff } in compared {
        match whole {
            Some("guide-new") => {
                lines.push(format!("{path}: {title}\nThis guide is new, with {} paths.\n", diff.after))
            }
            Some(_) => lines.push(format!("{path}: {title}\nThis guide is gone; it had {} paths.\n", diff.before)),
            None if diff.is_empty() => {}
            None => lines.push(format!("{path}: {title}\n{}", text(diff))),
        }
    }
    lines.join("\n")
}

/// An array of flat objects, all with the same keys.
fn array(compared: &[Compared]) -> String {
    let mut changes = Vec::new();
    for Compared { path, whole, diff, .. } in compared {
        let mut tell =
            |kind: &str, step: Option<&str>, before: Option<&str>, after: Option<&str>, paths: Option<&Change>| {
                changes.push(json!({
                "guide": path,
                "kind": kind,
                "step": step,
                "before": before,
                "after": after,
                "paths": paths.map(|change| number(change.count)),
                "more": paths.is_some_and(|change| change.count.exact().is_none_or(|count| count > MOST)),
                "examples": paths.map(|change| change.examples.iter().map(|path| path.join(" > ")).collect::<Vec<_>>()),
            }));
            };
        if let Some(whole) = whole {
            tell(whole, None, None, None, None);
        }
        for change in &diff.changes {
            let kind = match (&change.from, &change.to) {
                (Some(_), Some(_)) => "paths-moved",
                (None, _) => "paths-new",
                (_, None) => "paths-gone",
            };
            tell(kind, None, change.from.as_deref(), change.to.as_deref(), Some(change));
        }
        for title in &diff.steps_added {
            tell("step-new", None, None, Some(title), None);
        }
        for title in &diff.steps_removed {
            tell("step-gone", None, Some(title), None, None);
        }
        for renamed in &diff.renamed {
            let kind = if renamed.is_choice { "answer-renamed" } else { "step-renamed" };
            tell(kind, Some(&renamed.step), Some(&renamed.before), Some(&renamed.after), None);
        }
        for wording in &diff.wording {
            let said = |text: &'_ str| (!text.is_empty()).then(|| text.to_owned());
            let (step, before, after) = (said(&wording.step), said(&wording.before), said(&wording.after));
            tell(wording.kind.name(), step.as_deref(), before.as_deref(), after.as_deref(), None);
        }
    }
    format!("{:#}\n", Value::Array(changes))
}

fn number(count: Count) -> u64 {
    u64::try_from(count.exact().unwrap_or(MOST).min(MOST)).unwrap_or(u64::MAX)
}
