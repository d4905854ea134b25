//! The timeline of a ticket. Entries are added and never changed.

use std::collections::HashMap;

use content::ticket::{Entry, EntryKind, FileNote, MOST_ENTRIES, State};
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{Attachment, row, row::Damage};

/// Adds an entry with its files and gives its id. What it means for the ticket is the caller's concern.
pub(super) async fn add(
    connection: &mut AnyConnection,
    ticket: i64,
    entry: &Entry,
    files: &[Attachment],
) -> Result<i64, sqlx::Error> {
    let sql = "INSERT INTO events (ticket, at, kind, who, name, text, state, stars, team, due) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id";
    let row = sqlx::query(sql)
        .bind(ticket)
        .bind(&entry.at)
        .bind(row::spelt(entry.kind)?)
        .bind(row::spelt(entry.who)?)
        .bind(&entry.name)
        .bind(&entry.text)
        .bind(entry.state.map(row::spelt).transpose()?)
        .bind(entry.stars.map(i64::from))
        .bind(&entry.team)
        .bind(&entry.due)
        .fetch_one(&mut *connection)
        .await?;
    let event: i64 = row.try_get(0)?;
    add_files(connection, ticket, Some(event), files).await?;
    Ok(event)
}

/// Adds files that came with an entry, or with the ticket itself. Their bytes are claimed by then.
pub(super) async fn add_files(
    connection: &mut AnyConnection,
    ticket: i64,
    event: Option<i64>,
    files: &[Attachment],
) -> Result<(), sqlx::Error> {
    let sql =
        "INSERT INTO files (ticket, field, name, media_type, data, event, upload) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    for file in files {
        sqlx::query(sql)
            .bind(ticket)
            .bind(&file.field)
            .bind(&file.name)
            .bind(&file.media_type)
            .bind(Vec::new())
            .bind(event)
            .bind(&file.upload)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// One entry.
pub(super) async fn entry(connection: &mut AnyConnection, event: i64) -> Result<Entry, Damage> {
    let entry = sqlx::query("SELECT * FROM events WHERE id = $1").bind(event).fetch_one(&mut *connection).await?;
    let mut notes = notes(connection, entry.try_get("ticket")?).await?;
    read(&entry, &mut notes)
}

/// The newest entries, oldest first, and the files that came with the ticket itself.
pub(super) async fn newest(connection: &mut AnyConnection, ticket: i64) -> Result<(Vec<Entry>, Vec<FileNote>), Damage> {
    let most = i64::try_from(MOST_ENTRIES).unwrap_or(i64::MAX);
    let sql = "SELECT * FROM (SELECT * FROM events WHERE ticket = $1 ORDER BY id DESC LIMIT $2) AS newest ORDER BY id";
    let entries = sqlx::query(sql).bind(ticket).bind(most).fetch_all(&mut *connection).await?;
    let mut notes = notes(connection, ticket).await?;
    let entries = entries.iter().map(|entry| read(entry, &mut notes)).collect::<Result<_, _>>()?;
    Ok((without_replaced(entries), notes.remove(&None).unwrap_or_default()))
}

/// What is told of a ticket's files, by the entry they came with. Those whose bytes lie in the database itself have their
/// number as an id.
async fn notes(
    connection: &mut AnyConnection,
    ticket: i64,
) -> Result<HashMap<Option<i64>, Vec<FileNote>>, sqlx::Error> {
    let sql = "SELECT f.event, f.name, f.media_type, coalesce(u.size, length(f.data)) AS size, \
               f.upload, f.id AS number \
               FROM files f LEFT JOIN uploads u ON u.id = f.upload WHERE f.ticket = $1 ORDER BY f.id";
    let mut notes: HashMap<Option<i64>, Vec<FileNote>> = HashMap::new();
    for file in sqlx::query(sql).bind(ticket).fetch_all(connection).await? {
        let size: i64 = file.try_get("size")?;
        let note = FileNote {
            id: id(file.try_get("upload")?, file.try_get("number")?),
            name: file.try_get("name")?,
            size: size.unsigned_abs(),
            media_type: file.try_get("media_type")?,
        };
        notes.entry(file.try_get("event")?).or_default().push(note);
    }
    Ok(notes)
}

/// The id of a file: of its bytes in the storage, or, where they lie in the database, its number.
fn id(upload: Option<String>, number: i64) -> String {
    upload.unwrap_or_else(|| format!("{number:032x}"))
}

fn read(entry: &AnyRow, notes: &mut HashMap<Option<i64>, Vec<FileNote>>) -> Result<Entry, Damage> {
    let id: i64 = entry.try_get("id")?;
    Ok(Entry {
        at: entry.try_get("at")?,
        kind: row::word(entry, "kind")?,
        who: row::word(entry, "who")?,
        name: entry.try_get("name")?,
        text: entry.try_get("text")?,
        state: row::maybe_word(entry, "state")?,
        stars: stars(entry)?,
        team: entry.try_get("team")?,
        due: entry.try_get("due")?,
        files: notes.remove(&Some(id)).unwrap_or_default(),
    })
}

fn stars(entry: &AnyRow) -> Result<Option<u8>, sqlx::Error> {
    let stars: Option<i64> = entry.try_get("stars")?;
    stars.map(|stars| u8::try_from(stars).map_err(|error| sqlx::Error::Decode(error.into()))).transpose()
}

/// Leaves out each rating that a later one replaced, which is one without an open ticket in between.
fn without_replaced(entries: Vec<Entry>) -> Vec<Entry> {
    let mut rated = false;
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries.into_iter().rev() {
        rated &= matches!(entry.state, None | Some(State::Solved | State::Closed));
        let is_rating = entry.kind == EntryKind::Rated;
        if !(is_rating && rated) {
            kept.push(entry);
        }
        rated |= is_rating;
    }
    kept.reverse();
    kept
}
