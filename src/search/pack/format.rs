//! How a pack lies in its file.

use std::ops::Range;
use std::sync::Mutex;

use tantivy::directory::OwnedBytes;

use super::archive::{Archive, State};
use super::piece::{Piece, hash};
use super::{BuildError, PackError};

const MAGIC: &[u8; 4] = b"TZPK";
/// Raise it whenever a pack of today could not be read, or would be read wrongly, by yesterday's engine.
const VERSION: u32 = 4;
/// Bytes before the contents.
const HEADER: usize = 28;
/// Bytes of the header that its checksum covers.
const COVERED: usize = 20;

/// What a pack says about an archive.
pub(super) struct Layout<'a> {
    /// Names and lengths of the files, in the order in which they lie.
    pub(super) files: &'a [(String, usize)],
    /// What the pack holds of them, in order.
    pub(super) held: &'a [Range<usize>],
    /// Bytes of a piece, and the pieces; none when the pack holds everything.
    pub(super) pieces: (usize, &'a [Piece]),
}

/// Reads a pack. All bytes that it holds are known to be whole afterwards; they are shared, never copied.
pub(super) fn read(bytes: Vec<u8>) -> Result<Archive, PackError> {
    let bytes = OwnedBytes::new(bytes);
    let contents = contents(&bytes)?;
    let mut rest = bytes.slice(HEADER + contents.len()..bytes.len());
    let contents = Contents::read(contents).ok_or_else(damaged_contents)?;
    if contents.held.iter().map(Range::len).sum::<usize>() != rest.len() {
        return Err(damaged_contents());
    }
    if hash(&rest) != contents.checksum {
        return Err(PackError::Damaged { part: "data".to_owned() });
    }
    let mut held = Vec::with_capacity(contents.held.len());
    for range in contents.held {
        let (part, after) = rest.split(range.len());
        held.push((range.start, part));
        rest = after;
    }
    Ok(Archive {
        files: contents.files,
        held,
        length: contents.length,
        piece_size: contents.piece_size,
        hashes: contents.hashes,
        state: Mutex::new(State::default()),
    })
}

/// Checks the header and gives the table of contents.
fn contents(bytes: &[u8]) -> Result<&[u8], PackError> {
    let mut reader = Reader(bytes);
    // A torn pack may end in the middle of the magic; anything else that starts otherwise is no pack.
    if !bytes.starts_with(MAGIC.get(..bytes.len().min(4)).unwrap_or(MAGIC)) {
        return Err(PackError::NotAPack);
    }
    let found = bytes.len() as u64;
    let torn = |expected| PackError::Torn { found, expected };
    let short = || torn(HEADER as u64);
    reader.take(4).ok_or_else(short)?;
    let version = reader.u32().ok_or_else(short)?;
    if version != VERSION {
        return Err(PackError::OtherVersion { found: version, expected: VERSION });
    }
    let in_all = reader.u64().ok_or_else(short)?;
    if in_all != found {
        return Err(torn(in_all));
    }
    let length = reader.u32().ok_or_else(short)?;
    let expected = reader.u64().ok_or_else(short)?;
    let contents = usize::try_from(length).ok().and_then(|length| reader.take(length)).ok_or_else(damaged_contents)?;
    let covered = bytes.get(..COVERED).unwrap_or_default();
    if hash(&[covered, contents].concat()) != expected {
        return Err(damaged_contents());
    }
    Ok(contents)
}

fn damaged_contents() -> PackError {
    PackError::Damaged { part: "contents".to_owned() }
}

/// The table of contents, known to fit together.
struct Contents {
    checksum: u64,
    piece_size: usize,
    files: Vec<(String, Range<usize>)>,
    held: Vec<Range<usize>>,
    length: usize,
    hashes: Vec<u64>,
}

impl Contents {
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let checksum = reader.u64()?;
        let piece_size = usize::try_from(reader.u32()?).ok()?;
        let mut files = Vec::new();
        let mut length = 0_usize;
        for _ in 0..reader.u32()? {
            let (name, bytes) = (reader.name()?, reader.length()?);
            let end = length.checked_add(bytes)?;
            files.push((name, length..end));
            length = end;
        }
        let mut held: Vec<Range<usize>> = Vec::new();
        for _ in 0..reader.u32()? {
            let (start, bytes) = (reader.length()?, reader.length()?);
            let end = start.checked_add(bytes).filter(|end| *end <= length)?;
            if start < held.last().map_or(0, |before| before.end) {
                return None;
            }
            held.push(start..end);
        }
        let (hashes, rest) = reader.0.as_chunks::<8>();
        let hashes: Vec<u64> = hashes.iter().map(|hash| u64::from_le_bytes(*hash)).collect();
        let expected = if piece_size == 0 { 0 } else { length.div_ceil(piece_size) };
        let whole = held.iter().map(Range::len).sum::<usize>() == length;
        let sound = rest.is_empty() && hashes.len() == expected && (piece_size > 0 || whole);
        sound.then_some(Self { checksum, piece_size, files, held, length, hashes })
    }
}

/// Lays out a pack. `archive` is all files, one after the other.
pub(super) fn write(layout: &Layout<'_>, archive: &[u8]) -> Result<Vec<u8>, BuildError> {
    let mut data = Vec::new();
    for range in layout.held {
        data.extend_from_slice(archive.get(range.clone()).ok_or(BuildError::Shape("a part lies outside"))?);
    }
    let count = |count: usize| u32::try_from(count).map_err(|_| BuildError::Shape("a number is too large"));
    let mut contents = Vec::new();
    contents.extend_from_slice(&hash(&data).to_le_bytes());
    contents.extend_from_slice(&count(layout.pieces.0)?.to_le_bytes());
    contents.extend_from_slice(&count(layout.files.len())?.to_le_bytes());
    for (name, length) in layout.files {
        contents.push(u8::try_from(name.len()).map_err(|_| BuildError::Shape("the name of a file is too long"))?);
        contents.extend_from_slice(name.as_bytes());
        contents.extend_from_slice(&(*length as u64).to_le_bytes());
    }
    contents.extend_from_slice(&count(layout.held.len())?.to_le_bytes());
    for range in layout.held {
        contents.extend_from_slice(&(range.start as u64).to_le_bytes());
        contents.extend_from_slice(&(range.len() as u64).to_le_bytes());
    }
    for piece in layout.pieces.1 {
        contents.extend_from_slice(&piece.hash.to_le_bytes());
    }

    let in_all = HEADER + contents.len() + data.len();
    let mut pack = Vec::with_capacity(in_all);
    pack.extend_from_slice(MAGIC);
    pack.extend_from_slice(&VERSION.to_le_bytes());
    pack.extend_from_slice(&(in_all as u64).to_le_bytes());
    pack.extend_from_slice(&count(contents.len())?.to_le_bytes());
    let sum = hash(&[pack.as_slice(), &contents].concat());
    pack.extend_from_slice(&sum.to_le_bytes());
    pack.extend_from_slice(&contents);
    pack.extend_from_slice(&data);
    Ok(pack)
}

/// Takes numbers and names off the front of a slice; `None` when it is too short.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn u64(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    fn length(&mut self) -> Option<usize> {
        usize::try_from(self.u64()?).ok()
    }

    fn name(&mut self) -> Option<String> {
        let length = usize::from(*self.take(1)?.first()?);
        Some(std::str::from_utf8(self.take(length)?).ok()?.to_owned())
    }
}

#[cfg(test)]
mod tests;
