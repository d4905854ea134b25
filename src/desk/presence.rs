//! Whether the database is still the file that was opened.
//!
//! A file that somebody removes, moves or puts another one in the place of stays open, and takes every write without an error:
//! what is stored then goes with the process. So the desk looks at the place before and after it stores something, and answers
//! 503 while the file is not there.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tracing::{error, info};

use crate::{desk::Inner, problem::Problem};

/// Seconds until it is worth trying again: somebody has to mend it.
const LATER: u64 = 60;
/// How often somebody looks when nobody asks.
const PAUSE: Duration = Duration::from_secs(2);

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Loss {
    #[error("the database was removed or moved away under the running desk")]
    Gone,
    #[error("another file was put in the place of the database under the running desk")]
    Replaced,
}

/// What a file is by, whatever it is called. Systems other than Unix let nobody take away a file that is open, and there only its
/// being there counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity {
    #[cfg(unix)]
    device: u64,
    #[cfg(unix)]
    inode: u64,
}

/// The file at a path.
pub(crate) fn identity(path: &Path) -> io::Result<Identity> {
    let found = fs::metadata(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        Ok(Identity { device: found.dev(), inode: found.ino() })
    }
    #[cfg(not(unix))]
    {
        let _ = found;
        Ok(Identity {})
    }
}

/// Whether the file at a path is the one that is remembered. Where nobody can tell, it is.
pub(crate) fn compare(path: &Path, remembered: Identity) -> Result<(), Loss> {
    match identity(path) {
        Ok(found) if found == remembered => Ok(()),
        Ok(_) => Err(Loss::Replaced),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Err(Loss::Gone),
        Err(_) => Ok(()),
    }
}

/// Whether a database would have to be made: there is no file, or nothing in it.
pub(crate) fn is_to_be_made(path: &Path) -> bool {
    fs::metadata(path)
        .map_or_else(|error| error.kind() == io::ErrorKind::NotFound, |found| found.is_file() && found.len() == 0)
}

/// The file of a database that is open.
pub(crate) struct Presence {
    /// Where it is called by; nothing to look at for a database on a server.
    path: PathBuf,
    identity: Option<Identity>,
    lost: AtomicBool,
}

impl Presence {
    /// Remembers the file that was just opened, if the database is one.
    pub(crate) fn of(path: Option<&Path>) -> Self {
        Self {
            path: path.unwrap_or(Path::new("")).to_owned(),
            identity: path.and_then(|path| identity(path).ok()),
            lost: AtomicBool::new(false),
        }
    }

    /// Whether it is still there. What changed is logged, once.
    pub(crate) fn look(&self) -> Result<(), Problem> {
        let Some(identity) = self.identity else { return Ok(()) };
        let found = compare(&self.path, identity);
        let was_lost = self.lost.swap(found.is_err(), Ordering::Relaxed);
        let database = self.path.display();
        match found {
            Err(cause) if !was_lost => {
                error!(%database, %cause, "nothing is stored until it is back, or the desk is started anew")
            }
            Ok(()) if was_lost => info!(%database, "the database is back"),
            _ => {}
        }
        found.map_err(|cause| Problem::unavailable(LATER, cause))
    }
}

/// Looks now and then, as long as there is a desk, so that the log has it also while nobody asks for anything.
pub(crate) async fn look_now_and_then(desk: Weak<Inner>) {
    while let Some(desk) = desk.upgrade() {
        // It was logged, and there is nobody to answer.
        let _ = desk.presence.look();
        drop(desk);
        tokio::time::sleep(PAUSE).await;
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    #[test]
    fn a_file_is_to_be_made_where_nothing_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tickets.db");
        assert!(is_to_be_made(&path));
        fs::write(&path, "").unwrap();
        assert!(is_to_be_made(&path));
        fs::write(&path, "x").unwrap();
        assert!(!is_to_be_made(&path));
        assert!(!is_to_be_made(folder.path()));
        assert!(!is_to_be_made(&path.join("below")), "that is no place for one");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_is_known_again_and_no_other_is_taken_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let (path, aside) = (folder.path().join("tickets.db"), folder.path().join("aside.db"));
        fs::write(&path, "x").unwrap();
        let remembered = identity(&path).unwrap();
        assert_eq!(compare(&path, remembered), Ok(()));
        fs::write(&path, "more").unwrap();
        assert_eq!(compare(&path, remembered), Ok(()), "what is in it does not matter");
        fs::rename(&path, &aside).unwrap();
        assert_eq!(compare(&path, remembered), Err(Loss::Gone));
        assert_eq!(compare(&path.join("below"), remembered), Err(Loss::Gone));
        fs::copy(&aside, &path).unwrap();
        assert_eq!(compare(&path, remembered), Err(Loss::Replaced));
        fs::rename(&aside, &path).unwrap();
        assert_eq!(compare(&path, remembered), Ok(()));
        fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink(folder.path().join("nowhere"), &path).unwrap();
        assert_eq!(compare(&path, remembered), Err(Loss::Gone));
    }
}
