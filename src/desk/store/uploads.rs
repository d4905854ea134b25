//! Bytes that were sent before their ticket.

use std::collections::HashMap;

use sqlx::{Connection as _, Row as _, SqliteConnection, sqlite::SqliteRow};

use super::{Attachment, Store, failure, to_the_end};
use crate::{digest::Digest, files::Files, moment, problem::Problem};

/// Seconds until it is worth trying again when too much waits for its ticket.
const LATER: u64 = 60;

/// What is known of bytes that arrived.
pub(crate) struct Upload {
    pub(crate) size: u64,
    /// By the bytes.
    pub(crate) media_type: String,
    pub(crate) sha256: Digest,
}

/// What became of bytes that were sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// They are on the disk now.
    New,
    /// The very same were there already.
    Same,
    /// Others are there under this id.
    Other,
}

impl Store {
    /// Stores bytes under the id that a browser drew: first the name of their file, then the file, then the row that
    /// tickets can claim. It goes on to its end even if nobody waits for it any more.
    pub(crate) async fn keep(
        &self,
        files: &Files,
        id: String,
        upload: Upload,
        bytes: Vec<u8>,
        most: u64,
    ) -> Result<Kept, Problem> {
        let (store, files) = (self.clone(), files.clone());
        to_the_end(async move {
            if let Some(kept) = store.recognise(&id, &upload).await? {
                return Ok(kept);
            }
            let name = store.expect(upload.size, most).await?;
            let kept = match files.put(&name, bytes).await {
                Ok(()) => store.accept(&id, &name, &upload).await,
                Err(problem) => Err(problem),
            };
            if !matches!(kept, Ok(Kept::New)) {
                store.discard(&files, &name).await;
            }
            kept
        })
        .await
    }

    /// What is known of the uploads with these ids.
    pub(crate) async fn uploads(&self, ids: &[&str]) -> Result<HashMap<String, Upload>, Problem> {
        let ids = serde_json::to_string(ids).map_err(Problem::broken)?;
        let sql = "SELECT id, size, media_type, sha256 FROM uploads WHERE id IN (SELECT value FROM json_each(?))";
        let rows = sqlx::query(sql).bind(ids).fetch_all(&self.readers).await.map_err(failure::problem)?;
        let uploads = rows.iter().map(|row| Ok((row.try_get("id")?, read(row)?)));
        uploads.collect::<Result<_, sqlx::Error>>().map_err(failure::problem)
    }

    /// Bytes that arrive once more wait from now on.
    async fn recognise(&self, id: &str, upload: &Upload) -> Result<Option<Kept>, Problem> {
        let mut connection = self.writer.acquire().await.map_err(failure::problem)?;
        let there = same(&mut connection, id, upload).await.map_err(failure::problem)?;
        if there == Some(Kept::Same) {
            sqlx::query("UPDATE uploads SET created = ? WHERE id = ? AND ticket IS NULL")
                .bind(moment::now())
                .bind(id)
                .execute(&mut *connection)
                .await
                .map_err(failure::problem)?;
        }
        Ok(there)
    }

    /// Notes a new name that a file is about to have, unless too much waits for its ticket already.
    async fn expect(&self, size: u64, most: u64) -> Result<String, Problem> {
        let name = crate::files::draw_name()?;
        let sql = "INSERT INTO storage (name, since) SELECT ?, ? \
                   WHERE (SELECT coalesce(sum(size), 0) FROM uploads WHERE ticket IS NULL) <= ?";
        let room = i64::try_from(most.saturating_sub(size)).unwrap_or(i64::MAX);
        let noted = sqlx::query(sql)
            .bind(&name)
            .bind(moment::now())
            .bind(room)
            .execute(&self.writer)
            .await
            .map_err(failure::problem)?;
        match noted.rows_affected() {
            0 => Err(Problem::unavailable(LATER, "too many files wait for their tickets")),
            _ => Ok(name),
        }
    }

    /// Makes the bytes under a name those of an id, unless the id has some already or the name is about to go.
    pub(super) async fn accept(&self, id: &str, name: &str, upload: &Upload) -> Result<Kept, Problem> {
        let mut connection = self.writer.acquire().await.map_err(failure::problem)?;
        let sql = "INSERT INTO uploads (id, name, size, media_type, sha256, created) \
                   SELECT ?1, name, ?3, ?4, ?5, ?6 FROM storage WHERE name = ?2 AND doomed = 0 \
                   ON CONFLICT (id) DO NOTHING";
        let inserted = sqlx::query(sql)
            .bind(id)
            .bind(name)
            .bind(i64::try_from(upload.size).unwrap_or(i64::MAX))
            .bind(&upload.media_type)
            .bind(upload.sha256.as_bytes())
            .bind(moment::now())
            .execute(&mut *connection)
            .await
            .map_err(failure::problem)?;
        if inserted.rows_affected() > 0 {
            return Ok(Kept::New);
        }
        let there = same(&mut connection, id, upload).await.map_err(failure::problem)?;
        there.ok_or_else(|| Problem::unavailable(LATER, "the file was removed before it was noted"))
    }

