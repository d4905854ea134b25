//! Calls of triggers at Zammad, signed with HMAC-SHA1. An article comes back when an agent wrote it and `internal` is `false`.

use super::{Call, Callback, Change, Json, Refused, StateThere, ZammadCallback, reply, verify};
use crate::sink::{glpi::text_of, marker};

const SIGNATURE: &str = "x-hub-signature";
const DELIVERY: &str = "x-zammad-delivery";

pub(super) fn read(config: &ZammadCallback, call: &Call<'_>) -> Result<Option<Callback>, Refused> {
    let signature = verify::signature(call, SIGNATURE)?;
    verify::sha1(&config.secret, &[call.body], signature.strip_prefix("sha1=").ok_or(Refused::Forged)?)?;
    let json = Json::read(call.body)?;
    let remote = json.id("/ticket/id").ok_or(Refused::Shape { fault: "`ticket.id` is missing" })?;
    let delivery = verify::header(call, DELIVERY).ok_or(Refused::Shape { fault: "`X-Zammad-Delivery` is missing" })?;
    // Zammad gives a state by its name, or in custom payloads as an object.
    let state = json.text("/ticket/state").or_else(|| json.text("/ticket/state/name"));
    let state = state.and_then(|state| StateThere::read(&config.states, |name| name.eq_ignore_ascii_case(state)));
    let changes = article(&json).into_iter().chain(state.map(Change::State)).collect();
    Ok(Some(Callback { remote, delivery: delivery.into(), changes }))
}

fn article(json: &Json) -> Option<Change> {
    let by_agent = json.text("/article/sender").or_else(|| json.text("/article/sender/name")) == Some("Agent");
    let public = json.truth("/article/internal") == Some(false);
    let ours = json.text("/article/subject").is_some_and(marker::is_one);
    if !by_agent || !public || ours {
        return None;
    }
    let body = json.text("/article/body")?;
    let words = if json.text("/article/content_type") == Some("text/plain") { body.to_owned() } else { text_of(body) };
    let names = ["/article/created_by/firstname", "/article/created_by/lastname"];
    let name = names.iter().filter_map(|path| json.text(path)).collect::<Vec<_>>().join(" ");
    reply(json.id("/article/id")?, Some(&name), &words)
}
