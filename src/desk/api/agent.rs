//! `/api/agent/…`: for those who answer tickets. One beginning for all of it, so that a proxy can keep it inside with one rule. Only what
//! happens is told at `/api/events` as well, where other programs look for it.

mod change;
mod erase;
pub(super) mod feed;
mod read;
mod replies;
mod requester;
mod words;

use std::sync::Arc;

use axum::{Extension, RequestPartsExt as _, extract::FromRequestParts, http::request::Parts};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{arrived, describe, head, within};
use crate::{
    address::Address,
    agent::{Agent, Scope},
    desk::Shared,
    problem::Problem,
    store::Shown,
};

pub(super) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(read::list))
        .routes(routes!(read::ticket, erase::erase))
        .routes(routes!(change::reply))
        .routes(routes!(change::note))
        .routes(routes!(change::state))
        .routes(routes!(change::assign))
        .routes(routes!(change::merge))
        .routes(routes!(change::confirm))
        .routes(routes!(read::export))
        .routes(routes!(read::file))
        .routes(routes!(requester::tickets))
        .routes(routes!(replies::replies))
        .routes(routes!(feed::events))
        .routes(routes!(feed::events_by_another_name))
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
        Ok(Self { desk: Arc::clone(desk), agent, reference: head::reference(parts).await })
    }
}

async fn recognise(desk: &Shared, address: &Address, parts: &Parts) -> Result<Agent, Problem> {
    let token = head::token(&parts.headers)?;
    let guesses = desk.limits.wrong_tokens.look(address)?;
    let shown = desk.store.recognise_token(token, &guesses);
    match within(desk.config.request_timeout, Problem::timed_out, shown).await? {
        Shown::Good(agent) => Ok(agent),
        Shown::Over => Err(Problem::token_over()),
        Shown::Unknown => {
            desk.limits.wrong_tokens.take(address).await?;
            Err(Problem::wrong_token())
        }
    }
}
