//! `GET /healthz`

use axum::{body::Body, http::Request};

use crate::desk::TestDesk;

#[tokio::test]
async fn a_desk_that_works_says_so() {
    let desk = TestDesk::open().await;
    let seen = desk.send(Request::get("/healthz").body(Body::empty()).unwrap()).await;
    insta::assert_json_snapshot!("healthy", seen.redacted());
}

#[tokio::test]
async fn a_desk_without_its_database_says_when_to_try_again() {
    let desk = TestDesk::open().await;
    desk.desk.close().await;
    let seen = desk.send(Request::get("/healthz").body(Body::empty()).unwrap()).await;
    insta::assert_json_snapshot!("unavailable", seen.redacted());
}
