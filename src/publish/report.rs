//! What came of reading, checking or publishing a knowledge base.

use content::{Kb, Problem, Severity, Source};

/// What came of it.
#[derive(Debug, Default)]
pub struct Report {
    /// Everything that is wrong: what kept files from being read, then the rest, each in the order of files and places.
    pub problems: Vec<Problem>,
    /// The texts the problems point into, in the order of their paths.
    pub sources: Vec<Source>,
    /// The knowledge base as far as it could be read.
    pub kb: Kb,
    /// How many pages were published.
    pub pages: usize,
    /// Bytes of the search pack as it is downloaded.
    pub pack_bytes: usize,
}

impl Report {
    /// Whether something is wrong that must not be published.
    pub fn failed(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many problems weigh this much.
    pub fn count(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|problem| problem.severity == severity).count()
    }

    /// The text of a file.
    pub fn source(&self, path: &str) -> Option<&str> {
        let at = self.sources.binary_search_by(|source| source.path.as_str().cmp(path)).ok()?;
        Some(&self.sources[at].text)
    }

    pub(crate) fn sort(&mut self) {
        // What kept a file from being read comes first: the rest may follow from it.
        let place = |problem: &Problem| {
            let start = problem.span.as_ref().map(|span| span.start);
            (!problem.is_cause(), problem.path.clone(), start, problem.code)
        };
        self.problems.sort_by_cached_key(place);
        self.problems.dedup();
    }
}
