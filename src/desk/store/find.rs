//! Reading one ticket.

use content::ticket::{Context, Ticket};
use jiff::Timestamp;
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{Access, Store, access, access::Entrance, confirm, failure, row, row::Damage, timeline};
use crate::{moment, problem::Problem, standing::Terms};

impl Store {
    /// A ticket for whoever has its secret, as long as the private link holds.
    pub(crate) async fn find(&self, access: &Access) -> Result<Option<Ticket>, Problem> {
        let mut moment = self.moment().await?;
        let now = Timestamp::now();
        let entrance = access::enter(&mut moment, access).await?;
        let ticket = match entrance.filter(|entrance| !entrance.is_shut(&access.terms, now)) {
            Some(entrance) => Some(ticket(&mut moment, &entrance, &access.terms, now).await?),
            None => None,
        };
        moment.rollback().await.map_err(failure::problem)?;
        Ok(ticket)
    }
}

async fn ticket(
    connection: &mut AnyConnection,
    entrance: &Entrance,
    terms: &Terms,
    now: Timestamp,
) -> Result<Ticket, Problem> {
    let standing = entrance.standing(connection, terms).await?;
    let ticket = sqlx::query("SELECT * FROM tickets WHERE id = $1")
        .bind(entrance.id)
        .fetch_one(&mut *connection)
        .await
        .map_err(failure::problem)?;
    let answers = sqlx::query("SELECT label, value FROM answers WHERE ticket = $1 ORDER BY position")
        .bind(entrance.id)
        .fetch_all(&mut *connection)
        .await
        .map_err(failure::problem)?;
    let (timeline, files) = timeline::newest(connection, entrance.id).await?;
    let confirm = confirm::told(connection, &ticket).await?;
    let mut ticket = read(&ticket, &answers)?;
    ticket.confirm = confirm;
    ticket.timeline = timeline;
    ticket.files = files;
    ticket.earlier = standing.entries.saturating_sub(content::ticket::MOST_ENTRIES);
    ticket.can = standing.can(terms, now);
    ticket.next_update = standing.due.map(moment::told);
    ticket.late = standing.is_late(now);
    ticket.link_until = entrance.link_until(terms).map(moment::told);
    Ok(ticket)
}

/// All but what happened to it.
fn read(ticket: &AnyRow, answers: &[AnyRow]) -> Result<Ticket, Damage> {
    let text = |column: &str| ticket.try_get::<String, _>(column);
    let maybe = |column: &str| ticket.try_get::<Option<String>, _>(column);
    Ok(Ticket {
        reference: text("reference")?,
        state: row::word(ticket, "state")?,
        subject: text("subject")?,
        form: text("form_name")?,
        created: text("created")?,
        updated: text("updated")?,
        team: maybe("team")?,
        priority: maybe("priority")?,
        verify: row::maybe_word(ticket, "verify")?,
        notice: content::notice_of(&text("form")?).map(str::to_owned),
        answers: answers.iter().filter_map(|row| row::answered(row).transpose()).collect::<Result<_, _>>()?,
        context: serde_json::from_str::<Context>(&text("context")?).map_err(Damage::Json)?,
        files: Vec::new(),
        timeline: Vec::new(),
        earlier: 0,
        can: content::ticket::Can::default(),
        link_until: None,
        next_update: None,
        late: false,
        confirm: None,
        let_in: maybe("let_in")?,
    })
}
