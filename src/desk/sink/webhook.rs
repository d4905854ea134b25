//! Signed requests, by the Standard Webhooks specification, to whatever takes them.
//!
//! `webhook-id` is the same at each attempt: the other side handles an event once when it remembers the ids of those it has. It may
//! answer with `{"id", "url"}`, which is then what it calls the ticket; else it is known there by its reference.

mod body;
mod sign;

use axum::http::{Method, header::CONTENT_TYPE};
use jiff::Timestamp;
use serde::Deserialize;

pub(super) use sign::Keys;

use super::{
    Delivered, Erasure, Event, Failure, Fetch, Remote, SinkError, WebhookConfig, fetch,
    net::{Answer, Site},
};

pub(super) struct Webhook {
    site: Site,
    keys: Keys,
    files: u64,
}

/// What the other side may answer.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Known {
    id: Option<String>,
    url: Option<String>,
}

impl Webhook {
    pub(super) fn open(config: &WebhookConfig) -> Result<Self, SinkError> {
        let keys = Keys::read(&config.secrets)?;
        Ok(Self { site: Site::open(&config.url, &config.http)?, keys, files: config.files })
    }

    pub(super) async fn deliver(
        &self,
        event: &Event,
        known: Option<&Remote>,
        fetch: &dyn Fetch,
    ) -> Result<Delivered, Failure> {
        let (with, without) = fetch::within(self.files, event, fetch).await?;
        let body = body::written(event, known, &with, &without);
        let answer = self.post(event.key(), body).await?;
        // Most answer with nothing, or with something of their own, and that is as good.
        let told: Known = answer.json().unwrap_or_default();
        Ok(Delivered { remote: Some(remote(told, known, event)) })
    }

    /// Tells that a ticket was erased.
    pub(super) async fn erase(&self, erasure: &Erasure) -> Result<(), Failure> {
        self.post(erasure.id.clone(), body::of_erasure(erasure)).await.map(|_| ())
    }

    async fn post(&self, id: String, body: String) -> Result<Answer, Failure> {
        let at = Timestamp::now().as_second().to_string();
        let request = self
            .site
            .request(Method::POST, self.site.base().clone())
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-signature", self.keys.signed(&id, &at, body.as_bytes()))
            .header("webhook-id", id)
            .header("webhook-timestamp", at)
            .body(body);
        self.site.done(request).await
    }
}

fn remote(told: Known, known: Option<&Remote>, event: &Event) -> Remote {
    let id = told.id.filter(|id| super::is_id(id));
    let url = told.url.filter(|url| super::is_web_address(url));
    let earlier = || known.cloned().unwrap_or(Remote { id: event.ticket.reference.clone(), url: None });
    match id {
        Some(id) => Remote { id, url },
        None => earlier(),
    }
}
