//! What of a ticket's timeline decides when its reader hears next.

use content::{
    service::Turn,
    ticket::{EntryKind, Who},
};
use jiff::Timestamp;
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{row, row::Damage};

/// What happened, oldest first, and what was due each time the reader asked to hurry.
pub(super) async fn read(connection: &mut AnyConnection, ticket: i64) -> Result<(Vec<Turn>, Vec<Timestamp>), Damage> {
    let sql = "SELECT at, kind, who, state, due, CASE WHEN text <> '' THEN 1 ELSE 0 END AS said FROM events WHERE ticket = $1 AND internal = 0 \
               AND (state IS NOT NULL OR due IS NOT NULL OR (who = 'desk' AND text <> '')) ORDER BY id";
    let rows = sqlx::query(sql).bind(ticket).fetch_all(connection).await?;
    let (mut turns, mut hurried) = (Vec::with_capacity(rows.len()), Vec::new());
    for row in &rows {
        let due = row::maybe_moment(row, "due")?;
        if row::word::<EntryKind>(row, "kind")? == EntryKind::Escalated && row::word::<Who>(row, "who")? == Who::Reader
        {
            hurried.extend(due);
        } else {
            turns.push(turn(row, due)?);
        }
    }
    Ok((turns, hurried))
}

fn turn(row: &AnyRow, due: Option<Timestamp>) -> Result<Turn, Damage> {
    let is_desk = row::word::<Who>(row, "who")? == Who::Desk;
    Ok(Turn {
        at: row::moment(row, "at")?,
        state: row::maybe_word(row, "state")?,
        spoken: is_desk && row.try_get::<i64, _>("said")? != 0,
        announced: due.filter(|_| is_desk),
    })
}
