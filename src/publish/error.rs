//! Why nothing could be published at all. What is wrong with the knowledge base itself is a [`content::Problem`].

use std::io;
use std::path::{Path, PathBuf};

/// Why publishing could not even begin, or could not be finished.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something else stands where the folder should be.
    #[error("`{}` is not a folder", path.display())]
    NotAFolder {
        /// What was given.
        path: PathBuf,
    },
    /// A file or folder could not be read.
    #[error("could not read `{}`: {}", path.display(), reason(source))]
    Read {
        /// Which one.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A file or folder could not be written.
    #[error("could not write `{}`: {}", path.display(), reason(source))]
    Write {
        /// Which one.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The output folder holds something that is not an earlier output.
    #[error("`{}` is not empty and holds no earlier output", path.display())]
    Foreign {
        /// The output folder.
        path: PathBuf,
    },
    /// The output folder holds an earlier output and files that no build made.
    #[error("`{}` holds files that no build made: {files}", path.display())]
    Kept {
        /// The output folder.
        path: PathBuf,
        /// The first few of them.
        files: String,
    },
    /// The output would replace the knowledge base, or part of it.
    #[error("the output `{}` would replace {what}", path.display())]
    Overlap {
        /// The output folder.
        path: PathBuf,
        /// What it would replace.
        what: String,
    },
    /// The browser part lacks something.
    #[error("the browser part is not complete: {missing}")]
    App {
        /// What it lacks.
        missing: String,
    },
    /// The base path is not a path.
    #[error("`{base}` is not a base path")]
    Base {
        /// What was given.
        base: String,
    },
    /// The search pack could not be made.
    #[error("could not make the search pack: {0}")]
    Pack(String),
    /// A picture could not be drawn.
    #[error("could not draw the icons: {0}")]
    Icon(String),
    /// The folder could not be watched.
    #[error("could not watch `{}`: {reason}", path.display())]
    Watch {
        /// The folder.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
}

impl Error {
    pub(crate) fn read(path: &Path, source: io::Error) -> Self {
        Self::Read { path: path.to_path_buf(), source }
    }

    pub(crate) fn write(path: &Path, source: io::Error) -> Self {
        Self::Write { path: path.to_path_buf(), source }
    }

    /// How to mend it, where that is known.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Foreign { .. } => Some("name a new or empty folder; only an earlier output is ever replaced"),
            Self::Kept { .. } => Some(
                "a build would remove them: move them away, or name another folder; only `.git` and `CNAME` are kept",
            ),
            Self::Overlap { .. } => Some("name a folder beside the knowledge base, such as `dist`"),
            Self::App { .. } => Some("build it with `cargo xtask build`, or name a complete one with `--app DIR`"),
            Self::Base { .. } => Some("write it with slashes on both ends, such as `/help/`"),
            _ => None,
        }
    }
}

/// The system's own words carry an error number that helps nobody.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it is not there".into(),
        io::ErrorKind::PermissionDenied => "permission was denied".into(),
        io::ErrorKind::StorageFull => "the disk is full".into(),
        io::ErrorKind::ResourceBusy => "it is in use; a mount point cannot be replaced, name a folder below it".into(),
        _ => error.to_string(),
    }
}
