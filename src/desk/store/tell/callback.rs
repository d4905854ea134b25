//! What another system did with a ticket, as that system told it.
//!
//! A call counts once, and so do the words in it, however often and in however many calls they come. What is remembered of them and
//! what they change is written in one transaction.

use jiff::{SignedDuration, Timestamp};
use sqlx::{AnyConnection, Row as _};

use super::{Before, Word, before, say, times};
use crate::{
    digest::Digest,
    moment,
    problem::Problem,
    sink::{Callback, Change},
    store::{Ended, Store, failure, happening::actor},
};

/// How long a call is known again. No system tries for longer.
const KEPT_DAYS: i64 = 30;

/// What became of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Taken {
    /// So many entries came into the timeline of the ticket with this reference; none when it stood so already.
    Written { reference: String, entries: usize },
    /// It was taken before.
    Again,
    /// The system calls no ticket so.
    NoSuchTicket,
}

impl Store {
    /// Does what a system tells, in one transaction. The other systems are told of it; that one is not.
    pub(crate) async fn take_callback(&self, sink: String, callback: Callback) -> Result<Taken, Problem> {
        self.write(move |connection| Box::pin(async move { take(connection, &sink, callback).await })).await
    }

    /// Forgets calls that do not come again. Gives how many that are.
    pub(crate) async fn tidy_callbacks(&self, now: Timestamp) -> Result<u64, Problem> {
        let before = now.checked_sub(SignedDuration::from_hours(24 * KEPT_DAYS)).unwrap_or(Timestamp::MIN);
        self.write(move |connection| {
            Box::pin(async move {
                let gone = sqlx::query("DELETE FROM callbacks WHERE at < $1").bind(moment::told(before));
                let gone = gone.execute(connection).await;
                gone.map(|gone| Ended::Keep(gone.rows_affected())).map_err(failure::problem)
            })
        })
        .await
    }
}

async fn take(connection: &mut AnyConnection, sink: &str, callback: Callback) -> Result<Ended<Taken>, Problem> {
    let Some((reference, mut before)) = find(connection, sink, &callback.remote).await? else {
        return Ok(Ended::Undo(Taken::NoSuchTicket));
    };
    let is_new = first(connection, sink, "call", &callback.delivery).await.map_err(failure::problem)?;
    if !is_new {
        return Ok(Ended::Undo(Taken::Again));
    }
    let actor = format!("{}{sink}", actor::SINK);
    let mut entries = 0;
    for word in words(connection, sink, &before, callback.changes).await? {
        let Some(times) = times(&word) else { continue };
        if let Some((entry, _)) = say(connection, &before, &word, times, &actor).await? {
            before.state = entry.state.unwrap_or(before.state);
            entries += 1;
        }
    }
    Ok(Ended::Keep(Taken::Written { reference, entries }))
}

/// The ticket that the system calls so. While it has not said what it calls one that it is being told of, the reference is as good.
async fn find(connection: &mut AnyConnection, sink: &str, remote: &str) -> Result<Option<(String, Before)>, Problem> {
    let named = "SELECT t.id, t.reference, t.state, t.team, t.verify FROM remotes r JOIN tickets t ON t.id = r.ticket \
                 WHERE r.sink = $1 AND r.id = $2 ORDER BY t.id LIMIT 1";
    let nameless = "SELECT t.id, t.reference, t.state, t.team, t.verify FROM tickets t WHERE t.reference = $2 \
                    AND EXISTS (SELECT 1 FROM outbox o WHERE o.ticket = t.id AND o.sink = $1) \
                    AND NOT EXISTS (SELECT 1 FROM remotes r WHERE r.ticket = t.id AND r.sink = $1)";
    for sql in [named, nameless] {
        let found = sqlx::query(sql).bind(sink).bind(remote).fetch_optional(&mut *connection).await;
        if let Some(row) = found.map_err(failure::problem)? {
            return Ok(Some((row.try_get("reference").map_err(failure::problem)?, before(&row)?)));
        }
    }
    Ok(None)
}

/// What is to be said: words with the state that came with them, without those that were told before.
async fn words(
    connection: &mut AnyConnection,
    sink: &str,
    before: &Before,
    changes: Vec<Change>,
) -> Result<Vec<Word>, Problem> {
    let mut words: Vec<Word> = Vec::new();
    for change in changes {
        match change {
            Change::Reply { id, name, text } => {
                if first(connection, sink, "reply", &id).await.map_err(failure::problem)? {
                    words.push(Word { name, text, ..Word::default() });
                }
            }
            Change::State(there) => match words.last_mut() {
                Some(word) => word.state = there.next(before.state),
                None => words.push(Word { state: there.next(before.state), ..Word::default() }),
            },
        }
    }
    Ok(words)
}

/// Remembers a call or words; tells whether they are new. Whatever the other system calls them, a row stays small.
async fn first(connection: &mut AnyConnection, sink: &str, kind: &str, id: &str) -> Result<bool, sqlx::Error> {
    let sql = "INSERT INTO callbacks (sink, id, at) VALUES ($1, $2, $3) ON CONFLICT (sink, id) DO NOTHING";
    let id = format!("{kind} {}", Digest::of(id.as_bytes()).short());
    let inserted = sqlx::query(sql).bind(sink).bind(id).bind(moment::now()).execute(connection).await?;
    Ok(inserted.rows_affected() > 0)
}
