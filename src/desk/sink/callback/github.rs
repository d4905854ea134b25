//! Calls of a GitHub repository, signed with HMAC-SHA256. GitHub knows no internal comments, so one comes back only when it begins with the
//! word for that and was written by somebody who belongs to the repository.

use content::ticket::State;

use super::{Call, Callback, Change, GithubCallback, Json, Refused, StateThere, reply, verify};

const SIGNATURE: &str = "x-hub-signature-256";
const DELIVERY: &str = "x-github-delivery";
const EVENT: &str = "x-github-event";

pub(super) fn read(config: &GithubCallback, call: &Call<'_>) -> Result<Option<Callback>, Refused> {
    let signature = verify::signature(call, SIGNATURE)?;
    verify::sha256(&config.secret, &[call.body], signature.strip_prefix("sha256=").ok_or(Refused::Forged)?)?;
    let missing = |fault| Refused::Shape { fault };
    let event = verify::header(call, EVENT).ok_or(missing("`X-GitHub-Event` is missing"))?;
    let delivery = verify::header(call, DELIVERY).ok_or(missing("`X-GitHub-Delivery` is missing"))?;
    if !matches!(event, "issues" | "issue_comment") {
        return Ok(None);
    }
    let json = Json::read(call.body)?;
    let repository = format!("{}/{}", config.owner, config.repository);
    if !json.text("/repository/full_name").is_some_and(|name| name.eq_ignore_ascii_case(&repository)) {
        return Ok(None);
    }
    let remote = json.id("/issue/number").ok_or(missing("`issue.number` is missing"))?;
    let action = json.text("/action").unwrap_or_default();
    let change = match (event, action) {
        ("issue_comment", "created") => comment(config, &json),
        ("issues", _) => state(config, &json, action).map(Change::State),
        _ => None,
    };
    Ok(Some(Callback { remote, delivery: delivery.into(), changes: change.into_iter().collect() }))
}

fn comment(config: &GithubCallback, json: &Json) -> Option<Change> {
    let belongs = matches!(json.text("/comment/author_association")?, "OWNER" | "MEMBER" | "COLLABORATOR");
    let words = json.text("/comment/body")?.trim_start().strip_prefix(config.prefix.trim()).filter(|_| belongs)?;
    // `/replying` is another word.
    if !words.starts_with(char::is_whitespace) {
        return None;
    }
    reply(json.id("/comment/id")?, json.text("/comment/user/login"), words.trim_start())
}

fn state(config: &GithubCallback, json: &Json, action: &str) -> Option<StateThere> {
    match action {
        "closed" => StateThere::of(vec![State::Solved, State::Closed]),
        "reopened" => StateThere::of(vec![State::InProgress, State::New, State::WaitingForReader]),
        "labeled" => {
            let label = json.text("/label/name")?;
            StateThere::read(&config.states, |ours| ours.as_deref() == Some(label))
        }
        _ => None,
    }
}
