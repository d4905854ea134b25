//! The folder of a backup, which has its name only once it is whole.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use super::BackupError;

/// A backup under way. It is removed when it is dropped.
pub(super) struct Unfinished {
    folder: TempDir,
    target: PathBuf,
}

impl Unfinished {
    /// Begins one beside the place where it shall be, so that renaming it is all that remains to be done.
    pub(super) fn beside(target: &Path) -> Result<Self, BackupError> {
        // A name in full, since SQLite takes some others for more than a name, and the working directory may change.
        let target = std::path::absolute(target).map_err(|error| BackupError::write(target, error))?;
        let (Some(name), Some(parent)) = (target.file_name(), target.parent()) else {
            return Err(BackupError::NoName { path: target });
        };
        if target.symlink_metadata().is_ok() {
            return Err(BackupError::There { path: target });
        }
        if !parent.is_dir() {
            return Err(BackupError::NoParent { path: parent.into() });
        }
        let (mut begin, mut builder) = (name.to_owned(), tempfile::Builder::new());
        begin.push(".unfinished-");
        builder.prefix(&begin);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let folder = builder.tempdir_in(parent).map_err(|error| BackupError::write(parent, error))?;
        Ok(Self { folder, target })
    }

    /// Where something of it is.
    pub(super) fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Gives it its name.
    pub(super) fn finish(self) -> Result<(), BackupError> {
        let Self { mut folder, target } = self;
        sync_folder(folder.path())?;
        // Looked at again: on some systems an empty folder would be replaced.
        if target.symlink_metadata().is_ok() {
            return Err(BackupError::There { path: target });
        }
        std::fs::rename(folder.path(), &target).map_err(|error| BackupError::write(&target, error))?;
        folder.disable_cleanup(true);
        target.parent().map_or(Ok(()), sync_folder)
    }
}

/// Makes an empty file for its owner only.
pub(super) fn make_file(path: &Path) -> Result<(), BackupError> {
    new_file(path).map(|_| ()).map_err(|error| BackupError::write(path, error))
}

pub(super) fn new_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes a folder for its owner only.
pub(super) fn make_folder(path: &Path) -> Result<(), BackupError> {
    let mut builder = DirBuilder::new();
    builder.recursive(false);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| BackupError::write(path, error))
}

/// SQLite does not wait until a copy it made is on the disk.
pub(super) fn sync_file(path: &Path) -> Result<(), BackupError> {
    let synced = OpenOptions::new().write(true).open(path).and_then(|file| file.sync_all());
    synced.map_err(|error| BackupError::write(path, error))
}

/// Waits until the names in a folder are on the disk, where a system has a way to ask for it.
pub(super) fn sync_folder(path: &Path) -> Result<(), BackupError> {
    #[cfg(unix)]
    File::open(path).and_then(|folder| folder.sync_all()).map_err(|error| BackupError::write(path, error))?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

pub(super) fn size(path: &Path) -> Result<u64, BackupError> {
    path.metadata().map(|found| found.len()).map_err(|error| BackupError::write(path, error))
}
