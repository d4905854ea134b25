//! The timeline of a ticket. Entries are added and never changed.

use std::collections::HashMap;

use content::ticket::{Entry, EntryKind, FileNote, MOST_ENTRIES, State, Who};
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{
    Attachment, Draft,
    audit::{self, Born, Content, Record},
    happening::{Happening, Kind, actor},
    outbox, row,
    row::Damage,
};
use crate::digest::Digest;

/// Writes down what happened, with the files that came with it, in the audit log and for other systems, too, and gives its id.
/// What it means for the ticket is the caller's concern.
pub(super) async fn add(
    connection: &mut AnyConnection,
    ticket: i64,
    happening: &Happening<'_>,
    files: &[Attachment],
) -> Result<i64, sqlx::Error> {
    let salt =
        sqlx::query("SELECT secret_hash FROM tickets WHERE id = $1").bind(ticket).fetch_one(&mut *connection).await?;
    let salt = Digest::from_bytes(salt.try_get(0)?).unwrap_or(Digest::NOBODY);
    let event = insert(connection, ticket, happening, &Content::of(happening, files).digest(&salt)).await?;
    add_files(connection, ticket, Some(event), files).await?;
    Ok(event)
}

/// The same for the event that brings a ticket. `values` are those of its answers, as JSON.
pub(super) async fn begin(
    connection: &mut AnyConnection,
    ticket: i64,
    draft: &Draft,
    values: &[String],
    at: &str,
) -> Result<(), sqlx::Error> {
    let kind = Kind::Public(EntryKind::Created);
    let happening = Happening { who: Who::Reader, actor: actor::READER, ..Happening::by_itself(kind, at) };
    let content = Content { born: Some(Born::of(draft, values)), ..Content::of(&happening, &draft.files) };
    insert(connection, ticket, &happening, &content.digest(&draft.secret_hash)).await?;
    add_files(connection, ticket, None, &draft.files).await
}

async fn insert(
    connection: &mut AnyConnection,
    ticket: i64,
    happening: &Happening<'_>,
    digest: &Digest,
) -> Result<i64, sqlx::Error> {
    let sql = "INSERT INTO events (ticket, at, kind, who, name, text, state, stars, team, due, internal, actor) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id";
    let kind = row::spelt(happening.kind)?;
    let row = sqlx::query(sql)
        .bind(ticket)
        .bind(happening.at)
        .bind(&kind)
        .bind(row::spelt(happening.who)?)
        .bind(happening.name)
        .bind(happening.text)
        .bind(happening.state.map(row::spelt).transpose()?)
        .bind(happening.stars.map(i64::from))
        .bind(happening.team)
        .bind(happening.due)
        .bind(i64::from(matches!(happening.kind, Kind::Internal(_))))
        .bind(happening.actor)
        .fetch_one(&mut *connection)
        .await?;
    let event: i64 = row.try_get(0)?;
    let record = Record {
        at: happening.at,
        ticket: Some(ticket),
        event: Some(event),
        kind: &kind,
        who: happening.who,
        actor: happening.actor,
        detail: None,
        state: happening.state,
        digest: Some(*digest),
    };
    audit::add(connection, &record).await?;
    outbox::add(connection, ticket, event, happening).await?;
    Ok(event)
}

/// Adds files that came with an entry, or with the ticket itself. Their bytes are claimed by then.
async fn add_files(
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
    let sql = "SELECT * FROM (SELECT * FROM events WHERE ticket = $1 AND internal = 0 ORDER BY id DESC LIMIT $2) AS newest ORDER BY id";
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
        stars: row::stars(entry)?,
        team: entry.try_get("team")?,
        due: entry.try_get("due")?,
        files: notes.remove(&Some(id)).unwrap_or_default(),
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
