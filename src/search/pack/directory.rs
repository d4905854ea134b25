//! An archive as tantivy sees it: a folder nobody writes to.

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{DirectoryLock, FileHandle, Lock, OwnedBytes, WatchCallback, WatchHandle, WritePtr};
use tantivy::{Directory, HasLen};

use super::archive::Archive;

/// Gives tantivy the files of an archive without copying them.
#[derive(Clone)]
pub(crate) struct ArchiveDirectory(Arc<Archive>);

impl ArchiveDirectory {
    pub(crate) fn new(archive: Arc<Archive>) -> Self {
        Self(archive)
    }

    fn file(&self, path: &Path) -> Result<File, OpenReadError> {
        let place = path.to_str().and_then(|name| self.0.place(name));
        let place = place.ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_owned()))?;
        Ok(File { archive: Arc::clone(&self.0), place })
    }
}

/// A file of an archive.
struct File {
    archive: Arc<Archive>,
    place: Range<usize>,
}

impl HasLen for File {
    fn len(&self) -> usize {
        self.place.len()
    }
}

impl FileHandle for File {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.end > self.place.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.archive.read(self.place.start + range.start..self.place.start + range.end)
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("File")
    }
}

impl fmt::Debug for ArchiveDirectory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ArchiveDirectory")
    }
}

fn read_only() -> io::Error {
    io::Error::new(io::ErrorKind::ReadOnlyFilesystem, "a search pack is never written to")
}

impl Directory for ArchiveDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        Ok(Arc::new(self.file(path)?))
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.file(path).is_ok())
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let file = self.file(path)?;
        let bytes = file.read_bytes(0..file.len());
        bytes.map(|bytes| bytes.to_vec()).map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError { io_error: Arc::new(read_only()), filepath: path.to_owned() })
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(read_only(), path.to_owned()))
    }

    fn atomic_write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(read_only())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Err(read_only())
    }

    /// Nobody else can touch the bytes, so there is nothing to lock; the default would write a file and wait.
    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}
