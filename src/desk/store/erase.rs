//! Erasing a ticket: all of it goes, for good. In the audit log stays that it was, and how much it was.

use content::ticket::Who;
use jiff::Timestamp;
use serde::Serialize;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, SqlSafeStr as _};

use super::{
    Access, Ended, Store, Version, access,
    audit::{self, Record},
    change, failure,
    happening::actor,
    outbox::erasure,
    record, scrub,
};
use crate::{agent::Agent, moment, problem::Problem};

/// What the audit log calls it.
const ERASED: &str = "erased";

/// How many old tickets are erased at once.
const MOST: i64 = 20;

/// Tickets whose time is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Over {
    /// They were closed, and kept as long as they should be.
    Kept,
    /// Nobody has confirmed the address on them in time.
    Unconfirmed,
}

/// A system that has something of a ticket, or may have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Holder {
    pub(crate) system: String,
    /// What it calls the ticket, and where that is.
    pub(crate) id: Option<String>,
    pub(crate) url: Option<String>,
    /// Whether it has said that it was told; else it was tried, and nobody knows what arrived.
    pub(crate) told: bool,
}

/// What became of a ticket that was to be erased.
#[derive(Debug)]
pub(crate) enum Erased {
    /// Nothing of it is left but these names of files, which are to go now; and what other systems have of it.
    Done { names: Vec<String>, elsewhere: Vec<Holder> },
    /// There is none for whoever asks.
    NoSuchTicket,
    /// Something happened to it that the agent has not seen.
    Stale,
}

impl Store {
    /// Erases a ticket for its reader, as long as the private link holds.
    pub(crate) async fn erase_by_reader(&self, access: Access) -> Result<Erased, Problem> {
        let erased = self.write(move |connection| {
            Box::pin(async move {
                let entrance = access::enter(connection, &access).await?;
                let entrance = entrance.filter(|entrance| !entrance.is_shut(&access.terms, Timestamp::now()));
                match entrance {
                    Some(entrance) => erase(connection, entrance.id, Who::Reader, actor::READER).await,
                    None => Ok(Ended::Undo(Erased::NoSuchTicket)),
                }
            })
        });
        Ok(self.scrubbed(erased.await?))
    }

    /// Erases a ticket that an agent has seen like this.
    pub(crate) async fn erase_by_agent(
        &self,
        reference: String,
        version: Version,
        agent: Agent,
    ) -> Result<Erased, Problem> {
        let erased = self.write(move |connection| {
            Box::pin(async move {
                let ticket = record::number_of(connection, &reference).await.map_err(failure::problem)?;
                let Some(ticket) = ticket else { return Ok(Ended::Undo(Erased::NoSuchTicket)) };
                let now = record::version(connection, ticket).await.map_err(failure::problem)?;
                match version.fits(now) {
                    true => erase(connection, ticket, Who::Desk, &change::way(&agent)).await,
                    false => Ok(Ended::Undo(Erased::Stale)),
                }
            })
        });
        Ok(self.scrubbed(erased.await?))
    }

    /// Erases tickets whose time was over before another time, the oldest first, a few at once, and gives how many. Their files go
    /// with the next sweep.
    pub(crate) async fn erase_over(&self, over: Over, before: String) -> Result<usize, Problem> {
        let (condition, column) = over.condition();
        let sql = &format!("SELECT id FROM tickets WHERE {condition} < $1 ORDER BY {column} LIMIT $2");
        let over_before = before.as_str();
        let rows = self.look(|tables| {
            let sql = AssertSqlSafe(sql.clone()).into_sql_str();
            let rows = sqlx::query(sql).bind(over_before).bind(MOST).fetch_all(&mut **tables);
            Box::pin(async move { rows.await.map_err(failure::problem) })
        });
        let mut count = 0;
        for row in rows.await? {
            let (id, before): (i64, _) = (row.try_get("id").map_err(failure::problem)?, before.clone());
            let erased = self.write(move |connection| {
                Box::pin(async move {
                    // It may have been reopened or confirmed meanwhile, or another desk was quicker.
                    match over.is_true_of(connection, id, &before).await.map_err(failure::problem)? {
                        true => erase(connection, id, Who::System, over.actor()).await,
                        false => Ok(Ended::Undo(Erased::NoSuchTicket)),
                    }
                })
            });
            count += usize::from(matches!(self.scrubbed(erased.await?), Erased::Done { .. }));
        }
        Ok(count)
    }

    /// Has what is left in the file overwritten soon.
    fn scrubbed(&self, erased: Erased) -> Erased {
        if let Erased::Done { .. } = erased {
            self.erased.notify_one();
        }
        erased
    }
}

impl Over {
    /// What is true of such tickets, but for the time, and the column that says since when.
    fn condition(self) -> (&'static str, &'static str) {
        match self {
            Self::Kept => ("state = 'closed' AND closed", "closed"),
            Self::Unconfirmed => ("confirm_by", "confirm_by"),
        }
    }

