//! Why a desk cannot be opened.

use std::path::PathBuf;

use crate::{Database, problem::Problem, sink::SinkError};

/// Why a desk cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An entry of [`Config::origins`](crate::Config::origins) is not an origin.
    #[error("`{text}` is not an origin: {fault}")]
    Origin {
        /// The entry.
        text: String,
        /// What is wrong with it, as a phrase.
        fault: &'static str,
        /// The origin that was probably meant, or else an example.
        instead: String,
    },
    /// What should be the database's folder is a file.
    #[error("`{}` is a file, so there can be no database below it", .path.display())]
    NotAFolder {
        /// The file.
        path: PathBuf,
    },
    /// What should be the database's file is a folder.
    #[error("`{}` is a folder, and the database is one file", .path.display())]
    IsAFolder {
        /// The folder.
        path: PathBuf,
    },
    /// More connections are asked for than the process may have files open.
    #[error(
        "there is no room for {asked} connections: this process may have {files} files open, and needs some for other things"
    )]
    Connections {
        /// How many connections were asked for.
        asked: usize,
        /// How many files may be open.
        files: usize,
        /// How many connections there is room for.
        most: usize,
        /// How many files so many connections need.
        needed: usize,
    },
    /// Another desk has the file.
    #[error("another desk runs on the database `{}`", .path.display())]
    Taken {
        /// The file.
        path: PathBuf,
    },
    /// There is no file where the database of a running desk should be.
    #[error("there is no database `{}`", .path.display())]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// An older version of this program made the database's tables, and may be running on them.
    #[error("the database `{database}` has schema {found}, this program knows {known}")]
    Older {
        /// Which one.
        database: Database,
        /// Its schema.
        found: i64,
        /// The newest schema this program knows.
        known: i64,
    },
    /// A system that events are to be handed over to cannot be reached with these settings.
    #[error("the sink `{name}` cannot work")]
    Sink {
        /// What the desk calls it.
        name: String,
        /// What is wrong with its settings.
        source: SinkError,
    },
    /// Two systems have one name.
    #[error("two sinks are called `{name}`")]
    SinkTwice {
        /// The name.
        name: String,
    },
    /// Addresses are to be confirmed, and nobody can ask.
    #[error("addresses are to be confirmed, and there is no sink that sends mail")]
    NobodyAsks,
    /// Addresses are to be confirmed, and nobody knows where.
    #[error("addresses are to be confirmed, and the knowledge base does not say where its portal is")]
    NoPortal,
    /// The database is open, and cannot be written.
    #[error("cannot write the database")]
    Unwritten {
        /// What the database said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The folder of the database cannot be made.
    #[error("cannot make the folder `{}`", .path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The folder of the attachments cannot be made or used.
    #[error("cannot use the folder `{}` for attachments", .path.display())]
    Attachments {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A bucket cannot be used as it is set up.
    #[error("cannot use the bucket `{name}` for attachments")]
    Bucket {
        /// Its name.
        name: String,
        /// What is wrong with its settings.
        source: object_store::Error,
    },
    /// The database file cannot be made, or not be opened for reading and writing.
    #[error("cannot open the database `{}`", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file belongs to another program, or is no database at all.
    #[error("`{database}` is not a ticket database")]
    Foreign {
        /// Which one.
        database: Database,
    },
    /// A newer version of this program has changed the database's tables.
    #[error("the database `{database}` has schema {found}, this program knows {known}")]
    Newer {
        /// Which one.
        database: Database,
        /// Its schema.
        found: i64,
        /// The newest schema this program knows.
        known: i64,
    },
    /// The tables were made by other statements than this program's under the same number.
    #[error("schema {version} of the database `{database}` is not the one this program makes")]
    Altered {
        /// Which one.
        database: Database,
        /// The number of the schema.
        version: i64,
    },
    /// SQLite cannot write beside the file, where its log and its index are.
    #[error("SQLite cannot write the database `{}` or the files it keeps beside it", .path.display())]
    Beside {
        /// The file.
        path: PathBuf,
    },
    /// The database cannot be read or brought up to date.
    #[error("cannot open the database `{database}`")]
    Database {
        /// Which one.
        database: Database,
        /// What the database said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl Error {
    /// What went wrong with the first things that were written.
    pub(crate) fn unwritten(problem: Problem) -> Self {
        Self::Unwritten { source: problem.source() }
    }

    /// How to mend it, as a phrase for a `help:` line.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Origin { instead, .. } => format!("write scheme, host and port only: `{instead}`"),
            Self::Bucket { .. } => "set `attachments_key_id`, `attachments_secret_file`, `attachments_region` and, if it is not at Amazon, \
                                     `attachments_endpoint`"
                .into(),
            Self::NotAFolder { .. } => "name a file in a folder, such as `tickets.db`".into(),
            Self::IsAFolder { path } => format!("name a file in it, such as `{}`", path.join("tickets.db").display()),
            Self::Connections { most, needed, .. } => format!(
                "set `connections` to {most} or less, or let it open {needed} files: `ulimit -n {needed}`, or `LimitNOFILE={needed}` \
                 in the unit of systemd"
            ),
            Self::Taken { .. } => {
                "stop that one first, or name another file; several desks can share a PostgreSQL database".into()
            }
            Self::Missing { .. } => "name the file that `tierzero desk --database` names".into(),
            Self::Older { .. } => {
                "restart the desk with this program, which brings its database up to date, and try again".into()
            }
            Self::Folder { .. } | Self::File { .. } | Self::Attachments { .. } => {
                "choose a place that this user may read and write".into()
            }
            Self::Foreign { database: Database::File(_) } => "choose another file; this one was left as it is".into(),
            Self::Foreign { database: Database::Postgres(_) } => {
                "choose an empty database, which nobody else uses; this one was left as it is".into()
            }
            Self::Newer { .. } => "run the newer program, or go back to a backup from before it".into(),
            Self::Altered { .. } => "run the program that made the database".into(),
            Self::Beside { .. } => {
                "let this user write to the file and to its folder, where `-wal` and `-shm` come and go".into()
            }
            Self::Database { database: Database::Postgres(_), .. } => {
                "see that the server runs and that the address, the user and the password are right".into()
            }
            Self::SinkTwice { .. } => "give each a name of its own; what is to be told to whom is kept by it".into(),
            Self::NobodyAsks => "add a `[[sink]]` of the kind `smtp`, or leave `confirm_addresses` off".into(),
            Self::NoPortal => "write `url = \"https://…\"` into `portal.toml`, or leave `confirm_addresses` off".into(),
            Self::Sink { .. } | Self::Unwritten { .. } | Self::Database { database: Database::File(_), .. } => {
                return None;
            }
        })
    }
}
