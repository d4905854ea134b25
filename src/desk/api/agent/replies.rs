//! `GET /api/agent/replies`

use axum::Json;
use content::CannedReply;

use super::{Caller, describe};
use crate::{
    agent::{CannedReplies, CannedView, Scope},
    problem::Problem,
};

/// What the knowledge base has of canned replies.
#[utoipa::path(
    get,
    path = "/api/agent/replies",
    operation_id = "agentListReplies",
    responses(describe::AgentListReplies)
)]
pub(super) async fn replies(caller: Caller) -> Result<Json<CannedReplies>, Problem> {
    caller.may(Scope::Read)?;
    let view =
        |reply: &CannedReply| CannedView { id: reply.id.clone(), title: reply.title.clone(), text: reply.body.clone() };
    Ok(Json(CannedReplies { replies: caller.desk.rules().replies().iter().map(view).collect() }))
}
