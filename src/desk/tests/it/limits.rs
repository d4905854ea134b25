//! What one client may do, and what it may not keep others from doing.

use std::{num::NonZeroU32, time::Duration};

use axum::{body::Body, http::Request};
use desk::Limit;

use serde_json::json;

use crate::desk::{SECRET, TestDesk, act, post, ticket, ticket_about, with_secret};

fn limit(count: u32) -> Option<Limit> {
    Some(Limit { count: NonZeroU32::new(count).unwrap(), per: Duration::from_secs(600) })
}

fn key(number: usize) -> String {
    format!("key-of-some-length-{number}")
}

fn guess(secret: &str) -> Request<Body> {
    with_secret(secret).uri("/api/tickets/TZ-000000").body(Body::empty()).unwrap()
}

#[tokio::test]
async fn one_address_sends_only_so_many_tickets() {
    let desk = TestDesk::with(|config| config.creates = limit(2)).await;
    for number in 0..2 {
        assert_eq!(desk.send(post(&key(number), &ticket())).await.status, 201);
    }
    let mut seen = desk.send(post(&key(2), &ticket())).await;
    let wait: u64 = seen.header("retry-after").unwrap().parse().unwrap();
    assert!((290..=300).contains(&wait), "{wait}");
    seen.headers.insert("retry-after".into(), "[seconds]".into());
    insta::assert_json_snapshot!("rate_limited", seen.redacted());
    assert_eq!(desk.send_from("192.0.2.2", post(&key(2), &ticket())).await.status, 201);
}

#[tokio::test]
async fn what_stores_no_ticket_takes_nothing_from_the_limit_of_tickets() {
    let desk = TestDesk::with(|config| config.creates = limit(2)).await;
    assert_eq!(desk.send(post(&key(0), &ticket())).await.status, 201);
    let mut plain = post(&key(1), &ticket());
    plain.headers_mut().insert("content-type", "text/plain".parse().unwrap());
    assert_eq!(desk.send(plain).await.status, 415);
    assert_eq!(desk.post("short", &ticket()).await.status, 400);
    assert_eq!(desk.post(&key(1), &ticket_about(" ")).await.status, 422);
    assert_eq!(desk.post(&key(0), &ticket_about("Another matter")).await.status, 409);
    assert_eq!(desk.post(&key(0), &ticket()).await.status, 200);
    assert_eq!(desk.post(&key(1), &ticket()).await.status, 201, "the second real ticket");
    assert_eq!(desk.post(&key(2), &ticket()).await.status, 429);
    assert_eq!(desk.post(&key(1), &ticket()).await.status, 200, "a repetition is answered over the limit too");
    assert_eq!(desk.post(&key(2), &ticket_about(" ")).await.status, 422, "and so is a mistake");
}

#[tokio::test]
async fn one_ticket_sent_many_times_at_once_counts_once() {
    let desk = TestDesk::with(|config| config.creates = limit(8)).await;
    let (one, again) = (key(0), ticket());
    let send = || desk.post(&one, &again);
    let seen = tokio::join!(send(), send(), send(), send());
    let mut statuses = [seen.0, seen.1, seen.2, seen.3].map(|seen| seen.status.as_u16());
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 200, 200, 201]);
    for number in 1..8 {
        assert_eq!(desk.post(&key(number), &ticket()).await.status, 201, "{number}");
    }
    assert_eq!(desk.post(&key(8), &ticket()).await.status, 429);
}

#[tokio::test]
async fn a_flood_of_requests_that_store_nothing_ends() {
    let desk = TestDesk::with(|config| config.posts = limit(3)).await;
    for _ in 0..3 {
        assert_eq!(desk.post("short", &ticket()).await.status, 400);
    }
    assert_eq!(desk.post("short", &ticket()).await.problem(), "rate-limited");
    assert_eq!(desk.post(&key(0), &ticket()).await.status, 429);
    assert_eq!(desk.send_from("192.0.2.2", post(&key(0), &ticket())).await.status, 201);
}

#[tokio::test]
async fn an_ipv6_network_counts_as_one_address() {
    let desk = TestDesk::with(|config| config.creates = limit(1)).await;
    assert_eq!(desk.send_from("2001:db8::1", post(&key(0), &ticket())).await.status, 201);
    assert_eq!(desk.send_from("2001:db8::2:0:0:1", post(&key(1), &ticket())).await.status, 429);
    assert_eq!(desk.send_from("2001:db8:0:1::1", post(&key(1), &ticket())).await.status, 201);
}

#[tokio::test]
async fn a_proxys_header_counts_only_when_it_is_configured() {
    let forwarded = |number: usize, client: &str| {
        let mut request = post(&key(number), &ticket());
        request.headers_mut().insert("x-forwarded-for", client.parse().unwrap());
        request
    };
    let trusting = TestDesk::with(|config| {
        config.creates = limit(1);
        config.forwarded_for = Some("x-forwarded-for".parse().unwrap());
    })
    .await;
    assert_eq!(trusting.send(forwarded(0, "203.0.113.1")).await.status, 201);
    assert_eq!(trusting.send(forwarded(1, "203.0.113.2")).await.status, 201);
    assert_eq!(trusting.send(forwarded(2, "203.0.113.9, 203.0.113.2")).await.status, 429);
    let wary = TestDesk::with(|config| config.creates = limit(1)).await;
    assert_eq!(wary.send(forwarded(0, "203.0.113.1")).await.status, 201);
    assert_eq!(wary.send(forwarded(1, "203.0.113.2")).await.status, 429);
}

