//! Where a knowledge base ends: what a symbolic link brings in from elsewhere is nobody's to publish.

use std::path::{Path, PathBuf};

use content::{Problem, Severity};
use walkdir::DirEntry;

/// The file that makes a knowledge base a tended one.
const SETTINGS: &str = "portal.toml";

/// The real place of a knowledge base.
pub(super) struct Place {
    /// `None` when it cannot be told; then no link is followed.
    root: Option<PathBuf>,
    weight: Severity,
}

impl Place {
    pub(super) fn of(root: &Path) -> Self {
        // The link itself counts: settings that lie elsewhere must not turn this into a warning.
        let tended = root.join(SETTINGS).symlink_metadata().is_ok();
        Self { root: root.canonicalize().ok(), weight: if tended { Severity::Error } else { Severity::Warning } }
    }

    /// Whether an entry lies in the folder itself. Only links can lead out, and what they hold is met below them.
    pub(super) fn holds(&self, entry: &DirEntry) -> bool {
        if entry.depth() == 0 || !entry.path_is_symlink() {
            return true;
        }
        let target = entry.path().canonicalize();
        target.is_ok_and(|target| self.root.as_ref().is_some_and(|root| target.starts_with(root)))
    }

    /// Tells that a link was not followed. Where it leads is not said: reports are shown to others too.
    pub(super) fn outside(&self, path: String) -> Problem {
        let message = "this symbolic link leads out of the knowledge base, and files outside of it are not published";
        let problem = Problem { severity: self.weight, ..Problem::error("load/outside", path, message) };
        problem.help("remove the link, or put a copy of what it leads to in its place")
    }
}
