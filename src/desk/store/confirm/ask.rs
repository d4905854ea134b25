//! Asking whether an address is right: at first, and when the reader wants to be asked again.

use std::time::Duration;

use content::ticket::{Confirm, EntryKind, Who};
use jiff::Timestamp;
use sqlx::AnyConnection;

use super::{TIME, again_from, is_corrected, told};
use crate::{
    moment,
    problem::Problem,
    store::{
        Access, Ended, Store,
        access::{self, Entrance},
        failure,
        happening::{Happening, Internal, Kind, actor},
        row::Damage,
        timeline,
    },
};

/// Another mail that a reader asks for.
pub(crate) struct Asking {
    /// Name of the system that sends it, if one does: what waits is let in when a desk begins that asks nobody.
    pub(crate) by: Option<String>,
    /// The right address, where the one that was sent is wrong; fit to be mailed to.
    pub(crate) email: Option<String>,
}

/// What became of it.
#[derive(Debug)]
pub(crate) enum Again {
    /// The mail goes out soon.
    Asked(Confirm),
    /// There is no ticket for whoever asks.
    NoSuchTicket,
    /// There is nothing to confirm any more.
    Nothing,
    /// The last mail went out only just now; so long there is to wait.
    TooSoon(Duration),
    /// The address was corrected before.
    Corrected,
}

impl Store {
    /// The address that is to be confirmed, for whoever has the ticket's secret; nothing where there is nothing to confirm.
    pub(crate) async fn unconfirmed_address(&self, access: &Access) -> Result<Option<String>, Problem> {
        self.look(|tables| {
            Box::pin(async move {
                let entrance = access::enter(tables, access).await?;
                let shut = |entrance: &Entrance| entrance.is_shut(&access.terms, Timestamp::now());
                match entrance.filter(|entrance| entrance.is_unconfirmed && !shut(entrance)) {
                    Some(entrance) => Ok(super::address(tables, entrance.id).await?),
                    None => Ok(None),
                }
            })
        })
        .await
    }

    /// Asks once more, at another address if the first was wrong.
    pub(crate) async fn ask_again(&self, access: Access, asking: Asking) -> Result<Again, Problem> {
        self.write(move |connection| Box::pin(async move { again(connection, &access, &asking).await })).await
    }
}

async fn again(connection: &mut AnyConnection, access: &Access, asking: &Asking) -> Result<Ended<Again>, Problem> {
    let now = Timestamp::now();
    let entrance = access::enter(connection, access).await?.filter(|entrance| !entrance.is_shut(&access.terms, now));
    let Some(entrance) = entrance else { return Ok(Ended::Undo(Again::NoSuchTicket)) };
    let ticket = entrance.id;
    let Some(by) = asking.by.as_deref().filter(|_| entrance.is_unconfirmed) else {
        return Ok(Ended::Undo(Again::Nothing));
    };
    let before = super::address(connection, ticket).await?;
    match asking.email.as_ref().filter(|email| before.as_ref() != Some(email)) {
        Some(_) if is_corrected(connection, ticket).await.map_err(failure::problem)? => {
            return Ok(Ended::Undo(Again::Corrected));
        }
        // Whoever sees the mistake at once need not wait.
        Some(email) => correct(connection, ticket, email, now).await.map_err(failure::problem)?,
        None => {
            let from = again_from(connection, ticket).await?;
            if from > now {
                let wait = Duration::try_from(from.duration_since(now)).unwrap_or_default();
                return Ok(Ended::Undo(Again::TooSoon(wait)));
            }
        }
    }
    ask(connection, ticket, by, now, (Who::Reader, actor::READER)).await.map_err(failure::problem)?;
    Ok(Ended::Keep(Again::Asked(told_now(connection, ticket).await?)))
}

async fn told_now(connection: &mut AnyConnection, ticket: i64) -> Result<Confirm, Damage> {
    let row = sqlx::query("SELECT id, confirm_by FROM tickets WHERE id = $1").bind(ticket);
    let row = row.fetch_one(&mut *connection).await?;
    told(connection, &row).await?.ok_or(Damage::Column(sqlx::Error::RowNotFound))
}

/// Another address from now on. Codes that went to the one before end: whoever reads mail there is somebody else.
async fn correct(connection: &mut AnyConnection, ticket: i64, email: &str, now: Timestamp) -> Result<(), sqlx::Error> {
    let (at, kind) = (moment::told(now), Kind::Public(EntryKind::Corrected));
    let happening =
        Happening { who: Who::Reader, actor: actor::READER, text: email, ..Happening::by_itself(kind, &at) };
    timeline::add(connection, ticket, &happening, &[]).await?;
    let correct = "UPDATE tickets SET email = $1, updated = $2 WHERE id = $3";
    sqlx::query(correct).bind(email).bind(&at).bind(ticket).execute(&mut *connection).await?;
    sqlx::query("DELETE FROM codes WHERE ticket = $1").bind(ticket).execute(connection).await.map(|_| ())
}

/// Has a new ticket wait, and its requester be asked by a system.
pub(in crate::store) async fn begin(
    connection: &mut AnyConnection,
    ticket: i64,
    by: &str,
    created: &str,
) -> Result<(), Damage> {
    let now = created.parse().map_err(Damage::Moment)?;
    Ok(ask(connection, ticket, by, now, (Who::System, actor::SYSTEM)).await?)
}

async fn ask(
    connection: &mut AnyConnection,
    ticket: i64,
    by: &str,
    now: Timestamp,
    (who, actor): (Who, &str),
) -> Result<(), sqlx::Error> {
    let at = moment::told(now);
    // One that has not gone out yet would be one too many.
    take_back(connection, ticket, &at).await?;
    let kind = Kind::Internal(Internal::ConfirmationAsked);
    let happening = Happening { who, actor, ..Happening::by_itself(kind, &at) };
    let event = timeline::add(connection, ticket, &happening, &[]).await?;
    let sql =
        "INSERT INTO outbox (sink, ticket, event, created, due, changed, asks) VALUES ($1, $2, $3, $4, $4, $4, 1)";
    sqlx::query(sql).bind(by).bind(ticket).bind(event).bind(&at).execute(&mut *connection).await?;
    let until = moment::told(now.checked_add(TIME).unwrap_or(Timestamp::MAX));
    let wait = sqlx::query("UPDATE tickets SET confirm_by = $1 WHERE id = $2").bind(until).bind(ticket);
    wait.execute(connection).await.map(|_| ())
}

/// Sends no mail any more that asks.
pub(super) async fn take_back(connection: &mut AnyConnection, ticket: i64, at: &str) -> Result<(), sqlx::Error> {
    let sql = "UPDATE outbox SET state = 'dropped', changed = $1, claimed = NULL, claim = NULL \
               WHERE ticket = $2 AND asks = 1 AND state IN ('waiting', 'parked')";
    sqlx::query(sql).bind(at).bind(ticket).execute(connection).await.map(|_| ())
}
