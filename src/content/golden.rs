//! Golden queries: what must be found.

use std::ops::Range;

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
