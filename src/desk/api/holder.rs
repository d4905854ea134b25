//! Whoever asks for a ticket and shows what may be its secret.

use std::sync::Arc;

use axum::{Extension, RequestPartsExt as _, extract::FromRequestParts, http::request::Parts};

use super::head;
use crate::{address::Address, desk::Shared, problem::Problem, store::Access};

/// Whoever shows a secret. Whether it is the right one, the store says.
pub(super) struct Holder {
    pub(super) desk: Shared,
    pub(super) address: Address,
    pub(super) access: Access,
}

impl FromRequestParts<Shared> for Holder {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Shared) -> Result<Self, Problem> {
        let Extension(address): Extension<Address> = parts.extract().await.map_err(Problem::broken)?;
        let secret_hash = head::secret_hash(&parts.headers)?;
        let guesses = desk.limits.misses.look(&address)?;
        let reference = head::reference(parts).await;
        let access = Access { reference, secret_hash, terms: desk.rules().terms(), guesses };
        Ok(Self { desk: Arc::clone(desk), address, access })
    }
}

/// Counts a guess and refuses it: an unknown reference and a wrong secret are the same to everybody outside.
pub(super) async fn missed(desk: &Shared, address: &Address) -> Problem {
    desk.limits.misses.take(address).await.err().unwrap_or_else(Problem::no_such_ticket)
}
