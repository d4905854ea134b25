//! One desk for one file. A second one would tell other systems by its own settings, let in what the first has wait, and count limits
//! by itself, and nobody would notice.

use std::{
    fs::{File, TryLockError},
    path::Path,
    sync::{Mutex, PoisonError},
};

use crate::Error;

/// Holds a file for one desk, as long as this is there; the system lets go of it when the process ends, however it ends. Nothing
/// is held of a database on a server, which desks may share.
pub(crate) struct Sole {
    held: Mutex<Option<File>>,
}

impl Sole {
    /// Takes the file of a database for this desk. What else works beside a desk, such as a backup, does not ask for it.
    pub(crate) fn of(database: Option<&Path>) -> Result<Self, Error> {
        // Elsewhere than on Unix a lock of the file itself would keep SQLite out too.
        let Some(path) = database.filter(|_| cfg!(unix)) else { return Ok(Self { held: Mutex::new(None) }) };
        let file = File::open(path).map_err(|_| Error::Beside { path: path.to_owned() })?;
        match file.try_lock() {
            Ok(()) => Ok(Self { held: Mutex::new(Some(file)) }),
            Err(TryLockError::WouldBlock) => Err(Error::Taken { path: path.to_owned() }),
            // A disk that knows no locks. The file stays open: to close it would take from SQLite the locks that it has itself.
            Err(TryLockError::Error(_)) => Ok(Self { held: Mutex::new(Some(file)) }),
        }
    }

    /// Lets others have it, once nothing more is written.
    pub(crate) fn let_go(&self) {
        drop(self.held.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}
