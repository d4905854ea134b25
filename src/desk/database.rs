//! Which database a desk keeps its tickets in.

use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
};

use url::Url;

/// Which database a desk keeps its tickets in. As text it never shows a password.
#[derive(Clone, PartialEq, Eq)]
pub enum Database {
    /// An SQLite file, which one desk has to itself.
    File(PathBuf),
    /// A PostgreSQL database, which several desks may share.
    Postgres(Url),
}

/// A text that names no database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault}; {}", Self::HELP)]
pub struct NoDatabase {
    /// What is wrong with it; it holds nothing of what was written but the scheme.
    pub(crate) fault: String,
}

impl NoDatabase {
    /// How to mend it.
    pub(crate) const HELP: &str = "write a file such as `tickets.db`, or `postgres://USER@HOST:PORT/DATABASE`";
}

impl Database {
    /// The file, if it is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Postgres(_) => None,
        }
    }
}

impl FromStr for Database {
    type Err = NoDatabase;

    /// Reads `postgres://user:password@host:port/database`, or else the path of a file.
    fn from_str(text: &str) -> Result<Self, NoDatabase> {
        let wrong = |fault: &str| Err(NoDatabase { fault: fault.to_owned() });
        match text.split_once("://") {
            None if text.is_empty() => wrong("nothing is named"),
            None => Ok(Self::File(text.into())),
            Some(("postgres" | "postgresql", _)) => match Url::parse(text) {
                Ok(url) => Ok(Self::Postgres(url)),
                // What was typed may hold a password, so it is not repeated.
                Err(error) => wrong(&format!("this address of a PostgreSQL database cannot be read: {error}")),
            },
            Some((scheme, _)) => wrong(&format!("tickets cannot be kept in `{scheme}:`")),
        }
    }
}

impl From<&Database> for Database {
    fn from(database: &Database) -> Self {
        database.clone()
    }
}

impl From<PathBuf> for Database {
    fn from(path: PathBuf) -> Self {
        Self::File(path)
    }
}

impl From<&PathBuf> for Database {
    fn from(path: &PathBuf) -> Self {
        Self::File(path.clone())
    }
}

impl From<&Path> for Database {
    fn from(path: &Path) -> Self {
        Self::File(path.into())
    }
}

impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Postgres(url) => {
                f.write_str("postgres://")?;
                if !url.username().is_empty() {
                    write!(f, "{}@", url.username())?;
                }
                f.write_str(url.host_str().unwrap_or_default())?;
                if let Some(port) = url.port() {
                    write!(f, ":{port}")?;
                }
                f.write_str(url.path())
            }
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        text.parse::<Database>().map_or_else(|error| error.to_string(), |database| format!("{database:?}"))
    }

    #[test]
    fn a_file_or_a_server_is_read_and_a_password_is_never_shown() {
        assert_eq!(told("/var/lib/tierzero/tickets.db"), "/var/lib/tierzero/tickets.db");
        assert_eq!(
            told("postgres://desk:se%40cret@db.example:5433/tickets?password=x"),
            "postgres://desk@db.example:5433/tickets"
        );
        assert_eq!(told("postgresql:///tickets?host=/run/postgresql"), "postgres:///tickets");
    }

    #[test]
    fn anything_else_is_told_what_to_write() {
        insta::assert_snapshot!(told("mysql://root@db/tickets"), @"tickets cannot be kept in `mysql:`; write a file such as `tickets.db`, or `postgres://USER@HOST:PORT/DATABASE`");
        insta::assert_snapshot!(told("postgres://desk:se cret@db:99999/x"), @"this address of a PostgreSQL database cannot be read: invalid port number; write a file such as `tickets.db`, or `postgres://USER@HOST:PORT/DATABASE`");
        assert!(told("").starts_with("nothing is named"));
    }
}
