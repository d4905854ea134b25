//! Storing one ticket.

use content::{
    Verify,
    ticket::{FieldError, FileNote, Receipt},
};
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, SqlSafeStr as _, any::AnyRow};

use super::{Ended, Store, confirm, failure, timeline, uploads};
use crate::{digest::Digest, moment, problem::Problem, reference};

/// Tries before giving up on a free reference. With a billion of them the second is hardly ever needed.
const DRAWS: usize = 16;

/// A ticket that is ready to be stored.
pub(crate) struct Draft {
    /// Letters before the dash of its reference.
    pub(crate) prefix: String,
    pub(crate) secret_hash: Digest,
    pub(crate) form: String,
    pub(crate) form_name: String,
    pub(crate) subject: String,
    pub(crate) category: Option<String>,
    pub(crate) team: Option<String>,
    pub(crate) priority: Option<String>,
    pub(crate) verify: Option<Verify>,
    /// JSON of the context.
    pub(crate) context: String,
    pub(crate) answers: Vec<Answer>,
    pub(crate) files: Vec<Attachment>,
    /// The system that asks its requester to confirm the address, where one does: the ticket waits for that.
    pub(crate) asked_by: Option<String>,
}

/// The answer to one field.
pub(crate) struct Answer {
    pub(crate) field: String,
    pub(crate) label: String,
    pub(crate) value: Given,
}

/// A value as it was sent; of files only what they are called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Given {
    Text(String),
    Many(Vec<String>),
    Files(Vec<FileNote>),
}

/// A file and what it belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Attachment {
    pub(crate) field: String,
    pub(crate) name: String,
    /// By its bytes.
    pub(crate) media_type: String,
    pub(crate) size: u64,
    /// The id under which its bytes were sent.
    pub(crate) upload: String,
}

impl Attachment {
    /// What is told of it.
    pub(crate) fn note(&self) -> FileNote {
        FileNote {
            id: self.upload.clone(),
            name: self.name.clone(),
            size: self.size,
            media_type: self.media_type.clone(),
        }
    }

    /// What the reader is told when its bytes are not there.
    pub(crate) fn lost(&self) -> FieldError {
        let name: String = self.name.chars().take(60).collect();
        FieldError {
            field: self.field.clone(),
            message: format!("The file “{name}” is not at the desk. Send it again"),
        }
    }
}

/// What makes two requests the same.
#[derive(Clone, Copy)]
pub(crate) struct Keys {
    /// Hash of the `Idempotency-Key`.
    pub(crate) key: Digest,
    /// Hash of the body.
    pub(crate) body: Digest,
}

/// What became of a request to store a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It is on the disk now, and has this number.
    Created(Receipt, i64),
    /// It was there already, from the same request.
    Repeated(Receipt),
    /// The key belongs to another request.
    KeyReused,
    /// Some of its files are not there; nothing was stored.
    Missing(Vec<FieldError>),
}

impl Store {
    /// What is known of a request; nothing when its key is new.
    pub(crate) async fn recall(&self, keys: Keys) -> Result<Option<Outcome>, Problem> {
        self.look(|tables| Box::pin(async move { recall(tables, keys).await.map_err(failure::problem) })).await
    }

    /// The number of the newest ticket. Numbers follow on each other, whichever desk gives them.
    pub(crate) async fn newest_ticket(&self) -> Result<i64, Problem> {
        self.look(|tables| {
            Box::pin(async move {
                let newest = sqlx::query("SELECT coalesce(max(id), 0) FROM tickets").fetch_one(&mut **tables).await;
                newest.and_then(|row| row.try_get(0)).map_err(failure::problem)
            })
        })
        .await
    }

    /// Stores a ticket in one transaction.
    pub(crate) async fn create(&self, keys: Keys, draft: Draft) -> Result<Outcome, Problem> {
        self.write(move |connection| Box::pin(async move { transact(connection, keys, &draft).await })).await
    }
}

async fn transact(connection: &mut AnyConnection, keys: Keys, draft: &Draft) -> Result<Ended<Outcome>, Problem> {
    let (id, receipt) = match insert_ticket(connection, keys, draft, moment::now()).await? {
        Ok(inserted) => inserted,
        Err(known) => return Ok(Ended::Undo(known)),
    };
    let missing = uploads::claim(connection, id, &draft.files).await.map_err(failure::problem)?;
    if !missing.is_empty() {
        return Ok(Ended::Undo(Outcome::Missing(missing.into_iter().map(Attachment::lost).collect())));
    }
    insert_parts(connection, id, keys, draft, &receipt.created).await.map_err(failure::problem)?;
    if let Some(by) = &draft.asked_by {
        confirm::begin(connection, id, by, &receipt.created).await?;
    }
    Ok(Ended::Keep(Outcome::Created(receipt, id)))
}

