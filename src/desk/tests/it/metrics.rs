//! Figures for whoever watches over a desk.

use std::{net::SocketAddr, num::NonZeroU32, time::Duration};

use axum::{
    body::Body,
    http::{Method, Request},
};
use content::ticket::State;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use crate::desk::{JAM, SECRET, SECRET_HASH, TestDesk, id, ticket, ticket_about};

/// Answers of a listener for figures: head and body.
async fn fetch(address: SocketAddr, path: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("GET {path} HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

async fn listen(desk: &TestDesk) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let desk = desk.desk.clone();
    tokio::spawn(async move { desk.serve_metrics(listener).await });
    address
}

async fn figures(desk: &TestDesk) -> String {
    let (head, body) = fetch(listen(desk).await, "/metrics").await;
    assert!(head.starts_with("HTTP/1.1 200 ") && head.contains("application/openmetrics-text"), "{head}");
    body
}

/// The value of one figure.
fn value(text: &str, name: &str) -> Option<f64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))?;
    Some(line.parse().unwrap())
}

#[tokio::test]
async fn what_happens_is_counted() {
    let limit = |count| NonZeroU32::new(count).map(|count| desk::Limit { count, per: Duration::from_secs(600) });
    let desk = TestDesk::with(|config| config.creates = limit(2)).await;
    let first = desk.ticket_with_photo(1).await;
    let path = desk.post("key-of-some-length", &first).await.header("location").unwrap().to_owned();
    assert_eq!(desk.post("key-of-some-length", &first).await.status, 200, "the same again is none");
    assert_eq!(desk.upload(&id(1), JAM).await.status, 200, "the same again is none");
    desk.post("another-key-of-mine", &ticket()).await;
    assert_eq!(desk.post("a-third-key-of-mine", &ticket_about("Too many")).await.status, 429);
    desk.act(&path, "replies", "key-of-a-reply-there", &serde_json::json!({ "text": "Hello" })).await;
    desk.say(&path, "Hello", Some(State::Closed)).await;
    assert_eq!(desk.get("/api/tickets/TZ-000000", SECRET).await.status, 404);

    let text = figures(&desk).await;
    let counted = [
        ("tierzero_tickets_created_total", 2.0),
        ("tierzero_uploads_total", 1.0),
        ("tierzero_upload_bytes_total", 10.0),
        ("tierzero_reader_actions_total{action=\"replies\"}", 1.0),
        ("tierzero_problems_total{problem=\"no-such-ticket\"}", 1.0),
        ("tierzero_problems_total{problem=\"rate-limited\"}", 1.0),
        ("tierzero_rate_limited_total{limit=\"tickets\"}", 1.0),
        ("tierzero_rate_limited_total{limit=\"posts\"}", 0.0),
        ("tierzero_open_tickets{state=\"new\"}", 1.0),
        ("tierzero_open_tickets{state=\"solved\"}", 0.0),
        ("tierzero_body_room_used_bytes{body=\"requests\"}", 0.0),
        ("tierzero_body_room_bytes{body=\"files\"}", 134_217_728.0),
        ("tierzero_http_request_duration_seconds_count{route=\"/api/tickets\",method=\"POST\",status=\"2xx\"}", 3.0),
        ("tierzero_http_request_duration_seconds_count{route=\"/api/tickets\",method=\"POST\",status=\"4xx\"}", 1.0),
    ];
    for (name, expected) in counted {
        assert_eq!(value(&text, name), Some(expected), "{name} in {text}");
    }
    assert!(value(&text, "tierzero_database_bytes").unwrap() > 4_096.0);
    assert!(text.contains("tierzero_build_info{version=\"") && text.ends_with("# EOF\n"), "{text}");
    assert!(!text.contains("state=\"closed\""), "{text}");
}

#[tokio::test]
async fn no_client_chooses_a_word_of_it_and_no_ticket_speaks_in_it() {
    let desk = TestDesk::open().await;
    let created = desk.post("key-of-some-length", &desk.ticket_with_photo(1).await).await;
    desk.get(created.header("location").unwrap(), SECRET).await;
    desk.get("/api/surprising", "Surprising").await;
    let odd = Request::builder().method(Method::from_bytes(b"SURPRISING").unwrap()).uri("/healthz");
    desk.send(odd.body(Body::empty()).unwrap()).await;
    let text = figures(&desk).await;
    assert!(text.contains("method=\"other\"") && text.contains("route=\"/api/{*rest}\""), "{text}");
    let private = [
        "surprising",
        "SURPRISING",
        created.reference(),
        SECRET,
        SECRET_HASH,
        "Ada",
        "northwind",
        "Printing",
        "192.0.2",
        "jam.jpg",
        "key-of-some-length",
        &id(1),
    ];
    for word in private {
        assert!(!text.contains(word), "{word} in {text}");
    }
}

#[tokio::test]
async fn figures_are_on_a_listener_of_their_own_and_nothing_else_is_there() {
    let desk = TestDesk::open().await;
    let public = Request::get("/metrics").body(Body::empty()).unwrap();
    assert_eq!(desk.send(public).await.status, 404);
    let address = listen(&desk).await;
    for path in ["/", "/healthz", "/api/tickets/TZ-000000"] {
        assert!(fetch(address, path).await.0.starts_with("HTTP/1.1 404 "), "{path}");
    }
}

#[tokio::test]
async fn without_a_database_the_other_figures_are_still_there() {
    let desk = TestDesk::open().await;
    desk.desk.close().await;
    let text = figures(&desk).await;
    assert_eq!(value(&text, "tierzero_tickets_created_total"), Some(0.0));
    assert!(!text.contains("tierzero_open_tickets{"), "{text}");
}
