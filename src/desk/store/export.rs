//! All that is stored of a ticket, to be taken along. Hashes of secrets and keys are left out: they say nothing to anybody.

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{Access, Store, access, erase, failure, record, row::Damage};
use crate::{digest::Digest, moment, problem::Problem};

/// Who takes it along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    /// The ticket's reader, without what only the desk is to see.
    Reader,
    Agent,
}

impl Store {
    /// A ticket for its reader, as long as the private link holds.
    pub(crate) async fn export_for_reader(&self, access: &Access) -> Result<Option<Value>, Problem> {
        self.look_at_once(|tables| {
            Box::pin(async move {
                let entrance = access::enter(tables, access).await?;
                match entrance.filter(|entrance| !entrance.is_shut(&access.terms, Timestamp::now())) {
                    Some(entrance) => Ok(Some(export(tables, entrance.id, For::Reader).await?)),
                    None => Ok(None),
                }
            })
        })
        .await
    }

    /// A ticket for an agent.
    pub(crate) async fn export_for_agent(&self, reference: &str) -> Result<Option<Value>, Problem> {
        self.look_at_once(|tables| {
            Box::pin(async move {
                match record::number_of(tables, reference).await.map_err(failure::problem)? {
                    Some(ticket) => Ok(Some(export(tables, ticket, For::Agent).await?)),
                    None => Ok(None),
                }
            })
        })
        .await
    }
}

async fn export(connection: &mut AnyConnection, ticket: i64, whose: For) -> Result<Value, Damage> {
    let mut export = json!({
        "exported": moment::now(),
        "ticket": head(connection, ticket, whose).await?,
        "answers": answers(connection, ticket).await?,
        "events": events(connection, ticket, whose).await?,
        "files": files(connection, ticket, whose).await?,
        "told": told(connection, ticket, whose).await?,
    });
    if let (For::Agent, Some(members)) = (whose, export.as_object_mut()) {
        members.insert("audit".into(), audit(connection, ticket).await?);
    }
    Ok(export)
}

async fn head(connection: &mut AnyConnection, ticket: i64, whose: For) -> Result<Value, Damage> {
    let sql = "SELECT t.*, (SELECT o.reference FROM tickets o WHERE o.id = t.merged_into) AS merged FROM tickets t \
               WHERE t.id = $1";
    let row = sqlx::query(sql).bind(ticket).fetch_one(connection).await?;
    let columns = [
        "reference",
        "form",
        "form_name",
        "subject",
        "state",
        "category",
        "team",
        "priority",
        "verify",
        "created",
        "updated",
        "closed",
        "revoked",
        "confirm_by",
        "let_in",
        "email",
    ];
    let mut head = texts(&row, &columns)?;
    let context: String = row.try_get("context")?;
    head.insert("context".into(), serde_json::from_str(&context).map_err(Damage::Json)?);
    if whose == For::Agent {
        head.append(&mut texts(&row, &["assignee"])?);
        head.insert("merged_into".into(), row.try_get::<Option<String>, _>("merged")?.into());
    }
    Ok(head.into())
}

async fn answers(connection: &mut AnyConnection, ticket: i64) -> Result<Value, Damage> {
    let sql = "SELECT field, label, value FROM answers WHERE ticket = $1 ORDER BY position";
    let rows = sqlx::query(sql).bind(ticket).fetch_all(connection).await?;
    let answer = |row: &AnyRow| -> Result<Value, Damage> {
        let mut answer = texts(row, &["field", "label"])?;
        let value: String = row.try_get("value")?;
        answer.insert("value".into(), serde_json::from_str(&value).map_err(Damage::Json)?);
        Ok(answer.into())
    };
    rows.iter().map(answer).collect()
}

async fn events(connection: &mut AnyConnection, ticket: i64, whose: For) -> Result<Value, Damage> {
    let sql = "SELECT * FROM events WHERE ticket = $1 AND internal <= $2 ORDER BY id";
    let most = i64::from(whose == For::Agent);
    let rows = sqlx::query(sql).bind(ticket).bind(most).fetch_all(connection).await?;
    let event = |row: &AnyRow| -> Result<Value, Damage> {
        let mut event = texts(row, &["at", "kind", "who", "name", "text", "state", "team", "due"])?;
        event.insert("stars".into(), row.try_get::<Option<i64>, _>("stars")?.into());
        if whose == For::Agent {
            event.append(&mut texts(row, &["actor"])?);
            event.insert("internal".into(), (row.try_get::<i64, _>("internal")? != 0).into());
        }
        Ok(event.into())
    };
    rows.iter().map(event).collect()
}

async fn files(connection: &mut AnyConnection, ticket: i64, whose: For) -> Result<Value, Damage> {
    let sql = "SELECT f.id AS number, f.upload, f.field, f.name, f.media_type, u.size, u.sha256, u.created AS sent, \
               e.at AS came, length(f.data) AS kept_here \
               FROM files f LEFT JOIN uploads u ON u.id = f.upload LEFT JOIN events e ON e.id = f.event \
               WHERE f.ticket = $1 AND coalesce(e.internal, 0) <= $2 ORDER BY f.id";
    let most = i64::from(whose == For::Agent);
    let rows = sqlx::query(sql).bind(ticket).bind(most).fetch_all(connection).await?;
    let file = |row: &AnyRow| -> Result<Value, Damage> {
        let mut file = texts(row, &["field", "name", "media_type", "sent", "came"])?;
        let upload: Option<String> = row.try_get("upload")?;
        let number: i64 = row.try_get("number")?;
        file.insert("id".into(), upload.unwrap_or_else(|| format!("{number:032x}")).into());
        let size: Option<i64> = row.try_get("size")?;
        file.insert("size".into(), size.map_or_else(|| row.try_get("kept_here"), Ok)?.into());
        let sha256: Option<Vec<u8>> = row.try_get("sha256")?;
        let sha256 = sha256.and_then(|bytes| Digest::from_bytes(&bytes)).map(|digest| digest.hex());
        file.insert("sha256".into(), sha256.into());
        Ok(file.into())
    };
    rows.iter().map(file).collect()
}

async fn audit(connection: &mut AnyConnection, ticket: i64) -> Result<Value, Damage> {
    let sql = "SELECT * FROM audit WHERE ticket = $1 ORDER BY id";
    let rows = sqlx::query(sql).bind(ticket).fetch_all(connection).await?;
    let row = |row: &AnyRow| -> Result<Value, Damage> {
        Ok(texts(row, &["at", "kind", "who", "actor", "detail", "state"])?.into())
    };
    rows.iter().map(row).collect()
}

/// The systems that were told of it, or may have been. Where those are is nothing for readers.
async fn told(connection: &mut AnyConnection, ticket: i64, whose: For) -> Result<Value, Damage> {
    let told = erase::elsewhere(connection, ticket).await?;
    Ok(told.iter().map(|place| if whose == For::Agent { json!(place) } else { json!(place.system) }).collect())
}

/// Columns of text as members, null where there is nothing.
fn texts(row: &AnyRow, columns: &[&str]) -> Result<Map<String, Value>, sqlx::Error> {
    let member = |column: &&str| Ok(((*column).to_owned(), row.try_get::<Option<String>, _>(*column)?.into()));
    columns.iter().map(member).collect()
}
