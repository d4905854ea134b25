//! Tickets that wait until the address of their requester is confirmed. Only their readers see them. All that happens to them is
//! written down as ever; what lets one in is an event, and from then on everybody is told everything in its order.

mod ask;
mod code;

use content::ticket::{Confirm, EntryKind, Who};
use jiff::{SignedDuration, Timestamp};
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{
    Ended, Store, failure,
    happening::{Happening, Kind, actor},
    requester::EMAIL,
    row,
    row::Damage,
    timeline,
};
use crate::{moment, problem::Problem};

pub(super) use ask::begin;
pub(crate) use ask::{Again, Asking};
pub(crate) use code::Guessed;

/// How long an address can be confirmed after a mail was asked for, and how long the code in it works.
const TIME: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The wait after the first mail; each further one is twice as long.
const FIRST_WAIT: SignedDuration = SignedDuration::from_mins(1);

impl Store {
    /// Lets in all that waits, since nobody is asked any more, and gives how many these are.
    pub(crate) async fn let_all_in(&self) -> Result<usize, Problem> {
        let sql = "SELECT id FROM tickets WHERE confirm_by IS NOT NULL ORDER BY id";
        if self.rows(sql).await?.is_empty() {
            return Ok(0);
        }
        self.write(move |connection| {
            Box::pin(async move {
                let waiting = sqlx::query(sql).fetch_all(&mut *connection).await.map_err(failure::problem)?;
                let now = moment::now();
                for ticket in &waiting {
                    let ticket = ticket.try_get("id").map_err(failure::problem)?;
                    let happening = Happening::by_itself(Kind::Public(EntryKind::Confirmed), &now);
                    let_in(connection, ticket, &happening).await.map_err(failure::problem)?;
                }
                Ok(Ended::Keep(waiting.len()))
            })
        })
        .await
    }

    /// Forgets codes that ended before a time, and tells how many those were.
    pub(crate) async fn forget_codes(&self, now: Timestamp) -> Result<u64, Problem> {
        self.write(move |connection| {
            Box::pin(async move {
                let forget = sqlx::query("DELETE FROM codes WHERE until < $1").bind(moment::told(now));
                let forgotten = forget.execute(connection).await.map_err(failure::problem)?;
                Ok(Ended::Keep(forgotten.rows_affected()))
            })
        })
        .await
    }
}

/// Lets a ticket in, by whatever happens, and gives the number of that event. From now on agents and other systems hear of it,
/// from its beginning on.
pub(super) async fn let_in(
    connection: &mut AnyConnection,
    ticket: i64,
    happening: &Happening<'_>,
) -> Result<i64, sqlx::Error> {
    let event = timeline::add(connection, ticket, happening, &[]).await?;
    sqlx::query("UPDATE tickets SET confirm_by = NULL, let_in = $1, let_in_event = $2, updated = $1 WHERE id = $3")
        .bind(happening.at)
        .bind(event)
        .bind(ticket)
        .execute(&mut *connection)
        .await?;
    ask::take_back(connection, ticket, happening.at).await?;
    Ok(event)
}

/// The same by whoever has the code.
async fn let_in_by_reader(connection: &mut AnyConnection, ticket: i64, at: &str) -> Result<i64, sqlx::Error> {
    let kind = Kind::Public(EntryKind::Confirmed);
    let happening = Happening { who: Who::Reader, actor: actor::CODE, ..Happening::by_itself(kind, at) };
    let_in(connection, ticket, &happening).await
}

/// What there is to confirm, as the reader of a ticket is told.
pub(super) async fn told(connection: &mut AnyConnection, ticket: &AnyRow) -> Result<Option<Confirm>, Damage> {
    let Some(until) = ticket.try_get("confirm_by")? else { return Ok(None) };
    let id = ticket.try_get("id")?;
    let address = address(connection, id).await?.unwrap_or_default();
    let again_from = again_from(connection, id).await?;
    Ok(Some(Confirm {
        address: Confirm::masked(&address),
        until,
        again_from: moment::told(again_from),
        correct: !is_corrected(connection, id).await?,
    }))
}

/// The address of a ticket's requester: as it was sent, or as it was corrected since.
async fn address(connection: &mut AnyConnection, ticket: i64) -> Result<Option<String>, Damage> {
    let sql = "SELECT t.email, a.label, a.value FROM tickets t \
               JOIN answers a ON a.ticket = t.id AND a.field = $2 WHERE t.id = $1";
    let row = sqlx::query(sql).bind(ticket).bind(EMAIL).fetch_optional(connection).await?;
    let Some(row) = row else { return Ok(None) };
    let corrected: Option<String> = row.try_get("email")?;
    let sent = row::answered(&row)?.map(|answered| answered.answer.trim().to_owned());
    Ok(corrected.or(sent))
}

/// From when on its reader can ask for another mail: by those there were, so that it holds for all desks on the database.
async fn again_from(connection: &mut AnyConnection, ticket: i64) -> Result<Timestamp, Damage> {
    let sql = "SELECT count(*) AS asked, max(at) AS last FROM events WHERE ticket = $1 AND kind = 'confirmation_asked'";
    let row = sqlx::query(sql).bind(ticket).fetch_one(connection).await?;
    let asked: i64 = row.try_get("asked")?;
    let doublings = u32::try_from(asked.saturating_sub(1)).unwrap_or_default().min(16);
    let last = row::maybe_moment(&row, "last")?.unwrap_or(Timestamp::MIN);
    Ok(last.checked_add(FIRST_WAIT * 2_i32.pow(doublings)).unwrap_or(Timestamp::MAX))
}

async fn is_corrected(connection: &mut AnyConnection, ticket: i64) -> Result<bool, sqlx::Error> {
    let sql = "SELECT count(*) AS corrected FROM events WHERE ticket = $1 AND kind = 'corrected'";
    let corrected: i64 = sqlx::query(sql).bind(ticket).fetch_one(connection).await?.try_get("corrected")?;
    Ok(corrected > 0)
}
