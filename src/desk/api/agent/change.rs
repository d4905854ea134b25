//! `POST /api/agent/tickets/{reference}/…`: what an agent does with a ticket.

use axum::{
    Json,
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use content::ticket::{LONGEST_TEXT, NewReply};
use tracing::info;

use super::{
    Caller, arrived, describe, head, within,
    words::{self, cleaned, invalid, short},
};
use crate::{
    agent::{Agent, AgentDone, Scope},
    desk::Shared,
    digest::Digest,
    intake,
    problem::Problem,
    reference,
    shape::{self, AgentReply, Assignee},
    store::{Change, Changed, Keys, What},
};

/// What the reader of a merged ticket is told unless the agent says something else. It names no other ticket: that one may be
/// somebody else's.
const MERGED: &str = "Your ticket is about the same as another one, which the desk goes on with. This one is closed; all that you \
                      wrote and sent with it stays with the desk.";

/// What an agent wants to do, as it is read from a body.
enum Wish {
    Reply(AgentReply),
    Note(NewReply),
    Assign(Assignee),
    Merge { into: String, text: String },
    Confirm,
}

/// Tells its reader something.
#[utoipa::path(
    post,
    path = "/api/agent/tickets/{reference}/replies",
    operation_id = "agentReply",
    params(describe::Reference, describe::Version, describe::Key),
    request_body = describe::AgentReplyBody,
    responses(describe::AgentReply)
)]
pub(super) async fn reply(caller: Caller, request: Request) -> Result<Response, Problem> {
    let read = |bytes: &[u8]| {
        let reply = shape::agent_reply(bytes).map_err(Problem::bad_request)?;
        let speaks = reply.canned.is_some() || !cleaned(reply.text.as_deref().unwrap_or_default()).is_empty();
        match speaks || !reply.files.is_empty() {
            true => Ok(Wish::Reply(reply)),
            false => Err(invalid("text", "Write your reply, or name a canned one")),
        }
    };
    change(caller, request, "replies", read).await
}

/// Notes something that its reader does not see.
#[utoipa::path(
    post,
    path = "/api/agent/tickets/{reference}/notes",
    operation_id = "agentNote",
    params(describe::Reference, describe::Version, describe::Key),
    request_body = NewReply,
    responses(describe::AgentNote)
)]
pub(super) async fn note(caller: Caller, request: Request) -> Result<Response, Problem> {
    let limits = caller.desk.rules().limits().clone();
    let read = |bytes: &[u8]| {
        let note = shape::reply(bytes).map_err(Problem::bad_request)?;
        intake::fits(note.check(&limits))?;
        Ok(Wish::Note(note.cleaned()))
    };
    change(caller, request, "notes", read).await
}

/// Changes its state or its team, or announces when there will be more.
#[utoipa::path(
    post,
    path = "/api/agent/tickets/{reference}/state",
    operation_id = "agentChangeState",
    params(describe::Reference, describe::Version, describe::Key),
    request_body = describe::AgentStateBody,
    responses(describe::AgentChangeState)
)]
pub(super) async fn state(caller: Caller, request: Request) -> Result<Response, Problem> {
    let read = |bytes: &[u8]| Ok(Wish::Reply(shape::agent_state(bytes).map_err(Problem::bad_request)?));
    change(caller, request, "state", read).await
}

/// Gives it to somebody, or to nobody.
#[utoipa::path(
    post,
    path = "/api/agent/tickets/{reference}/assignee",
    operation_id = "agentAssign",
    params(describe::Reference, describe::Version, describe::Key),
    request_body = describe::AssigneeBody,
    responses(describe::AgentAssign)
)]
pub(super) async fn assign(caller: Caller, request: Request) -> Result<Response, Problem> {
    let read = |bytes: &[u8]| Ok(Wish::Assign(shape::assignee(bytes).map_err(Problem::bad_request)?));
    change(caller, request, "assignee", read).await
}

/// Closes it in favour of another one.
#[utoipa::path(
    post,
    path = "/api/agent/tickets/{reference}/merge",
    operation_id = "agentMerge",
    params(describe::Reference, describe::Version, describe::Key),
    request_body = describe::MergeBody,
    responses(describe::AgentMerge)
)]
pub(super) async fn merge(caller: Caller, request: Request) -> Result<Response, Problem> {
    let read = |bytes: &[u8]| {
        let merging = shape::merging(bytes).map_err(Problem::bad_request)?;
        let text = cleaned(merging.text.as_deref().unwrap_or(MERGED));
        short("text", &text, LONGEST_TEXT)?;
        Ok(Wish::Merge { into: reference::read(&merging.into), text })
    };
    change(caller, request, "merge", read).await
}

