//! Who may see a ticket, and what its reader may do with it.

use content::{service::Course, ticket::State};
use jiff::Timestamp;
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{course, failure, row};
use crate::{
    digest::Digest,
    problem::Problem,
    standing::{Standing, Terms},
};

/// What a request shows to get at a ticket, and the terms it is let in on.
#[derive(Clone)]
pub(crate) struct Access {
    pub(crate) reference: String,
    pub(crate) secret_hash: Digest,
    pub(crate) terms: Terms,
}

/// A ticket that the secret fits.
pub(super) struct Entrance {
    pub(super) id: i64,
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
    let sql =
        "SELECT id, secret_hash, state, closed, revoked, confirm_by, coalesce(let_in, created) AS submitted, form, priority \
         FROM tickets WHERE reference = $1";
    let row = sqlx::query(sql).bind(&access.reference).fetch_optional(connection).await.map_err(failure::problem)?;
    let stored = row.as_ref().and_then(|row| Digest::from_bytes(row.get("secret_hash")));
    let right = stored.unwrap_or(Digest::NOBODY).matches(&access.secret_hash);
    let Some(row) = row.filter(|_| right) else { return Ok(None) };
    Ok(Some(Entrance {
        id: row.try_get("id").map_err(failure::problem)?,
        state: row::word(&row, "state")?,
        closed: row::maybe_moment(&row, "closed")?,
        revoked: row.try_get::<Option<String>, _>("revoked").map_err(failure::problem)?.is_some(),
        is_unconfirmed: row.try_get::<Option<String>, _>("confirm_by").map_err(failure::problem)?.is_some(),
        submitted: row::moment(&row, "submitted")?,
        promised: promised(&row).map_err(failure::problem)?,
    }))
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
    pub(super) async fn standing(&self, connection: &mut AnyConnection, terms: &Terms) -> Result<Standing, Problem> {
        // A rating belongs to the solution that it was given for: after the ticket was open again, it is past.
        let sql = "SELECT count(*) AS entries, min(at) FILTER (WHERE kind = 'rated' AND id > coalesce(\
                   (SELECT max(id) FROM events WHERE ticket = $1 AND state NOT IN ('solved', 'closed')), 0)) AS rated \
                   FROM events WHERE ticket = $1 AND internal = 0";
        let row = sqlx::query(sql).bind(self.id).fetch_one(&mut *connection).await.map_err(failure::problem)?;
        let entries: i64 = row.try_get("entries").map_err(failure::problem)?;
        let (turns, hurried) = course::read(connection, self.id).await?;
        let priority = terms.sla.priorities.iter().find(|known| self.promised.as_ref() == Some(&known.id));
        let course = Course { submitted: self.submitted, state: self.state, turns: &turns };
        let due = terms.sla.next_update(priority, &course).filter(|_| !self.is_unconfirmed);
        Ok(Standing {
            state: self.state,
            closed: self.closed,
            rated: row::maybe_moment(&row, "rated")?,
            due,
            hurried: due.is_some_and(|due| hurried.contains(&due)),
            entries: usize::try_from(entries).unwrap_or(usize::MAX),
        })
    }
}
