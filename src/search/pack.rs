//! The pack: one file with everything the search needs.
//!
//! ```text
//! TZPK                      4 bytes
//! version                   u32   raised whenever schema, words or tantivy's own format change
//! bytes in all              u64
//! length of the contents    u32
//! checksum                  u32   CRC-32 of all bytes before this field and of the contents
//! contents                  for each file: length of its name u8, name, length u64, CRC-32 u32
//! files                     one after the other, in the order of the contents
//! ```
//!
//! Numbers are little-endian. The writer and the reader are both here.

mod build;
mod checksum;
mod directory;
mod format;

use std::io;

pub use build::build;
pub(crate) use directory::PackDirectory;
#[cfg(test)]
pub(crate) use format::write;
pub(crate) use format::{FACETS, Pack, SYNONYMS};

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
