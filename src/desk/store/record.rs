//! All that is known of one ticket, also what its reader never sees.

use std::collections::HashMap;

use content::ticket::{Context, EntryKind, FileNote};
use jiff::Timestamp;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, SqlSafeStr as _, any::AnyRow};

use super::{
    Found, Given, Store, failure, file,
    happening::{Internal, Kind},
    list,
    requester::{EMAIL, NAME, PHONE},
    row,
    row::Damage,
    timeline,
};
use crate::{
    agent::{AgentAnswer, AgentEntry, AgentTicket, Requester},
    problem::Problem,
    standing::Terms,
};

/// Whose doing it was that a ticket was let in.
pub(super) const LET_IN_WHO: &str = "(SELECT who FROM events WHERE id = t.let_in_event) AS let_in_who";

impl Store {
    /// A ticket as agents see it, and its version: the number of the last thing that happened to it.
    pub(crate) async fn record(&self, reference: &str, terms: &Terms) -> Result<Option<(AgentTicket, i64)>, Problem> {
        self.look_at_once(|tables| Box::pin(record(tables, reference, terms, Timestamp::now()))).await
    }

    /// A file of a ticket for an agent.
    pub(crate) async fn file_for_agent(&self, reference: &str, id: &str) -> Result<Option<Found>, Problem> {
        self.look(|tables| {
            Box::pin(async move {
                match number_of(tables, reference).await.map_err(failure::problem)? {
                    Some(ticket) => file::find(tables, ticket, id, true).await.map_err(failure::problem),
                    None => Ok(None),
                }
            })
        })
        .await
    }
}

/// The number of a ticket.
pub(super) async fn number_of(connection: &mut AnyConnection, reference: &str) -> Result<Option<i64>, sqlx::Error> {
    let sql = "SELECT id FROM tickets WHERE reference = $1";
    let row = sqlx::query(sql).bind(reference).fetch_optional(connection).await?;
    row.map(|row| row.try_get("id")).transpose()
}

/// The number of the last thing that happened to a ticket. Whatever changes a ticket adds to its timeline. What the desk only reminds
/// itself of changes nothing, and nobody's work has to be done again for it.
pub(super) async fn version(connection: &mut AnyConnection, ticket: i64) -> Result<i64, sqlx::Error> {
    let sql = "SELECT coalesce(max(id), 0) AS version FROM events WHERE ticket = $1 AND NOT (internal = 1 AND who = 'system')";
    sqlx::query(sql).bind(ticket).fetch_one(connection).await?.try_get("version")
}

pub(super) async fn record(
    connection: &mut AnyConnection,
    reference: &str,
    terms: &Terms,
    now: Timestamp,
) -> Result<Option<(AgentTicket, i64)>, Problem> {
    let sql = format!(
        "SELECT {}, t.closed, t.revoked, t.context, t.email, {LET_IN_WHO} FROM tickets t WHERE t.reference = $1",
        list::COLUMNS
    );
    let sql = AssertSqlSafe(sql).into_sql_str();
    let row = sqlx::query(sql).bind(reference).fetch_optional(&mut *connection).await.map_err(failure::problem)?;
    let Some(row) = row else { return Ok(None) };
    let line = list::line(connection, &row, terms, now).await?;
    let ticket: i64 = row.try_get("id").map_err(failure::problem)?;
    let version = version(connection, ticket).await.map_err(failure::problem)?;
    let (answers, mut requester) = answers(connection, ticket).await?;
    requester.email = row.try_get::<Option<String>, _>("email").map_err(failure::problem)?.or(requester.email);
    requester.confirmed = row::is_confirmed(&row)?;
    let (timeline, files) = timeline_of(connection, ticket).await?;
    let merged_from = merged_from(connection, ticket).await.map_err(failure::problem)?;
    let maybe = |column: &str| row.try_get::<Option<String>, _>(column).map_err(failure::problem);
    let context: String = row.try_get("context").map_err(failure::problem)?;
    let context = serde_json::from_str::<Context>(&context).map_err(Damage::Json)?;
    let (closed, link_ended) = (maybe("closed")?, maybe("revoked")?);
    let record = AgentTicket { line, closed, link_ended, requester, answers, context, files, merged_from, timeline };
    Ok(Some((record, version)))
}

