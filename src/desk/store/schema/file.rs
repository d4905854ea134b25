//! An SQLite file and its tables.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Read as _},
    path::Path,
};

use sqlx::{AnyConnection, Row as _};

use super::{Owner, Schema};
use crate::{Error, store::log_of};

pub(super) const SCHEMAS: [Schema; 11] = [
    (1, "tickets", include_str!("../../migrations/sqlite/0001_tickets.sql")),
    (2, "timeline", include_str!("../../migrations/sqlite/0002_timeline.sql")),
    (3, "uploads", include_str!("../../migrations/sqlite/0003_uploads.sql")),
    (4, "verify", include_str!("../../migrations/sqlite/0004_verify.sql")),
    (5, "follow", include_str!("../../migrations/sqlite/0005_follow.sql")),
    (6, "house", include_str!("../../migrations/sqlite/0006_house.sql")),
    (7, "trust", include_str!("../../migrations/sqlite/0007_trust.sql")),
    (8, "agents", include_str!("../../migrations/sqlite/0008_agents.sql")),
    (9, "limits", include_str!("../../migrations/sqlite/0009_limits.sql")),
    (11, "confirm", include_str!("../../migrations/sqlite/0011_confirm.sql")),
    (12, "erasures", include_str!("../../migrations/sqlite/0012_erasures.sql")),
];
/// What the first schema writes into the file's header.
const APPLICATION_ID: i64 = 0x545A_544B;
/// How an SQLite file begins, and how long its head is: <https://www.sqlite.org/fileformat.html>
const MAGIC: &[u8] = b"SQLite format 3\0";
const HEAD: usize = 100;

/// Refuses a place where no database can be, and the file of another program. Nothing is changed: a connection would write into a
/// file of SQLite's that is not ours.
pub(crate) fn expect_place(path: &Path) -> Result<(), Error> {
    if path.is_dir() {
        return Err(Error::IsAFolder { path: path.into() });
    }
    let above = path.ancestors().skip(1).find(|above| above.exists());
    if let Some(file) = above.filter(|above| !above.is_dir()) {
        return Err(Error::NotAFolder { path: file.into() });
    }
    match OpenOptions::new().read(true).write(true).open(path) {
        Ok(file) => match is_foreign(&file, path) {
            Ok(true) => Err(Error::Foreign { database: path.into() }),
            Ok(false) => Ok(()),
            Err(source) => Err(Error::File { path: path.into(), source }),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(Error::File { path: path.into(), source }),
    }
}

/// Whether the head of a file says that it is of another program. Where a log lies beside it, that may say otherwise, and SQLite is asked.
fn is_foreign(file: &File, path: &Path) -> io::Result<bool> {
    let mut head = Vec::with_capacity(HEAD);
    file.take(HEAD as u64).read_to_end(&mut head)?;
    if head.is_empty() {
        return Ok(false);
    }
    if head.len() < HEAD || !head.starts_with(MAGIC) {
        return Ok(true);
    }
    let number = |at: usize| head[at..at + 4].iter().fold(0, |number, byte| (number << 8) | i64::from(*byte));
    let (changes_of_tables, id) = (number(40), number(68));
    let has_log = fs::metadata(log_of(path)).is_ok_and(|log| log.len() > 0);
    Ok(id != APPLICATION_ID && changes_of_tables > 0 && !has_log)
}

/// Makes the file and its folder when they are not there, for their owner only. SQLite gives the files it makes beside
/// it the same permissions.
pub(in crate::store) fn make_file(path: &Path) -> Result<(), Error> {
    expect_place(path)?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(|source| Error::Folder { path: folder.into(), source })?;
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(|_| ()).map_err(|source| Error::File { path: path.into(), source })
}

pub(super) async fn owner(connection: &mut AnyConnection) -> Result<Owner, sqlx::Error> {
    let id: i64 = sqlx::query("PRAGMA application_id").fetch_one(&mut *connection).await?.try_get(0)?;
    let tables: i64 = sqlx::query("SELECT count(*) FROM sqlite_schema").fetch_one(connection).await?.try_get(0)?;
    Ok(match (id, tables) {
        (APPLICATION_ID, _) => Owner::Ours,
        (_, 0) => Owner::Nobody,
        _ => Owner::Somebody,
    })
}
