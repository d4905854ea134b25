//! Pieces: files of one size that hold what a pack leaves out.

use std::fmt;

use xxhash_rust::xxh64::xxh64;

/// One piece. Its name is the hash of its bytes, so that a name never stands for other bytes, and what arrives can be
/// checked against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Piece {
    /// Counts from the start of the archive.
    pub(crate) number: usize,
    pub(crate) hash: u64,
}

impl Piece {
    /// Its address beside the pack, without what says how it is compressed.
    pub fn file_name(&self) -> String {
        format!("pieces/{self}")
    }
}

impl fmt::Display for Piece {
    /// Sixteen digits of base 16.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.hash)
    }
}

/// The hash of some bytes: 64 bits of xxHash, which tells any two pieces of a site apart and notices damage. It is no
/// defence against forgery; pieces come from the site that the program comes from.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    xxh64(bytes, 0)
}
