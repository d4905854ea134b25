//! Calls of GLPI 11, signed with HMAC-SHA256 over the body and the time. A follow-up comes back when `is_private` is `false`.

use super::{Call, Callback, Change, GlpiCallback, Json, Refused, StateThere, reply, verify};
use crate::{digest::Digest, sink::glpi::text_of};

const SIGNATURE: &str = "x-glpi-signature";
const TIMESTAMP: &str = "x-glpi-timestamp";

pub(super) fn read(config: &GlpiCallback, call: &Call<'_>) -> Result<Option<Callback>, Refused> {
    let signature = verify::signature(call, SIGNATURE)?;
    let at = verify::signature(call, TIMESTAMP)?;
    verify::sha256(&config.secret, &[call.body, at.as_bytes()], signature)?;
    verify::fresh(at, call.now, config.tolerance)?;
    let json = Json::read(call.body)?;
    // GLPI gives its calls no ids.
    let delivery = Digest::of_all(&[at.as_bytes(), call.body]).short();
    let event = json.text("/event").unwrap_or_default();
    let told =
        |remote, change: Option<Change>| Ok(Some(Callback { remote, delivery, changes: change.into_iter().collect() }));
    match json.text("/item/itemtype") {
        Some("Ticket") if event == "new" => {
            let remote = json.id("/item/items_id").ok_or(Refused::Shape { fault: "`item.items_id` is missing" })?;
            told(remote, followup(&json))
        }
        // Something about a computer, a problem or a change.
        Some(_) => Ok(None),
        None if matches!(event, "new" | "update") && is_ticket(&json) => {
            let remote = json.id("/item/id").ok_or(Refused::Shape { fault: "`item.id` is missing" })?;
            told(remote, state(config, &json).map(Change::State))
        }
        None => Ok(None),
    }
}

/// Whether this is about a ticket. Problems and changes look alike and have numbers of their own; only tickets are incidents or
/// requests, and say how they came in.
fn is_ticket(json: &Json) -> bool {
    ["/item/type", "/item/request_type"].iter().any(|path| json.has(path))
}

fn followup(json: &Json) -> Option<Change> {
    if json.truth("/item/is_private") != Some(false) {
        return None;
    }
    let name = json.text("/item/user/name").or_else(|| json.text("/item/user/username"));
    reply(json.id("/item/id")?, name, &text_of(json.text("/item/content")?))
}

fn state(config: &GlpiCallback, json: &Json) -> Option<StateThere> {
    let status = json.at("/item/status")?;
    let number = status.as_u64().or_else(|| status.get("id")?.as_u64())?;
    StateThere::read(&config.states, |ours| *ours == number)
}
