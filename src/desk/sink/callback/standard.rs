//! Calls by the Standard Webhooks specification, of whoever takes the desk's own webhooks:
//!
//!     {"type": "ticket.replied", "timestamp": "…",
//!      "data": {"id": "T-5", "state": "in_progress", "reply": {"id": "1", "name": "Ana", "text": "Which tray?"}}}
//!
//! `id` is what it called the ticket, or else the reference; of `state` and `reply` there is one at least.

use content::ticket::State;

use super::{Call, Callback, Change, Json, Keys, Refused, StateThere, reply, verify};

const ID: &str = "webhook-id";
const TIMESTAMP: &str = "webhook-timestamp";
const SIGNATURE: &str = "webhook-signature";

pub(super) fn read(keys: &Keys, call: &Call<'_>) -> Result<Option<Callback>, Refused> {
    let [id, at, signatures] = [ID, TIMESTAMP, SIGNATURE].map(|name| verify::signature(call, name));
    let (id, at) = (id?, at?);
    if !keys.verify(id, at, call.body, signatures?) {
        return Err(Refused::Forged);
    }
    verify::fresh(at, call.now, verify::TOLERANCE)?;
    let json = Json::read(call.body)?;
    let remote = json.id("/data/id").ok_or(Refused::Shape { fault: "`data.id` must name a ticket" })?;
    let state = json.at("/data/state").map(|word| serde_json::from_value::<State>(word.clone()));
    let state = state.transpose().map_err(|_| Refused::Shape {
        fault: "`data.state` must be `new`, `in_progress`, `waiting_for_reader`, `solved` or `closed`",
    })?;
    let words = json.text("/data/reply/text").and_then(|words| {
        reply(json.id("/data/reply/id").unwrap_or_else(|| id.into()), json.text("/data/reply/name"), words)
    });
    let state = state.and_then(|state| StateThere::of(vec![state])).map(Change::State);
    Ok(Some(Callback { remote, delivery: id.into(), changes: words.into_iter().chain(state).collect() }))
}
