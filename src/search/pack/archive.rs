//! All files of an index, end to end. Some of the bytes are held from the start; the others come in pieces when they are
//! asked for.

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tantivy::directory::OwnedBytes;

use super::PackError;
use super::piece::{Piece, hash};

/// Bytes of pieces that are kept at hand, unless all are. What one search needs stays, even if it is more.
const KEPT: usize = 32 << 20;

/// The bytes, and what is known about those that are not here.
pub(crate) struct Archive {
    /// Names of the files and where they lie.
    pub(super) files: Vec<(String, Range<usize>)>,
    /// Parts that are here from the start, in their order.
    pub(super) held: Vec<(usize, OwnedBytes)>,
    /// Bytes in all.
    pub(super) length: usize,
    /// Bytes of a piece; the last one may be shorter.
    pub(super) piece_size: usize,
    /// Hashes of the pieces, in their order; empty when everything is held.
    pub(super) hashes: Vec<u64>,
    pub(super) state: Mutex<State>,
}

/// What changes while an archive is read.
#[derive(Default)]
pub(super) struct State {
    here: HashMap<usize, Supplied>,
    missing: BTreeSet<usize>,
    lost: BTreeSet<usize>,
    /// Whether something lost was asked for.
    partial: bool,
    /// Counts searches, to know which pieces have not been used for longest.
    search: u64,
    /// Whether no piece is ever let go.
    keeps_all: bool,
    /// Which bytes were asked for, while somebody wants to know.
    reads: Option<Vec<Range<usize>>>,
}

struct Supplied {
    bytes: OwnedBytes,
    search: u64,
}

impl Archive {
    /// The bytes of a file.
    pub(crate) fn file(&self, name: &str) -> Option<io::Result<OwnedBytes>> {
        self.place(name).map(|place| self.read(place))
    }

    /// Where a file lies.
    pub(super) fn place(&self, name: &str) -> Option<Range<usize>> {
        self.files.iter().find(|(known, _)| known == name).map(|(_, place)| place.clone())
    }

    /// Whether some of the bytes have to be fetched.
    pub(crate) fn is_in_pieces(&self) -> bool {
        !self.hashes.is_empty()
    }

    /// Bytes of a piece, but for the last one.
    pub(crate) fn piece_size(&self) -> usize {
        self.piece_size
    }

