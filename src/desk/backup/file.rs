//! One file of a backup.

use std::{
    fs::{self, File},
    io::{self, Cursor, Read, Write as _},
    path::{Path, PathBuf},
};

use super::{BackupError, folder};
use crate::digest::{Digest, Digesting};

const PIECE: usize = 64 * 1024;

/// Where the bytes are that are to be copied.
pub(super) enum Source {
    /// In a file.
    File(PathBuf),
    /// Here, as they were fetched.
    Bytes(Vec<u8>),
}

impl Source {
    fn open(self) -> io::Result<Box<dyn Read>> {
        Ok(match self {
            Self::File(path) => Box::new(File::open(path)?),
            Self::Bytes(bytes) => Box::new(Cursor::new(bytes)),
        })
    }
}

/// Copies a file, and finds out whether it is what was sent. The inner error says what is wrong with the one that was to be
/// copied; then there is no copy of it.
pub(super) fn copy(from: Source, to: &Path, size: u64, sha256: Digest) -> Result<Result<(), String>, BackupError> {
    let source = match from.open() {
        Ok(source) => source,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Err("it is missing".into())),
        Err(error) => return Ok(Err(format!("it cannot be read: {error}"))),
    };
    let failed = |error| BackupError::write(to, error);
    let mut copy = folder::new_file(to).map_err(failed)?;
    let fault = match pour(source, &mut copy).map_err(failed)? {
        Err(error) => Some(format!("it cannot be read: {error}")),
        Ok((read, _)) if read != size => Some(format!("it has {read} bytes and not {size}")),
        Ok((_, found)) if !found.matches(&sha256) => Some("its bytes are not those that were sent".into()),
        Ok(_) => None,
    };
    copy.sync_all().map_err(failed)?;
    let written = folder::size(to)?;
    match fault {
        None if written == size => Ok(Ok(())),
        None => Err(failed(io::Error::other(format!("{written} bytes of {size} are there")))),
        Some(fault) => {
            drop(copy);
            fs::remove_file(to).map_err(failed)?;
            Ok(Err(fault))
        }
    }
}

/// Writes all that can be read. The inner error is the reader's.
fn pour(mut from: Box<dyn Read>, to: &mut File) -> io::Result<io::Result<(u64, Digest)>> {
    let (mut piece, mut read, mut digest) = (vec![0; PIECE], 0, Digesting::default());
    loop {
        let bytes = match from.read(&mut piece) {
            Ok(0) => return Ok(Ok((read, digest.done()))),
            Ok(count) => piece.get(..count).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Ok(Err(error)),
        };
        to.write_all(bytes)?;
        digest.add(bytes);
        read += bytes.len() as u64;
    }
}
