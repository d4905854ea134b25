//! The database file and its tables.

use std::{
    cmp::Ordering,
    fs::{DirBuilder, OpenOptions},
    path::Path,
    time::Duration,
};

use sqlx::{
    Row as _, SqlSafeStr as _,
    migrate::{MigrateError, Migration, MigrationType, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqliteSynchronous},
};

use super::failure;
use crate::Error;

/// All schemas by their numbers, oldest first. One that was released is never changed: a change is a new one.
const SCHEMAS: [(i64, &str, &str); 5] = [
    (1, "tickets", include_str!("../migrations/0001_tickets.sql")),
    (2, "timeline", include_str!("../migrations/0002_timeline.sql")),
    (3, "uploads", include_str!("../migrations/0003_uploads.sql")),
    (4, "verify", include_str!("../migrations/0004_verify.sql")),
    (5, "follow", include_str!("../migrations/0005_follow.sql")),
];
const NEWEST: i64 = SCHEMAS[SCHEMAS.len() - 1].0;
/// What the first schema writes into the file's header.
const APPLICATION_ID: i64 = 0x545A_544B;

/// Makes the file and its folder when they are not there, for their owner only. SQLite gives the files it makes beside
/// it the same permissions.
pub(super) fn make_file(path: &Path) -> Result<(), Error> {
    if path.is_dir() {
        return Err(Error::IsAFolder { path: path.into() });
    }
    let above = path.ancestors().skip(1).find(|above| above.exists());
    if let Some(file) = above.filter(|above| !above.is_dir()) {
        return Err(Error::NotAFolder { path: file.into() });
    }
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

/// How every connection works with the file: a commit has returned only when it is on the disk.
pub(super) fn options(path: &Path, lock_wait: Duration) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(lock_wait)
}

/// Brings the tables up to date; refuses what another program or a newer one has made.
pub(super) async fn migrate(writer: &SqlitePool, path: &Path) -> Result<(), Error> {
    let failed = |error| opening(error, path);
    let tables: i64 = sqlx::query("SELECT count(*) FROM sqlite_schema").fetch_one(writer).await.map_err(failed)?.get(0);
    if !is_ours(writer).await.map_err(failed)? && tables > 0 {
        return Err(Error::Foreign { path: path.into() });
    }
    let schemas = SCHEMAS.map(|(version, name, sql)| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    let done = Migrator::with_migrations(schemas.to_vec()).run(writer).await;
    done.map_err(|error| match error {
        MigrateError::VersionMissing(found) => Error::Newer { path: path.into(), found, known: NEWEST },
        MigrateError::VersionMismatch(version) => Error::Altered { path: path.into(), version },
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => opening(error, path),
        error => Error::Database { path: path.into(), source: error.into() },
    })
}

/// Refuses a database that is not exactly as this program makes it, and changes nothing of it: another desk may be
/// running on it.
pub(super) async fn expect(writer: &SqlitePool, path: &Path) -> Result<(), Error> {
    let failed = |error| opening(error, path);
    if !is_ours(writer).await.map_err(failed)? {
        return Err(Error::Foreign { path: path.into() });
    }
    let row = sqlx::query("SELECT coalesce(max(version), 0) FROM _sqlx_migrations WHERE success").fetch_one(writer);
    let found: i64 = row.await.map_err(failed)?.get(0);
    match found.cmp(&NEWEST) {
        Ordering::Less => Err(Error::Older { path: path.into(), found, known: NEWEST }),
        Ordering::Equal => Ok(()),
        Ordering::Greater => Err(Error::Newer { path: path.into(), found, known: NEWEST }),
    }
}

async fn is_ours(writer: &SqlitePool) -> Result<bool, sqlx::Error> {
    let owner: i64 = sqlx::query("PRAGMA application_id").fetch_one(writer).await?.get(0);
    Ok(owner == APPLICATION_ID)
}

/// Why the database could not be opened.
fn opening(error: sqlx::Error, path: &Path) -> Error {
    if failure::is_foreign(&error) {
        Error::Foreign { path: path.into() }
    } else if failure::is_unwritable(&error) {
        Error::Beside { path: path.into() }
    } else {
        Error::Database { path: path.into(), source: error.into() }
    }
}
