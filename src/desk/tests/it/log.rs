//! What stands in the log, and what must not.

use std::{
    io,
    sync::{Arc, LazyLock, Mutex},
};

use axum::{body::Body, http::Request};
use tracing::{
    Dispatch, Level, Subscriber,
    subscriber::{DefaultGuard, NoSubscriber, set_default},
};
use tracing_subscriber::{Layer as _, filter::Targets, fmt::MakeWriter, layer::SubscriberExt as _};

use crate::{
    desk::{SECRET, SECRET_HASH, TestDesk, act, id, ticket, ticket_about, with_secret},
    socket,
};

/// Keeps all that is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Listens to this thread. The deaf listener beside it is needed: while there is only one, tracing asks the thread that
/// comes first to a line whether anybody wants it, and believes that for all threads.
fn listen(subscriber: impl Subscriber + Send + Sync + 'static) -> (Dispatch, DefaultGuard) {
    let deaf = Dispatch::new(NoSubscriber::new());
    (deaf, set_default(subscriber))
}

#[tokio::test]
async fn the_log_says_what_happened_and_nothing_about_whom() {
    let log = Log::default();
    let subscriber =
        tracing_subscriber::fmt().json().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
    let guard = listen(subscriber);
    let desk = TestDesk::open().await;
    let key = "6f1f6c1e-2b0a-4f55-9a55-0d6b0a3f7a10";
    let created = desk.post(key, &desk.ticket_with_photo(7).await).await;
    desk.get(created.header("location").unwrap(), SECRET).await;
    desk.get("/api/tickets/TZ-000000", "a-wrong-secret").await;
    desk.post(key, &ticket_about("A quite different matter")).await;
    let path = created.header("location").unwrap();
    let reply = serde_json::json!({ "text": "Ada: a quite different matter", "files": [desk.photo(8).await] });
    desk.act(path, "replies", "key-of-a-reply-there", &reply).await;
    desk.act(path, "rating", "key-of-a-rating-there", &serde_json::json!({ "stars": 5 })).await;
    let mut wrong = ticket();
    wrong["Surprising"] = "Surprising".into();
    desk.post("another-key-of-mine", &wrong).await;
    desk.desk.close().await;
    desk.post(key, &ticket()).await;
    drop(guard);

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for said in [
        "stored",
        created.reference(),
        "Print room",
        "key-reused",
        "no-such-ticket",
        "unavailable",
        "192.0.2.0/24",
        "noted",
        "not-solved",
        "kept",
    ] {
        assert!(log.contains(said), "not logged: {said}\n{log}");
    }
    assert!(log.contains(created.header("x-request-id").unwrap()));
    assert!(log.contains("closed pool"), "the cause of a failure is logged");
    for private in [
        "192.0.2.1",
        "Ada",
        "northwind",
        "printer on floor",
        "quite different",
        "Surprising",
        "jam.jpg",
        "JFIF",
        "00000007",
    ] {
        assert!(!log.contains(private), "logged: {private}\n{log}");
    }
    for hidden in [SECRET, SECRET_HASH, key, "a-wrong-secret", "key-of-a-reply-there"] {
        assert!(!log.contains(hidden), "logged: {hidden}\n{log}");
    }
}

/// All statements of all desks of these tests, with the ids of the requests that brought them. The database works on threads
/// of its own, where only a listener for all threads hears it.
static STATEMENTS: LazyLock<Log> = LazyLock::new(|| {
    let log = Log::default();
    let wanted = Targets::new().with_target("sqlx::query", Level::TRACE).with_target("desk", Level::INFO);
    let lines = tracing_subscriber::fmt::layer().json().with_writer(log.clone()).with_filter(wanted);
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(lines)).unwrap();
    log
});

/// The status of an answer, and the statements that it took, in their order.
async fn statements(desk: &TestDesk, request: Request<Body>) -> (u16, Vec<String>) {
    LazyLock::force(&STATEMENTS);
    let seen = desk.send(request).await;
    let log = String::from_utf8(STATEMENTS.0.lock().unwrap().clone()).unwrap();
    let lines = log.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let own = lines.filter(|line| line["span"]["id"] == seen.body["request_id"] && line["target"] == "sqlx::query");
    let said = own.map(|line| format!("{}{}", line["fields"]["summary"], line["fields"]["db.statement"]));
    // Those that a new connection begins with.
    let said =
        said.filter(|statement| !["PRAGMA", "SET application_name"].iter().any(|first| statement.contains(first)));
    (seen.status.as_u16(), said.collect())
}

#[tokio::test]
async fn an_unknown_reference_costs_the_same_statements_as_a_wrong_secret() {
    let desk = TestDesk::open().await;
    let photo = desk.ticket_with_photo(7).await;
    let path = desk.post("key-of-some-length", &photo).await.header("location").unwrap().to_owned();
    let look = |path: &str, more: &str| {
        with_secret("a-wrong-secret").uri(format!("{path}{more}")).body(Body::empty()).unwrap()
    };
    let file = format!("/files/{}", id(7));
    for more in ["", &file] {
        let wrong = statements(&desk, look(&path, more)).await;
        assert!(wrong.0 == 404 && !wrong.1.is_empty(), "{wrong:?}");
        for unknown in ["/api/tickets/TZ-000000", "/api/tickets/nonsense", "/api/tickets/%ff"] {
            assert_eq!(statements(&desk, look(unknown, more)).await, wrong, "{unknown}{more}");
        }
    }
    for (number, (action, body)) in
        [("replies", r#"{"text":"Hm"}"#), ("solved", "{}"), ("revoke", "{}")].iter().enumerate()
    {
        let body = serde_json::from_str(body).unwrap();
        let ask = |path: &str| {
            let mut request = act(path, action, &format!("key-of-an-action-{number}"), &body);
            request.headers_mut().insert("authorization", "Bearer a-wrong-secret".parse().unwrap());
            request
        };
        let wrong = statements(&desk, ask(&path)).await;
        assert!(wrong.0 == 404 && !wrong.1.is_empty(), "{wrong:?}");
        assert_eq!(statements(&desk, ask("/api/tickets/TZ-000000")).await, wrong, "{action}");
    }
}

#[tokio::test]
async fn a_connection_is_never_logged_with_its_address() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
    let guard = listen(subscriber);
    let desk = TestDesk::open().await;
    let (address, stop, server) = socket::serve(&desk).await;
    socket::exchange(address, "GET /healthz HTTP/1.1", "").await.unwrap();
    stop.send(()).unwrap();
    server.await.unwrap();
    drop(guard);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("127.0.0.0/24"), "{log}");
    assert!(!log.contains("127.0.0.1"), "{log}");
}