/// Confirms the address of whoever raised it, which lets it in without a code.
#[utoipa::path(
    post,
    path = "/api/agent/tickets/{reference}/confirm",
    operation_id = "agentConfirm",
    params(describe::Reference, describe::Version, describe::Key),
    request_body = describe::Nothing,
    responses(describe::AgentConfirm)
)]
pub(super) async fn confirm(caller: Caller, request: Request) -> Result<Response, Problem> {
    let read = |bytes: &[u8]| shape::nothing(bytes).map(|()| Wish::Confirm).map_err(Problem::bad_request);
    change(caller, request, "confirm", read).await
}

/// Reads a request to do something, does it or finds out that it was done, and says so.
async fn change(
    caller: Caller,
    request: Request,
    name: &'static str,
    read: impl FnOnce(&[u8]) -> Result<Wish, Problem>,
) -> Result<Response, Problem> {
    caller.may(Scope::Write)?;
    let Caller { desk, agent, reference } = caller;
    let (parts, body) = request.into_parts();
    head::expect_json(&parts.headers)?;
    let key = head::key(&parts.headers)?;
    let timeout = desk.config.request_timeout;
    let (bytes, _room) = arrived(&desk, &parts.headers, body).await?;
    // The same words to another address, or of somebody else, are another request.
    let whose = [agent.hint.as_bytes(), b" ", name.as_bytes(), b" agent ", reference.as_bytes(), b" ", &bytes];
    let keys = Keys { key: Digest::of(key.as_bytes()), body: Digest::of_all(&whose) };
    let wish = read(&bytes)?;
    drop(bytes);
    let token = agent.hint.clone();
    let doing = perform(&desk, &parts.headers, &reference, keys, agent, wish);
    let changed = within(timeout, Problem::timed_out, doing).await?;
    if let Changed::Done { entry, .. } = &changed {
        desk.metrics.agent_acted(name);
        info!(reference, token, action = name, files = entry.files.len(), "noted");
    }
    answer(reference, changed)
}

/// A repeated request is answered before anything else is asked: since then the ticket has changed, by that request itself.
async fn perform(
    desk: &Shared,
    headers: &HeaderMap,
    reference: &str,
    keys: Keys,
    agent: Agent,
    wish: Wish,
) -> Result<Changed, Problem> {
    if let Some(changed) = desk.store.recall_change(reference, keys).await? {
        return Ok(changed);
    }
    let version = head::version(headers)?;
    let what = match wish {
        Wish::Reply(reply) => What::Say(words::said(desk, reference, &agent, reply).await?),
        Wish::Note(NewReply { text, files }) => What::Note { text, files: words::attached(desk, files).await? },
        Wish::Assign(assignee) => What::Assign(words::name_of(assignee, &agent)?),
        Wish::Merge { into, text } => What::Merge { into, text },
        Wish::Confirm => What::Confirm,
    };
    desk.store.change_ticket(Change { reference: reference.to_owned(), version, keys, agent, what }).await
}

fn answer(reference: String, changed: Changed) -> Result<Response, Problem> {
    let (status, entry, version) = match changed {
        Changed::Done { entry, version } => (StatusCode::CREATED, entry, version),
        Changed::Repeated { entry, version } => (StatusCode::OK, entry, version),
        Changed::KeyReused => return Err(Problem::key_reused()),
        Changed::NoSuchTicket => return Err(Problem::no_such_reference()),
        Changed::Stale => return Err(Problem::stale()),
        Changed::Nothing => return Err(Problem::unchanged()),
        Changed::LetIn => return Err(Problem::let_in_already()),
        Changed::Past => return Err(invalid("next_update", "Name a time that is still to come")),
        Changed::Missing(files) => return Err(Problem::missing_files(files)),
        Changed::Unmergeable(why) => return Err(Problem::unmergeable(why)),
        Changed::Unconfirmed => return Err(Problem::unconfirmed()),
    };
    let tag = HeaderValue::try_from(head::tag(version)).map_err(Problem::broken)?;
    Ok((status, [(header::ETAG, tag)], Json(AgentDone { reference, entry })).into_response())
}
