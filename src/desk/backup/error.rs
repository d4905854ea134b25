//! Why there is no backup.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::{Database, Error, store};

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] Error),
    /// Something is where the backup should go.
    #[error("`{}` is there already", .path.display())]
    There {
        /// Where it should go.
        path: PathBuf,
    },
    /// What the backup should be called is no name of a folder.
    #[error("`{}` names no folder for a backup", .path.display())]
    NoName {
        /// What it is.
        path: PathBuf,
    },
    /// There is no folder that the backup could be in.
    #[error("there is no folder `{}` for the backup", .path.display())]
    NoParent {
        /// Where it should be.
        path: PathBuf,
    },
    /// Tickets have files, but there is no folder of attachments.
    #[error("tickets have {files} files, and there is no folder `{}` with them", .path.display())]
    NoAttachments {
        /// Where it should be.
        path: PathBuf,
        /// How many files it should have.
        files: usize,
    },
    /// There is no room.
    #[error("the disk is full, at `{}`", .path.display())]
    Full {
        /// What was being written.
        path: PathBuf,
    },
    /// The backup cannot be written.
    #[error("cannot write `{}`", .path.display())]
    Write {
        /// What was being written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another program keeps the database to itself.
    #[error("the database `{}` is busy", .database.display())]
    Busy {
        /// The file.
        database: PathBuf,
    },
    /// A program of PostgreSQL that copies its databases is not there.
    #[error("there is no `{program}` on the PATH, which copies databases of PostgreSQL")]
    NoProgram {
        /// Which one.
        program: &'static str,
        /// The version of the server, or 0 where that does not matter.
        server: i64,
    },
    /// The program is older than the server.
    #[error(
        "`pg_dump` is of PostgreSQL {found}, and the server of {server}: it copies servers of its own version and older ones"
    )]
    OldProgram {
        /// The version of the program.
        found: i64,
        /// The version of the server.
        server: i64,
    },
    /// A program of PostgreSQL cannot be run.
    #[error("cannot run `{program}`")]
    Program {
        /// Which one.
        program: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// A program of PostgreSQL failed.
    #[error("`{program}` could not copy the database `{database}`: {said}")]
    Dump {
        /// Which one.
        program: &'static str,
        /// Of which database, without its password.
        database: String,
        /// What it said.
        said: String,
    },
    /// A PostgreSQL database cannot be read.
    #[error("cannot read the database `{database}`")]
    Server {
        /// Which one.
        database: Database,
        /// What it said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The database cannot be copied.
    #[error("cannot copy the database `{}`", .database.display())]
    Database {
        /// The file.
        database: PathBuf,
        /// What the database said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The copy of the database is not whole, by SQLite's own check.
    #[error("the copy of the database does not pass SQLite's check: {fault}")]
    Damaged {
        /// The first thing that is wrong.
        fault: String,
    },
}

impl BackupError {
    pub(super) fn write(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full { path: path.into() },
            _ => Self::Write { path: path.into(), source },
        }
    }

    pub(super) fn database(database: &Path, copy: &Path, error: sqlx::Error) -> Self {
        if store::is_full(&error) {
            Self::Full { path: copy.into() }
        } else if store::is_busy(&error) {
            Self::Busy { database: database.into() }
        } else {
            Self::Database { database: database.into(), source: error.into() }
        }
    }

    /// How to mend it, as a phrase for a `help:` line.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Open(error) => return error.help(),
            Self::There { .. } => "a backup replaces nothing: choose a name that is free, such as one with the date".into(),
            Self::NoName { .. } => "name a folder that is not there yet, such as `tickets-2026-11-28`".into(),
            Self::NoParent { .. } => "make it, or name a folder for the backup in one that is there".into(),
            Self::NoAttachments { .. } => "name the folder that `tierzero desk --attachments` names; when all of it is lost, \
                                           make an empty one"
                .into(),
            Self::Full { .. } => "no backup was kept; make room, or choose a place on another disk".into(),
            Self::Write { .. } => {
                "no backup was kept; choose a place that this user may write to".into()
            }
            Self::Busy { .. } => "another program keeps it to itself; try again when that is done".into(),
            Self::Damaged { .. } => {
                "no backup was kept; look at the database itself with `sqlite3 -readonly FILE \"PRAGMA integrity_check\"`, and keep \
                 the backups from before"
                    .into()
            }
            Self::NoProgram { server: 0, .. } => {
                "no backup was kept; install PostgreSQL's client programs, or put the folder with them on the PATH".into()
            }
            Self::NoProgram { server, .. } | Self::OldProgram { server, .. } => format!(
                "no backup was kept; install the client programs of PostgreSQL {server} or newer (Debian calls them \
                 `postgresql-client-{server}`), or put the folder with them first on the PATH"
            ),
            Self::Dump { .. } => "no backup was kept; the user of the address must be able to read all tables of the desk".into(),
            Self::Program { .. } | Self::Server { .. } | Self::Database { .. } => return None,
        })
    }
}
