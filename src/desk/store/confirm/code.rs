//! Codes: drawn for each mail, and compared with what somebody typed or a link brought.

use jiff::Timestamp;
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{TIME, let_in_by_reader};
use crate::{
    digest::Digest,
    moment,
    problem::Problem,
    reference,
    sink::Question,
    store::{Ended, Store, failure, outbox},
};

/// Letters of a code.
const LETTERS: usize = 8;

/// What became of a guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Guessed {
    /// It is right; the ticket was let in now.
    Now { let_in: String },
    /// It is right, and was before; the ticket was let in then.
    Before { let_in: String },
    /// It is wrong or over, or there is no such ticket.
    Wrong,
}

impl Store {
    /// What a requester is to be asked, with a new code; nothing when there is nothing to ask any more.
    pub(crate) async fn question(&self, ticket: i64, event: i64) -> Result<Option<Question>, Problem> {
        self.write(move |connection| Box::pin(async move { question(connection, ticket, event).await })).await
    }

    /// Lets a ticket in for whoever has a code of it; none is given where what was typed can be none.
    pub(crate) async fn confirm(&self, reference: String, code: Option<String>) -> Result<Guessed, Problem> {
        // Guessing needs no turn to write.
        let (typed, guess) = (reference.as_str(), code.as_deref());
        let judged =
            self.look(|tables| Box::pin(async move { judge(tables, typed, guess).await.map_err(failure::problem) }));
        match judged.await? {
            Judged::Over(guessed) => Ok(guessed),
            Judged::Right { .. } => {
                self.write(move |connection| {
                    Box::pin(
                        async move { confirm(connection, &reference, code.as_deref()).await.map_err(failure::problem) },
                    )
                })
                .await
            }
        }
    }
}

/// The address that it goes to and the code belong together, so both come in one transaction.
async fn question(connection: &mut AnyConnection, ticket: i64, event: i64) -> Result<Ended<Option<Question>>, Problem> {
    let sql = "SELECT reference, form_name, secret_hash FROM tickets WHERE id = $1 AND confirm_by IS NOT NULL";
    let row = sqlx::query(sql).bind(ticket).fetch_optional(&mut *connection).await.map_err(failure::problem)?;
    let (Some(row), Some(address)) = (row, super::address(connection, ticket).await?) else {
        return Ok(Ended::Undo(None));
    };
    let code = reference::letters(LETTERS)?;
    let until = Timestamp::now().checked_add(TIME).unwrap_or(Timestamp::MAX);
    sqlx::query("INSERT INTO codes (ticket, hash, until) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
        .bind(ticket)
        .bind(hash(&row, &code).as_bytes())
        .bind(moment::told(until))
        .execute(&mut *connection)
        .await
        .map_err(failure::problem)?;
    Ok(Ended::Keep(Some(Question {
        id: outbox::id(connection, event).await.map_err(failure::problem)?,
        reference: row.try_get("reference").map_err(failure::problem)?,
        form: row.try_get("form_name").map_err(failure::problem)?,
        address,
        code,
    })))
}

/// What is stored of a code. Salted with what goes with the ticket.
fn hash(ticket: &AnyRow, code: &str) -> Digest {
    Digest::of_all(&[ticket.get("secret_hash"), code.as_bytes()])
}

enum Judged {
    /// It is right, and the ticket waits for it.
    Right {
        ticket: i64,
    },
    Over(Guessed),
}

/// An unknown reference costs the same work as a wrong code.
async fn judge(connection: &mut AnyConnection, reference: &str, code: Option<&str>) -> Result<Judged, sqlx::Error> {
    let sql = "SELECT t.id, t.secret_hash, t.confirm_by, t.let_in, c.hash FROM tickets t \
               LEFT JOIN codes c ON c.ticket = t.id AND c.until > $2 WHERE t.reference = $1";
    let rows = sqlx::query(sql).bind(reference).bind(moment::now()).fetch_all(connection).await?;
    let stored = |row: &AnyRow| row.get::<Option<Vec<u8>>, _>("hash").and_then(|bytes| Digest::from_bytes(&bytes));
    let code = code.unwrap_or_default();
    let given = rows.first().map_or_else(|| Digest::of(code.as_bytes()), |row| hash(row, code));
    let right = rows.iter().map(stored).fold(false, |right, known| {
        // All are compared, whichever it is.
        known.unwrap_or(Digest::NOBODY).matches(&given) | right
    });
    let Some(row) = rows.first().filter(|_| right) else { return Ok(Judged::Over(Guessed::Wrong)) };
    let (waits, let_in): (Option<String>, Option<String>) = (row.try_get("confirm_by")?, row.try_get("let_in")?);
    Ok(match (waits, let_in) {
        (Some(_), _) => Judged::Right { ticket: row.try_get("id")? },
        (None, Some(let_in)) => Judged::Over(Guessed::Before { let_in }),
        (None, None) => Judged::Over(Guessed::Wrong),
    })
}

/// Another desk may have been quicker.
async fn confirm(
    connection: &mut AnyConnection,
    reference: &str,
    code: Option<&str>,
) -> Result<Ended<Guessed>, sqlx::Error> {
    Ok(match judge(connection, reference, code).await? {
        Judged::Over(guessed) => Ended::Undo(guessed),
        Judged::Right { ticket } => {
            let let_in = moment::now();
            let_in_by_reader(connection, ticket, &let_in).await?;
            Ended::Keep(Guessed::Now { let_in })
        }
    })
}
