//! Opens a pack and answers queries.

use std::io;
use std::sync::Arc;

use tantivy::schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer};
use tantivy::store::StoreReader;
use tantivy::{Index, SegmentReader};

use crate::PackError;
use crate::everyday;
use crate::facets::Facets;
use crate::marks::Marks;
use crate::message::{Answer, Hit, Question};
use crate::pack::{FACETS, Pack, PackDirectory, SYNONYMS};
use crate::parts;
use crate::plan::{Plan, plan};
use crate::rank::{Ranker, best};
use crate::schema::{Card, schema};
use crate::synonyms::Synonyms;
use crate::vocabulary::Vocabulary;

/// Blocks of cards kept at hand; copying one again costs little.
const CACHED_BLOCKS: usize = 4;

/// An open pack.
pub struct Searcher {
    documents: usize,
    vocabulary: Vocabulary,
    synonyms: Synonyms,
    everyday: Synonyms,
    ranker: Ranker,
    facets: Facets,
    cards: StoreReader,
}

impl Searcher {
    /// Opens a pack. The bytes are kept and read in place.
    ///
    /// # Errors
    ///
    /// When the bytes are not a whole, undamaged pack of this version.
    pub fn open(bytes: Vec<u8>) -> Result<Self, PackError> {
        let pack = Arc::new(Pack::open(bytes)?);
        let groups: Vec<Vec<String>> = pack
            .file(SYNONYMS)
            .and_then(|groups| serde_json::from_slice(groups).ok())
            .ok_or(PackError::Lacks { part: SYNONYMS })?;
        let segment = segment(Arc::clone(&pack))?;
        let facets =
            pack.file(FACETS).and_then(|bytes| Facets::read(bytes)).ok_or(PackError::Lacks { part: FACETS })?;
        let (_, fields) = schema();
        let vocabulary = Vocabulary::new(segment.inverted_index(fields.words)?);
        Ok(Self {
            documents: segment.max_doc() as usize,
            ranker: Ranker::open(&segment, fields, vocabulary.clone())?,
            vocabulary,
            synonyms: Synonyms::new(&groups),
            everyday: Synonyms::new(&everyday::groups()),
            facets,
            cards: segment.get_store_reader(CACHED_BLOCKS)?,
        })
    }

    /// How many documents the pack holds.
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// Finds the best documents for what a reader asks.
    ///
    /// Hits of equal worth come in the order of their addresses. A query without words finds nothing.
    pub fn search(&self, question: &Question) -> Answer {
        // The files are known to be whole, so reading them does not fail; if it did, finding nothing is all there is to say.
        self.answer(question).unwrap_or_default()
    }

    #[cfg(test)]
    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    #[cfg(test)]
    pub(crate) fn plan(&self, query: &str) -> io::Result<Plan> {
        self.understand(&Question::new(query, 0))
    }

    fn understand(&self, question: &Question) -> io::Result<Plan> {
        plan(question, &self.vocabulary, &self.synonyms, &self.everyday)
    }

    fn answer(&self, question: &Question) -> Result<Answer, PackError> {
        let plan = self.understand(question)?;
        let mut found = self.ranker.rank(&plan)?;
        let counts = self.facets.sift(&mut found, &question.filter);
        let total = found.len();
        let best = best(&mut found, question.limit).iter();
        let hits = best.map(|(_, page)| self.hit(*page, &plan.marks)).collect::<Result<_, _>>()?;
        Ok(Answer { hits, total, corrected: plan.corrected, counts })
    }

    fn hit(&self, page: u32, marks: &Marks) -> Result<Hit, PackError> {
        let StoredCard(card) = self.cards.get(page)?;
        Ok(Hit {
            kind: card.kind,
            path: card.path,
            title: marks.fragments(&card.title),
            snippet: marks.fragments(&card.summary),
            part: parts::best(&card.parts, &card.title, marks),
            category: card.category,
        })
    }
}

impl std::fmt::Debug for Searcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Searcher").field("documents", &self.documents).finish_non_exhaustive()
    }
}

/// The only segment. Opened without tantivy's own reader: nothing is ever reloaded, so there is nothing to watch or lock.
fn segment(pack: Arc<Pack>) -> Result<SegmentReader, PackError> {
    let index = Index::open(PackDirectory::new(pack))?;
    let segments = index.searchable_segments()?;
    let segment = segments.first().ok_or(PackError::Lacks { part: "segment" })?;
    Ok(SegmentReader::open(segment)?)
}

/// A card as it comes out of the store. Read by hand, since tantivy's own document can hold every type there is, and all
/// the code for them would be downloaded.
struct StoredCard(Card);

impl DocumentDeserialize for StoredCard {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut stored: D) -> Result<Self, DeserializeError> {
        match stored.next_field::<String>()? {
            Some((_, text)) => serde_json::from_str(&text).map(Self).map_err(DeserializeError::custom),
            None => Err(DeserializeError::custom("a document has no card")),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
