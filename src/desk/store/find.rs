//! Reading one ticket.

use content::ticket::{Can, Confirm, Context, MOST_ENTRIES, Ticket};
use jiff::Timestamp;
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{Access, Store, access, access::Entrance, confirm, failure, row, row::Damage, timeline};
use crate::{digest::Digest, moment, problem::Problem, standing::Terms};

/// A ticket as whoever asks is to see it.
pub(crate) struct Look {
    /// By which it is known next time.
    pub(crate) tag: String,
    /// Nothing when it is known already.
    pub(crate) ticket: Option<Ticket>,
}

impl Store {
    /// A ticket for whoever has its secret, as long as the private link holds. It costs one statement to find out that they
    /// know all of it.
    pub(crate) async fn find(
        &self,
        access: &Access,
        is_known: impl Fn(&str) -> bool + Sync,
    ) -> Result<Option<Look>, Problem> {
        let is_known = &is_known;
        self.look(|tables| Box::pin(find(tables, access, is_known, Timestamp::now()))).await
    }
}

async fn find(
    connection: &mut AnyConnection,
    access: &Access,
    is_known: &(impl Fn(&str) -> bool + Sync),
    now: Timestamp,
) -> Result<Option<Look>, Problem> {
    let entrance = access::enter(connection, access).await?;
    let Some(entrance) = entrance.filter(|entrance| !entrance.is_shut(&access.terms, now)) else { return Ok(None) };
    let confirm = confirm::told(connection, &entrance.ticket).await?;
    let outlook = Outlook::of(&entrance, confirm, &access.terms, now);
    let tag = tag(&entrance, &outlook)?;
    if is_known(&tag) {
        return Ok(Some(Look { tag, ticket: None }));
    }
    let ticket = ticket(connection, &entrance, outlook).await?;
    Ok(ticket.map(|ticket| Look { tag, ticket: Some(ticket) }))
}

/// What changes of a ticket by time alone, or by what its reader does not see.
struct Outlook {
    can: Can,
    next_update: Option<String>,
    late: bool,
    link_until: Option<String>,
    confirm: Option<Confirm>,
}

impl Outlook {
    fn of(entrance: &Entrance, confirm: Option<Confirm>, terms: &Terms, now: Timestamp) -> Self {
        let standing = entrance.standing(terms);
        Self {
            can: standing.can(terms, now),
            next_update: standing.due.map(moment::told),
            late: standing.is_late(now),
            link_until: entrance.link_until(terms).map(moment::told),
            confirm,
        }
    }
}

/// All else changes with an event. The number of the last one is never given twice, but after a copy was written back: then
/// the time is another.
fn tag(entrance: &Entrance, outlook: &Outlook) -> Result<String, Damage> {
    let (updated, state): (&str, &str) = (entrance.ticket.try_get("updated")?, entrance.ticket.try_get("state")?);
    let Outlook { can, next_update, late, link_until, confirm } = outlook;
    let program = env!("CARGO_PKG_VERSION");
    let all = (program, entrance.id, entrance.past.last, updated, state, can, next_update, late, link_until, confirm);
    Ok(Digest::of(&serde_json::to_vec(&all).map_err(Damage::Json)?).short())
}

/// What is still missing of it. No transaction is needed: what is read here never changes. Nothing when it was erased
/// meanwhile.
async fn ticket(
    connection: &mut AnyConnection,
    entrance: &Entrance,
    outlook: Outlook,
) -> Result<Option<Ticket>, Problem> {
    let context = sqlx::query("SELECT context FROM tickets WHERE id = $1")
        .bind(entrance.id)
        .fetch_optional(&mut *connection)
        .await
        .map_err(failure::problem)?;
    let answers = sqlx::query("SELECT label, value FROM answers WHERE ticket = $1 ORDER BY position")
        .bind(entrance.id)
        .fetch_all(&mut *connection)
        .await
        .map_err(failure::problem)?;
    let (last, count) = (entrance.past.last, entrance.past.entries.min(MOST_ENTRIES));
    let timeline = timeline::up_to(connection, entrance.id, last, count).await?;
    let (Some(context), Some((timeline, files))) = (context, timeline) else { return Ok(None) };
    let ticket = read(&entrance.ticket, &context, &answers, outlook)?;
    Ok(Some(Ticket { timeline, files, earlier: entrance.past.entries.saturating_sub(MOST_ENTRIES), ..ticket }))
}

/// All but what happened to it.
fn read(ticket: &AnyRow, context: &AnyRow, answers: &[AnyRow], outlook: Outlook) -> Result<Ticket, Damage> {
    let text = |column: &str| ticket.try_get::<String, _>(column);
    let maybe = |column: &str| ticket.try_get::<Option<String>, _>(column);
    let Outlook { can, next_update, late, link_until, confirm } = outlook;
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
        context: serde_json::from_str::<Context>(context.try_get("context")?).map_err(Damage::Json)?,
        files: Vec::new(),
        timeline: Vec::new(),
        earlier: 0,
        can,
        link_until,
        next_update,
        late,
        confirm,
        let_in: maybe("let_in")?,
    })
}
