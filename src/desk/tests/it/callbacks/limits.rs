//! Who is sent away before anything is done.

use std::{num::NonZeroU32, time::Duration};

use axum::{body::Body, http::Request};
use desk::{
    Limit, SinkSettings,
    sink::{CallbackConfig, JiraCallback, JiraConfig, Secret, StandardCallback},
};
use serde_json::json;

use super::call;
use crate::{
    desk::TestDesk,
    handover::{SECRET, webhook},
};

/// Systems that nobody reaches, one that signs and one with a secret in the address.
fn sinks() -> Vec<SinkSettings> {
    let nowhere = || "http://127.0.0.1:9/".parse().unwrap();
    let signs = StandardCallback { secrets: vec![Secret::new(SECRET)] };
    let path_secret = Some(Secret::new("in-the-address"));
    let by_address = JiraCallback { secret: None, path_secret, states: JiraConfig::states() };
    vec![
        SinkSettings { callback: Some(CallbackConfig::Standard(signs)), ..webhook("hook", nowhere()) },
        SinkSettings { callback: Some(CallbackConfig::Jira(by_address)), ..webhook("jira", nowhere()) },
        webhook("mute", nowhere()),
    ]
}

async fn desk() -> TestDesk {
    TestDesk::with(|config| {
        config.sinks = sinks();
        config.body_limit = 1_024;
        let few = |count| NonZeroU32::new(count).map(|count| Limit { count, per: Duration::from_secs(600) });
        (config.misses, config.posts) = (few(3), few(5));
    })
    .await
}

#[tokio::test]
async fn whoever_signs_wrongly_is_told_so_and_soon_not_heard_any_more() {
    let desk = desk().await;
    let headers = [("webhook-id", "msg_1"), ("webhook-timestamp", "1"), ("webhook-signature", "v1,AAAA")];
    let mut answers = Vec::new();
    for headers in [&headers[..], &[], &headers, &headers] {
        let answer = call(&desk, "hook", headers, &json!({})).await;
        answers.push(format!("{} {}", answer.status.as_u16(), answer.problem()));
    }
    let unverified = "401 call-unverified";
    assert_eq!(answers, [unverified, unverified, unverified, "429 rate-limited"]);
}

#[tokio::test]
async fn a_system_that_does_not_call_back_has_no_address() {
    let desk = desk().await;
    for path in ["mute", "nobody", "hook/a/b", "mute/secret"] {
        let answer = call(&desk, path, &[], &json!({})).await;
        assert_eq!((answer.status.as_u16(), answer.problem()), (404, "not-found"), "{path}");
    }
}

#[tokio::test]
async fn a_secret_in_the_address_must_be_right() {
    let desk = desk().await;
    let body = json!({ "issue": { "id": "10001" } });
    let status = async |path: &str| call(&desk, path, &[], &body).await.status.as_u16();
    assert_eq!(status("jira").await, 401);
    assert_eq!(status("jira/in-the-addres").await, 401);
    for _ in 0..10 {
        assert_eq!(status("jira/in-the-address").await, 200, "calls that are right use up no limit");
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_looked_at() {
    let desk = desk().await;
    let request = Request::post("/api/callbacks/hook").body(Body::from(vec![b'x'; 2_000])).unwrap();
    assert_eq!(desk.send(request).await.problem(), "too-large");
}
