//! The way back: what other systems tell of tickets that they were handed.

mod github;
mod limits;
mod standard;
mod zammad;

use axum::{body::Body, http::Request};
use desk::SinkSettings;
use hmac::{Hmac, Mac as _};
use serde_json::Value;
use sha1::Sha1;
use sha2::Sha256;

use crate::{
    desk::{SECRET, TestDesk},
    exchange::Seen,
    handover,
};

/// What systems that have one secret sign with.
const TOKEN: &str = "a secret of both sides";

/// A desk with a ticket that the systems have, and the ticket's path.
async fn told(sinks: Vec<SinkSettings>) -> (TestDesk, String) {
    let desk = handover::desk(sinks).await;
    let path = desk.stored().await;
    handover::wait_until_told(&desk).await;
    (desk, path)
}

/// Calls the desk with some headers.
async fn call(desk: &TestDesk, path: &str, headers: &[(&str, &str)], body: &Value) -> Seen {
    let request = Request::post(format!("/api/callbacks/{path}"));
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    desk.send(request.body(Body::from(body.to_string())).unwrap()).await
}

fn sha1(body: &Value) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(TOKEN.as_bytes()).unwrap();
    mac.update(body.to_string().as_bytes());
    format!("sha1={}", hex(&mac.finalize().into_bytes()))
}

fn sha256(body: &Value) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(TOKEN.as_bytes()).unwrap();
    mac.update(body.to_string().as_bytes());
    format!("sha256={}", hex(&mac.finalize().into_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The ticket as its reader sees it: how it stands, and who said what, one a line.
async fn seen(desk: &TestDesk, path: &str) -> String {
    let body = desk.get(path, SECRET).await.body;
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let mut lines = vec![text(&body["state"])];
    let entries = body["timeline"].as_array().unwrap().iter();
    lines.extend(entries.map(|entry| {
        let [kind, who, name, words, state] =
            ["kind", "who", "name", "text", "state"].map(|member| text(&entry[member]));
        format!("{kind} by {who} {name}: {words:?} {state}")
    }));
    lines.join("\n")
}
