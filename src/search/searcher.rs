//! Opens a pack and answers queries.

use std::cmp::Reverse;
use std::io;
use std::sync::Arc;

use tantivy::schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer};
use tantivy::store::StoreReader;
use tantivy::{Index, SegmentReader, TantivyError};

use crate::PackError;
use crate::ahead;
use crate::called::{CONTENDERS, Called, Name};
use crate::common_words::CommonWords;
use crate::everyday;
use crate::facets::Facets;
use crate::marks::Marks;
use crate::message::{Answer, Hit, Kind, Question};
use crate::named::names;
use crate::pack::{Archive, ArchiveDirectory, FACETS, Piece, SYNONYMS, WORDS, is_wanted, read, unless_lost};
use crate::parts;
use crate::plan::{Plan, plan};
use crate::rank::{Ranker, Scored, best};
use crate::reasons::Reasons;
use crate::schema::{Card, schema};
use crate::searched::searched;
use crate::synonyms::Synonyms;
use crate::terms::Terms;
use crate::vocabulary::Vocabulary;

/// Blocks of cards kept at hand; copying one again costs little.
const CACHED_BLOCKS: usize = 4;

/// An open pack.
pub struct Searcher {
    archive: Arc<Archive>,
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
        Self::over(Arc::new(read(bytes)?))
    }

    /// Opens an archive. Whatever this reads is in every pack.
    pub(crate) fn over(archive: Arc<Archive>) -> Result<Self, PackError> {
        let file = |part| archive.file(part).ok_or(PackError::Lacks { part })?.map_err(PackError::Read);
        let lacks = |part| PackError::Lacks { part };
        let groups: Vec<Vec<String>> = serde_json::from_slice(&file(SYNONYMS)?).map_err(|_| lacks(SYNONYMS))?;
        let facets = Facets::read(&file(FACETS)?).ok_or(lacks(FACETS))?;
        let common = match archive.file(WORDS) {
            Some(words) => Some(CommonWords::read(&words?).ok_or(lacks(WORDS))?),
            None => None,
        };
        let segment = segment(Arc::clone(&archive))?;
        let (_, fields) = schema();
        let words = Arc::new(Terms::new(segment.inverted_index(fields.words)?));
        let vocabulary = Vocabulary::new(Arc::clone(&words), segment.max_doc(), common);
        Ok(Self {
            documents: segment.max_doc() as usize,
            ranker: Ranker::open(&segment, fields, words, vocabulary.clone())?,
            vocabulary,
            synonyms: Synonyms::new(&groups),
            everyday: Synonyms::new(&everyday::groups()),
            facets,
            cards: segment.get_store_reader(CACHED_BLOCKS)?,
            archive,
        })
    }

    /// How many documents the pack holds.
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// Finds the best documents for what a reader asks, as far as it can be told from the pieces that are here; when that
    /// is not enough for the whole truth, [`Answer::partial`] says so.
    ///
    /// Hits of equal worth come in the order of their addresses. A query without words finds nothing.
    pub fn search(&self, question: &Question) -> Answer {
        loop {
            match self.attempt(question) {
                Ok(answer) => return answer,
                Err(missing) => missing.into_iter().for_each(|piece| self.give_up(piece)),
            }
        }
    }

    /// The same, but only with all the pieces that it takes.
    ///
    /// # Errors
    ///
    /// The pieces to [`Searcher::supply`] before it can go on. It may ask up to three times: for words, for the pages that
    /// have them, and for what to show of the best.
    pub fn attempt(&self, question: &Question) -> Result<Answer, Vec<Piece>> {
        self.archive.begin();
        let answer = self.answer(question);
        let missing = self.archive.missing();
        if !missing.is_empty() {
            return Err(missing);
        }
        // All that was read is known to be whole, so reading does not fail; if it did, to find nothing is all there is to say.
        let answer = answer.unwrap_or_default();
        Ok(Answer { partial: self.archive.is_partial(), ..answer })
    }

    /// The page that very likely answers what somebody wrote to the service desk without asking a search, and whose name they
    /// say. Nobody asked for this answer, so a wrong one costs more than none. For a whole index: of one in pieces it may overlook
    /// pages.
    pub fn first_answer(&self, draft: &str) -> Option<Hit> {
        self.named(&Question::of_draft(draft)).ok().flatten()
    }

    /// The best page or none: what comes after a page that did not help is only less like it.
    fn named(&self, question: &Question) -> Result<Option<Hit>, PackError> {
        let plan = self.understand(question)?;
        let mut ranked = self.ranker.rank(&plan)?;
        ranked.keep_sure();
        let best = self.cards(&mut ranked.found, question, &plan)?.into_iter().next();
        let named = best.filter(|(_, _, card)| names(card, &plan.marks));
        Ok(named.map(|(_, called, card)| hit(card, called, &plan.marks)))
    }

    /// Takes in a piece.
    ///
    /// # Errors
    ///
    /// When these are not the bytes of the piece.
    pub fn supply(&self, piece: Piece, bytes: Vec<u8>) -> Result<(), PackError> {
        self.archive.supply(piece, bytes)
    }

    /// Takes note that a piece cannot be had: what it says counts as nothing, until [`Searcher::hope`].
    pub fn give_up(&self, piece: Piece) {
        self.archive.give_up(piece);
    }

    /// Asks again for pieces that could not be had.
    pub fn hope(&self) {
        self.archive.hope();
    }

    /// All pieces that there are.
    pub fn pieces(&self) -> Vec<Piece> {
        self.archive.pieces().collect()
    }

    /// Bytes of a piece.
    pub fn piece_size(&self) -> usize {
        self.archive.piece_size()
    }

    /// Never lets go of a piece to save memory.
    pub(crate) fn keep_all(&self) {
        self.archive.keep_all();
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
        if self.archive.is_in_pieces() {
            self.look_ahead(question)?;
        }
        let plan = self.understand(question)?;
        let mut ranked = self.ranker.rank(&plan)?;
        let counts = self.facets.sift(&mut ranked.found, &question.filter);
        if question.sure {
            ranked.keep_sure();
        }
        let total = ranked.found.len();
        let cards = self.cards(&mut ranked.found, question, &plan)?;
        let hits = cards.into_iter().map(|(page, called, card)| (page, hit(card, called, &plan.marks)));
        let (best, mut hits): (Vec<_>, Vec<_>) = hits.unzip();
        let mut asked = Vec::new();
        if question.explain {
            Reasons::new(&question.query, &plan, &self.ranker).explain(&ranked, &best, &mut hits)?;
            asked = searched(&plan, &self.vocabulary, self.documents)?;
        }
        Ok(Answer {
            hits,
            total,
            corrected: plan.corrected,
            unknown: plan.unknown,
            counts,
            partial: false,
            searched: asked,
        })
    }

    /// Reads everything that understanding a question will take, so that all pieces it needs are asked for at once.
    fn look_ahead(&self, question: &Question) -> io::Result<()> {
        ahead::read(question, &self.vocabulary, &self.ranker, &self.synonyms, &self.everyday);
        if self.archive.missing().is_empty() { Ok(()) } else { Err(io::ErrorKind::WouldBlock.into()) }
    }

    /// The best pages and what is kept of them; first those that are called what was asked for. Those whose card cannot be had
    /// are dropped.
    fn cards(
        &self,
        found: &mut [Scored],
        question: &Question,
        plan: &Plan,
    ) -> Result<Vec<(Scored, Called, Card)>, PackError> {
        let name = Name::of(plan.corrected.as_deref().unwrap_or(&question.query));
        let limit = question.limit;
        let mut cards = Vec::new();
        let mut wanted = false;
        for page in best(found, if limit > 0 { limit.max(CONTENDERS) } else { 0 }) {
            match self.card(page.1) {
                Ok(Some(card)) if question.sure && is_withheld(&card) => {}
                Ok(Some(card)) => cards.push((*page, name.suits(&card), card)),
                Ok(None) => {}
                Err(PackError::Read(error)) if is_wanted(&error) => wanted = true,
                Err(error) => return Err(error),
            }
        }
        if wanted {
            return Err(PackError::Read(io::ErrorKind::WouldBlock.into()));
        }
        let contenders = cards.len().min(CONTENDERS);
        if let Some(contenders) = cards.get_mut(..contenders) {
            contenders.sort_by_key(|(_, called, _)| Reverse(*called));
        }
        cards.truncate(limit);
        Ok(cards)
    }

    /// What is kept of a page; nothing when that cannot be had.
    fn card(&self, page: u32) -> Result<Option<Card>, PackError> {
        match self.cards.get(page) {
            Ok(StoredCard(card)) => Ok(Some(card)),
            // tantivy shares the error of a read; its kind says all that counts here.
            Err(TantivyError::IoError(error)) => Ok(unless_lost(Err(error.kind().into()))?),
            Err(error) => Err(error.into()),
        }
    }
}

fn hit(card: Card, called: Called, marks: &Marks) -> Hit {
    Hit {
        called: called != Called::Otherwise,
        kind: card.kind,
        title: marks.fragments(&card.title),
        snippet: marks.fragments(&card.summary),
        part: parts::best(&card.parts, &card.title, marks),
        path: card.path,
        category: card.category,
        reasons: Vec::new(),
    }
}

/// Whether a page is not offered for a draft: a form is what is being filled in, and others their authors keep back.
fn is_withheld(card: &Card) -> bool {
    card.withheld || card.kind == Kind::Form
}

impl std::fmt::Debug for Searcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Searcher").field("documents", &self.documents).finish_non_exhaustive()
    }
}

/// The only segment. Opened without tantivy's own reader: nothing is ever reloaded, so there is nothing to watch or lock.
fn segment(archive: Arc<Archive>) -> Result<SegmentReader, PackError> {
    let index = Index::open(ArchiveDirectory::new(archive))?;
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
mod piece_tests;
#[cfg(test)]
pub(crate) mod tests;
