//! More connections than there is room for.

use std::time::Duration;

use sqlx::Connection as _;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::{
    desk::{TestDesk, ticket},
    place,
    socket::{exchange, post, serve},
};

const CONNECTIONS: usize = 20;

#[tokio::test]
async fn whoever_opens_many_connections_and_sends_little_keeps_nobody_out() {
    let desk = TestDesk::with(|config| config.connections = CONNECTIONS).await;
    let (address, _stop, _server) = serve(&desk).await;
    let mut slow = Vec::new();
    for _ in 0..5 * CONNECTIONS {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET /healthz HTTP/1.1\r\nX-Slow: ").await.unwrap();
        slow.push(stream);
    }
    let (status, _) = exchange(address, &post("key-of-some-length"), &ticket().to_string()).await.unwrap();
    assert_eq!(status, 201);
    let mut open = 0;
    for stream in &mut slow {
        // Those that had to go read an end; the others wait for an answer.
        let read = tokio::time::timeout(Duration::from_millis(20), stream.read(&mut [0; 1])).await;
        open += usize::from(read.is_err());
    }
    assert!(open < CONNECTIONS, "{open} are still open");
}

#[tokio::test]
async fn a_body_that_comes_slowly_keeps_nobody_out() {
    let desk = TestDesk::with(|config| config.connections = CONNECTIONS).await;
    let (address, _stop, _server) = serve(&desk).await;
    let mut slow = Vec::new();
    for number in 0..2 * CONNECTIONS {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = format!("{number}\r\nHost: desk\r\nContent-Length: 100\r\n\r\n{{");
        stream.write_all((post("key-of-some-length-") + &head).as_bytes()).await.unwrap();
        slow.push(stream);
    }
    let (status, _) = exchange(address, &post("key-of-some-length"), &ticket().to_string()).await.unwrap();
    assert_eq!(status, 201);
}

/// The one place is taken by a request that waits for the database.
#[tokio::test]
async fn a_request_that_is_here_is_answered_and_who_comes_meanwhile_is_served_after_it() {
    let desk = TestDesk::with(|config| config.connections = 1).await;
    let (address, _stop, _server) = serve(&desk).await;
    let lock = place::lock(&desk.database).await;
    let busy = tokio::spawn(async move { exchange(address, &post("key-of-some-length"), &ticket().to_string()).await });
    tokio::time::sleep(Duration::from_millis(200)).await;
    let other = tokio::spawn(async move { exchange(address, "GET /healthz HTTP/1.1", "").await });
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!other.is_finished(), "there is no place for it");
    lock.close().await.unwrap();
    assert_eq!(busy.await.unwrap().unwrap().0, 201);
    assert_eq!(other.await.unwrap().unwrap().0, 200);
}

#[tokio::test]
async fn a_head_without_end_is_refused_before_it_takes_much_memory() {
    let desk = TestDesk::open().await;
    let (address, _stop, _server) = serve(&desk).await;
    let many = "X-Flood: 0123456789\r\n".repeat(200);
    let long = format!("X-Flood: {}\r\n", "x".repeat(100_000));
    for flood in [many, long] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        // The answer may come before all is sent.
        let _ = stream.write_all(format!("GET /healthz HTTP/1.1\r\nHost: desk\r\n{flood}").as_bytes()).await;
        let _ = stream.write_all(b"\r\n").await;
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"HTTP/1.1 431");
    }
    let (status, _) = exchange(address, "GET /healthz HTTP/1.1", "").await.unwrap();
    assert_eq!(status, 200);
}
