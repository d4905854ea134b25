//! Noticing that an author saved something.

use std::path::{Path, PathBuf};
use std::time::Duration;

use notify_debouncer_full::notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, RecommendedCache, new_debouncer};

use crate::Error;

/// Editors save in several steps; this long nothing must happen before a change counts.
const QUIET: Duration = Duration::from_millis(150);

/// Watches a folder until it is dropped.
#[derive(Debug)]
pub struct Watch {
    _debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
}

/// Calls `changed` whenever something in the folder was saved, added, moved or removed; hidden files do not count.
///
/// # Errors
/// When the system does not let it be watched.
pub fn watch(folder: &Path, changed: impl Fn() + Send + 'static) -> Result<Watch, Error> {
    let told = |error: notify_debouncer_full::notify::Error| Error::Watch {
        path: folder.to_path_buf(),
        reason: error.to_string(),
    };
    let root = folder.canonicalize().map_err(|source| Error::read(folder, source))?;
    let inside = root.clone();
    let mut debouncer = new_debouncer(QUIET, None, move |result: DebounceEventResult| {
        // After an error some events may be lost, so something may have changed.
        if result.map_or(true, |events| events.iter().any(|event| counts(event, &inside))) {
            changed();
        }
    })
    .map_err(told)?;
    debouncer.watch(&root, RecursiveMode::Recursive).map_err(told)?;
    Ok(Watch { _debouncer: debouncer })
}

/// Reading a file is an event too, and publishing reads them all.
fn counts(event: &DebouncedEvent, root: &Path) -> bool {
    !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(|path: &PathBuf| is_visible(path, root))
}

fn is_visible(path: &Path, root: &Path) -> bool {
    let inside = path.strip_prefix(root).unwrap_or(path);
    !inside.iter().any(|part| {
        let part = part.to_string_lossy();
        part.starts_with('.') || part.ends_with('~') || part == "node_modules" || part == "target"
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_saved_file_counts() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("articles")).unwrap();
        let (sender, receiver) = mpsc::channel();
        let _watch = watch(root.path(), move || {
            let _ = sender.send(());
        })
        .unwrap();
        std::fs::write(root.path().join("articles/a.md"), "a").unwrap();
        assert_eq!(receiver.recv_timeout(Duration::from_secs(20)), Ok(()));
    }

    #[test]
    fn what_editors_leave_behind_does_not_count() {
        let root = Path::new("/kb");
        assert!(is_visible(Path::new("/kb/a/b.md"), root));
        for path in ["/kb/.git/index", "/kb/a/.b.md.swp", "/kb/a/b.md~"] {
            assert!(!is_visible(Path::new(path), root), "{path}");
        }
    }
}
