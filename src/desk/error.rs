//! Why a desk cannot be opened.

use std::path::PathBuf;

/// Why a desk cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An entry of [`Config::origins`](crate::Config::origins) is not an origin.
    #[error("`{0}` is not an origin")]
    Origin(String),
    /// The folder of the database cannot be made.
    #[error("cannot make the folder `{}`", .path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The database file cannot be made.
    #[error("cannot make the database `{}`", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file belongs to another program, or is no database at all.
    #[error("`{}` is not a ticket database", .path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A newer version of this program has changed the database's tables.
    #[error("the database `{}` has schema {found}, this program knows {known}", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema this program knows.
        known: i64,
    },
    /// The tables were made by other statements than this program's under the same number.
    #[error("schema {version} of the database `{}` is not the one this program makes", .path.display())]
    Altered {
        /// The file.
        path: PathBuf,
        /// The number of the schema.
        version: i64,
    },
    /// The database cannot be opened, read or brought up to date.
    #[error("cannot open the database `{}`", .path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What the database said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl Error {
    /// How to mend it, as a phrase for a `hint:` line.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Origin(_) => Some("write scheme, host and port only, such as `https://help.example.com`"),
            Self::Folder { .. } | Self::File { .. } => Some("choose a place that this user may write to"),
            Self::Foreign { .. } => Some("choose another file; this one was left as it is"),
            Self::Newer { .. } => Some("run the newer program, or go back to a backup from before it"),
            Self::Altered { .. } => Some("run the program that made the database"),
            Self::Database { .. } => None,
        }
    }
}
