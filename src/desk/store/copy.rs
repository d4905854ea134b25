//! A copy of the database, and what is in it.

use std::path::Path;

use sqlx::{
    AnyConnection, ColumnIndex, ConnectOptions as _, Connection as _, Decode, Row, SqliteConnection, Type,
    sqlite::SqliteConnectOptions,
};

use super::Store;
use crate::digest::Digest;

/// What a copy of the database holds.
pub(crate) struct Snapshot {
    pub(crate) tickets: u64,
    /// The files its tickets refer to.
    pub(crate) files: Vec<Held>,
    /// The first thing that SQLite's own check finds wrong with it.
    pub(crate) fault: Option<String>,
}

/// A moment of a PostgreSQL database. As long as this is there, others can look at that very moment by its name.
pub(crate) struct Frozen {
    /// Its name.
    pub(crate) snapshot: String,
    /// Where the tables of the desk are.
    pub(crate) schema: String,
    /// The number of the server's version, such as 17.
    pub(crate) version: i64,
    connection: AnyConnection,
}

/// All files that rows tell of.
const FILES: &str = "SELECT u.id, u.name, u.size, u.sha256, coalesce(t.reference, '') AS reference, \
                     CAST(CASE WHEN u.ticket IS NULL AND f.ticket IS NULL THEN 1 ELSE 0 END AS BIGINT) AS waits FROM uploads u \
                     LEFT JOIN (SELECT upload, min(ticket) AS ticket FROM files GROUP BY upload) f ON f.upload = u.id \
                     LEFT JOIN tickets t ON t.id = coalesce(u.ticket, f.ticket) ORDER BY t.id, u.id";

/// A file that a ticket refers to.
pub(crate) struct Held {
    /// Of the ticket; empty when there is none any more.
    pub(crate) reference: String,
    pub(crate) id: String,
    /// In the storage.
    pub(crate) name: String,
    pub(crate) size: u64,
    pub(crate) sha256: Digest,
    /// Whether no ticket has claimed it yet, so that it may go at any time.
    pub(crate) waits: bool,
}

impl Store {
    /// Writes the database as it stands into an empty file. Others read and write meanwhile. SQLite does not sync that file.
    pub(crate) async fn copy_into(&self, path: &Path) -> Result<(), sqlx::Error> {
        let path = path.to_str().ok_or_else(|| sqlx::Error::Encode("SQLite takes no path that is not UTF-8".into()))?;
        // Of its own, since it cannot be done within a transaction.
        let mut connection = self.link.writer().await?;
        sqlx::query("VACUUM INTO $1").bind(path).execute(&mut connection).await?;
        connection.close().await
    }

    /// Holds a moment of a PostgreSQL database, while others write.
    pub(crate) async fn freeze(&self) -> Result<Frozen, sqlx::Error> {
        let mut connection = self.link.writer().await?;
        // A copy takes as long as it takes.
        let begin = "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; \
                     BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        sqlx::raw_sql(begin).execute(&mut connection).await?;
        let sql = "SELECT pg_export_snapshot() AS snapshot, CAST(current_schema() AS TEXT) AS schema, \
                   CAST(current_setting('server_version_num') AS BIGINT) / 10000 AS version";
        let row = sqlx::query(sql).fetch_one(&mut connection).await?;
        let (snapshot, schema) = (row.try_get("snapshot")?, row.try_get("schema")?);
        Ok(Frozen { snapshot, schema, version: row.try_get("version")?, connection })
    }
}

impl Frozen {
    /// What there is at this moment.
    pub(crate) async fn look(&mut self) -> Result<Snapshot, sqlx::Error> {
        let tickets: i64 =
            sqlx::query("SELECT count(*) FROM tickets").fetch_one(&mut self.connection).await?.try_get(0)?;
        let rows = sqlx::query(FILES).fetch_all(&mut self.connection).await?;
        let files = rows.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Snapshot { tickets: tickets.unsigned_abs(), files, fault: None })
    }

    /// Lets go of it.
    pub(crate) async fn thaw(self) {
        let _ = self.connection.close().await;
    }
}

impl Snapshot {
    /// Takes out of a copy what waits for its ticket, checks it, and tells what is left.
    pub(crate) async fn take(copy: &Path) -> Result<Self, sqlx::Error> {
        // Without a write-ahead log, so that it stays one file.
        let options = SqliteConnectOptions::new().filename(copy).foreign_keys(true);
        let mut connection = options.connect().await?;
        let snapshot = take(&mut connection).await;
        connection.close().await?;
        snapshot
    }
}

async fn take(connection: &mut SqliteConnection) -> Result<Snapshot, sqlx::Error> {
    // An older program's database has no files beside it.
    let uploads = number(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'uploads'").await? > 0;
    if uploads {
        forget_what_waits(connection).await?;
    }
    let check: String = sqlx::query("PRAGMA integrity_check(1)").fetch_one(&mut *connection).await?.try_get(0)?;
    let tickets = number(connection, "SELECT count(*) FROM tickets").await?;
    let files = if uploads { held(connection).await? } else { Vec::new() };
    Ok(Snapshot { tickets, files, fault: Some(check).filter(|check| check != "ok") })
}

async fn forget_what_waits(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin().await?;
    let waiting = "DELETE FROM uploads WHERE ticket IS NULL \
                   AND NOT EXISTS (SELECT 1 FROM files WHERE files.upload = uploads.id)";
    sqlx::query(waiting).execute(&mut *transaction).await?;
    let names = "DELETE FROM storage WHERE NOT EXISTS (SELECT 1 FROM uploads WHERE uploads.name = storage.name)";
    sqlx::query(names).execute(&mut *transaction).await?;
    transaction.commit().await
}

async fn held(connection: &mut SqliteConnection) -> Result<Vec<Held>, sqlx::Error> {
    sqlx::query(FILES).fetch_all(connection).await?.iter().map(read).collect()
}

fn read<'r, R: Row>(row: &'r R) -> Result<Held, sqlx::Error>
where
    &'static str: ColumnIndex<R>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    &'r [u8]: Decode<'r, R::Database> + Type<R::Database>,
{
    let size: i64 = row.try_get("size")?;
    Ok(Held {
        reference: row.try_get("reference")?,
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        size: size.unsigned_abs(),
        sha256: Digest::from_bytes(row.try_get("sha256")?).unwrap_or(Digest::NOBODY),
        waits: row.try_get::<i64, _>("waits")? == 1,
    })
}

async fn number(connection: &mut SqliteConnection, sql: &'static str) -> Result<u64, sqlx::Error> {
    let number: i64 = sqlx::query(sql).fetch_one(connection).await?.try_get(0)?;
    Ok(number.unsigned_abs())
}
