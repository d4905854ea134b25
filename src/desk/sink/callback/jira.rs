//! Calls of Jira Service Management, signed with HMAC-SHA256 or known by a secret in the address. A comment comes back when `jsdPublic` is `true`
//! and no customer wrote it.

use super::{Call, Callback, Change, JiraCallback, Json, Refused, StateThere, reply, verify};
use crate::digest::Digest;

const SIGNATURE: &str = "x-hub-signature";
/// The same each time that Jira tries again.
const DELIVERY: &str = "x-atlassian-webhook-identifier";

pub(super) fn read(config: &JiraCallback, call: &Call<'_>) -> Result<Option<Callback>, Refused> {
    if let Some(secret) = &config.secret {
        let signature = verify::signature(call, SIGNATURE)?;
        verify::sha256(secret, &[call.body], signature.strip_prefix("sha256=").ok_or(Refused::Forged)?)?;
    }
    if let Some(secret) = &config.path_secret {
        verify::same(
            secret,
            call.path_secret.ok_or(Refused::Unsigned { place: "secret in the path of its address" })?,
        )?;
    }
    let json = Json::read(call.body)?;
    let remote = json.id("/issue/id").ok_or(Refused::Shape { fault: "`issue.id` is missing" })?;
    let delivery = verify::header(call, DELIVERY).map_or_else(|| Digest::of(call.body).short(), Into::into);
    let changes = comment(&json).into_iter().chain(state(config, &json).map(Change::State)).collect();
    Ok(Some(Callback { remote, delivery, changes }))
}

fn comment(json: &Json) -> Option<Change> {
    let new = !matches!(json.text("/webhookEvent"), Some("comment_updated" | "comment_deleted" | "jira:issue_deleted"));
    let public = json.truth("/comment/jsdPublic") == Some(true);
    let by_customer = json.text("/comment/author/accountType") == Some("customer");
    if !new || !public || by_customer {
        return None;
    }
    reply(json.id("/comment/id")?, json.text("/comment/author/displayName"), json.text("/comment/body")?)
}

/// The status, when it is what changed.
fn state(config: &JiraCallback, json: &Json) -> Option<StateThere> {
    let items = json.at("/changelog/items")?.as_array()?;
    items.iter().find(|item| item.get("field").is_some_and(|field| field == "status"))?;
    let status = json.text("/issue/fields/status/name")?;
    StateThere::read(&config.states, |name| !name.is_empty() && name.eq_ignore_ascii_case(status))
}
