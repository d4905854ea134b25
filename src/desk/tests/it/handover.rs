//! Whatever other systems do, they are told everything once they are well, and in order.

use std::{
    collections::HashMap,
    sync::Mutex,
    time::{Duration, Instant},
};

use content::ticket::State;
use desk::{
    OutboxChoice, SinkSettings,
    sink::{EventKind, HttpConfig, Secret, SinkConfig, WebhookConfig},
};
use serde_json::json;
use tokio::{io::AsyncReadExt as _, net::TcpListener};
use url::Url;

use crate::{
    desk::{TestDesk, ticket_about},
    sinks::site::{Asked, Site, Told},
};

pub(crate) const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A webhook that is tried again soon.
pub(crate) fn webhook(name: &str, url: Url) -> SinkSettings {
    with_limit(name, url, Duration::from_secs(20))
}

/// The same with a time that each attempt may take.
fn with_limit(name: &str, url: Url, short: Duration) -> SinkSettings {
    let mut config = WebhookConfig::new(url, vec![Secret::new(SECRET)]);
    config.http = HttpConfig { connect: short, whole: short, ..HttpConfig::default() };
    SinkSettings { first_wait: Duration::from_millis(20), ..SinkSettings::new(name, SinkConfig::Webhook(config)) }
}

pub(crate) async fn desk(sinks: Vec<SinkSettings>) -> TestDesk {
    TestDesk::with(|config| {
        (config.creates, config.posts, config.sinks) = (None, None, sinks);
    })
    .await
}

