//! A few requests over a real connection.

use std::{net::SocketAddr, num::NonZeroU32, time::Duration};

use desk::Limit;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
};

use crate::desk::{SECRET, TestDesk, ticket};

/// Sends one request and reads the answer to its end: status and body.
pub(crate) async fn exchange(address: SocketAddr, head: &str, body: &str) -> std::io::Result<(u16, Value)> {
    let mut stream = TcpStream::connect(address).await?;
    let head = format!("{head}\r\nHost: desk\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let broken_off = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(broken_off)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken_off)?;
    let body = serde_json::from_str(body).map_err(|_| broken_off())?;
    Ok((status, body))
}

pub(crate) fn post(key: &str) -> String {
    format!("POST /api/tickets HTTP/1.1\r\nContent-Type: application/json\r\nIdempotency-Key: {key}")
}

pub(crate) async fn serve(desk: &TestDesk) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let desk = desk.desk.clone();
    let server = tokio::spawn(async move { desk.serve(listener, async { stopped.await.unwrap() }).await });
    (address, stop, server)
}

#[tokio::test]
async fn a_ticket_goes_over_a_real_connection_and_back() {
    let desk = TestDesk::open().await;
    let (address, stop, server) = serve(&desk).await;
    let (status, receipt) = exchange(address, &post("key-of-some-length"), &ticket().to_string()).await.unwrap();
    assert_eq!(status, 201);
    let reference = receipt["reference"].as_str().unwrap();
    let head = format!("GET /api/tickets/{reference} HTTP/1.1\r\nAuthorization: Bearer {SECRET}");
    let (status, stored) = exchange(address, &head, "").await.unwrap();
    assert_eq!((status, &stored["state"]), (200, &Value::from("new")));
    stop.send(()).unwrap();
    server.await.unwrap();
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens after the end");
}

#[tokio::test]
async fn a_body_far_over_the_limit_is_answered_and_not_cut_off() {
    let desk = TestDesk::with(|config| config.body_limit = 10_000).await;
    let (address, _stop, _server) = serve(&desk).await;
    let (status, problem) = exchange(address, &post("key-of-some-length"), &"x".repeat(20_000_000)).await.unwrap();
    assert_eq!((status, &problem["type"]), (413, &Value::from("urn:tierzero:problem:too-large")));
}

#[tokio::test]
async fn a_refusal_waits_for_the_rest_of_what_it_refuses() {
    let once = NonZeroU32::new(1).map(|count| Limit { count, per: Duration::from_secs(600) });
    let desk = TestDesk::with(|config| config.uploads = once).await;
    let (address, _stop, _server) = serve(&desk).await;
    let put = |id: &str| format!("PUT /api/uploads/{} HTTP/1.1", id.repeat(32));
    assert_eq!(exchange(address, &put("a"), "hello").await.unwrap().0, 201);
    let (status, problem) = exchange(address, &put("b"), &"x".repeat(20_000_000)).await.unwrap();
    assert_eq!((status, &problem["type"]), (429, &Value::from("urn:tierzero:problem:rate-limited")));
    let (status, _) = exchange(address, "POST /api/nothing HTTP/1.1", &"x".repeat(20_000_000)).await.unwrap();
    assert_eq!(status, 404);
}

#[tokio::test]
async fn a_refusal_does_not_wait_for_who_waits_for_it() {
    let desk = TestDesk::open().await;
    let (address, _stop, _server) = serve(&desk).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = "POST /api/tickets HTTP/1.1\r\nHost: desk\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 415 "), "no word to go on before it: {answer}");
}

#[tokio::test]
async fn requests_under_way_are_finished_before_the_end() {
    let desk = TestDesk::open().await;
    let (address, stop, server) = serve(&desk).await;
    let body = ticket().to_string();
    let (first, rest) = body.split_at(100);
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("{}\r\nHost: desk\r\nContent-Length: {}\r\n\r\n{first}", post("key-of-some-length"), body.len());
    stream.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    stream.write_all(rest.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    server.await.unwrap();
}

#[tokio::test]
async fn a_body_that_never_ends_is_given_up() {
    let desk = TestDesk::with(|config| config.request_timeout = Duration::from_millis(100)).await;
    let (address, _stop, _server) = serve(&desk).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("{}\r\nHost: desk\r\nContent-Length: 100\r\n\r\n{{", post("key-of-some-length"));
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("too-slow"), "{answer}");
}

#[tokio::test]
async fn a_head_that_never_ends_is_given_up() {
    let desk = TestDesk::with(|config| config.head_timeout = Duration::from_millis(100)).await;
    let (address, _stop, _server) = serve(&desk).await;
    for part in ["", "GET /healthz HTTP/1.1\r\nHost: de", "GET /healthz HTTP/1.1\r\nHost: desk\r\n\r\n"] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(part.as_bytes()).await.unwrap();
        let mut answer = String::new();
        let ended = tokio::time::timeout(Duration::from_secs(10), stream.read_to_string(&mut answer)).await;
        assert!(ended.is_ok(), "still open after {part:?}");
        assert_eq!(answer.starts_with("HTTP/1.1 200 "), part.ends_with("\r\n\r\n"), "{part:?}: {answer}");
    }
}

#[tokio::test]
async fn a_long_body_is_not_measured_by_the_time_of_a_head() {
    let desk = TestDesk::with(|config| config.head_timeout = Duration::from_millis(50)).await;
    let (address, _stop, _server) = serve(&desk).await;
    let body = ticket().to_string();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("{}\r\nHost: desk\r\nContent-Length: {}\r\n\r\n", post("key-of-some-length"), body.len());
    stream.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    stream.write_all(body.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
}

#[tokio::test]
async fn an_idle_connection_does_not_keep_the_desk_from_ending() {
    let desk = TestDesk::open().await;
    let (address, stop, server) = serve(&desk).await;
    let mut idle = TcpStream::connect(address).await.unwrap();
    let mut used = TcpStream::connect(address).await.unwrap();
    used.write_all(b"GET /healthz HTTP/1.1\r\nHost: desk\r\n\r\n").await.unwrap();
    assert_ne!(used.read(&mut [0; 1_000]).await.unwrap(), 0);
    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(10), server).await.unwrap().unwrap();
    assert!(matches!(idle.read(&mut [0; 1]).await, Ok(0) | Err(_)));
}
