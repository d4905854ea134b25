//! Whether tickets stand as the log has it.
//!
//! What follows from the log alone is compared: the state, when the ticket came and when its link was ended; and what the events
//! say that the log has digests of: the team, once the ticket was passed on, and who has it. The team that a form gives, the priority
//! and the category are in no event.

use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::verify::{Fault, PAGE};

/// Tickets, and what the log has of them.
const BOTH: &str = "SELECT t.id, t.reference, t.state, t.team, t.assignee, t.created, t.revoked, \
    (SELECT a.at FROM audit a WHERE a.ticket = t.id AND a.kind = 'created' ORDER BY a.id LIMIT 1) AS log_created, \
    (SELECT a.at FROM audit a WHERE a.ticket = t.id AND a.kind = 'revoked' ORDER BY a.id DESC LIMIT 1) AS log_revoked, \
    (SELECT a.state FROM audit a WHERE a.ticket = t.id AND a.event IS NOT NULL AND a.state IS NOT NULL \
    ORDER BY a.id DESC LIMIT 1) AS log_state, \
    (SELECT e.team FROM audit a JOIN events e ON e.id = a.event WHERE a.ticket = t.id AND e.team IS NOT NULL \
    ORDER BY a.id DESC LIMIT 1) AS log_team, \
    (SELECT e.text FROM audit a JOIN events e ON e.id = a.event WHERE a.ticket = t.id AND a.kind = 'assigned' \
    ORDER BY a.id DESC LIMIT 1) AS log_assignee \
    FROM tickets t WHERE t.id > $1 ORDER BY t.id LIMIT $2";

/// Every difference, by the numbers of the tickets.
pub(super) async fn differing(connection: &mut AnyConnection) -> Result<Vec<Fault>, sqlx::Error> {
    let (mut faults, mut last) = (Vec::new(), 0);
    loop {
        let page = sqlx::query(BOTH).bind(last).bind(PAGE).fetch_all(&mut *connection).await?;
        let Some(newest) = page.last() else { return Ok(faults) };
        last = newest.try_get("id")?;
        for row in &page {
            faults.append(&mut compare(row)?);
        }
    }
}

fn compare(row: &AnyRow) -> Result<Vec<Fault>, sqlx::Error> {
    let text = |column: &str| row.try_get::<Option<String>, _>(column);
    let (ticket, reference): (i64, String) = (row.try_get("id")?, row.try_get("reference")?);
    let (created, team) = (text("log_created")?, text("log_team")?);
    // Each begins as new, and with nobody.
    let state = text("log_state")?.or_else(|| created.as_ref().map(|_| "new".to_owned()));
    let assignee = text("log_assignee")?.filter(|name| !name.is_empty());
    let mut faults = Vec::new();
    let mut compare = |field: &'static str, log: Option<String>, stands: Option<String>| {
        if log != stands {
            faults.push(Fault::Differs { ticket, reference: reference.clone(), field, log, stands });
        }
    };
    compare("created", created, text("created")?);
    compare("state", state, text("state")?);
    // Before it is passed on it is with the team that its form gave it, which no event says.
    if team.is_some() {
        compare("team", team, text("team")?);
    }
    compare("assignee", assignee, text("assignee")?);
    compare("revoked", text("log_revoked")?, text("revoked")?);
    Ok(faults)
}