async fn merged_from(connection: &mut AnyConnection, ticket: i64) -> Result<Vec<String>, sqlx::Error> {
    let sql = "SELECT reference FROM tickets WHERE merged_into = $1 ORDER BY id";
    let rows = sqlx::query(sql).bind(ticket).fetch_all(connection).await?;
    rows.iter().map(|row| row.try_get("reference")).collect()
}

/// All answers, and what of them tells who raised the ticket.
async fn answers(connection: &mut AnyConnection, ticket: i64) -> Result<(Vec<AgentAnswer>, Requester), Damage> {
    let sql = "SELECT field, label, value FROM answers WHERE ticket = $1 ORDER BY position";
    let rows = sqlx::query(sql).bind(ticket).fetch_all(connection).await?;
    let answers = rows.iter().map(answer).collect::<Result<Vec<_>, _>>()?;
    let said = |field: &str| {
        let found = answers.iter().find(|answer| answer.field == field).map(|answer| answer.answer.trim().to_owned());
        found.filter(|answer| !answer.is_empty())
    };
    let requester = Requester { name: said(NAME), email: said(EMAIL), confirmed: false, phone: said(PHONE) };
    Ok((answers, requester))
}

fn answer(row: &AnyRow) -> Result<AgentAnswer, Damage> {
    let value: String = row.try_get("value")?;
    let answer = match serde_json::from_str(&value).map_err(Damage::Json)? {
        Given::Text(text) => text,
        Given::Many(values) => values.join(", "),
        Given::Files(files) => files.into_iter().map(|file| file.name).collect::<Vec<_>>().join(", "),
    };
    Ok(AgentAnswer { field: row.try_get("field")?, question: row.try_get("label")?, answer })
}

/// All that happened, oldest first, and the files that came with the ticket itself.
pub(super) async fn timeline_of(
    connection: &mut AnyConnection,
    ticket: i64,
) -> Result<(Vec<AgentEntry>, Vec<FileNote>), Damage> {
    let sql = "SELECT * FROM events WHERE ticket = $1 ORDER BY id";
    let rows = sqlx::query(sql).bind(ticket).fetch_all(&mut *connection).await?;
    let mut notes = timeline::notes(connection, ticket).await?;
    let entries = rows.iter().map(|row| read(row, &mut notes)).collect::<Result<_, _>>()?;
    Ok((entries, notes.remove(&None).unwrap_or_default()))
}

/// One entry.
pub(super) async fn entry(connection: &mut AnyConnection, event: i64) -> Result<AgentEntry, Damage> {
    let row = sqlx::query("SELECT * FROM events WHERE id = $1").bind(event).fetch_one(&mut *connection).await?;
    let mut notes = timeline::notes(connection, row.try_get("ticket")?).await?;
    read(&row, &mut notes)
}

/// An entry of the timeline, whoever may see it.
pub(super) fn read(row: &AnyRow, notes: &mut HashMap<Option<i64>, Vec<FileNote>>) -> Result<AgentEntry, Damage> {
    let id: i64 = row.try_get("id")?;
    let internal = row.try_get::<i64, _>("internal")? != 0;
    let kind = match internal {
        true => Kind::Internal(row::word::<Internal>(row, "kind")?),
        false => Kind::Public(row::word::<EntryKind>(row, "kind")?),
    };
    Ok(AgentEntry {
        at: row.try_get("at")?,
        kind,
        internal,
        who: row::word(row, "who")?,
        name: row.try_get("name")?,
        text: row.try_get("text")?,
        state: row::maybe_word(row, "state")?,
        stars: row::stars(row)?,
        team: row.try_get("team")?,
        due: row.try_get("due")?,
        files: notes.remove(&Some(id)).unwrap_or_default(),
    })
}
