//! More connections than there is room for.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::{
    desk::{TestDesk, ticket},
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
async fn a_request_under_way_is_answered_however_many_come_after_it() {
    let desk = TestDesk::with(|config| config.connections = 2).await;
    let (address, _stop, _server) = serve(&desk).await;
    let body = ticket().to_string();
    let mut busy = TcpStream::connect(address).await.unwrap();
    let head = format!("{}\r\nHost: desk\r\nContent-Length: {}\r\n\r\n", post("key-of-some-length"), body.len());
    busy.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    for number in 0..10 {
        let other = post(&format!("key-of-some-length-{number}"));
        assert_eq!(exchange(address, &other, &body).await.unwrap().0, 201);
    }
    busy.write_all(body.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    busy.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 201");
}

#[tokio::test]
async fn whoever_comes_while_all_are_busy_is_served_when_one_has_finished() {
    let desk = TestDesk::with(|config| config.connections = 1).await;
    let (address, _stop, _server) = serve(&desk).await;
    let body = ticket().to_string();
    let mut busy = TcpStream::connect(address).await.unwrap();
    let head = format!("{}\r\nHost: desk\r\nContent-Length: {}\r\n\r\n", post("key-of-some-length"), body.len());
    busy.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let other = tokio::spawn(async move { exchange(address, "GET /healthz HTTP/1.1", "").await });
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!other.is_finished());
    busy.write_all(body.as_bytes()).await.unwrap();
    assert_eq!(other.await.unwrap().unwrap().0, 200, "the connection that is kept open waits, and goes");
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
