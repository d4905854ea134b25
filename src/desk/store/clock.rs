//! What happens to tickets by time alone.

use content::{
    service::{Course, Deadline, Due},
    ticket::{Entry, EntryKind, State, Who},
};
use jiff::Timestamp;
use sqlx::{AnyConnection, Row as _};

use super::{
    Ended, Over, Store, act, course, failure,
    happening::{Happening, Internal, Kind, actor},
    row,
    row::Damage,
    timeline,
};
use crate::{moment, problem::Problem, standing::Terms};

/// How many tickets are closed at once.
const MOST: i64 = 100;
/// How many open tickets are looked at at once: the desk takes no more memory for many, and other writers get their turn in between.
const PAGE: i64 = if cfg!(test) { 2 } else { 500 };

/// What time has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Ticked {
    /// Promises that are due soon, and were noted for the first time.
    pub(crate) warned: usize,
    /// Promises that are late, likewise.
    pub(crate) breached: usize,
    /// Tickets that were closed.
    pub(crate) closed: usize,
    /// Tickets that were erased.
    pub(crate) erased: usize,
    /// Tickets that were erased since nobody confirmed the address on them.
    pub(crate) unconfirmed: usize,
}

/// A promise that is due soon, or late.
struct Alarm {
    ticket: i64,
    kind: Internal,
    deadline: Deadline,
}

impl Store {
    /// Notes what is due soon and what is late, closes what was solved long ago, erases what was closed long ago, and
    /// what nobody has confirmed in time.
    pub(crate) async fn tick(&self, terms: &Terms, now: Timestamp) -> Result<Ticked, Problem> {
        let (warned, breached) = self.look_at_promises(terms, now).await?;
        let mut ticked = Ticked { warned, breached, ..Ticked::default() };
        if let Some(wait) = terms.close {
            let before = moment::told(now.checked_sub(wait).unwrap_or(Timestamp::MIN));
            ticked.closed = self.close_solved(before, moment::told(now)).await?;
        }
        if let Some(keep) = terms.keep {
            let before = moment::told(now.checked_sub(keep).unwrap_or(Timestamp::MIN));
            ticked.erased = self.erase_over(Over::Kept, before).await?;
        }
        ticked.unconfirmed = self.erase_over(Over::Unconfirmed, moment::told(now)).await?;
        Ok(ticked)
    }

    /// Notes what is due soon and what is late, and gives how many of each there were. Looked at beforehand, since most of the time there
    /// is nothing to write.
    async fn look_at_promises(&self, terms: &Terms, now: Timestamp) -> Result<(usize, usize), Problem> {
        let (mut warned, mut breached) = (0, 0);
        let mut after = Some(0);
        while let Some(ticket) = after {
            let page =
                self.look_at_once(|tables| Box::pin(async move { Ok(alarms(tables, terms, now, ticket).await?) }));
            let Page { alarms, last } = page.await?;
            after = last;
            if alarms.is_empty() {
                continue;
            }
            let raised = self.write(move |connection| {
                Box::pin(
                    async move { raise(connection, &alarms, now).await.map(Ended::Keep).map_err(failure::problem) },
                )
            });
            let raised = raised.await?;
            (warned, breached) = (warned + raised.0, breached + raised.1);
        }
        Ok((warned, breached))
    }

    async fn close_solved(&self, before: String, now: String) -> Result<usize, Problem> {
        let sql = "SELECT count(*) FROM tickets WHERE state = 'solved' AND updated < $1";
        if self.number(sql, &before).await? == 0 {
            return Ok(0);
        }
        self.write(move |connection| {
            Box::pin(
                async move { close_solved(connection, &before, &now).await.map(Ended::Keep).map_err(failure::problem) },
            )
        })
        .await
    }
}

/// What some open tickets give reason to.
struct Page {
    alarms: Vec<Alarm>,
    /// The last one that was looked at; nothing when there was none.
    last: Option<i64>,
}

