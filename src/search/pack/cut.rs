//! Decides whether a pack holds everything or leaves most of it in pieces.

use std::ops::Range;
use std::sync::Arc;

use super::format::{self, Layout};
use super::piece::{Piece, hash};
use super::{BuildError, PackError};
use crate::Searcher;

/// When an index is cut into pieces, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The most bytes, not compressed, of an index that is one file.
    pub whole: usize,
    /// Bytes of a piece, not compressed.
    pub piece: usize,
}

impl Default for Cut {
    /// What was measured to be best; see `docs/search.md`.
    fn default() -> Self {
        Self { whole: 16 << 20, piece: 16 << 10 }
    }
}

/// Gaps between two reads that are cheaper to hold than to name.
const GAP: usize = 64;

/// An index as it is published.
pub struct Packed {
    /// The file that is fetched first.
    pub pack: Vec<u8>,
    archive: Vec<u8>,
    piece_size: usize,
    pieces: Vec<Piece>,
}

impl Packed {
    /// Packs files whose names are known to the search.
    pub(crate) fn of(files: Vec<(String, Vec<u8>)>, cut: Cut) -> Result<Self, BuildError> {
        let names: Vec<(String, usize)> = files.iter().map(|(name, bytes)| (name.clone(), bytes.len())).collect();
        let archive: Vec<u8> = files.into_iter().flat_map(|(_, bytes)| bytes).collect();
        let everything = 0..archive.len();
        let whole = Layout { files: &names, held: std::slice::from_ref(&everything), pieces: (0, &[]) };
        let pack = format::write(&whole, &archive)?;
        if archive.len() <= cut.whole {
            return Ok(Self { pack, archive: Vec::new(), piece_size: 0, pieces: Vec::new() });
        }
        let held = read_to_open(pack)?;
        let pieces: Vec<Piece> =
            archive.chunks(cut.piece).enumerate().map(|(number, bytes)| Piece { number, hash: hash(bytes) }).collect();
        let layout = Layout { files: &names, held: &held, pieces: (cut.piece, &pieces) };
        Ok(Self { pack: format::write(&layout, &archive)?, archive, piece_size: cut.piece, pieces })
    }

    /// The pieces and their bytes; none when the pack holds everything.
    pub fn pieces(&self) -> Vec<(Piece, &[u8])> {
        self.pieces.iter().copied().zip(self.archive.chunks(self.piece_size.max(1))).collect()
    }

    /// Opens it with all its pieces at hand.
    ///
    /// # Errors
    ///
    /// When it cannot be read; it was just written, so that would be a fault of ours.
    pub fn open(self) -> Result<Searcher, PackError> {
        let searcher = Searcher::open(self.pack)?;
        searcher.keep_all();
        for (piece, bytes) in self.pieces.iter().zip(self.archive.chunks(self.piece_size.max(1))) {
            searcher.supply(*piece, bytes.to_vec())?;
        }
        Ok(searcher)
    }
}

/// What opening an index reads: that much has to be there before anything can be asked.
fn read_to_open(pack: Vec<u8>) -> Result<Vec<Range<usize>>, BuildError> {
    let archive = Arc::new(format::read(pack).map_err(BuildError::Reopen)?);
    archive.record();
    Searcher::over(Arc::clone(&archive)).map_err(BuildError::Reopen)?;
    Ok(archive.recorded(GAP))
}
