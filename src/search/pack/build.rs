//! Makes a pack from pages.

use std::panic::resume_unwind;
use std::path::Path;
use std::thread;

use tantivy::directory::{Directory, RamDirectory};
use tantivy::{Index, SingleSegmentIndexWriter, TantivyDocument};

use super::BuildError;
use super::cut::{Cut, Packed};
use crate::Document;
use crate::acronyms::learned;
use crate::common_words::CommonWords;
use crate::facets::Facets;
use crate::schema::{Fields, entry, schema, settings};

/// Name of the file with the groups of synonyms, as JSON.
pub(crate) const SYNONYMS: &str = "synonyms.json";
/// Name of the file with the facets of all pages.
pub(crate) const FACETS: &str = "facets";
/// Name of the file with the words in most pages. An index without pieces has none: its dictionary is at hand.
pub(crate) const WORDS: &str = "words";

/// What tantivy is asked to plan for, in bytes; it only sizes the first table.
const MEMORY: usize = 64 << 20;
/// How many pages are cut into words at a time; their words take far more room than their texts.
const BATCH: usize = 512;
/// Where tantivy keeps the list of segments.
const META: &str = "meta.json";
/// Stands in for the random name that tantivy gives a segment.
const SEGMENT: &str = "00000000000000000000000000000000";
/// The same as `meta.json` writes it.
const SEGMENT_ID: &str = "00000000-0000-0000-0000-000000000000";

/// Makes the index of these pages. The same pages and synonyms give the same bytes, whatever order the pages come in.
///
/// # Errors
///
/// When tantivy cannot write the index; nothing an author writes does that.
pub fn build(documents: &[Document], synonyms: &[Vec<String>]) -> Result<Packed, BuildError> {
    build_cut(documents, synonyms, Cut::default())
}

/// The same, cut as asked.
///
/// # Errors
///
/// As for [`build`].
pub fn build_cut(documents: &[Document], synonyms: &[Vec<String>], cut: Cut) -> Result<Packed, BuildError> {
    let mut sorted: Vec<&Document> = documents.iter().collect();
    // Hits of equal worth come in the order of their numbers, so that order must be the one of the addresses.
    sorted.sort_by(|a, b| a.path.cmp(&b.path));

    let (schema, fields) = schema();
    let directory = RamDirectory::create();
    let builder = Index::builder().schema(schema).settings(settings());
    let mut writer: SingleSegmentIndexWriter<TantivyDocument> =
        builder.single_segment_index_writer(directory.clone(), MEMORY)?;
    for batch in sorted.chunks(BATCH) {
        for entry in entries(fields, batch)? {
            writer.add_document(entry)?;
        }
    }
    let index = writer.finalize()?;
    let mut files = files(&index, &directory)?;
    let learned = learned(&sorted);
    let synonyms: Vec<&Vec<String>> = synonyms.iter().chain(&learned).collect();
    files.push((SYNONYMS.to_owned(), serde_json::to_vec(&synonyms).map_err(BuildError::Card)?));
    files.push((FACETS.to_owned(), Facets::of(&sorted).write()));
    if files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() > cut.whole {
        files.push((WORDS.to_owned(), CommonWords::of(&index, fields.words)?.write()));
    }
    files.sort();
    Packed::of(files, cut)
}

/// Pages as tantivy takes them, in their order. Cutting texts into words is most of the work of an index, so it is done on
/// all cores.
fn entries(fields: Fields, documents: &[&Document]) -> Result<Vec<TantivyDocument>, BuildError> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let share = documents.len().div_ceil(cores).max(1);
    let cut = |part: &[&Document]| part.iter().map(|document| entry(fields, document)).collect::<Result<Vec<_>, _>>();
    thread::scope(|scope| {
        let parts: Vec<_> = documents.chunks(share).map(|part| scope.spawn(move || cut(part))).collect();
        let parts = parts.into_iter().map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic)));
        Ok(parts.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    })
}

/// The files of the only segment under names that do not change from one build to the next.
fn files(index: &Index, directory: &RamDirectory) -> Result<Vec<(String, Vec<u8>)>, BuildError> {
    let metas = index.load_metas()?;
    let [segment] = metas.segments.as_slice() else {
        return Err(BuildError::Shape("there must be one segment"));
    };
    let random = segment.id().uuid_string();
    let mut files = Vec::new();
    for path in metas.list_segment_files() {
        if directory.exists(&path)? {
            let name = path.to_str().ok_or(BuildError::Shape("the name of a file is not text"))?;
            files.push((name.replace(&random, SEGMENT), directory.atomic_read(&path)?));
        }
    }
    let mut meta: serde_json::Value =
        serde_json::from_slice(&directory.atomic_read(Path::new(META))?).map_err(BuildError::Card)?;
    let id = meta.pointer_mut("/segments/0/segment_id").ok_or(BuildError::Shape("a segment has no name"))?;
    *id = SEGMENT_ID.into();
    files.push((META.to_owned(), serde_json::to_vec(&meta).map_err(BuildError::Card)?));
    Ok(files)
}