    /// Removes a file that nothing refers to. What cannot be removed now is left to the next sweep.
    async fn discard(&self, files: &Files, name: &str) {
        let doom = sqlx::query(
            "UPDATE storage SET doomed = 1 WHERE name = ?1 AND NOT EXISTS (SELECT 1 FROM uploads WHERE name = ?1)",
        );
        let doomed = doom.bind(name).execute(&self.writer).await;
        if doomed.is_ok_and(|doomed| doomed.rows_affected() > 0) && files.remove(name).await.is_ok() {
            let _ = self.forget(name).await;
        }
    }

    /// Forgets uploads that no ticket has claimed and that arrived before a time, and gives the names of all files that are
    /// to go.
    pub(crate) async fn doom(&self, before: String) -> Result<Vec<String>, Problem> {
        let mut connection = self.writer.acquire().await.map_err(failure::problem)?;
        let doomed = doom(&mut connection, &before).await;
        if doomed.is_err() {
            connection.close_on_drop();
        }
        doomed.map_err(failure::problem)
    }

    /// Forgets a name whose file is gone.
    pub(crate) async fn forget(&self, name: &str) -> Result<(), Problem> {
        let forget = sqlx::query("DELETE FROM storage WHERE name = ? AND doomed = 1");
        forget.bind(name).execute(&self.writer).await.map(|_| ()).map_err(failure::problem)
    }
}

/// Claims what a ticket refers to, and gives those whose bytes are not there, or belong to another ticket.
pub(super) async fn claim<'a>(
    connection: &mut SqliteConnection,
    ticket: i64,
    files: &'a [Attachment],
) -> Result<Vec<&'a Attachment>, sqlx::Error> {
    let mut missing = Vec::new();
    for file in files {
        let sql = "UPDATE uploads SET ticket = ?1 WHERE id = ?2 AND size = ?3 AND (ticket IS NULL OR ticket = ?1)";
        let claimed = sqlx::query(sql)
            .bind(ticket)
            .bind(&file.upload)
            .bind(i64::try_from(file.size).unwrap_or(i64::MAX))
            .execute(&mut *connection)
            .await?;
        if claimed.rows_affected() == 0 {
            missing.push(file);
        }
    }
    Ok(missing)
}

async fn same(connection: &mut SqliteConnection, id: &str, upload: &Upload) -> Result<Option<Kept>, sqlx::Error> {
    let row = sqlx::query("SELECT size, media_type, sha256 FROM uploads WHERE id = ?");
    let Some(row) = row.bind(id).fetch_optional(connection).await? else { return Ok(None) };
    let same = read(&row)?.sha256.matches(&upload.sha256);
    Ok(Some(if same { Kept::Same } else { Kept::Other }))
}

fn read(row: &SqliteRow) -> Result<Upload, sqlx::Error> {
    let size: i64 = row.try_get("size")?;
    let sha256 = Digest::from_bytes(row.try_get("sha256")?).unwrap_or(Digest::NOBODY);
    Ok(Upload { size: size.unsigned_abs(), media_type: row.try_get("media_type")?, sha256 })
}

async fn doom(connection: &mut SqliteConnection, before: &str) -> Result<Vec<String>, sqlx::Error> {
    // IMMEDIATE: a transaction that begins by reading could fail when it comes to write.
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let forget = "DELETE FROM uploads WHERE ticket IS NULL AND created < ? \
                  AND NOT EXISTS (SELECT 1 FROM files WHERE files.upload = uploads.id)";
    sqlx::query(forget).bind(before).execute(&mut *transaction).await?;
    let doom = "UPDATE storage SET doomed = 1 WHERE since < ? \
                AND NOT EXISTS (SELECT 1 FROM uploads WHERE uploads.name = storage.name)";
    sqlx::query(doom).bind(before).execute(&mut *transaction).await?;
    let rows = sqlx::query("SELECT name FROM storage WHERE doomed = 1").fetch_all(&mut *transaction).await?;
    let names = rows.iter().map(|row| row.try_get("name")).collect::<Result<_, _>>()?;
    transaction.commit().await?;
    Ok(names)
}
