//! `GET /api/events` and `GET /api/agent/events`

use serde_json::{Value, json};

use super::{Agent, reference, refusal};
use crate::{
    desk::{JAM, TestDesk, file, ticket_about},
    exchange::Seen,
};

fn texts(seen: &Seen) -> Vec<&str> {
    assert_eq!(seen.status, 200, "{}", seen.body);
    seen.body["events"].as_array().unwrap().iter().map(|event| event["text"].as_str().unwrap_or("")).collect()
}

async fn after(agent: &Agent<'_>, cursor: &Value, more: &str) -> Seen {
    agent.get(&format!("events?after={}{more}", cursor.as_str().unwrap())).await
}

#[tokio::test]
async fn whoever_follows_the_events_gets_each_once_and_in_order() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let ana = Agent::ana(&desk).await;
    desk.photo(7).await;
    let reply = json!({ "text": "One", "files": [file(7, "tray.jpg", JAM)] });
    desk.act(&path, "replies", "key-of-the-reader-1", &reply).await;
    ana.act(reference(&path), "notes", "key-of-an-agent-1", &json!({ "text": "Two" })).await;
    let first = ana.get("events").await;
    insta::assert_json_snapshot!("events", first.clone().redacted());
    assert_eq!(texts(&first), ["", "One", "Two"]);
    let nothing = after(&ana, &first.body["next"], "").await;
    assert_eq!((texts(&nothing), &nothing.body["next"]), (Vec::new(), &first.body["next"]));
    desk.say(&path, "Three", None).await;
    let second = after(&ana, &first.body["next"], "&wait=5").await;
    assert_eq!(texts(&second), ["Three"]);
    let (mut cursor, mut seen) = (String::new(), Vec::new());
    loop {
        let page = ana.get(&format!("events?limit=1{cursor}")).await;
        let Some(text) = texts(&page).first().map(|text| (*text).to_owned()) else { break };
        seen.push(text);
        cursor = format!("&after={}", page.body["next"].as_str().unwrap());
    }
    assert_eq!(seen, ["", "One", "Two", "Three"]);
}

#[tokio::test]
async fn both_addresses_of_the_events_give_the_same_to_the_same_tokens() {
    let desk = TestDesk::open().await;
    desk.stored().await;
    let ana = Agent::ana(&desk).await;
    let writer = Agent::new(&desk, "Bo", &[desk::Scope::Write]).await;
    for query in ["", "?limit=1", "?wait=soon", "?before=1"] {
        let one = desk.get(&format!("/api/events{query}"), &ana.token).await.redacted();
        let other = desk.get(&format!("/api/agent/events{query}"), &ana.token).await.redacted();
        assert_eq!((one.status, one.body), (other.status, other.body), "{query}");
    }
    let first = desk.get("/api/events", &ana.token).await;
    let cursor = first.body["next"].as_str().unwrap();
    assert_eq!(
        texts(&desk.get(&format!("/api/agent/events?after={cursor}"), &ana.token).await),
        [""; 0],
        "one cursor for both"
    );
    assert_eq!(refusal(&desk.get("/api/events", &writer.token).await), (403, "missing-scope".into()));
    assert_eq!(
        refusal(&desk.get("/api/events", "tzd_wrong").await),
        refusal(&desk.get("/api/agent/events", "tzd_wrong").await)
    );
}

#[tokio::test]
async fn an_event_after_an_erased_one_is_not_missed() {
    let desk = TestDesk::open().await;
    let keeper = Agent::new(&desk, "Ana", &desk::Scope::ALL).await;
    desk.stored().await;
    let last = desk.post("key-of-the-last-ticket", &ticket_about("To be erased")).await;
    let cursor = keeper.get("events").await.body["next"].clone();
    assert_eq!(keeper.erase(last.reference(), "*").await.status, 200);
    assert_eq!(texts(&after(&keeper, &cursor, "").await), [""; 0]);
    let new = desk.post("key-of-a-newer-ticket", &ticket_about("New")).await;
    let seen = after(&keeper, &cursor, "").await;
    assert_eq!(seen.body["events"][0]["ticket"], new.reference());
    assert_eq!(desk::verify_audit(&desk.database, None).await.unwrap().faults, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_waits_is_told_when_something_happens() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let ana = Agent::ana(&desk).await;
    let cursor = ana.get("events").await.body["next"].clone();
    let (seen, _) = tokio::join!(after(&ana, &cursor, "&wait=30"), desk.say(&path, "Now", None));
    assert_eq!(texts(&seen), ["Now"]);
}

#[tokio::test]
async fn a_cursor_of_another_database_is_refused() {
    let desk = TestDesk::open().await;
    let ana = Agent::ana(&desk).await;
    // The event number 12345.
    assert_eq!(refusal(&ana.get("events?after=ZTEyMzQ1LjEyMzQ1LmVlZGJhOGI0ODdlZA").await), (410, "cursor-gone".into()));
    for query in ["after=abc", "after=ZTEyMzQ1", "after=12", "limit=0", "limit=501", "wait=51", "wait=-1", "since=x"] {
        assert_eq!(refusal(&ana.get(&format!("events?{query}")).await), (400, "bad-request".into()), "{query}");
    }
}
