//! Who may see a ticket, and what its reader may do with it.

use content::{service::Course, ticket::State};
use jiff::Timestamp;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, SqlSafeStr as _, any::AnyRow};

use super::{
    course::{self, Past},
    failure, row,
    row::Damage,
};
use crate::{
    digest::Digest,
    limiter::Tally,
    problem::Problem,
    standing::{Standing, Terms},
};

/// What a request shows to get at a ticket, and the terms it is let in on.
#[derive(Clone)]
pub(crate) struct Access {
    pub(crate) reference: String,
    pub(crate) secret_hash: Digest,
    pub(crate) terms: Terms,
    /// How often whoever asks has guessed wrong, at any desk.
    pub(crate) guesses: Tally,
}

/// A ticket that the secret fits.
pub(super) struct Entrance {
    pub(super) id: i64,
    /// What else is known of it.
    pub(super) ticket: AnyRow,
    pub(super) past: Past,
    state: State,
    closed: Option<Timestamp>,
    revoked: bool,
    /// Whether it waits until the address of its requester is confirmed.
    pub(super) is_unconfirmed: bool,
    /// Since when what was promised counts.
    submitted: Timestamp,
    /// Id of the priority whose promises hold for it.
    promised: Option<String>,
}

/// The ticket with this reference, for whoever has its secret. An unknown reference costs the same work as a wrong
/// secret: one look-up and one comparison.
pub(super) async fn enter(connection: &mut AnyConnection, access: &Access) -> Result<Option<Entrance>, Problem> {
    // What happened is nothing for others, and reading it would take the longer the more there is.
    let sql = format!(
        "SELECT t.id, t.secret_hash, t.reference, t.state, t.subject, t.form, t.form_name, t.team, t.priority, t.verify, \
         t.created, t.updated, t.closed, t.revoked, t.confirm_by, t.let_in, coalesce(t.let_in, t.created) AS submitted, \
         (SELECT micros FROM ahead WHERE bucket = $3) AS ahead, {} FROM tickets t \
         LEFT JOIN events e ON e.ticket = t.id AND e.internal = 0 AND t.secret_hash = $2 \
         WHERE t.reference = $1 ORDER BY e.id",
        course::COLUMNS
    );
    let statement = sqlx::query(AssertSqlSafe(sql).into_sql_str());
    let statement = statement.bind(&access.reference).bind(access.secret_hash.as_bytes()).bind(access.guesses.bucket());
    let mut rows = statement.fetch_all(connection).await.map_err(failure::problem)?;
    let stored = rows.first().and_then(|row| Digest::from_bytes(row.get("secret_hash")));
    let right = stored.unwrap_or(Digest::NOBODY).matches(&access.secret_hash);
    let past = Past::of(&rows)?;
    let Some(ticket) = rows.pop().filter(|_| right) else { return Ok(None) };
    // Who guesses too often is not answered any more, not even a right guess.
    access.guesses.judge(ticket.try_get("ahead").map_err(failure::problem)?)?;
    Ok(Some(entrance(ticket, past)?))
}

fn entrance(ticket: AnyRow, past: Past) -> Result<Entrance, Damage> {
    Ok(Entrance {
        id: ticket.try_get("id")?,
        state: row::word(&ticket, "state")?,
        closed: row::maybe_moment(&ticket, "closed")?,
        revoked: ticket.try_get::<Option<String>, _>("revoked")?.is_some(),
        is_unconfirmed: ticket.try_get::<Option<String>, _>("confirm_by")?.is_some(),
        submitted: row::moment(&ticket, "submitted")?,
        promised: promised(&ticket)?,
        ticket,
        past,
    })
}

/// Whoever only follows a notice was promised news of it, and no answer.
fn promised(row: &AnyRow) -> Result<Option<String>, sqlx::Error> {
    let follows = content::notice_of(row.try_get("form")?).is_some();
    if follows { Ok(None) } else { row.try_get("priority") }
}

impl Entrance {
    /// Whether the private link has ended, by its reader or by itself.
    pub(super) fn is_shut(&self, terms: &Terms, now: Timestamp) -> bool {
        self.revoked || self.link_until(terms).is_some_and(|until| until < now)
    }

    /// When the private link ends; known once the ticket is closed.
    pub(super) fn link_until(&self, terms: &Terms) -> Option<Timestamp> {
        self.closed.map(|closed| terms.link_until(closed))
    }

    /// What decides what the reader may do.
    pub(super) fn standing(&self, terms: &Terms) -> Standing {
        let Past { entries, turns, hurried, rated, .. } = &self.past;
        let priority = terms.sla.priorities.iter().find(|known| self.promised.as_ref() == Some(&known.id));
        let course = Course { submitted: self.submitted, state: self.state, turns };
        let due = terms.sla.next_update(priority, &course).filter(|_| !self.is_unconfirmed);
        Standing {
            state: self.state,
            closed: self.closed,
            rated: *rated,
            due,
            hurried: due.is_some_and(|due| hurried.contains(&due)),
            entries: *entries,
        }
    }
}
