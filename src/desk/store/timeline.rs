//! The timeline of a ticket. Entries are added and never changed.

use std::collections::HashMap;

use content::ticket::{Entry, EntryKind, FileNote, State, Who};
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, SqlSafeStr as _, any::AnyRow};

use super::{
    Attachment, Draft,
    audit::{self, Born, Content, Record},
    happening::{Happening, Kind, actor},
    outbox, row,
    row::Damage,
};
use crate::digest::Digest;

/// What is told of files, and the entry they came with.
const NOTES: &str = "SELECT f.event, f.name, f.media_type, coalesce(u.size, length(f.data)) AS size, f.upload, \
                     f.id AS number FROM files f LEFT JOIN uploads u ON u.id = f.upload";

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
    // A number is never given twice, also when its ticket was erased: whoever follows the events goes by it.
    let sql = format!(
        "INSERT INTO events (id, ticket, at, kind, who, name, text, state, stars, team, due, internal, actor) \
         SELECT coalesce(max(used.id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 \
         FROM (SELECT max(id) AS id FROM events \
         UNION ALL SELECT max(event) AS id FROM audit WHERE event IS NOT NULL) AS used RETURNING id, {} AS hash",
        audit::LAST
    );
    let kind = row::spelt(happening.kind)?;
    let row = sqlx::query(AssertSqlSafe(sql).into_sql_str())
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
    audit::go_on(connection, &record, row.try_get("hash")?).await?;
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

/// So many entries up to one, oldest first, and the files that came with the ticket itself. Nothing when they are not all there
/// any more: events are never changed and only go with their ticket, so that as long as the last ones are there, whatever was
/// read before them was there, too.
pub(super) async fn up_to(
    connection: &mut AnyConnection,
    ticket: i64,
    last: i64,
    count: usize,
) -> Result<Option<(Vec<Entry>, Vec<FileNote>)>, Damage> {
    let mut notes = notes(connection, ticket).await?;
    let sql = "SELECT * FROM (SELECT * FROM events WHERE ticket = $1 AND internal = 0 AND id <= $2 \
               ORDER BY id DESC LIMIT $3) AS newest ORDER BY id";
    let most = i64::try_from(count).unwrap_or(i64::MAX);
    let entries = sqlx::query(sql).bind(ticket).bind(last).bind(most).fetch_all(connection).await?;
    if entries.len() < count {
        return Ok(None);
    }
    let entries = entries.iter().map(|entry| read(entry, &mut notes)).collect::<Result<_, _>>()?;
    Ok(Some((without_replaced(entries), notes.remove(&None).unwrap_or_default())))
}

/// What is told of a ticket's files, by the entry they came with. Those whose bytes lie in the database itself have their
/// number as an id.
pub(super) async fn notes(
    connection: &mut AnyConnection,
    ticket: i64,
) -> Result<HashMap<Option<i64>, Vec<FileNote>>, sqlx::Error> {
    let sql = AssertSqlSafe(format!("{NOTES} WHERE f.ticket = $1 ORDER BY f.id"));
    read_notes(&sqlx::query(sql.into_sql_str()).bind(ticket).fetch_all(connection).await?)
}

/// The same of files that came with events after one and up to another.
pub(super) async fn notes_between(
    connection: &mut AnyConnection,
    after: i64,
    last: i64,
) -> Result<HashMap<Option<i64>, Vec<FileNote>>, sqlx::Error> {
    let sql = AssertSqlSafe(format!("{NOTES} WHERE f.event > $1 AND f.event <= $2 ORDER BY f.id"));
    read_notes(&sqlx::query(sql.into_sql_str()).bind(after).bind(last).fetch_all(connection).await?)
}

fn read_notes(files: &[AnyRow]) -> Result<HashMap<Option<i64>, Vec<FileNote>>, sqlx::Error> {
    let mut notes: HashMap<Option<i64>, Vec<FileNote>> = HashMap::new();
    for file in files {
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
