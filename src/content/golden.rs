//! Golden queries: what must be found.

use std::ops::Range;

use crate::Problem;
use crate::tree::{Sink, Spanned, Table, parse_toml};

/// One query of `golden.toml` and what must answer it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Golden {
    /// What a person types.
    pub query: String,
    /// Paths of articles or guides, relative to the knowledge base; any of them will do.
    pub expect: Vec<String>,
    /// How many hits it must be among.
    pub within: usize,
    /// Bytes of the query in `golden.toml`.
    pub span: Range<usize>,
}

/// A query, and the places of what must answer it.
pub(crate) struct Draft {
    pub(crate) golden: Golden,
    pub(crate) expect: Vec<Spanned<String>>,
}

/// Reads `golden.toml`. Whether the expected files exist is for the caller to see.
pub(crate) fn read(path: &str, text: &str) -> (Vec<Draft>, Vec<Problem>) {
    let (node, mut problems) = parse_toml(path, text);
    let sink = Sink::toml(path);
    let mut drafts = Vec::new();
    if let Some(mut table) = Table::open(&node, path, &sink) {
        drafts.extend(table.tables("query").into_iter().filter_map(query));
        table.finish();
    }
    if problems.is_empty() {
        problems = sink.finish();
    }
    (drafts, problems)
}

fn query(mut table: Table<'_>) -> Option<Draft> {
    let query = table.need("q", "what a person types");
    let expect = table.text_or_texts("expect");
    if expect.is_empty() {
        table.missing("expect", "the path of the article or guide that must be found");
    }
    let within = table.count("within");
    if let Some(within) = within.as_ref().filter(|within| within.value == 0) {
        let help = Some("leave it out: 3 is meant then".to_owned());
        table.sink().error("value/range", "`within` must be 1 or more", within.span.clone(), "finds nothing", help);
    }
    table.finish();
    let query = query?;
    let golden = Golden {
        query: query.value,
        expect: Vec::new(),
        within: within.map_or(3, |within| within.value.max(1)),
        span: query.span,
    };
    Some(Draft { golden, expect })
}

#[cfg(test)]
mod tests;
