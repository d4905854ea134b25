//! Looking whether the audit log, and what it tells of, are as they were written.

use std::collections::HashSet;

use content::ticket::{State, Who};
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{Attached, Born, Content, Link, Record, standing};
use crate::{
    digest::Digest,
    problem::Problem,
    store::{Store, failure, row, row::Damage},
};

/// How many rows are looked at at once.
pub(super) const PAGE: i64 = 500;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verified {
    /// How many rows the log has.
    pub(crate) rows: u64,
    /// The hash of the last one, in hexadecimal digits: whoever keeps it somewhere else finds out later whether the log ends
    /// earlier than it did.
    pub(crate) head: String,
    /// What is wrong, in the order of the log.
    pub(crate) faults: Vec<Fault>,
    /// Whether a hash that was kept is still in the chain; none was given otherwise.
    pub(crate) has_kept: Option<bool>,
}

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The hash of this row is not of it and of the row before.
    Chain(i64),
    /// What this row tells of says something else now.
    Changed { row: i64, ticket: i64 },
    /// What this row tells of is gone, and no row says that its ticket was erased.
    Gone { row: i64, ticket: i64 },
    /// No row tells of this event of a ticket.
    Unrecorded { event: i64, ticket: i64 },
    /// The row of a ticket has something else than follows from the log.
    Differs { ticket: i64, reference: String, field: &'static str, log: Option<String>, stands: Option<String> },
}

impl Store {
    /// Looks at every row of the log and at everything it tells of, as it stands at one moment.
    pub(crate) async fn verify(&self, kept: Option<&str>) -> Result<Verified, Problem> {
        self.look_at_once(|tables| Box::pin(verify(tables, kept))).await
    }
}

async fn verify(connection: &mut AnyConnection, kept: Option<&str>) -> Result<Verified, Problem> {
    let erased = erased(connection).await.map_err(failure::problem)?;
    let (mut before, mut last, mut rows) = (Digest::NOBODY, 0, 0);
    let (mut faults, mut has_kept) = (Vec::new(), kept.map(|_| false));
    loop {
        let sql = "SELECT * FROM audit WHERE id > $1 ORDER BY id LIMIT $2";
        let page =
            sqlx::query(sql).bind(last).bind(PAGE).fetch_all(&mut *connection).await.map_err(failure::problem)?;
        for row in &page {
            last = row.try_get("id").map_err(failure::problem)?;
            let stored = Digest::from_bytes(row.get("hash")).unwrap_or(Digest::NOBODY);
            if !hash(row, &before)?.matches(&stored) {
                faults.push(Fault::Chain(last));
            }
            before = stored;
            if kept.is_some_and(|kept| kept == stored.hex()) {
                has_kept = Some(true);
            }
            faults.extend(told(connection, row, last, &erased).await?);
        }
        rows += page.len() as u64;
        if page.is_empty() {
            break;
        }
    }
    faults.extend(unrecorded(connection).await.map_err(failure::problem)?);
    faults.extend(standing::differing(connection).await.map_err(failure::problem)?);
    Ok(Verified { rows, head: before.hex(), faults, has_kept })
}

async fn erased(connection: &mut AnyConnection) -> Result<HashSet<i64>, sqlx::Error> {
    let sql = "SELECT DISTINCT ticket FROM audit WHERE kind = 'erased' AND ticket IS NOT NULL";
    sqlx::query(sql).fetch_all(connection).await?.iter().map(|row| row.try_get(0)).collect()
}

async fn unrecorded(connection: &mut AnyConnection) -> Result<Vec<Fault>, sqlx::Error> {
    let sql = "SELECT e.id, e.ticket FROM events e WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.event = e.id) \
               ORDER BY e.id";
    let rows = sqlx::query(sql).fetch_all(connection).await?;
    rows.iter().map(|row| Ok(Fault::Unrecorded { event: row.try_get(0)?, ticket: row.try_get(1)? })).collect()
}

/// The hash that a row should have.
fn hash(row: &AnyRow, before: &Digest) -> Result<Digest, Damage> {
    let text = |column: &str| row.try_get::<Option<String>, _>(column);
    let (at, kind, who, actor) = (row.try_get::<String, _>("at")?, text("kind")?, text("who")?, text("actor")?);
    let (detail, state) = (text("detail")?, text("state")?);
    let record = Record {
        at: &at,
        ticket: row.try_get("ticket")?,
        event: row.try_get("event")?,
        kind: kind.as_deref().unwrap_or_default(),
        // Hashed as they are spelt in the row.
        who: Who::System,
        actor: actor.as_deref().unwrap_or_default(),
        detail: detail.as_deref(),
        state: None::<State>,
        digest: digest(row)?,
    };
    let link = Link { record: &record, who: who.as_deref().unwrap_or_default(), state: state.as_deref() };
    Ok(link.hash(before))
}