/// Waits for something that comes by itself.
pub(crate) async fn wait_for(what: &str, mut come: impl AsyncFnMut() -> bool) {
    let since = Instant::now();
    while !come().await {
        assert!(since.elapsed() < Duration::from_secs(60), "{what} does not come");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

pub(crate) async fn wait_until_told(desk: &TestDesk) {
    wait_for("the end of the outbox", async || desk::outbox(&desk.database, 1).await.unwrap().0.is_empty()).await;
}

/// What was told of each ticket, in the order it came.
fn stories(asked: &[Asked]) -> HashMap<String, Vec<String>> {
    let mut stories: HashMap<String, Vec<String>> = HashMap::new();
    for asked in asked {
        let (body, id) = (asked.json(), asked.header("webhook-id").to_owned());
        let reference = body["data"]["ticket"]["reference"].as_str().unwrap().to_owned();
        stories.entry(reference).or_default().push(format!("{} {id}", body["type"].as_str().unwrap()));
    }
    stories
}

/// Raises so many tickets, and talks about each.
async fn talk(desk: &TestDesk, tickets: usize) {
    for number in 0..tickets {
        let created = desk.post(&format!("key-of-some-length-{number}"), &ticket_about("The fan hums")).await;
        let path = created.header("location").unwrap().to_owned();
        let key = format!("key-of-a-reply-{number}");
        assert_eq!(desk.act(&path, "replies", &key, &json!({ "text": "It still hums" })).await.status, 201);
        desk.say(&path, "Try now.", Some(State::Solved)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_system_that_fails_hangs_and_talks_nonsense_is_told_everything_in_order() {
    let attempts: Mutex<HashMap<String, u32>> = Mutex::default();
    let site = Site::start(move |asked| {
        let mut attempts = attempts.lock().unwrap();
        let attempt = attempts.entry(asked.header("webhook-id").to_owned()).or_default();
        *attempt += 1;
        match *attempt {
            1 => Told::text(500, "<html>Oops"),
            2 => Told::never(),
            3 => Told::text(429, "").with("retry-after", "0"),
            _ => Told::text(204, ""),
        }
    })
    .await;
    let desk = desk(vec![with_limit("hook", site.url("/"), Duration::from_millis(200))]).await;
    talk(&desk, 8).await;
    wait_until_told(&desk).await;
    let stories = stories(&site.asked());
    assert_eq!(stories.len(), 8);
    for story in stories.values() {
        let mut firsts = story.clone();
        firsts.dedup();
        let kinds: Vec<_> = firsts.iter().map(|told| told.split(' ').next().unwrap()).collect();
        assert_eq!(kinds, ["ticket.created", "ticket.replied", "ticket.replied"], "each to its end before the next");
        assert!(story.len() >= 12, "four attempts each, and more where the machine is slow: {story:?}");
    }
}

#[tokio::test]
async fn a_system_that_takes_a_request_and_breaks_off_is_told_again_under_the_same_id() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
    let desk = desk(vec![webhook("hook", url)]).await;
    desk.stored().await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut heard = vec![0; 4_096];
        let length = stream.read(&mut heard).await.unwrap();
        let heard = String::from_utf8_lossy(&heard[..length]).to_lowercase();
        ids.push(heard.lines().find_map(|line| line.strip_prefix("webhook-id: ")).unwrap().to_owned());
    }
    assert!(ids[0].starts_with("evt_") && ids.iter().all(|id| *id == ids[0]), "{ids:?}");
}

#[tokio::test]
async fn what_cannot_be_told_is_parked_and_what_follows_waits_for_it_until_an_operator_decides() {
    let wrong = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
    let refusing = std::sync::Arc::clone(&wrong);
    let site = Site::start(move |_| match refusing.load(std::sync::atomic::Ordering::SeqCst) {
        true => Told::text(401, ""),
        false => Told::text(204, ""),
    })
    .await;
    let desk = desk(vec![webhook("hook", site.url("/"))]).await;
    talk(&desk, 2).await;
    let look = async || desk::outbox(&desk.database, 10).await.unwrap().0;
    wait_for("parking", async || look().await.iter().filter(|entry| entry.is_parked).count() == 2).await;
    let entries = look().await;
    assert_eq!(
        entries.iter().map(|entry| entry.event.as_str()).collect::<Vec<_>>(),
        ["created", "reply", "reply"].repeat(2)
    );
    assert_eq!(entries.iter().map(|entry| entry.attempts).collect::<Vec<_>>(), [1, 0, 0, 1, 0, 0], "nothing overtakes");
    assert!(entries[0].fault.as_ref().unwrap().contains("401"), "{entries:?}");
    // Before anything is dropped, or what follows might be parked, too.
    wrong.store(false, std::sync::atomic::Ordering::SeqCst);
    assert_eq!(desk::drop_from_outbox(&desk.database, OutboxChoice::One(entries[0].id)).await.unwrap(), 1);
    assert_eq!(desk::retry_outbox(&desk.database, OutboxChoice::Parked(Some("other".into()))).await.unwrap(), 0);
    wait_for("the rest", async || look().await.len() <= 3).await;
    desk::retry_outbox(&desk.database, OutboxChoice::Parked(None)).await.unwrap();
    wait_until_told(&desk).await;
    let dropped = "SELECT count(*) FROM audit WHERE kind = 'outbox_dropped' AND detail = 'hook'";
    assert_eq!(desk.count(dropped).await, 1);
    let told = stories(&site.asked());
    assert!(told.values().any(|story| story.iter().filter(|told| told.starts_with("ticket.replied")).count() >= 2));
}

#[tokio::test]
async fn each_system_is_told_what_it_wants_to_hear_and_one_that_is_ill_holds_up_no_other() {
    let (well, ill) = (Site::start(|_| Told::text(204, "")).await, Site::start(|_| Told::text(500, "")).await);
    let only = SinkSettings { events: vec![EventKind::Created], ..webhook("only", well.url("/only")) };
    let desk = desk(vec![only, webhook("all", well.url("/all")), webhook("ill", ill.url("/"))]).await;
    talk(&desk, 1).await;
    let heard = |path: &str| well.asked().iter().filter(|asked| asked.path == path).count();
    wait_for("what the well ones want", async || heard("/all") == 3 && heard("/only") == 1).await;
    // What they have heard is noted only then.
    wait_for("the notes", async || desk::outbox(&desk.database, 10).await.unwrap().0.len() == 3).await;
    wait_for("what only the ill one is owed", async || {
        let left = desk::outbox(&desk.database, 10).await.unwrap().0;
        left.iter().all(|entry| entry.sink == "ill") && left.len() == 3
    })
    .await;
}

#[tokio::test]
async fn a_system_that_is_not_named_any_more_is_told_nothing_new_and_keeps_what_it_is_owed() {
    let ill = Site::start(|_| Told::text(500, "")).await;
    let desk = desk(vec![webhook("hook", ill.url("/"))]).await;
    desk.stored().await;
    desk.desk.close().await;
    let again = ::desk::Desk::open(desk.config(), &crate::desk::kb()).await.unwrap();
    let desk = desk.replaced(again);
    desk.post("key-of-another-ticket", &ticket_about("Another")).await;
    let owed = desk::outbox(&desk.database, 10).await.unwrap().0;
    assert_eq!(
        owed.iter().map(|entry| (entry.event.as_str(), entry.is_known)).collect::<Vec<_>>(),
        [("created", false)]
    );
}

#[tokio::test]
async fn whoever_was_told_of_a_ticket_is_told_that_it_was_erased() {
    let ill = std::sync::atomic::AtomicBool::new(true);
    let site = Site::start(move |asked| match asked.json()["type"].as_str() {
        Some("ticket.created") => Told::json(200, json!({ "id": "T-5", "url": "https://help.example.com/T-5" })),
        // The first time it does not listen.
        _ if ill.swap(false, std::sync::atomic::Ordering::SeqCst) => Told::text(500, ""),
        _ => Told::text(204, ""),
    })
    .await;
    let desk = desk(vec![webhook("hook", site.url("/"))]).await;
    let path = desk.stored().await;
    wait_until_told(&desk).await;
    let delete = crate::desk::with_secret(crate::desk::SECRET).method("DELETE").uri(&path);
    assert_eq!(desk.send(delete.body(axum::body::Body::empty()).unwrap()).await.status, 204);
    wait_for("the erasure", async || desk.count("SELECT count(*) FROM erasures").await == 0).await;
    let [_, first, last] = site.asked().try_into().unwrap_or_else(|asked| panic!("{asked:?}"));
    let mut body = last.json();
    assert!(body["timestamp"].take().is_string());
    let remote = json!({ "id": "T-5", "url": "https://help.example.com/T-5" });
    let data = json!({ "reference": path.rsplit('/').next().unwrap(), "remote": remote });
    assert_eq!(body, json!({ "type": "ticket.erased", "timestamp": null, "data": data }));
    assert_eq!(first.header("webhook-id"), last.header("webhook-id"));
    assert!(last.header("webhook-id").starts_with("era_"));
}

/// Somebody who was told of a ticket, and what becomes of telling that it was erased.
async fn erased_at(site: &Site, sinks: Vec<SinkSettings>) -> TestDesk {
    let desk = desk(sinks).await;
    let path = desk.stored().await;
    wait_until_told(&desk).await;
    assert_eq!(site.asked().len(), 1);
    let delete = crate::desk::with_secret(crate::desk::SECRET).method("DELETE").uri(&path);
    assert_eq!(desk.send(delete.body(axum::body::Body::empty()).unwrap()).await.status, 204);
    desk
}

#[tokio::test]
async fn an_erasure_that_cannot_be_told_waits_for_an_operator_who_retries_or_drops_it() {
    let health = std::sync::Arc::new(std::sync::atomic::AtomicU16::new(500));
    let ill = std::sync::Arc::clone(&health);
    let site = Site::start(move |asked| match asked.json()["type"].as_str() {
        Some("ticket.created") => Told::json(200, json!({ "id": "T-5", "url": "https://help.example.com/T-5" })),
        _ => Told::text(ill.load(std::sync::atomic::Ordering::SeqCst), ""),
    })
    .await;
    let desk = erased_at(&site, vec![SinkSettings { attempts: 3, ..webhook("hook", site.url("/")) }]).await;
    let look = async || desk::outbox(&desk.database, 10).await.unwrap().0;
    wait_for("parking", async || look().await.iter().any(|entry| entry.is_parked)).await;
    let [entry] = look().await.try_into().unwrap();
    let seen = (entry.event.as_str(), entry.is_erasure, entry.attempts, entry.sink.as_str(), entry.is_known);
    assert_eq!(seen, ("erased", true, 3, "hook", true));
    assert_eq!(entry.there.as_deref(), Some("https://help.example.com/T-5"));
    assert!(entry.fault.as_ref().unwrap().contains("500") && entry.reference.starts_with("TZ-"), "{entry:?}");
    assert_eq!(desk::retry_outbox(&desk.database, OutboxChoice::One(entry.id)).await.unwrap(), 0, "that is an event");
    let none = OutboxChoice::Parked(Some("other".into()));
    assert_eq!(desk::drop_from_outbox(&desk.database, none).await.unwrap(), 0);
    health.store(204, std::sync::atomic::Ordering::SeqCst);
    assert_eq!(desk::retry_outbox(&desk.database, OutboxChoice::Parked(None)).await.unwrap(), 1);
    wait_until_told(&desk).await;
    assert_eq!(site.asked().len(), 5, "one ticket, three attempts, and the one that was listened to");
}

#[tokio::test]
async fn whoever_drops_an_erasure_is_in_the_audit_log() {
    let site = Site::start(|asked| match asked.json()["type"].as_str() {
        Some("ticket.created") => Told::text(204, ""),
        _ => Told::text(422, ""),
    })
    .await;
    let desk = erased_at(&site, vec![webhook("hook", site.url("/"))]).await;
    let look = async || desk::outbox(&desk.database, 10).await.unwrap().0;
    wait_for("parking", async || look().await.iter().any(|entry| entry.is_parked)).await;
    let entry = look().await.remove(0);
    assert_eq!((entry.attempts, entry.there), (1, None), "it is of no use to try again");
    assert_eq!(desk::drop_from_outbox(&desk.database, OutboxChoice::Erasure(entry.id)).await.unwrap(), 1);
    assert_eq!(desk::drop_from_outbox(&desk.database, OutboxChoice::Erasure(entry.id)).await.unwrap(), 0);
    assert_eq!(look().await, []);
    let logged = "SELECT count(*) FROM audit WHERE kind = 'outbox_dropped' AND detail = 'hook' \
                  AND ticket = (SELECT ticket FROM audit WHERE kind = 'erased')";
    assert_eq!(desk.count(logged).await, 1);
    assert_eq!(desk::verify_audit(&desk.database, None).await.unwrap().faults, []);
}

#[tokio::test]
async fn no_text_of_a_ticket_is_in_what_operators_see_of_a_failure() {
    let site = Site::start(|asked| Told::text(422, &String::from_utf8_lossy(&asked.body))).await;
    let desk = desk(vec![webhook("hook", site.url("/"))]).await;
    desk.stored().await;
    wait_for("parking", async || desk::outbox(&desk.database, 1).await.unwrap().0.iter().any(|entry| entry.is_parked))
        .await;
    let fault = desk::outbox(&desk.database, 1).await.unwrap().0.remove(0).fault.unwrap();
    assert!(!fault.contains("printer") && !fault.contains("Ada"), "{fault}");
}
