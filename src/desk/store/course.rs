//! What of a ticket's timeline decides how it stands.

use content::{
    service::Turn,
    ticket::{EntryKind, State, Who},
};
use jiff::Timestamp;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, SqlSafeStr as _, any::AnyRow};

use super::{row, row::Damage};

/// What of each event is needed for it. Texts are long, and only whether there is one counts.
pub(super) const COLUMNS: &str = "e.id AS event, e.at, e.kind, e.who, e.state AS brought, e.due, \
                                  CASE WHEN e.text <> '' THEN 1 ELSE 0 END AS said";

/// What happened to a ticket, as far as its reader sees it.
#[derive(Debug, Default)]
pub(super) struct Past {
    /// How many entries the timeline has.
    pub(super) entries: usize,
    /// The number of the last one.
    pub(super) last: i64,
    /// What decides when the reader hears next, oldest first.
    pub(super) turns: Vec<Turn>,
    /// What was due each time the reader asked to hurry.
    pub(super) hurried: Vec<Timestamp>,
    /// When it was first rated since it was last open: a rating belongs to the solution that it was given for.
    pub(super) rated: Option<Timestamp>,
}

/// All of it.
pub(super) async fn read(connection: &mut AnyConnection, ticket: i64) -> Result<Past, Damage> {
    let sql = format!("SELECT {COLUMNS} FROM events e WHERE e.ticket = $1 AND e.internal = 0 ORDER BY e.id");
    let sql = AssertSqlSafe(sql).into_sql_str();
    Past::of(&sqlx::query(sql).bind(ticket).fetch_all(connection).await?)
}

impl Past {
    /// Of events, oldest first. A row without one is left out.
    pub(super) fn of(rows: &[AnyRow]) -> Result<Self, Damage> {
        let mut past = Self::default();
        for row in rows {
            if let Some(number) = row.try_get("event")? {
                past.add(number, row)?;
            }
        }
        Ok(past)
    }

    fn add(&mut self, number: i64, row: &AnyRow) -> Result<(), Damage> {
        let (kind, who): (EntryKind, Who) = (row::word(row, "kind")?, row::word(row, "who")?);
        let (state, due) = (row::maybe_word(row, "brought")?, row::maybe_moment(row, "due")?);
        let (at, said) = (row::moment(row, "at")?, row.try_get::<i64, _>("said")? != 0);
        (self.entries, self.last) = (self.entries + 1, number);
        if state.is_some_and(|state| !matches!(state, State::Solved | State::Closed)) {
            self.rated = None;
        }
        if kind == EntryKind::Rated {
            self.rated.get_or_insert(at);
        }
        let spoken = who == Who::Desk && said;
        if kind == EntryKind::Escalated && who == Who::Reader {
            self.hurried.extend(due);
        } else if state.is_some() || due.is_some() || spoken {
            self.turns.push(Turn { at, state, spoken, announced: due.filter(|_| who == Who::Desk) });
        }
        Ok(())
    }
}
