//! What came of reading, checking or publishing a knowledge base.

use std::collections::BTreeSet;

use content::{Kb, Problem, Severity, Source};

/// What came of it.
#[derive(Debug, Default)]
pub struct Report {
    /// Everything that is wrong: what kept files from being read, then the rest, each in the order of files and places.
    pub problems: Vec<Problem>,
    /// The texts the problems point into, in the order of their paths.
    pub sources: Vec<Source>,
    /// How many texts were read.
    pub texts: usize,
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

    /// Lets go of texts that nobody looks at any more: those of files without problems.
    pub(crate) fn let_go_of_texts(&mut self) {
        let told: BTreeSet<&str> = self.problems.iter().map(|problem| problem.path.as_str()).collect();
        self.sources.retain(|source| told.contains(source.path.as_str()));
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
