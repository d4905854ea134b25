//! `/api/agent/…`

mod canned;
mod change;
mod erase;
mod export;
mod feed;
mod list;
mod merge;
mod requester;
mod tokens;

use axum::{body::Body, http::Request};
use desk::Scope;
use serde_json::Value;

use crate::{desk::TestDesk, exchange::Seen};

pub(crate) const KEY: &str = "key-of-an-agent-0";

/// Somebody with a token, at a desk.
pub(crate) struct Agent<'a> {
    pub(crate) desk: &'a TestDesk,
    pub(crate) token: String,
}

impl<'a> Agent<'a> {
    pub(crate) async fn new(desk: &'a TestDesk, name: &str, scopes: &[Scope]) -> Self {
        let token = desk::add_token(&desk.database, name, scopes, None).await.unwrap().secret;
        Self { desk, token }
    }

    /// Ana, who may do all but erase.
    pub(crate) async fn ana(desk: &'a TestDesk) -> Self {
        Self::new(desk, "Ana", &[Scope::Read, Scope::Write]).await
    }

    pub(crate) async fn get(&self, path: &str) -> Seen {
        self.desk.get(&format!("/api/agent/{path}"), &self.token).await
    }

    /// The tag of a ticket as it stands now.
    pub(crate) async fn tag(&self, reference: &str) -> String {
        self.get(&format!("tickets/{reference}")).await.header("etag").unwrap().to_owned()
    }

    /// Does something with a ticket as it stands now.
    pub(crate) async fn act(&self, reference: &str, what: &str, key: &str, body: &Value) -> Seen {
        let tag = self.tag(reference).await;
        self.act_on(reference, &tag, what, key, body).await
    }

    /// Does something with a ticket that was seen like this.
    pub(crate) async fn act_on(&self, reference: &str, tag: &str, what: &str, key: &str, body: &Value) -> Seen {
        self.desk.send(self.request("POST", &format!("tickets/{reference}/{what}"), tag, key, body)).await
    }

    pub(crate) async fn erase(&self, reference: &str, tag: &str) -> Seen {
        self.desk.send(self.request("DELETE", &format!("tickets/{reference}"), tag, KEY, &Value::Null)).await
    }

    pub(crate) fn request(&self, method: &str, path: &str, tag: &str, key: &str, body: &Value) -> Request<Body> {
        let mut request = Request::builder().method(method).uri(format!("/api/agent/{path}"));
        if !tag.is_empty() {
            request = request.header("if-match", tag);
        }
        request
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", "application/json")
            .header("idempotency-key", key)
            .body(Body::from(body.to_string()))
            .unwrap()
    }
}

/// The end of a ticket's path.
pub(crate) fn reference(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

/// Status and problem of something that is refused.
pub(crate) fn refusal(seen: &Seen) -> (u16, String) {
    (seen.status.as_u16(), seen.problem().to_owned())
}
