//! `GET /healthz` and `GET /readyz`

use std::{fs, time::Duration};

use axum::{body::Body, http::Request};
use sqlx::Connection as _;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::{
    desk::{TestDesk, ticket},
    exchange::Seen,
    place::lock,
    socket::{exchange, post, serve},
};

async fn ask(desk: &TestDesk, path: &str) -> Seen {
    desk.send(Request::get(path).body(Body::empty()).unwrap()).await
}

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
    insta::assert_json_snapshot!("unavailable", ask(&desk, "/readyz").await.redacted());
    assert_eq!(ask(&desk, "/healthz").await.status, 200, "the process answers, and starting it anew mends nothing");
}

#[tokio::test]
async fn a_desk_that_can_store_says_so_and_leaves_no_trace() {
    let desk = TestDesk::open().await;
    let ready = ask(&desk, "/readyz").await;
    assert_eq!((ready.status.as_u16(), &ready.body), (200, &serde_json::json!({ "status": "ok" })));
    assert_eq!(fs::read_dir(desk.folder.join("attachments")).unwrap().count(), 0);
}

#[tokio::test]
async fn a_database_that_another_program_keeps_to_itself_takes_nothing() {
    let desk = TestDesk::with(|config| config.lock_wait = Duration::from_millis(50)).await;
    let other = lock(&desk.database).await;
    let seen = ask(&desk, "/readyz").await;
    assert_eq!((seen.problem(), seen.header("retry-after")), ("unavailable", Some("5")));
    other.close().await.unwrap();
    assert_eq!(ask(&desk, "/readyz").await.status, 503, "what was found out holds for a second");
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert_eq!(ask(&desk, "/readyz").await.status, 200);
}

/// A file in the place of the folder refuses even a privileged user.
#[tokio::test]
async fn a_folder_that_takes_no_files_takes_none_of_a_ticket_either() {
    let desk = TestDesk::open().await;
    let folder = desk.folder.join("attachments");
    fs::remove_dir(&folder).unwrap();
    fs::write(&folder, "").unwrap();
    let seen = ask(&desk, "/readyz").await;
    assert_eq!((seen.problem(), seen.header("retry-after")), ("unavailable", Some("60")));
    assert_eq!(ask(&desk, "/healthz").await.status, 200);
}

#[tokio::test]
async fn while_it_ends_it_finishes_what_is_under_way_and_sends_the_rest_away() {
    let desk = TestDesk::open().await;
    let (address, stop, server) = serve(&desk).await;
    let ready = "GET /readyz HTTP/1.1";
    assert_eq!(exchange(address, ready, "").await.unwrap().0, 200);
    let body = ticket().to_string();
    let (first, rest) = body.split_at(100);
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("{}\r\nHost: desk\r\nContent-Length: {}\r\n\r\n{first}", post("key-of-some-length"), body.len());
    stream.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    for refused in [ready, &post("another-key-of-mine")] {
        let (status, problem) = exchange(address, refused, &body).await.unwrap();
        assert_eq!((status, problem["type"].as_str()), (503, Some("urn:tierzero:problem:ending")), "{refused}");
    }
    assert_eq!(exchange(address, "GET /healthz HTTP/1.1", "").await.unwrap().0, 200);
    stream.write_all(rest.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    server.await.unwrap();
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens after the end");
    assert_eq!(desk.count("SELECT count(*) FROM tickets").await, 1);
}