fn digest(row: &AnyRow) -> Result<Option<Digest>, sqlx::Error> {
    let bytes: Option<Vec<u8>> = row.try_get("digest")?;
    Ok(bytes.and_then(|bytes| Digest::from_bytes(&bytes)))
}

/// What is wrong with what a row tells of.
async fn told(
    connection: &mut AnyConnection,
    row: &AnyRow,
    number: i64,
    erased: &HashSet<i64>,
) -> Result<Option<Fault>, Damage> {
    let (ticket, event) = (row.try_get::<Option<i64>, _>("ticket")?, row.try_get::<Option<i64>, _>("event")?);
    let (Some(ticket), Some(event)) = (ticket, event) else { return Ok(None) };
    let now = now(connection, ticket, event).await?;
    Ok(match (now, digest(row)?) {
        (None, _) if erased.contains(&ticket) => None,
        (None, _) => Some(Fault::Gone { row: number, ticket }),
        (Some(now), Some(then)) if now.digest.matches(&then) && now.says(row)? => None,
        _ => Some(Fault::Changed { row: number, ticket }),
    })
}

/// An event as it is in the tables.
struct Now {
    digest: Digest,
    /// Time, kind, whose doing, by which way, and the state.
    words: [Option<String>; 5],
}

impl Now {
    /// Whether what the log has in words is what the event has.
    fn says(&self, row: &AnyRow) -> Result<bool, sqlx::Error> {
        let logged = words(row)?;
        Ok(logged == self.words)
    }
}

fn words(row: &AnyRow) -> Result<[Option<String>; 5], sqlx::Error> {
    let text = |column: &str| row.try_get::<Option<String>, _>(column);
    // Events from before there was a log have none.
    let actor = Some(text("actor")?.unwrap_or_default());
    Ok([text("at")?, text("kind")?, text("who")?, actor, text("state")?])
}

/// The digest of what an event says now; none when it is gone.
pub(super) async fn digest_now(
    connection: &mut AnyConnection,
    ticket: i64,
    event: i64,
) -> Result<Option<Digest>, Damage> {
    Ok(now(connection, ticket, event).await?.map(|now| now.digest))
}

async fn now(connection: &mut AnyConnection, ticket: i64, event: i64) -> Result<Option<Now>, Damage> {
    let sql = "SELECT e.*, t.secret_hash, t.form, t.subject, t.context FROM events e JOIN tickets t ON t.id = e.ticket \
               WHERE e.id = $1 AND e.ticket = $2";
    let row = sqlx::query(sql).bind(event).bind(ticket).fetch_optional(&mut *connection).await?;
    let Some(row) = row else { return Ok(None) };
    let salt = Digest::from_bytes(row.get("secret_hash")).unwrap_or(Digest::NOBODY);
    let is_birth = row.try_get::<String, _>("kind")? == "created";
    let files = files(connection, ticket, (!is_birth).then_some(event)).await?;
    let answers = if is_birth { answers(connection, ticket).await? } else { Vec::new() };
    let maybe = |column: &str| row.try_get::<Option<String>, _>(column);
    let (name, team, due) = (maybe("name")?, maybe("team")?, maybe("due")?);
    let (text, form): (String, String) = (row.try_get("text")?, row.try_get("form")?);
    let (subject, context): (String, String) = (row.try_get("subject")?, row.try_get("context")?);
    let content = Content {
        name: name.as_deref(),
        text: &text,
        stars: row::stars(&row)?,
        team: team.as_deref(),
        due: due.as_deref(),
        files: files.iter().map(|[upload, name, kind]| Attached { upload, name, media_type: kind }).collect(),
        born: is_birth.then(|| Born {
            form: &form,
            subject: &subject,
            context: &context,
            answers: answers.iter().map(|answer| answer.each_ref().map(String::as_str)).collect(),
        }),
    };
    Ok(Some(Now { digest: content.digest(&salt), words: words(&row)? }))
}

async fn files(
    connection: &mut AnyConnection,
    ticket: i64,
    event: Option<i64>,
) -> Result<Vec<[String; 3]>, sqlx::Error> {
    let sql = "SELECT coalesce(upload, '') AS upload, name, media_type FROM files \
               WHERE ticket = $1 AND (event = $2 OR ($2 IS NULL AND event IS NULL)) ORDER BY id";
    let rows = sqlx::query(sql).bind(ticket).bind(event).fetch_all(connection).await?;
    rows.iter().map(|row| Ok([row.try_get(0)?, row.try_get(1)?, row.try_get(2)?])).collect()
}

async fn answers(connection: &mut AnyConnection, ticket: i64) -> Result<Vec<[String; 3]>, sqlx::Error> {
    let sql = "SELECT field, label, value FROM answers WHERE ticket = $1 ORDER BY position";
    let rows = sqlx::query(sql).bind(ticket).fetch_all(connection).await?;
    rows.iter().map(|row| Ok([row.try_get(0)?, row.try_get(1)?, row.try_get(2)?])).collect()
}
