//! The words of one field, and the pages that have them.

use std::io;
use std::sync::Arc;

use tantivy::InvertedIndexReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::termdict::TermDictionary;

use crate::pack::unless_lost;
use crate::remembered::Remembered;

/// The dictionary of a field. It is kept in blocks, so a word costs the reading of all words before it in its block; those
/// that were looked up are remembered.
pub(crate) struct Terms {
    index: Arc<InvertedIndexReader>,
    known: Remembered<Option<TermInfo>>,
}

impl Terms {
    pub(crate) fn new(index: Arc<InvertedIndexReader>) -> Self {
        Self { index, known: Remembered::default() }
    }

    /// What the dictionary says of a word; nothing when no page has it or when it cannot be told.
    pub(crate) fn get(&self, word: &str) -> io::Result<Option<TermInfo>> {
        self.known.or_read(word, || self.dictionary().get(word))
    }

    /// The pages that have a word, and how often; nothing when no page has it or when it cannot be told.
    pub(crate) fn postings(&self, word: &str) -> io::Result<Option<BlockSegmentPostings>> {
        let Some(term) = self.get(word)? else { return Ok(None) };
        let postings = self.index.read_block_postings_from_terminfo(&term, IndexRecordOption::WithFreqs);
        unless_lost(postings.map(Some))
    }

    /// All words, to be gone through in the order of the alphabet.
    pub(crate) fn dictionary(&self) -> &TermDictionary {
        self.index.terms()
    }

    /// How many words all pages have together.
    pub(crate) fn count(&self) -> u64 {
        self.index.total_num_tokens()
    }
}
