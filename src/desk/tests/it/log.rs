//! What stands in the log, and what must not.

use std::{
    io,
    sync::{Arc, Mutex},
};

use tracing::{
    Dispatch, Subscriber,
    subscriber::{DefaultGuard, NoSubscriber, set_default},
};
use tracing_subscriber::fmt::MakeWriter;

use crate::{
    agent::Agent,
    desk::{SECRET, SECRET_HASH, TestDesk, ticket, ticket_about},
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
    let ana = Agent::ana(&desk).await;
    let note = serde_json::json!({ "text": "Ada: a quite different matter" });
    ana.act(created.reference(), "notes", "key-of-a-note-there", &note).await;
    ana.get("tickets?text=quite+different&assignee=Ada").await;
    ana.get("tickets/Surprising").await;
    desk.get("/api/agent/tickets", "tzd_wrong").await;
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
        "wrong-token",
        &ana.token[4..10],
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
    for hidden in [SECRET, SECRET_HASH, key, "a-wrong-secret", "key-of-a-reply-there", &ana.token[10..], "tzd_wrong"] {
        assert!(!log.contains(hidden), "logged: {hidden}\n{log}");
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
