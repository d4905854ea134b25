//! Bytes that were sent before their ticket.

use std::collections::HashMap;

use sqlx::{
    Any, AnyConnection, Row as _,
    any::{AnyArguments, AnyRow},
    query::Query,
};

use tracing::Instrument as _;

use super::{Attachment, Ended, Store, failure};
use crate::{digest::Digest, files::Files, moment, problem::Problem};

/// Seconds until it is worth trying again when too much waits for its ticket.
const LATER: u64 = 60;

/// What is known of bytes that arrived.
#[derive(Clone)]
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
        let keeping = async move {
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
        };
        tokio::spawn(keeping.in_current_span()).await.unwrap_or_else(|panic| Err(Problem::broken(panic)))
    }

    /// What is known of the uploads with these ids.
    pub(crate) async fn uploads(&self, ids: &[&str]) -> Result<HashMap<String, Upload>, Problem> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        self.look(|tables| {
            Box::pin(async move {
                let mut uploads = HashMap::with_capacity(ids.len());
                for id in ids {
                    if let Some(upload) = find(tables, id).await.map_err(failure::problem)? {
                        uploads.insert((*id).to_owned(), upload);
                    }
                }
                Ok(uploads)
            })
        })
        .await
    }

    /// Bytes that arrive once more wait from now on.
    async fn recognise(&self, id: &str, upload: &Upload) -> Result<Option<Kept>, Problem> {
        let (id, sha256) = (id.to_owned(), upload.sha256);
        self.write(move |connection| {
            let recognise = async move {
                let there = same(connection, &id, sha256).await?;
                if there == Some(Kept::Same) {
                    let sql = "UPDATE uploads SET created = $1 WHERE id = $2 AND ticket IS NULL";
                    sqlx::query(sql).bind(moment::now()).bind(&id).execute(connection).await?;
                }
                Ok(there)
            };
            Box::pin(async { recognise.await.map(Ended::Keep).map_err(failure::problem) })
        })
        .await
    }

    /// Notes a new name that a file is about to have, unless too much waits for its ticket already.
    async fn expect(&self, size: u64, most: u64) -> Result<String, Problem> {
        let name = crate::files::draw_name()?;
        let room = i64::try_from(most.saturating_sub(size)).unwrap_or(i64::MAX);
        let sql = "INSERT INTO storage (name, since) SELECT $1, $2 \
                   WHERE (SELECT coalesce(sum(size), 0) FROM uploads WHERE ticket IS NULL) <= $3";
        let expected = name.clone();
        let noted = self.write(move |connection| {
            let note = sqlx::query(sql).bind(expected).bind(moment::now()).bind(room);
            Box::pin(async { change(note, connection).await.map(Ended::Keep) })
        });
        match noted.await? {
            0 => Err(Problem::unavailable(LATER, "too many files wait for their tickets")),
            _ => Ok(name),
        }
    }

    /// Makes the bytes under a name those of an id, unless the id has some already or the name is about to go.
    pub(super) async fn accept(&self, id: &str, name: &str, upload: &Upload) -> Result<Kept, Problem> {
        let (id, name, upload) = (id.to_owned(), name.to_owned(), upload.clone());
        self.write(move |connection| Box::pin(async move { accept(connection, &id, &name, upload).await })).await
    }

    /// Removes a file that nothing refers to. What cannot be removed now is left to the next sweep.
    async fn discard(&self, files: &Files, name: &str) {
        let sql =
            "UPDATE storage SET doomed = 1 WHERE name = $1 AND NOT EXISTS (SELECT 1 FROM uploads WHERE name = $1)";
        let doomed = self.change_name(sql, name).await;
        if doomed.is_ok_and(|doomed| doomed > 0) && files.remove(name).await.is_ok() {
            let _ = self.forget(name).await;
        }
    }

    /// Forgets uploads that no ticket has claimed and that arrived before a time, and gives the names of all files that are
    /// to go.
    pub(crate) async fn doom(&self, before: String) -> Result<Vec<String>, Problem> {
        self.write(move |connection| {
            Box::pin(async move { doom(connection, &before).await.map(Ended::Keep).map_err(failure::problem) })
        })
        .await
    }

    /// Forgets a name whose file is gone.
    pub(crate) async fn forget(&self, name: &str) -> Result<(), Problem> {
        self.change_name("DELETE FROM storage WHERE name = $1 AND doomed = 1", name).await.map(|_| ())
    }

    async fn change_name(&self, sql: &'static str, name: &str) -> Result<u64, Problem> {
        let name = name.to_owned();
        self.write(move |connection| {
            Box::pin(async move { change(sqlx::query(sql).bind(name), connection).await.map(Ended::Keep) })
        })
        .await
    }
}

