//! `GET /api/events` and, by another name, `GET /api/agent/events`

use std::time::Duration;

use axum::{Json, extract::RawQuery};
use tokio::time::{Instant, sleep};
use url::form_urlencoded;

use super::{Caller, describe, within};
use crate::{
    agent::{EventCursor, EventPage, Scope, limit},
    desk::Shared,
    problem::Problem,
    store::Feed,
};

/// Most events of one answer, and how many there are unless somebody says so.
pub(crate) const MOST: usize = 500;
pub(crate) const USUAL: usize = 100;
/// The longest time in seconds that somebody may wait for something to happen: after a minute what stands between hangs up.
pub(crate) const LONGEST: u64 = 50;
/// How often somebody who waits is thought of. Other programs write into the database too, and tell nobody.
const PAUSE: Duration = Duration::from_secs(1);

/// What is asked for.
struct Asked {
    after: EventCursor,
    most: usize,
    wait: Duration,
}

/// What happened after something that happened before.
#[utoipa::path(
    get,
    path = "/api/events",
    operation_id = "agentListEvents",
    params(describe::After),
    responses(describe::AgentListEvents)
)]
pub(super) async fn events(caller: Caller, RawQuery(query): RawQuery) -> Result<Json<EventPage>, Problem> {
    caller.may(Scope::Read)?;
    let asked = read(query.as_deref())?;
    let Feed { events, next } = wait(&caller.desk, &asked).await?;
    Ok(Json(EventPage { events, next: next.to_string() }))
}

/// The same by another name, for who has one rule for all of `/api/agent/`.
#[utoipa::path(
    get,
    path = "/api/agent/events",
    operation_id = "agentListEventsByAnotherName",
    params(describe::After),
    responses(describe::AgentListEvents)
)]
pub(super) async fn events_by_another_name(caller: Caller, query: RawQuery) -> Result<Json<EventPage>, Problem> {
    events(caller, query).await
}

/// Looks again and again until there is something, or the time is over.
async fn wait(desk: &Shared, asked: &Asked) -> Result<Feed, Problem> {
    let until = Instant::now() + asked.wait;
    let place = desk.waiting_for_events.try_acquire();
    loop {
        let feed = desk.store.feed(&asked.after, asked.most);
        let feed = within(desk.config.request_timeout, Problem::timed_out, feed).await?;
        let feed = feed.ok_or_else(Problem::cursor_gone)?;
        let goes_on = place.is_ok() && Instant::now() + PAUSE <= until && !desk.is_ending();
        if !feed.events.is_empty() || !goes_on {
            return Ok(feed);
        }
        sleep(PAUSE).await;
    }
}

fn read(query: Option<&str>) -> Result<Asked, Problem> {
    let mut asked = Asked { after: EventCursor::default(), most: USUAL, wait: Duration::ZERO };
    for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        match name.as_ref() {
            "after" => {
                let wrong = "`after` is no `next` of an earlier answer. Leave it out to begin with the first event.";
                asked.after = EventCursor::read(&value).ok_or_else(|| Problem::bad_request(wrong))?;
            }
            "limit" => asked.most = limit(&value, MOST)?,
            "wait" => {
                let seconds = value.parse().ok().filter(|seconds| *seconds <= LONGEST);
                let wrong = || Problem::bad_request(format!("`wait` is a number of seconds from 0 to {LONGEST}."));
                asked.wait = Duration::from_secs(seconds.ok_or_else(wrong)?);
            }
            _ => return Err(Problem::bad_request("Events are asked for with `after`, `limit` and `wait`.")),
        }
    }
    Ok(asked)
}
