//! Limits of desks on one PostgreSQL database: together they let through as much as one would.

use std::{num::NonZeroU32, time::Duration};

use axum::{body::Body, http::Request};
use desk::{Config, Desk, Limit, Proof, Scope};
use serde_json::json;
use tokio::task::JoinSet;

use crate::{
    Database,
    desk::{JAM, SECRET, TestDesk, act, config, id, kb, post, put, ticket, with_secret},
    exchange::Seen,
    postgres::Server,
};

fn limit(count: u32) -> Option<Limit> {
    Some(Limit { count: NonZeroU32::new(count).unwrap(), per: Duration::from_secs(600) })
}

/// Two desks on one database, and one place for files.
async fn two(server: &Server, change: impl Fn(&mut Config)) -> [TestDesk; 2] {
    let first = tempfile::tempdir().unwrap();
    let attachments = first.path().join("attachments");
    let database: Database = server.url("postgres").parse().unwrap();
    let open = async || {
        let mut config = Config { attachments: attachments.clone().into(), ..config(&database) };
        change(&mut config);
        Desk::open(config, &kb()).await.unwrap()
    };
    let (one, other) = (open().await, open().await);
    let second = tempfile::tempdir().unwrap();
    [TestDesk::around(one, database.clone(), first), TestDesk::around(other, database, second)]
}

/// Sends all at once, each to the other desk than the one before, and counts how many get this answer.
async fn at_once(desks: &[TestDesk; 2], requests: impl Iterator<Item = Request<Body>>, status: u16) -> usize {
    let mut sent = JoinSet::new();
    for (number, mut request) in requests.enumerate() {
        let peer: std::net::SocketAddr = "192.0.2.1:50000".parse().unwrap();
        request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
        let router = desks[number % 2].desk.router();
        sent.spawn(async move { Seen::read(tower::ServiceExt::oneshot(router, request).await.unwrap()).await });
    }
    sent.join_all().await.iter().filter(|seen| seen.status == status).count()
}

fn key(number: usize) -> String {
    format!("key-of-some-length-{number}")
}

