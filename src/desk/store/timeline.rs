//! The timeline of a ticket. Entries are added and never changed.

use std::collections::HashMap;

use content::ticket::{Entry, EntryKind, FileNote, MOST_ENTRIES, State};
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

use super::{Attachment, row};

use row::Damage;

/// Adds an entry with its files and gives its id. What it means for the ticket is the caller's concern.
pub(super) async fn add(
    connection: &mut SqliteConnection,
    ticket: i64,
    entry: &Entry,
    files: &[Attachment],
) -> Result<i64, sqlx::Error> {
    let sql = "INSERT INTO events (ticket, at, kind, who, name, text, state, stars, team, due) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
    let row = sqlx::query(sql)
        .bind(ticket)
        .bind(&entry.at)
        .bind(row::spelt(entry.kind)?)
        .bind(row::spelt(entry.who)?)
        .bind(&entry.name)
        .bind(&entry.text)
        .bind(entry.state.map(row::spelt).transpose()?)
        .bind(entry.stars)
        .bind(&entry.team)
        .bind(&entry.due)
        .fetch_one(&mut *connection)
        .await?;
    let event: i64 = row.try_get(0)?;
    for file in files {
        sqlx::query("INSERT INTO files (ticket, field, name, media_type, data, event) VALUES (?, ?, ?, ?, ?, ?)")
            .bind(ticket)
            .bind(&file.field)
            .bind(&file.name)
            .bind(&file.media_type)
            .bind(&file.data)
            .bind(event)
            .execute(&mut *connection)
            .await?;
    }
    Ok(event)
}

/// One entry.
pub(super) async fn entry(connection: &mut SqliteConnection, event: i64) -> Result<Entry, Damage> {
    let entry = sqlx::query("SELECT * FROM events WHERE id = ?").bind(event).fetch_one(&mut *connection).await?;
    let sql = "SELECT event, name, length(data) AS size FROM files WHERE event = ? ORDER BY id";
    let files = sqlx::query(sql).bind(event).fetch_all(connection).await?;
    read(&entry, &mut notes(&files)?)
}

/// The newest entries, oldest first.
pub(super) async fn newest(connection: &mut SqliteConnection, ticket: i64) -> Result<Vec<Entry>, Damage> {
    let most = i64::try_from(MOST_ENTRIES).unwrap_or(i64::MAX);
    let sql = "SELECT * FROM (SELECT * FROM events WHERE ticket = ? ORDER BY id DESC LIMIT ?) ORDER BY id";
    let entries = sqlx::query(sql).bind(ticket).bind(most).fetch_all(&mut *connection).await?;
    let sql = "SELECT event, name, length(data) AS size FROM files WHERE ticket = ? AND event IS NOT NULL ORDER BY id";
    let files = sqlx::query(sql).bind(ticket).fetch_all(connection).await?;
    let mut notes = notes(&files)?;
    let entries = entries.iter().map(|entry| read(entry, &mut notes)).collect::<Result<_, _>>()?;
    Ok(without_replaced(entries))
}

/// What is told of files, by the entry they came with.
fn notes(files: &[SqliteRow]) -> Result<HashMap<i64, Vec<FileNote>>, sqlx::Error> {
    let mut notes: HashMap<i64, Vec<FileNote>> = HashMap::new();
    for file in files {
        let size: i64 = file.try_get("size")?;
        let note = FileNote { name: file.try_get("name")?, size: size.unsigned_abs() };
        notes.entry(file.try_get("event")?).or_default().push(note);
    }
    Ok(notes)
}

fn read(entry: &SqliteRow, notes: &mut HashMap<i64, Vec<FileNote>>) -> Result<Entry, Damage> {
    let id: i64 = entry.try_get("id")?;
    Ok(Entry {
        at: entry.try_get("at")?,
        kind: row::word(entry, "kind")?,
        who: row::word(entry, "who")?,
        name: entry.try_get("name")?,
        text: entry.try_get("text")?,
        state: row::maybe_word(entry, "state")?,
        stars: entry.try_get("stars")?,
        team: entry.try_get("team")?,
        due: entry.try_get("due")?,
        files: notes.remove(&id).unwrap_or_default(),
    })
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
