#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use axum::routing::get;
use axum::{
    body::{Body, to_bytes},
    extract::{Path, Request},
    http::StatusCode,
};
use content::Kb;
use serde_json::Value;
use tower::ServiceExt as _;

use super::*;
use crate::{Config, Desk};

/// Sends a request to routes that do what the real ones should not.
async fn ask(path: &str) -> (StatusCode, Value) {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(Config::new(folder.path().join("tickets.db")), &Kb::default()).await.unwrap();
    let routes = Router::new()
        .route(
            "/panic",
            get(|| async {
                if true {
                    panic!("a secret {}", "detail")
                }
            }),
        )
        .route("/number/{number}", get(|_: Path<u8>| async {}))
        .route("/teapot", get(|| async { StatusCode::IM_A_TEAPOT }))
        .route("/slow", get(|| within::<()>(Duration::from_millis(10), Problem::timed_out, std::future::pending())));
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = guarded(routes, desk.inner).oneshot(request).await.unwrap();
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    let status = response.status();
    (status, serde_json::from_slice(&to_bytes(response.into_body(), usize::MAX).await.unwrap()).unwrap())
}

async fn check(path: &str, status: u16, kind: &str) -> Value {
    let (answered, problem) = ask(path).await;
    assert_eq!(answered.as_u16(), status);
    assert_eq!(problem["type"], kind);
    problem
}

#[tokio::test]
async fn a_panic_is_an_answer_without_its_words() {
    let problem = check("/panic", 500, "urn:tierzero:problem:internal").await;
    assert!(!problem.to_string().contains("secret"));
}

#[tokio::test]
async fn what_the_framework_refuses_is_a_problem_too() {
    check("/number/many", 400, "about:blank").await;
    check("/teapot", 418, "about:blank").await;
    check("/elsewhere", 404, "urn:tierzero:problem:not-found").await;
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_given_up() {
    check("/slow", 503, "urn:tierzero:problem:timed-out").await;
}