fn guess(secret: &str, path: &str) -> Request<Body> {
    with_secret(secret).uri(path).body(Body::empty()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_desks_at_once_store_as_many_tickets_as_one_address_may_have_and_not_one_more() {
    let server = Server::start();
    let desks = two(&server, |config| config.creates = limit(20)).await;
    assert_eq!(at_once(&desks, (0..100).map(|number| post(&key(number), &ticket())), 201).await, 20);
    assert_eq!(desks[0].count("SELECT count(*) FROM tickets").await, 20);
    let mut refused = desks[1].send(post(&key(200), &ticket())).await;
    let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=30).contains(&wait), "{wait}");
    refused.headers.insert("retry-after".into(), "[seconds]".into());
    assert_eq!(refused.problem(), "rate-limited");
    assert_eq!(desks[1].send_from("192.0.2.2", post(&key(200), &ticket())).await.status, 201, "others are not touched");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_stores_nothing_new_takes_nothing_whichever_desk_is_asked() {
    let server = Server::start();
    let desks = two(&server, |config| config.creates = limit(5)).await;
    for number in 0..4 {
        // The same request to both: one stores it, the other one finds it, before or after it has counted.
        assert_eq!(at_once(&desks, (0..2).map(|_| post(&key(number), &ticket())), 201).await, 1);
    }
    assert_eq!(desks[1].post(&key(4), &ticket()).await.status, 201);
    assert_eq!(desks[0].post(&key(5), &ticket()).await.status, 429);
    assert_eq!(desks[0].post(&key(4), &ticket()).await.status, 200, "a repetition is answered over the limit too");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn with_one_ticket_two_desks_do_as_much_as_one() {
    let server = Server::start();
    let desks = two(&server, |config| (config.ticket_actions, config.actions) = (limit(10), None)).await;
    let path = desks[0].stored().await;
    let replies = (0..40).map(|number| act(&path, "replies", &key(number), &json!({ "text": "It hums" })));
    assert_eq!(at_once(&desks, replies, 201).await, 10);
    assert_eq!(desks[0].count("SELECT count(*) FROM events WHERE kind = 'reply'").await, 10);
}

#[tokio::test]
async fn whoever_guessed_too_often_at_one_desk_learns_nothing_at_another() {
    let server = Server::start();
    let desks = two(&server, |config| config.misses = limit(3)).await;
    let path = desks[0].stored().await;
    for _ in 0..3 {
        assert_eq!(desks[0].send(guess("wrong", &path)).await.status, 404);
    }
    for path in [path.clone(), format!("{path}/export"), format!("{path}/files/{}", id(1))] {
        let right = desks[1].send(guess(SECRET, &path)).await;
        assert_eq!((right.status.as_u16(), right.problem()), (429, "rate-limited"), "not even a right guess: {path}");
        assert!(right.header("retry-after").is_some());
    }
    let reply = act(&path, "replies", &key(1), &json!({ "text": "It hums" }));
    assert_eq!(desks[1].send(reply).await.status, 429);
    let erase = with_secret(SECRET).method("DELETE").uri(&path).body(Body::empty()).unwrap();
    assert_eq!(desks[1].send(erase).await.status, 429);
    assert_eq!(desks[1].send(guess("wrong", &path)).await.status, 429);
    assert_eq!(desks[1].send_from("192.0.2.9", guess(SECRET, &path)).await.status, 200);
}

#[tokio::test]
async fn wrong_tokens_count_at_all_desks() {
    let server = Server::start();
    let desks = two(&server, |config| config.misses = limit(2)).await;
    let token = desk::add_token(&desks[0].database, "Ana", &[Scope::Read], None).await.unwrap().secret;
    let wrong = format!("tzd_{}", "0".repeat(40));
    let list = |token: &str| guess(token, "/api/agent/tickets");
    assert_eq!(desks[1].send(list(&token)).await.status, 200);
    for desk in &desks {
        assert_eq!(desk.send(list(&wrong)).await.status, 401);
    }
    for desk in &desks {
        assert_eq!(desk.send(list(&token)).await.status, 429);
    }
}

#[tokio::test]
async fn megabytes_count_at_all_desks() {
    let server = Server::start();
    let desks = two(&server, |config| config.uploads = limit(2)).await;
    for (number, desk) in (1..).zip(&desks) {
        assert_eq!(desk.send(put(&id(number), JAM)).await.status, 201);
    }
    for (number, desk) in (8..).zip(&desks) {
        assert_eq!(desk.send(put(&id(number), JAM)).await.status, 429);
    }
}

#[tokio::test]
async fn what_one_desk_stores_makes_it_harder_at_another() {
    let server = Server::start();
    let desks = two(&server, |config| config.creates = None).await;
    let asking = Config { proof: Proof::On, ..desks[1].config() };
    let asking = TestDesk::around(
        Desk::open(asking, &kb()).await.unwrap(),
        desks[1].database.clone(),
        tempfile::tempdir().unwrap(),
    );
    let difficulty = async || {
        let seen = asking.send(Request::get("/api/challenge").body(Body::empty()).unwrap()).await;
        seen.body["difficulty"].as_u64().unwrap()
    };
    assert_eq!(difficulty().await, 16);
    // It has looked at the beginning by then, or counts all of them.
    assert_eq!(at_once(&desks, (0..130).map(|number| post(&key(number), &ticket())), 201).await, 130);
    while difficulty().await < 18 {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn no_address_is_written_down() {
    let server = Server::start();
    let desks = two(&server, |config| config.creates = limit(5)).await;
    assert_eq!(desks[0].send_from("203.0.113.77", post(&key(1), &ticket())).await.status, 201);
    let rows = "SELECT count(*) FROM limits";
    assert_eq!(desks[0].count(rows).await, 1);
    let address = "SELECT count(*) FROM limits WHERE position('\\xcb00714d'::bytea IN bucket) > 0";
    assert_eq!(desks[0].count(address).await, 0);
}