#[tokio::test]
async fn guessing_ends_and_reading_does_not_count() {
    let desk = TestDesk::with(|config| config.misses = limit(3)).await;
    let path = format!("/api/tickets/{}", desk.post(&key(0), &ticket()).await.reference());
    for _ in 0..10 {
        assert_eq!(desk.get(&path, SECRET).await.status, 200);
    }
    for _ in 0..3 {
        assert_eq!(desk.send(guess("wrong")).await.status, 404);
    }
    assert_eq!(desk.send(guess("wrong")).await.problem(), "rate-limited");
    assert_eq!(desk.get(&path, SECRET).await.status, 429, "whoever guesses learns nothing more");
    let elsewhere = with_secret(SECRET).uri(&path).body(Body::empty()).unwrap();
    assert_eq!(desk.send_from("192.0.2.9", elsewhere).await.status, 200);
}

#[tokio::test]
async fn limits_can_be_switched_off() {
    let desk = TestDesk::with(|config| (config.creates, config.posts, config.misses) = (None, None, None)).await;
    for number in 0..40 {
        assert_eq!(desk.send(post(&key(number), &ticket())).await.status, 201);
    }
    for _ in 0..70 {
        assert_eq!(desk.send(guess("wrong")).await.status, 404);
    }
}

#[tokio::test]
async fn one_address_does_only_so_much_with_tickets_and_what_does_nothing_does_not_count() {
    let desk = TestDesk::with(|config| config.actions = limit(2)).await;
    let path = desk.stored().await;
    let reply = |number: usize| act(&path, "replies", &key(number), &json!({ "text": "It hums" }));
    assert_eq!(desk.send(reply(0)).await.status, 201);
    assert_eq!(desk.send(reply(0)).await.status, 200);
    assert_eq!(desk.act(&path, "reopen", &key(1), &json!({ "text": "It hums" })).await.status, 409);
    assert_eq!(desk.act(&path, "replies", &key(1), &json!({ "text": "" })).await.status, 422);
    assert_eq!(desk.send(reply(1)).await.status, 201);
    let seen = desk.send(reply(2)).await;
    assert_eq!((seen.status.as_u16(), seen.problem()), (429, "rate-limited"));
    assert!(seen.header("retry-after").is_some());
    assert_eq!(desk.send(reply(1)).await.status, 200, "a repetition is answered over the limit too");
    assert_eq!(desk.send_from("192.0.2.2", reply(2)).await.status, 201);
}

#[tokio::test]
async fn with_one_ticket_only_so_much_is_done_wherever_it_comes_from() {
    let desk = TestDesk::with(|config| (config.ticket_actions, config.actions) = (limit(2), limit(2))).await;
    let path = desk.stored().await;
    let reply = |number: usize| act(&path, "replies", &key(number), &json!({ "text": "It hums" }));
    assert_eq!(desk.act(&path, "reopen", &key(0), &json!({ "text": "It hums" })).await.status, 409);
    for number in 0..2 {
        assert_eq!(desk.send_from(&format!("192.0.2.{number}"), reply(number)).await.status, 201);
    }
    let mut seen = desk.send_from("192.0.2.9", reply(2)).await;
    seen.headers.insert("retry-after".into(), "[seconds]".into());
    insta::assert_json_snapshot!("ticket_limited", seen.redacted());
    assert_eq!(desk.send_from("192.0.2.9", reply(1)).await.status, 200, "a repetition is answered over the limit too");
    let typed = path.replace("TZ-", "tz-");
    let again = act(&typed, "replies", &key(3), &json!({ "text": "It hums" }));
    assert_eq!(desk.send_from("192.0.2.9", again).await.status, 429, "however its reference is typed");

    let other = desk.post(&key(4), &ticket()).await;
    let other = other.header("location").unwrap();
    for number in 5..7 {
        let reply = act(other, "replies", &key(number), &json!({ "text": "It hums" }));
        let sent = desk.send_from("192.0.2.9", reply).await.status;
        assert_eq!(sent, 201, "what was refused took nothing from the address, and another ticket is not touched");
    }
}

#[tokio::test]
async fn who_does_not_know_a_ticket_takes_nothing_from_its_reader() {
    let desk = TestDesk::with(|config| config.ticket_actions = limit(1)).await;
    let path = desk.stored().await;
    for number in 0..3 {
        let mut guess = act(&path, "replies", &key(number), &json!({ "text": "It hums" }));
        guess.headers_mut().insert("authorization", "Bearer another-secret-of-22-ch".parse().unwrap());
        assert_eq!(desk.send(guess).await.status, 404);
    }
    assert_eq!(desk.act(&path, "replies", &key(9), &json!({ "text": "It hums" })).await.status, 201);
}

#[tokio::test]
async fn guessing_with_actions_ends_like_guessing_by_reading() {
    let desk = TestDesk::with(|config| config.misses = limit(2)).await;
    let path = desk.stored().await;
    for number in 0..2 {
        let guess = act("/api/tickets/TZ-000000", "solved", &key(number), &json!({}));
        assert_eq!(desk.send(guess).await.status, 404);
    }
    let right = act(&path, "solved", &key(2), &json!({}));
    assert_eq!(desk.send(right).await.problem(), "rate-limited", "whoever guesses learns nothing more");
    assert_eq!(desk.get(&path, SECRET).await.status, 429);
}
