//! What a served page is told, so that it reloads and shows mistakes.

use content::{Problem, Severity};
use publish::Report;
use serde::Serialize;

use crate::cmd::diagnostics::place_of;

/// Where the script is that every served page links.
pub(super) const ADDRESS: &str = "/_tierzero/live.js";
/// Where it listens.
pub(super) const EVENTS: &str = "/_tierzero/events";
/// The script.
pub(super) const SCRIPT: &str = include_str!("live.js");
/// Nobody reads more than this in a corner of a page; the terminal shows all.
const SHOWN: usize = 20;

/// How the site stands.
#[derive(Debug, Clone, Serialize)]
pub(super) struct State {
    /// Changes whenever pages changed.
    site: u64,
    /// What is wrong, errors first.
    problems: Vec<Shown>,
    /// How many more there are.
    more: usize,
}

#[derive(Debug, Clone, Serialize)]
struct Shown {
    severity: Severity,
    place: String,
    message: String,
    help: Option<String>,
}

impl Default for State {
    /// Pages that another run of the server made are older than any that this one makes.
    fn default() -> Self {
        let now = jiff::Timestamp::now().as_millisecond();
        Self { site: now.unsigned_abs(), problems: Vec::new(), more: 0 }
    }
}

impl State {
    /// The number of the site as a `Server-Timing`.
    pub(super) fn timing(&self) -> String {
        format!("site;desc=\"{}\"", self.site)
    }

    /// Takes in what came of a build.
    pub(super) fn take(&mut self, report: &Report) {
        if !report.failed() {
            self.site += 1;
        }
        let mut problems: Vec<&Problem> =
            report.problems.iter().filter(|problem| problem.severity > Severity::Hint).collect();
        problems.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
        self.more = problems.len().saturating_sub(SHOWN);
        self.problems = problems.into_iter().take(SHOWN).map(|problem| shown(report, problem)).collect();
    }

    /// Takes in that nothing could be built at all.
    pub(super) fn fail(&mut self, message: &str) {
        let failure = Shown { severity: Severity::Error, place: String::new(), message: message.into(), help: None };
        self.problems = vec![failure];
        self.more = 0;
    }
}

fn shown(report: &Report, problem: &Problem) -> Shown {
    let place = match place_of(report, problem) {
        Some((line, column)) => format!("{}:{line}:{column}", problem.path),
        None => problem.path.clone(),
    };
    Shown { severity: problem.severity, place, message: problem.message.clone(), help: problem.help.clone() }
}