async fn alarms(connection: &mut AnyConnection, terms: &Terms, now: Timestamp, after: i64) -> Result<Page, Damage> {
    let sql = "SELECT id, state, coalesce(let_in, created) AS submitted, form, priority FROM tickets \
         WHERE id > $1 AND state IN ('new', 'in_progress') AND confirm_by IS NULL ORDER BY id LIMIT $2";
    let (mut alarms, mut last) = (Vec::new(), None);
    for ticket in sqlx::query(sql).bind(after).bind(PAGE).fetch_all(&mut *connection).await? {
        last = Some(ticket.try_get("id")?);
        // Whoever only follows a notice was promised news of it, and no answer.
        let follows = content::notice_of(&ticket.try_get::<String, _>("form")?).is_some();
        let named: Option<String> = ticket.try_get("priority")?;
        let priority = terms.sla.priorities.iter().find(|known| named.as_ref() == Some(&known.id) && !follows);
        let Some(priority) = priority else { continue };
        let (id, submitted) = (ticket.try_get("id")?, row::moment(&ticket, "submitted")?);
        let past = course::read(connection, id).await?;
        let course = Course { submitted, state: row::word(&ticket, "state")?, turns: &past.turns };
        let deadlines = terms.sla.deadlines(priority, &course).into_iter();
        for alarm in deadlines.filter_map(|deadline| alarm(id, deadline, now)) {
            // What is late stays so, and was noted long ago.
            if !is_noted(connection, &alarm).await? {
                alarms.push(alarm);
            }
        }
    }
    Ok(Page { alarms, last })
}

fn alarm(ticket: i64, deadline: Deadline, now: Timestamp) -> Option<Alarm> {
    let kind = match () {
        () if deadline.until <= now => Internal::SlaBreached,
        () if deadline.warn <= now => Internal::SlaWarning,
        () => return None,
    };
    Some(Alarm { ticket, kind, deadline })
}

/// Notes each alarm that is not noted yet, and gives how many of each kind these were. Another desk may have been quicker.
async fn raise(
    connection: &mut AnyConnection,
    alarms: &[Alarm],
    now: Timestamp,
) -> Result<(usize, usize), sqlx::Error> {
    let (mut warned, mut breached) = (0, 0);
    let now = moment::told(now);
    for alarm in alarms {
        let Alarm { ticket, kind, deadline } = alarm;
        let (until, what) = (moment::told(deadline.until), word(deadline.due));
        let there: i64 = sqlx::query("SELECT count(*) FROM tickets WHERE id = $1")
            .bind(*ticket)
            .fetch_one(&mut *connection)
            .await?
            .try_get(0)?;
        if there == 0 || is_noted(connection, alarm).await? {
            continue;
        }
        let by_itself = Happening::by_itself(Kind::Internal(*kind), &now);
        timeline::add(connection, *ticket, &Happening { text: what, due: Some(&until), ..by_itself }, &[]).await?;
        *if *kind == Internal::SlaBreached { &mut breached } else { &mut warned } += 1;
    }
    Ok((warned, breached))
}

async fn is_noted(connection: &mut AnyConnection, alarm: &Alarm) -> Result<bool, sqlx::Error> {
    let Alarm { ticket, kind, deadline } = alarm;
    let sql = "SELECT count(*) FROM events WHERE ticket = $1 AND kind = $2 AND text = $3 AND due = $4";
    let noted = sqlx::query(sql).bind(*ticket).bind(row::spelt(kind)?).bind(word(deadline.due));
    let noted: i64 = noted.bind(moment::told(deadline.until)).fetch_one(connection).await?.try_get(0)?;
    Ok(noted > 0)
}

fn word(due: Due) -> &'static str {
    match due {
        Due::FirstAnswer => "first answer",
        Due::Solution => "solution",
    }
}

/// Closes tickets that were solved, and that nobody has touched since.
async fn close_solved(connection: &mut AnyConnection, before: &str, now: &str) -> Result<usize, sqlx::Error> {
    let sql = "SELECT id FROM tickets WHERE state = 'solved' AND updated < $1 ORDER BY id LIMIT $2";
    let tickets = sqlx::query(sql).bind(before).bind(MOST).fetch_all(&mut *connection).await?;
    for ticket in &tickets {
        let (id, entry) = (ticket.try_get(0)?, closed(now));
        timeline::add(connection, id, &Happening::of(&entry, actor::SYSTEM), &[]).await?;
        act::touch(connection, id, &entry).await?;
    }
    Ok(tickets.len())
}

fn closed(now: &str) -> Entry {
    Entry {
        at: now.to_owned(),
        kind: EntryKind::State,
        who: Who::System,
        name: None,
        text: String::new(),
        state: Some(State::Closed),
        stars: None,
        team: None,
        due: None,
        files: Vec::new(),
    }
}
