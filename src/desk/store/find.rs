//! Reading one ticket.

use content::ticket::{Answered, Context, State, Ticket};
use serde::{Deserialize as _, de::value::StrDeserializer};
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

use super::{FileNote, Given, Store, failure};
use crate::{digest::Digest, problem::Problem};

impl Store {
    /// The ticket with this reference, for whoever has its secret. An unknown reference costs the same work as a wrong
    /// secret: one look-up and one comparison.
    pub(crate) async fn find(&self, reference: &str, secret_hash: Digest) -> Result<Option<Ticket>, Problem> {
        let mut connection = self.readers.acquire().await.map_err(failure::problem)?;
        let row = sqlx::query("SELECT id, secret_hash FROM tickets WHERE reference = ?")
            .bind(reference)
            .fetch_optional(&mut *connection)
            .await
            .map_err(failure::problem)?;
        let (id, stored) = match &row {
            Some(row) => (row.try_get(0).map_err(failure::problem)?, Digest::from_bytes(row.get(1))),
            None => (0_i64, None),
        };
        let right = stored.unwrap_or(Digest::NOBODY).matches(&secret_hash);
        if row.is_none() || !right {
            return Ok(None);
        }
        ticket(&mut connection, id).await.map(Some)
    }
}

async fn ticket(connection: &mut SqliteConnection, id: i64) -> Result<Ticket, Problem> {
    let ticket = sqlx::query("SELECT * FROM tickets WHERE id = ?")
        .bind(id)
        .fetch_one(&mut *connection)
        .await
        .map_err(failure::problem)?;
    let answers = sqlx::query("SELECT label, value FROM answers WHERE ticket = ? ORDER BY position")
        .bind(id)
        .fetch_all(&mut *connection)
        .await
        .map_err(failure::problem)?;
    read(&ticket, &answers).map_err(|error| match error {
        Damage::Column(error) => failure::problem(error),
        Damage::Json(error) => Problem::broken(error),
        Damage::State(error) => Problem::broken(error),
    })
}

/// A row that this program cannot have written.
enum Damage {
    Column(sqlx::Error),
    Json(serde_json::Error),
    State(serde::de::value::Error),
}

fn read(ticket: &SqliteRow, answers: &[SqliteRow]) -> Result<Ticket, Damage> {
    let text = |column: &str| ticket.try_get::<String, _>(column).map_err(Damage::Column);
    let maybe = |column: &str| ticket.try_get::<Option<String>, _>(column).map_err(Damage::Column);
    Ok(Ticket {
        reference: text("reference")?,
        state: State::deserialize(StrDeserializer::new(&text("state")?)).map_err(Damage::State)?,
        subject: text("subject")?,
        form: text("form_name")?,
        created: text("created")?,
        updated: text("updated")?,
        team: maybe("team")?,
        priority: maybe("priority")?,
        answers: answers.iter().map(answer).collect::<Result<_, _>>()?,
        context: serde_json::from_str::<Context>(&text("context")?).map_err(Damage::Json)?,
    })
}

fn answer(row: &SqliteRow) -> Result<Answered, Damage> {
    let value: String = row.try_get("value").map_err(Damage::Column)?;
    let answer = match serde_json::from_str(&value).map_err(Damage::Json)? {
        Given::Text(text) => text,
        Given::Many(values) => values.join(", "),
        Given::Files(files) => files.iter().map(size).collect::<Vec<_>>().join(", "),
    };
    Ok(Answered { question: row.try_get("label").map_err(Damage::Column)?, answer })
}

/// `photo.jpg (120 kB)`
fn size(FileNote { name, size }: &FileNote) -> String {
    match size {
        0..1_000 => format!("{name} ({size} bytes)"),
        1_000..1_000_000 => format!("{name} ({} kB)", size.div_ceil(1_000)),
        _ => format!("{name} ({}.{} MB)", size / 1_000_000, size % 1_000_000 / 100_000),
    }
}
