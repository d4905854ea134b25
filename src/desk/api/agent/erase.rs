//! `DELETE /api/agent/tickets/{reference}`

use axum::{Json, http::HeaderMap};
use tracing::info;

use super::{super::erase::remove, Caller, describe, head, within};
use crate::{
    agent::{Elsewhere, Gone, Scope},
    desk::Shared,
    problem::Problem,
    store::{Erased, Holder},
};

/// Erases a ticket for good, and tells what other systems have of it.
#[utoipa::path(
    delete,
    path = "/api/agent/tickets/{reference}",
    operation_id = "agentEraseTicket",
    params(describe::Reference, describe::Version),
    responses(describe::AgentErase)
)]
pub(super) async fn erase(caller: Caller, headers: HeaderMap) -> Result<Json<Gone>, Problem> {
    caller.may(Scope::Erase)?;
    let Caller { desk, agent, reference } = caller;
    let version = head::version(&headers)?;
    let token = agent.hint.clone();
    let erasing = desk.store.erase_by_agent(reference.clone(), version, agent);
    match within(desk.config.request_timeout, Problem::timed_out, erasing).await? {
        Erased::Done { names, elsewhere } => {
            remove(&desk, &names).await;
            desk.metrics.agent_acted("erase");
            info!(reference, token, files = names.len(), elsewhere = elsewhere.len(), "erased by an agent");
            let elsewhere = elsewhere.into_iter().map(|holder| seen_by(&desk, holder)).collect();
            Ok(Json(Gone { reference, elsewhere }))
        }
        Erased::NoSuchTicket => Err(Problem::no_such_reference()),
        Erased::Stale => Err(Problem::stale()),
    }
}

fn seen_by(desk: &Shared, Holder { system, id, url, told }: Holder) -> Elsewhere {
    let by_hand = !desk.handover.tells_of_erasures(&system);
    Elsewhere { system, id, url, told, by_hand }
}
