//! Whether the database is still the file that was opened.
//!
//! A file that somebody removes, moves or puts another one in the place of stays open, and takes every write without an error:
//! what is stored then goes with the process. So the desk looks at the place before and after it stores something, and answers
//! 503 while the file is not there. The same holds for the log that SQLite keeps beside it, in which the newest tickets are. What that
//! log held is not lost as long as the desk is stopped and not killed: it is written into the database at the end. And the same holds
//! for the index of that log, in which all programs on the file lock each other out: the desk would go on with the one that is gone,
//! another program make a new one, and both write into the log at one place.

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

use crate::{
    desk::Inner,
    problem::Problem,
    store::{index_of, log_of},
};

/// Seconds until it is worth trying again: somebody has to mend it.
const LATER: u64 = 60;
/// How often somebody looks when nobody asks.
const PAUSE: Duration = Duration::from_secs(2);

/// What to do about the database, about its log, and about the index of that.
const PUT_BACK: &str = "put the very file back, or start the desk anew";
const STOP: &str =
    "stop the desk without killing it, which writes into the database what the log held, and start it anew";
const STOP_ALL: &str = "stop the desk and whatever else uses the database, and start it anew; nothing is lost by that";

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Loss {
    #[error("it was removed or moved away under the running desk")]
    Gone,
    #[error("another file was put in its place under the running desk")]
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

/// The files of a database that is open; none for a database on a server.
pub(crate) struct Presence {
    files: Vec<Watched>,
    /// Whether the desk has let go of them itself.
    ended: AtomicBool,
}

/// One of them.
struct Watched {
    /// Where it is called by.
    path: PathBuf,
    identity: Identity,
    lost: AtomicBool,
    /// What an operator is to do when it is lost.
    remedy: &'static str,
}

impl Watched {
    fn remember(path: PathBuf, remedy: &'static str) -> Option<Self> {
        let identity = identity(&path).ok()?;
        Some(Self { path, identity, lost: AtomicBool::new(false), remedy })
    }

    /// Whether it is still there. What changed is logged, once.
    fn look(&self) -> Result<(), Problem> {
        let found = compare(&self.path, self.identity);
        let was_lost = self.lost.swap(found.is_err(), Ordering::Relaxed);
        let (file, remedy) = (self.path.display(), self.remedy);
        match found {
            Err(cause) if !was_lost => error!(%file, %cause, remedy, "nothing is stored any more"),
            Ok(()) if was_lost => info!(%file, "it is back, and tickets are stored again"),
            _ => {}
        }
        found.map_err(|cause| Problem::unavailable(LATER, Lost { path: self.path.clone(), cause }))
    }
}

/// Which file is lost.
#[derive(Debug, thiserror::Error)]
#[error("`{}` is not what it was: {cause}", .path.display())]
struct Lost {
    path: PathBuf,
    cause: Loss,
}

impl Presence {
    /// Remembers the file that was just opened, if the database is one, and the log and its index beside it, which stay the same files
    /// as long as a connection is open.
    pub(crate) fn of(path: Option<&Path>) -> Self {
        let files = path.map_or_else(Vec::new, |path| {
            let files = [(path.to_owned(), PUT_BACK), (log_of(path), STOP), (index_of(path), STOP_ALL)];
            files.into_iter().filter_map(|(path, remedy)| Watched::remember(path, remedy)).collect()
        });
        Self { files, ended: AtomicBool::new(false) }
    }

    /// Whether all of them are still there.
    pub(crate) fn look(&self) -> Result<(), Problem> {
        if self.ended.load(Ordering::Relaxed) {
            return Ok(());
        }
        // Each is looked at, so that each is logged.
        self.files.iter().map(Watched::look).fold(Ok(()), Result::and)
    }

    /// Whether the log beside the database is lost.
    fn log_is_lost(&self) -> bool {
        self.files.iter().any(|file| file.remedy == STOP && file.lost.load(Ordering::Relaxed))
    }

    /// Looks no more: SQLite removes its log when the last connection is closed.
    pub(crate) fn end(&self) {
        self.ended.store(true, Ordering::Relaxed);
    }
}

/// Looks now and then, as long as there is a desk, so that the log has it also while nobody asks for anything.
pub(crate) async fn look_now_and_then(desk: Weak<Inner>) {
    let mut is_saved = false;
    while let Some(desk) = desk.upgrade() {
        // It was logged, and there is nobody to answer.
        let _ = desk.presence.look();
        if desk.presence.log_is_lost() && !is_saved {
            is_saved = save(&desk).await;
        }
        drop(desk);
        tokio::time::sleep(PAUSE).await;
    }
}

/// Writes into the database what the lost log holds, which is still open here.
async fn save(desk: &Inner) -> bool {
    let folded = desk.store.fold().await;
    match &folded {
        Ok(()) => info!("what the log held is in the database"),
        Err(problem) => {
            error!(
                cause = problem.cause().map(tracing::field::display),
                "what the log held is not in the database yet"
            );
        }
    }
    folded.is_ok()
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
