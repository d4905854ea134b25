//! How the files lie in a pack.

use tantivy::directory::OwnedBytes;

use super::checksum::{Checksum, checksum};
use super::{BuildError, PackError};

const MAGIC: &[u8; 4] = b"TZPK";
/// Raise it whenever a pack of today could not be read, or would be read wrongly, by yesterday's engine.
const VERSION: u32 = 3;
/// Bytes before the contents.
const HEADER: usize = 24;
/// Bytes of the header that its checksum covers.
const COVERED: usize = 20;

/// Name of the file with the groups of synonyms, as JSON.
pub(crate) const SYNONYMS: &str = "synonyms.json";
/// Name of the file with the facets of all pages.
pub(crate) const FACETS: &str = "facets";

/// An opened pack: the files in it, all of them known to be whole. The bytes are shared, never copied.
#[derive(Debug, Clone)]
pub(crate) struct Pack {
    files: Vec<(String, OwnedBytes)>,
}

impl Pack {
    pub(crate) fn open(bytes: Vec<u8>) -> Result<Self, PackError> {
        let bytes = OwnedBytes::new(bytes);
        let contents = contents(&bytes)?;
        let mut rest = bytes.slice(HEADER + contents.len()..bytes.len());
        let mut contents = Reader(contents);
        let mut files = Vec::new();
        while !contents.0.is_empty() {
            let (name, length, expected) = contents.entry().ok_or_else(damaged_contents)?;
            if length > rest.len() {
                return Err(damaged_contents());
            }
            let (file, after) = rest.split(length);
            if checksum(&file) != expected {
                return Err(PackError::Damaged { part: name });
            }
            files.push((name, file));
            rest = after;
        }
        if rest.is_empty() { Ok(Self { files }) } else { Err(damaged_contents()) }
    }

    /// The bytes of a file.
    pub(crate) fn file(&self, name: &str) -> Option<&OwnedBytes> {
        self.files.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes)
    }
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
    reader.take(4).ok_or_else(|| torn(HEADER as u64))?;
    let version = reader.u32().ok_or_else(|| torn(HEADER as u64))?;
    if version != VERSION {
        return Err(PackError::OtherVersion { found: version, expected: VERSION });
    }
    let in_all = reader.u64().ok_or_else(|| torn(HEADER as u64))?;
    if in_all != found {
        return Err(torn(in_all));
    }
    let length = reader.u32().ok_or_else(|| torn(HEADER as u64))?;
    let expected = reader.u32().ok_or_else(|| torn(HEADER as u64))?;
    let contents = usize::try_from(length).ok().and_then(|length| reader.take(length)).ok_or_else(damaged_contents)?;
    let covered = bytes.get(..COVERED).unwrap_or_default();
    if Checksum::new().with(covered).with(contents).value() != expected {
        return Err(damaged_contents());
    }
    Ok(contents)
}

fn damaged_contents() -> PackError {
    PackError::Damaged { part: "contents".to_owned() }
}

/// Lays the files out as a pack.
pub(crate) fn write(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, BuildError> {
    let mut contents = Vec::new();
    for (name, bytes) in files {
        contents.push(u8::try_from(name.len()).map_err(|_| BuildError::Shape("the name of a file is too long"))?);
        contents.extend_from_slice(name.as_bytes());
        contents.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        contents.extend_from_slice(&checksum(bytes).to_le_bytes());
    }
    let in_all = HEADER + contents.len() + files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
    let length = u32::try_from(contents.len()).map_err(|_| BuildError::Shape("there are too many files"))?;

    let mut pack = Vec::with_capacity(in_all);
    pack.extend_from_slice(MAGIC);
    pack.extend_from_slice(&VERSION.to_le_bytes());
    pack.extend_from_slice(&(in_all as u64).to_le_bytes());
    pack.extend_from_slice(&length.to_le_bytes());
    let sum = Checksum::new().with(&pack).with(&contents).value();
    pack.extend_from_slice(&sum.to_le_bytes());
    pack.extend_from_slice(&contents);
    for (_, bytes) in files {
        pack.extend_from_slice(bytes);
    }
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

    /// Name, length and checksum of a file.
    fn entry(&mut self) -> Option<(String, usize, u32)> {
        let length = usize::from(*self.take(1)?.first()?);
        let name = std::str::from_utf8(self.take(length)?).ok()?.to_owned();
        Some((name, usize::try_from(self.u64()?).ok()?, self.u32()?))
    }
}

#[cfg(test)]
mod tests;