async fn recall(connection: &mut AnyConnection, keys: Keys) -> Result<Option<Outcome>, sqlx::Error> {
    let sql = "SELECT k.body_hash, t.reference, t.created, t.confirm_by FROM idempotency_keys k JOIN tickets t ON t.id = k.ticket \
               WHERE k.key_hash = $1";
    let row = sqlx::query(sql).bind(keys.key.as_bytes()).fetch_optional(connection).await?;
    row.map(|row: AnyRow| {
        let same = Digest::from_bytes(row.try_get("body_hash")?).is_some_and(|body| body.matches(&keys.body));
        let unconfirmed = row.try_get::<Option<String>, _>("confirm_by")?.is_some();
        let receipt = Receipt { reference: row.try_get("reference")?, created: row.try_get("created")?, unconfirmed };
        Ok(if same { Outcome::Repeated(receipt) } else { Outcome::KeyReused })
    })
    .transpose()
}

/// Inserts the ticket under the first free reference, unless its request is known.
async fn insert_ticket(
    connection: &mut AnyConnection,
    keys: Keys,
    draft: &Draft,
    created: String,
) -> Result<Result<(i64, Receipt), Outcome>, Problem> {
    // A number is never given twice: the audit log tells erased tickets by it.
    let sql = "INSERT INTO tickets (id, reference, secret_hash, form, form_name, subject, state, category, team, priority, \
               verify, context, created, updated) \
               SELECT coalesce(max(used.id), 0) + 1, $1, $2, $3, $4, $5, 'new', $6, $7, $8, $9, $10, $11, $11 \
               FROM (SELECT max(id) AS id FROM tickets \
               UNION ALL SELECT max(ticket) AS id FROM audit WHERE ticket IS NOT NULL) AS used \
               HAVING NOT EXISTS (SELECT 1 FROM idempotency_keys WHERE key_hash = $12) \
               ON CONFLICT (reference) DO NOTHING RETURNING id";
    for _ in 0..DRAWS {
        let reference = reference::draw(&draft.prefix)?;
        let row = sqlx::query(sql)
            .bind(&reference)
            .bind(draft.secret_hash.as_bytes())
            .bind(&draft.form)
            .bind(&draft.form_name)
            .bind(&draft.subject)
            .bind(&draft.category)
            .bind(&draft.team)
            .bind(&draft.priority)
            .bind(draft.verify.map(Verify::word))
            .bind(&draft.context)
            .bind(&created)
            .bind(keys.key.as_bytes())
            .fetch_optional(&mut *connection)
            .await
            .map_err(failure::problem)?;
        if let Some(row) = row {
            let id = row.try_get(0).map_err(failure::problem)?;
            return Ok(Ok((id, Receipt { reference, created, unconfirmed: draft.asked_by.is_some() })));
        }
        if let Some(known) = recall(connection, keys).await.map_err(failure::problem)? {
            return Ok(Err(known));
        }
    }
    Err(Problem::broken("no free reference was found"))
}

async fn insert_parts(
    connection: &mut AnyConnection,
    id: i64,
    keys: Keys,
    draft: &Draft,
    created: &str,
) -> Result<(), sqlx::Error> {
    let values = draft.answers.iter().map(|answer| serde_json::to_string(&answer.value));
    let values = values.collect::<Result<Vec<_>, _>>().map_err(|error| sqlx::Error::Encode(error.into()))?;
    insert_answers(connection, id, &draft.answers, &values).await?;
    timeline::begin(connection, id, draft, &values, created).await?;
    sqlx::query("INSERT INTO idempotency_keys (key_hash, body_hash, ticket, created) VALUES ($1, $2, $3, $4)")
        .bind(keys.key.as_bytes())
        .bind(keys.body.as_bytes())
        .bind(id)
        .bind(created)
        .execute(connection)
        .await
        .map(|_| ())
}

/// All with one statement.
async fn insert_answers(
    connection: &mut AnyConnection,
    ticket: i64,
    answers: &[Answer],
    values: &[String],
) -> Result<(), sqlx::Error> {
    if answers.is_empty() {
        return Ok(());
    }
    let row = |at: usize| format!("($1, ${}, ${}, ${}, ${})", at, at + 1, at + 2, at + 3);
    let rows = (2..).step_by(4).take(answers.len()).map(row).collect::<Vec<_>>().join(", ");
    let sql = AssertSqlSafe(format!("INSERT INTO answers (ticket, position, field, label, value) VALUES {rows}"));
    let mut insert = sqlx::query(sql.into_sql_str()).bind(ticket);
    for ((position, answer), value) in (1_i64..).zip(answers).zip(values) {
        insert = insert.bind(position).bind(&answer.field).bind(&answer.label).bind(value);
    }
    insert.execute(connection).await.map(|_| ())
}
