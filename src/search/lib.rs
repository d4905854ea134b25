//! Schema, query plan, ranking and the pack: the only crate that names tantivy. Native and wasm give the same hits in
//! the same order.
//!
//! tantivy stores the words: dictionary, postings, lengths. Which words a query means (`plan`) and how much a page is
//! worth (`rank`) is decided here, in arithmetic that every target computes alike: tantivy's own scorer takes a
//! logarithm from the platform, whose last bit differs between glibc and wasm.

mod acronyms;
mod ahead;
mod called;
mod common_words;
mod correction;
mod coverage;
mod document;
pub mod eval;
mod everyday;
mod facets;
mod frugal;
mod keyboard;
mod letters;
mod logarithm;
mod marks;
pub mod message;
mod named;
pub mod pack;
mod parts;
pub mod passage;
mod plan;
mod questions;
mod rank;
mod reasons;
mod remembered;
mod schema;
mod searched;
mod searcher;
mod stem;
mod synonyms;
mod terms;
pub mod titles;
mod vocabulary;
mod words;

pub use document::{Document, Heading};
pub use letters::folded;
pub use pack::{BuildError, PackError, Packed, Piece};
pub use searcher::Searcher;