    /// What the audit log says did it.
    fn actor(self) -> &'static str {
        match self {
            Self::Kept => actor::SYSTEM,
            Self::Unconfirmed => actor::UNCONFIRMED,
        }
    }

    async fn is_true_of(self, connection: &mut AnyConnection, ticket: i64, before: &str) -> Result<bool, sqlx::Error> {
        let (condition, _) = self.condition();
        let sql = AssertSqlSafe(format!("SELECT count(*) FROM tickets WHERE id = $1 AND {condition} < $2"));
        let count = sqlx::query(sql.into_sql_str()).bind(ticket).bind(before).fetch_one(connection).await?;
        Ok(count.try_get::<i64, _>(0)? > 0)
    }
}

async fn erase(connection: &mut AnyConnection, ticket: i64, who: Who, actor: &str) -> Result<Ended<Erased>, Problem> {
    let elsewhere = elsewhere(connection, ticket).await.map_err(failure::problem)?;
    let reference = reference(connection, ticket).await.map_err(failure::problem)?;
    let names = remove(connection, ticket).await.map_err(failure::problem)?;
    let (at, detail) = (moment::now(), format!("files: {}; {}", names.len(), systems(&elsewhere)));
    let record = Record {
        at: &at,
        ticket: Some(ticket),
        event: None,
        kind: ERASED,
        who,
        actor,
        detail: Some(&detail),
        state: None,
        digest: None,
    };
    audit::add(connection, &record).await.map_err(failure::problem)?;
    let record = newest_record(connection).await.map_err(failure::problem)?;
    scrub::want(connection).await?;
    erasure::note(connection, record, &reference, &elsewhere, &at).await.map_err(failure::problem)?;
    Ok(Ended::Keep(Erased::Done { names, elsewhere }))
}

async fn reference(connection: &mut AnyConnection, ticket: i64) -> Result<String, sqlx::Error> {
    let sql = "SELECT reference FROM tickets WHERE id = $1";
    sqlx::query(sql).bind(ticket).fetch_one(connection).await?.try_get("reference")
}

async fn newest_record(connection: &mut AnyConnection) -> Result<i64, sqlx::Error> {
    sqlx::query("SELECT max(id) AS id FROM audit").fetch_one(connection).await?.try_get("id")
}

/// Who was told, and who may have been.
fn systems(elsewhere: &[Holder]) -> String {
    let names = |told: bool| {
        let names: Vec<&str> =
            elsewhere.iter().filter(|holder| holder.told == told).map(|holder| holder.system.as_str()).collect();
        names.join(", ")
    };
    match (names(true), names(false)) {
        (told, tried) if told.is_empty() && tried.is_empty() => "told: nobody".to_owned(),
        (told, tried) if tried.is_empty() => format!("told: {told}"),
        (told, tried) if told.is_empty() => format!("told: nobody; tried: {tried}"),
        (told, tried) => format!("told: {told}; tried: {tried}"),
    }
}

/// Removes all rows, and gives the names of the files that nothing refers to from now on.
async fn remove(connection: &mut AnyConnection, ticket: i64) -> Result<Vec<String>, sqlx::Error> {
    let uploads = sqlx::query("SELECT id, name FROM uploads WHERE ticket = $1").bind(ticket);
    let uploads = uploads.fetch_all(&mut *connection).await?;
    // Answers, events, files, keys and what other systems were to be told go with it.
    sqlx::query("DELETE FROM tickets WHERE id = $1").bind(ticket).execute(&mut *connection).await?;
    let mut names = Vec::with_capacity(uploads.len());
    for upload in uploads {
        let (id, name): (String, String) = (upload.try_get("id")?, upload.try_get("name")?);
        sqlx::query("DELETE FROM uploads WHERE id = $1").bind(id).execute(&mut *connection).await?;
        let doom = sqlx::query("UPDATE storage SET doomed = 1 WHERE name = $1").bind(&name);
        doom.execute(&mut *connection).await?;
        names.push(name);
    }
    Ok(names)
}

/// The systems that were told of a ticket, or may have been, and what they call it.
pub(super) async fn elsewhere(connection: &mut AnyConnection, ticket: i64) -> Result<Vec<Holder>, sqlx::Error> {
    let sql = "SELECT known.sink, CAST(max(known.told) AS BIGINT) AS told, r.id, r.url \
               FROM (SELECT sink, 1 AS told FROM told WHERE ticket = $1 \
               UNION ALL SELECT sink, 1 FROM remotes WHERE ticket = $1 \
               UNION ALL SELECT sink, 0 FROM outbox WHERE ticket = $1 AND attempts > 0 AND asks = 0) AS known \
               LEFT JOIN remotes r ON r.sink = known.sink AND r.ticket = $1 \
               GROUP BY known.sink, r.id, r.url ORDER BY known.sink";
    let rows = sqlx::query(sql).bind(ticket).fetch_all(connection).await?;
    let read = |row: &sqlx::any::AnyRow| {
        Ok(Holder {
            system: row.try_get("sink")?,
            id: row.try_get("id")?,
            url: row.try_get("url")?,
            told: row.try_get::<i64, _>("told")? > 0,
        })
    };
    rows.iter().map(read).collect()
}
