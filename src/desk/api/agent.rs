//! `/api/agent/…`: for those who answer tickets. One beginning for all of it, so that a proxy can keep it inside with one rule. Only what
//! happens is told at `/api/events` as well, where other programs look for it.

mod change;
mod erase;
mod feed;
mod read;
mod replies;
mod requester;
mod words;

use std::sync::Arc;

use axum::{
    Extension, RequestPartsExt as _, Router,
    extract::{FromRequestParts, Path},
    http::request::Parts,
    routing::{get, post},
};

use super::{head, within};
use crate::{
    address::Address,
    agent::{Agent, Scope},
    desk::Shared,
    problem::Problem,
    reference,
    store::Shown,
};

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/agent/tickets", get(read::list))
        .route("/api/agent/tickets/{reference}", get(read::ticket).delete(erase::erase))
        .route("/api/agent/tickets/{reference}/replies", post(change::reply))
        .route("/api/agent/tickets/{reference}/notes", post(change::note))
        .route("/api/agent/tickets/{reference}/state", post(change::state))
        .route("/api/agent/tickets/{reference}/assignee", post(change::assign))
        .route("/api/agent/tickets/{reference}/merge", post(change::merge))
        .route("/api/agent/tickets/{reference}/confirm", post(change::confirm))
        .route("/api/agent/tickets/{reference}/export", get(read::export))
        .route("/api/agent/tickets/{reference}/files/{id}", get(read::file))
        .route("/api/agent/requester/tickets", post(requester::tickets))
        .route("/api/agent/replies", get(replies::replies))
        .route("/api/events", get(feed::events))
        .route("/api/agent/events", get(feed::events))
}

/// Whoever asks, let in by a token.
struct Caller {
    desk: Shared,
    agent: Agent,
    /// The reference in the address as it is stored, whichever way it was typed; empty when there is none.
    reference: String,
}

impl Caller {
    /// Goes on only if the token lets its holder do this.
    fn may(&self, scope: Scope) -> Result<(), Problem> {
        if self.agent.scopes.contains(&scope) { Ok(()) } else { Err(Problem::missing_scope(scope)) }
    }
}

impl FromRequestParts<Shared> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Shared) -> Result<Self, Problem> {
        let Extension(address): Extension<Address> = parts.extract().await.map_err(Problem::broken)?;
        let agent = recognise(desk, &address, parts).await?;
        let path: Result<Path<Vec<(String, String)>>, _> = parts.extract().await;
        let parameters = path.map(|Path(parameters)| parameters).unwrap_or_default();
        let typed = parameters.into_iter().find(|(name, _)| name == "reference").map(|(_, typed)| typed);
        let reference = typed.map(|typed| reference::read(&typed)).unwrap_or_default();
        Ok(Self { desk: Arc::clone(desk), agent, reference })
    }
}

async fn recognise(desk: &Shared, address: &Address, parts: &Parts) -> Result<Agent, Problem> {
    let token = head::token(&parts.headers)?;
    let guesses = desk.wrong_tokens.look(address)?;
    let shown = desk.store.recognise_token(token, &guesses);
    match within(desk.config.request_timeout, Problem::timed_out, shown).await? {
        Shown::Good(agent) => Ok(agent),
        Shown::Over => Err(Problem::token_over()),
        Shown::Unknown => {
            desk.wrong_tokens.take(address).await?;
            Err(Problem::wrong_token())
        }
    }
}
