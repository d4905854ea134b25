//! Measures the search on a set of judged questions: documents, queries, and which document answers which query.

mod figures;
mod read;

use std::collections::HashMap;
use std::time::{Duration, Instant};

pub use figures::Figures;
pub use read::{Mistake, Part, read};

use crate::message::Question;
use crate::{BuildError, Document, PackError, pack};

/// Documents, and queries with the documents that answer them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct JudgedSet {
    /// What is searched; a document's id is its path.
    pub documents: Vec<Document>,
    /// What is asked.
    pub queries: Vec<Query>,
    /// Lines of the judgements that name a query that is not asked. They count for nothing.
    pub unasked: Vec<usize>,
    /// Lines of the judgements that name a document that is not there. It counts as one that was not found.
    pub absent: Vec<usize>,
}

/// A query and its judgements.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// Its id.
    pub id: String,
    /// What a reader would type; may be empty.
    pub text: String,
    /// How well documents answer it, by their ids. Documents that are not named, or with a grade of 0 or less, do not.
    pub grades: HashMap<String, i32>,
}

impl Query {
    /// Whether any document answers it; other queries say nothing about a search.
    pub fn is_judged(&self) -> bool {
        self.grades.values().any(|grade| *grade > 0)
    }
}

/// Why a set could not be measured.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The index could not be made.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The index could not be opened.
    #[error(transparent)]
    Open(#[from] PackError),
}

/// Puts the documents into an index as articles are, asks all judged queries, and measures the first `limit` hits.
///
/// # Errors
///
/// When the index cannot be made.
pub fn measure(set: &JudgedSet, limit: usize) -> Result<Figures, Error> {
    let searcher = pack::build(&set.documents, &[])?.open()?;
    let mut results = Vec::new();
    for query in set.queries.iter().filter(|query| query.is_judged()) {
        let started = Instant::now();
        let answer = searcher.search(&Question::new(&query.text, limit));
        let took: Duration = started.elapsed();
        let grade = |path: &String| query.grades.get(path).copied().unwrap_or(0);
        results.push(figures::Result {
            found: answer.hits.iter().map(|hit| grade(&hit.path)).collect(),
            judged: query.grades.values().copied().collect(),
            first: searcher.first_answer(&query.text).map(|hit| grade(&hit.path)),
            took,
        });
    }
    Ok(Figures::of(&results))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::{measure, read};

    #[test]
    fn a_set_is_measured_as_it_is_searched() {
        let docs = r#"{"id":"a","title":"Set up the VPN","text":"Install the client."}
{"id":"b","title":"","text":"Printers print when they are switched on."}
"#;
        let queries = "1\tvpn client\n2\tprinter\n3\tnothing like it\n4\tnot judged\n";
        let set = read(docs, queries, "1\ta\t2\n2\tb\t1\n3\ta\t1\n4\ta\t0\n").unwrap();
        let figures = measure(&set, 10).unwrap();
        assert_eq!((figures.queries, figures.success_1, figures.ndcg_10), (3, 2.0 / 3.0, 2.0 / 3.0));
    }
}
