//! A desk that asks for a proof of work.

use axum::{
    body::Body,
    http::{HeaderValue, Request},
};
use content::proof::{Challenge, HEADER, beginning, zeros};
use desk::{Config, Desk, Proof};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::{
    desk::{TestDesk, kb, post, ticket, ticket_about},
    exchange::Seen,
};

const KEY: &str = "6f1f6c1e-2b0a-4f55-9a55-0d6b0a3f7a10";

async fn asking() -> TestDesk {
    TestDesk::with(|config| (config.proof, config.creates, config.posts) = (Proof::On, None, None)).await
}

async fn challenge(desk: &TestDesk) -> Challenge {
    let seen = desk.send(Request::get("/api/challenge").body(Body::empty()).unwrap()).await;
    assert_eq!((seen.status.as_u16(), seen.header("cache-control")), (200, Some("no-store")));
    serde_json::from_value(seen.body).unwrap()
}

/// The proof for a key, as a browser would work it out.
fn proof(challenge: &Challenge, key: &str) -> String {
    let begun = Sha256::new_with_prefix(beginning(&challenge.token, key));
    let fits =
        |counter: &u64| zeros(&begun.clone().chain_update(counter.to_string()).finalize()) >= challenge.difficulty;
    format!("{};{}", challenge.token, (0..).find(fits).unwrap())
}

async fn send(desk: &TestDesk, key: &str, ticket: &Value, proof: &str) -> Seen {
    let mut request = post(key, ticket);
    request.headers_mut().insert(HEADER, HeaderValue::from_str(proof).unwrap());
    desk.send(request).await
}

#[tokio::test]
async fn a_ticket_with_a_proof_is_stored_once_and_its_proof_is_of_no_use_for_another() {
    let desk = asking().await;
    let challenge = challenge(&desk).await;
    assert_eq!(challenge.difficulty, 16);
    let proof = proof(&challenge, KEY);
    assert_eq!(send(&desk, KEY, &ticket(), &proof).await.status, 201);
    assert_eq!(send(&desk, KEY, &ticket(), &proof).await.status, 200);
    assert_eq!(send(&desk, KEY, &ticket_about("Something else"), &proof).await.problem(), "key-reused");
    let other = send(&desk, "another-key-of-mine", &ticket(), &proof).await;
    insta::assert_json_snapshot!("proof_wrong", other.redacted());
    assert_eq!(desk.count("SELECT count(*) FROM tickets").await, 1);
}

#[tokio::test]
async fn without_a_proof_it_is_told_how_to_come_by_one() {
    let desk = asking().await;
    insta::assert_json_snapshot!("proof_missing", desk.post(KEY, &ticket()).await.redacted());
    let mut twice = post(KEY, &ticket());
    for _ in 0..2 {
        twice.headers_mut().append(HEADER, HeaderValue::from_static("a;1"));
    }
    assert_eq!(desk.send(twice).await.problem(), "proof-missing", "two are none");
    assert_eq!(send(&desk, KEY, &ticket(), "a;1").await.problem(), "proof-wrong");
    assert_eq!(desk.count("SELECT count(*) FROM tickets").await, 0);
}

#[tokio::test]
async fn a_body_is_not_looked_at_before_the_proof() {
    let desk = asking().await;
    let mut nonsense = post(KEY, &json!("nonsense"));
    assert_eq!(desk.send(nonsense).await.problem(), "proof-missing");
    nonsense = post(KEY, &json!("nonsense"));
    let proof = proof(&challenge(&desk).await, KEY);
    nonsense.headers_mut().insert(HEADER, HeaderValue::from_str(&proof).unwrap());
    assert_eq!(desk.send(nonsense).await.problem(), "bad-request");
}

#[tokio::test]
async fn what_is_done_with_a_ticket_that_is_there_needs_no_proof() {
    let desk = asking().await;
    let proof = proof(&challenge(&desk).await, KEY);
    let created = send(&desk, KEY, &ticket(), &proof).await;
    let path = created.header("location").unwrap();
    let reply = desk.act(path, "replies", "key-of-a-reply-there", &json!({ "text": "It hums" })).await;
    assert_eq!(reply.status, 201);
}

#[tokio::test]
async fn a_flood_makes_it_harder_for_what_comes_after() {
    let desk = asking().await;
    let calm = challenge(&desk).await;
    for number in 0..60 {
        let key = format!("key-of-some-length-{number}");
        assert_eq!(send(&desk, &key, &ticket(), &proof(&calm, &key)).await.status, 201);
    }
    assert_eq!(challenge(&desk).await.difficulty, 17);
    assert_eq!(send(&desk, KEY, &ticket(), &proof(&calm, KEY)).await.status, 201, "who has begun may end");
}

#[tokio::test]
async fn desks_on_one_database_take_each_others_challenges_and_others_do_not() {
    let desk = asking().await;
    let proof = proof(&challenge(&desk).await, KEY);
    assert_eq!(send(&asking().await, KEY, &ticket(), &proof).await.problem(), "proof-wrong");
    // A file has one desk at a time.
    desk.desk.close().await;
    let after = Desk::open(Config { proof: Proof::On, ..desk.config() }, &kb()).await.unwrap();
    let after = desk.replaced(after);
    assert_eq!(send(&after, KEY, &ticket(), &proof).await.status, 201);
}

#[tokio::test]
async fn a_desk_that_asks_for_none_says_so_and_takes_whatever_comes() {
    let desk = TestDesk::open().await;
    let seen = desk.send(Request::get("/api/challenge").body(Body::empty()).unwrap()).await;
    assert_eq!((seen.status.as_u16(), seen.body), (204, Value::Null));
    assert_eq!(send(&desk, KEY, &ticket(), "nonsense").await.status, 201);
}
