//! The search index as it is published: one file, the pack, and for a large knowledge base pieces beside it.
//!
//! All files of the index lie end to end in an *archive*. The pack holds parts of it: all of it, or what opening the index
//! reads. The rest is cut into *pieces* of one size, each a file named by its hash, which are fetched when a search needs
//! them. (No HTTP ranges: many hosts get them wrong.)
//!
//! ```text
//! TZPK                      4 bytes
//! version                   u32   raised whenever schema, words or tantivy's own format change
//! bytes in all              u64
//! length of the contents    u32
//! checksum                  u64   of all bytes before this field and of the contents
//! contents
//!   checksum of the data    u64
//!   bytes of a piece        u32   0 when the pack holds everything
//!   number of files         u32   for each: length of its name u8, name, length u64
//!   number of parts held    u32   for each: where it starts u64, length u64
//!   hashes of the pieces    u64 each
//! data                      the parts held, one after the other
//! ```
//!
//! Numbers are little-endian; checksums and hashes are xxHash of 64 bits. The writer and the reader are both here.

mod archive;
mod build;
mod cut;
mod directory;
mod format;
mod piece;

use std::io;

pub(crate) use archive::{Archive, is_wanted, unless_lost};
pub(crate) use build::{FACETS, SYNONYMS, WORDS};
pub use build::{build, build_cut};
pub use cut::{Cut, Packed};
pub(crate) use directory::ArchiveDirectory;
pub use piece::Piece;

/// Reads a pack.
pub(crate) fn read(bytes: Vec<u8>) -> Result<Archive, PackError> {
    format::read(bytes)
}

/// Why a pack could not be made.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// tantivy refused.
    #[error("the search index could not be written: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// What a hit shows could not be written down.
    #[error("the search results could not be written down: {0}")]
    Card(#[source] serde_json::Error),
    /// A part of the index is not where it was put.
    #[error("a part of the search index could not be read back: {0}")]
    ReadBack(#[from] tantivy::directory::error::OpenReadError),
    /// What was just packed cannot be opened.
    #[error("the search index cannot be opened again: {0}")]
    Reopen(#[source] PackError),
    /// The index has several segments or none, a file has a name that is too long: not the shape a pack holds.
    #[error("the search index has an unexpected shape: {0}")]
    Shape(&'static str),
}

/// Why a pack could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The file is something else.
    #[error("this is not a search pack")]
    NotAPack,
    /// Another version of Tierzero made it.
    #[error("the search pack has format {found}, but format {expected} is needed")]
    OtherVersion {
        /// Format of the pack.
        found: u32,
        /// Format this version reads.
        expected: u32,
    },
    /// It ends too early, or has bytes too many.
    #[error("the search pack has {found} bytes where {expected} were written")]
    Torn {
        /// Bytes there are.
        found: u64,
        /// Bytes there should be.
        expected: u64,
    },
    /// Its bytes are not those that were written.
    #[error("the search pack is damaged: the checksum of `{part}` is wrong")]
    Damaged {
        /// Name of the part.
        part: String,
    },
    /// Whole, but tantivy cannot read it.
    #[error("the search pack cannot be read: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// Whole, but a part of it cannot be read.
    #[error("the search pack cannot be read: {0}")]
    Read(#[from] io::Error),
    /// Whole, but without what it must have.
    #[error("the search pack lacks `{part}`")]
    Lacks {
        /// Name of the part.
        part: &'static str,
    },
}
