//! What was searched for.

/// One thing asked for, as a text may say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched {
    /// Stems of the words for it; several that only count side by side are one entry, with spaces between them.
    pub stems: Vec<String>,
    /// One page in so many has its most frequent word.
    pub one_in: u32,
}
