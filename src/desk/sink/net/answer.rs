//! What another system answers: read up to a limit, and judged.

use axum::http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use reqwest::Response;
use serde::de::DeserializeOwned;

use super::{after, fault};
use crate::sink::Failure;

/// An answer with its whole body.
pub(in crate::sink) struct Answer {
    host: String,
    pub(in crate::sink) status: StatusCode,
    pub(in crate::sink) headers: HeaderMap,
    body: Vec<u8>,
    /// Why the body is not whole.
    torn: Option<String>,
}

impl Answer {
    pub(super) async fn read(host: &str, mut response: Response, most: usize) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        let (mut body, mut torn) = (Vec::new(), None);
        loop {
            match response.chunk().await {
                Ok(Some(part)) if body.len() + part.len() > most => {
                    torn = Some(format!("`{host}` answers with more than {most} bytes"));
                }
                Ok(Some(part)) => {
                    body.extend_from_slice(&part);
                    continue;
                }
                Ok(None) => {}
                Err(error) => torn = Some(fault(host, error)),
            }
            return Self { host: host.into(), status, headers, body, torn };
        }
    }

    /// The same when it is a success, else what its status means.
    pub(in crate::sink) fn judged(self) -> Result<Self, Failure> {
        if self.status.is_success() { Ok(self) } else { Err(self.failure()) }
    }

    /// What a status that is no success means.
    pub(in crate::sink) fn failure(&self) -> Failure {
        let (host, status) = (&self.host, self.status.as_u16());
        let after = after(&self.headers, Timestamp::now());
        let says = |what: &str| format!("`{host}` answers {status}: {what}");
        match status {
            408 | 425 | 500..=599 => Failure::Later { after, why: says("it is out of order or overloaded") },
            429 => Failure::Later { after, why: says("it is asked too often") },
            // GitHub says so when the limits of a token are used up.
            403 if after.is_some() => Failure::Later { after, why: says("it is asked too often") },
            300..=399 => Failure::never(says(
                "this is a redirect, and none is followed; write the address into the settings that it leads to",
            )),
            401 => Failure::never(says(
                "it does not accept the token or the password; check that it is right and still valid",
            )),
            403 => Failure::never(says("the token may not do this; check its scopes and the rights of its user")),
            404 => Failure::never(says(
                "there is no such thing; check address, project and ids in the settings, and the token's rights",
            )),
            410 => Failure::never(says("it wants to hear no more; remove this hand-over from the settings")),
            413 => Failure::never(says("the event is too large for it; lower the limit for files")),
            400 | 422 => Failure::never(says(
                "it does not take what was sent; check ids and names in the settings, and which fields it demands",
            )),
            _ => Failure::never(says("it refuses what was sent; check the settings")),
        }
    }

    /// The body as JSON of a shape. After a success one cannot know what the other system did, so it is asked again later.
    pub(in crate::sink) fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        if let Some(torn) = &self.torn {
            return Err(Failure::later(torn.as_str()));
        }
        serde_json::from_slice(&self.body).map_err(|_| {
            Failure::later(format!(
                "`{}` answers with something else than its API promises; check the address",
                self.host
            ))
        })
    }
}