    /// All pieces, in their order.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = Piece> {
        self.hashes.iter().enumerate().map(|(number, hash)| Piece { number, hash: *hash })
    }

    /// Reads some bytes.
    ///
    /// # Errors
    ///
    /// `WouldBlock` when a piece has to be fetched first; see [`Archive::missing`]. `NotFound` when it cannot be had.
    pub(super) fn read(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start >= range.end {
            return Ok(OwnedBytes::empty());
        }
        if range.end > self.length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut state = self.state();
        if let Some(reads) = &mut state.reads {
            reads.push(range.clone());
        }
        let held = self.held.iter().find(|(start, bytes)| *start <= range.start && range.end <= start + bytes.len());
        match held {
            Some((start, bytes)) => Ok(bytes.slice(range.start - start..range.end - start)),
            None => self.assemble(range, &mut state),
        }
    }

    /// Puts bytes together from the pieces they lie in. Within one piece nothing is copied.
    fn assemble(&self, range: Range<usize>, state: &mut State) -> io::Result<OwnedBytes> {
        let size = self.piece_size.max(1);
        let numbers = range.start / size..=(range.end - 1) / size;
        let absent: Vec<usize> = numbers.clone().filter(|number| !state.here.contains_key(number)).collect();
        if absent.iter().any(|number| state.lost.contains(number)) {
            state.partial = true;
            return Err(io::ErrorKind::NotFound.into());
        }
        if !absent.is_empty() {
            state.missing.extend(absent);
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let search = state.search;
        let mut parts = Vec::new();
        for number in numbers {
            let Some(piece) = state.here.get_mut(&number) else { continue };
            piece.search = search;
            let start = number * size;
            let within = range.start.max(start) - start..range.end.min(start + piece.bytes.len()) - start;
            parts.push(piece.bytes.slice(within));
        }
        match <[OwnedBytes; 1]>::try_from(parts) {
            Ok([one]) => Ok(one),
            Err(parts) => Ok(OwnedBytes::new(parts.iter().map(OwnedBytes::as_slice).collect::<Vec<_>>().concat())),
        }
    }

    /// Begins a search: forgets what earlier ones lacked, and lets go of pieces when there are too many.
    pub(crate) fn begin(&self) {
        let mut state = self.state();
        state.search += 1;
        state.missing.clear();
        state.partial = false;
        let most = KEPT / self.piece_size.max(1);
        if state.here.len() > most && !state.keeps_all {
            let mut used: Vec<u64> = state.here.values().map(|piece| piece.search).collect();
            used.sort_unstable();
            let oldest = used.get(used.len() - most).copied().unwrap_or(0).min(state.search - 1);
            state.here.retain(|_, piece| piece.search >= oldest);
        }
    }

    /// Pieces that were asked for since the search began and have to be fetched, in their order.
    pub(crate) fn missing(&self) -> Vec<Piece> {
        self.state().missing.iter().filter_map(|number| self.piece(*number)).collect()
    }

    /// Whether something was asked for since the search began that cannot be had.
    pub(crate) fn is_partial(&self) -> bool {
        self.state().partial
    }

    /// Lets go of no piece any more.
    pub(crate) fn keep_all(&self) {
        self.state().keeps_all = true;
    }

    fn piece(&self, number: usize) -> Option<Piece> {
        self.hashes.get(number).map(|hash| Piece { number, hash: *hash })
    }

    /// Takes in a piece.
    ///
    /// # Errors
    ///
    /// When these are not its bytes.
    pub(crate) fn supply(&self, piece: Piece, bytes: Vec<u8>) -> Result<(), PackError> {
        let start = piece.number.saturating_mul(self.piece_size);
        let length = self.length.saturating_sub(start).min(self.piece_size);
        if self.piece(piece.number) != Some(piece) || bytes.len() != length || hash(&bytes) != piece.hash {
            return Err(PackError::Damaged { part: format!("piece {piece}") });
        }
        let mut state = self.state();
        state.lost.remove(&piece.number);
        let search = state.search;
        state.here.insert(piece.number, Supplied { bytes: OwnedBytes::new(bytes), search });
        Ok(())
    }

    /// Takes note that a piece cannot be had; what lies in it counts as nothing.
    pub(crate) fn give_up(&self, piece: Piece) {
        self.state().lost.insert(piece.number);
    }

    /// Hopes again for pieces that could not be had.
    pub(crate) fn hope(&self) {
        self.state().lost.clear();
    }

    /// Starts to write down what is read.
    pub(super) fn record(&self) {
        self.state().reads = Some(Vec::new());
    }

    /// Everything that was read since, in order and without overlaps. Gaps of less than `gap` bytes are closed.
    pub(super) fn recorded(&self, gap: usize) -> Vec<Range<usize>> {
        let mut reads = self.state().reads.take().unwrap_or_default();
        reads.sort_unstable_by_key(|range| range.start);
        let mut merged: Vec<Range<usize>> = Vec::new();
        for read in reads {
            match merged.last_mut() {
                Some(last) if read.start <= last.end + gap => last.end = last.end.max(read.end),
                _ => merged.push(read),
            }
        }
        merged
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a read gives, or nothing when its bytes cannot be had. Bytes that are still to be fetched stay an error.
pub(crate) fn unless_lost<T: Default>(read: io::Result<T>) -> io::Result<T> {
    match read {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(T::default()),
        read => read,
    }
}

/// Whether a read failed only because its bytes are still to be fetched.
pub(crate) fn is_wanted(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::WouldBlock
}

#[cfg(test)]
mod tests;