/// Runs a statement and tells how many rows it changed.
async fn change(query: Query<'_, Any, AnyArguments>, connection: &mut AnyConnection) -> Result<u64, Problem> {
    query.execute(connection).await.map(|changed| changed.rows_affected()).map_err(failure::problem)
}

async fn accept(connection: &mut AnyConnection, id: &str, name: &str, upload: Upload) -> Result<Ended<Kept>, Problem> {
    let sql = "INSERT INTO uploads (id, name, size, media_type, sha256, created) \
               SELECT $1, name, $3, $4, $5, $6 FROM storage WHERE name = $2 AND doomed = 0 \
               ON CONFLICT (id) DO NOTHING";
    let insert = sqlx::query(sql)
        .bind(id)
        .bind(name)
        .bind(i64::try_from(upload.size).unwrap_or(i64::MAX))
        .bind(&upload.media_type)
        .bind(upload.sha256.as_bytes())
        .bind(moment::now());
    if change(insert, connection).await? > 0 {
        return Ok(Ended::Keep(Kept::New));
    }
    let there = same(connection, id, upload.sha256).await.map_err(failure::problem)?;
    there.map(Ended::Undo).ok_or_else(|| Problem::unavailable(LATER, "the file was removed before it was noted"))
}

/// Claims what a ticket refers to, and gives those whose bytes are not there, or belong to another ticket.
pub(super) async fn claim<'a>(
    connection: &mut AnyConnection,
    ticket: i64,
    files: &'a [Attachment],
) -> Result<Vec<&'a Attachment>, sqlx::Error> {
    let mut missing = Vec::new();
    for file in files {
        let sql = "UPDATE uploads SET ticket = $1 WHERE id = $2 AND size = $3 AND (ticket IS NULL OR ticket = $1)";
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

async fn same(connection: &mut AnyConnection, id: &str, sha256: Digest) -> Result<Option<Kept>, sqlx::Error> {
    let there = find(connection, id).await?;
    Ok(there.map(|there| if there.sha256.matches(&sha256) { Kept::Same } else { Kept::Other }))
}

async fn find(connection: &mut AnyConnection, id: &str) -> Result<Option<Upload>, sqlx::Error> {
    let row = sqlx::query("SELECT size, media_type, sha256 FROM uploads WHERE id = $1");
    row.bind(id).fetch_optional(connection).await?.as_ref().map(read).transpose()
}

fn read(row: &AnyRow) -> Result<Upload, sqlx::Error> {
    let size: i64 = row.try_get("size")?;
    let sha256 = Digest::from_bytes(row.try_get("sha256")?).unwrap_or(Digest::NOBODY);
    Ok(Upload { size: size.unsigned_abs(), media_type: row.try_get("media_type")?, sha256 })
}

async fn doom(connection: &mut AnyConnection, before: &str) -> Result<Vec<String>, sqlx::Error> {
    let forget = "DELETE FROM uploads WHERE ticket IS NULL AND created < $1 \
                  AND NOT EXISTS (SELECT 1 FROM files WHERE files.upload = uploads.id)";
    sqlx::query(forget).bind(before).execute(&mut *connection).await?;
    let doom = "UPDATE storage SET doomed = 1 WHERE since < $1 \
                AND NOT EXISTS (SELECT 1 FROM uploads WHERE uploads.name = storage.name)";
    sqlx::query(doom).bind(before).execute(&mut *connection).await?;
    let rows = sqlx::query("SELECT name FROM storage WHERE doomed = 1").fetch_all(connection).await?;
    rows.iter().map(|row| row.try_get("name")).collect()
}
