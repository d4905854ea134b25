//! Erasing a ticket.

use std::time::{Duration, Instant};

use axum::{body::Body, http::Request};
use content::ticket::State;
use desk::{Scope, SinkSettings};
use serde_json::json;

use super::{Agent, KEY, reference, refusal};
use crate::{
    desk::{JAM, SECRET, TestDesk, file, ticket_about, with_secret},
    exchange::Seen,
    handover::{wait_for, webhook},
    place::change,
};

/// What is nowhere else in a database.
const WORDS: &str = "Xylophonquark";

fn delete(path: &str, secret: &str) -> Request<Body> {
    with_secret(secret).method("DELETE").uri(path).body(Body::empty()).unwrap()
}

/// A ticket whose words stand in its answers, in a reply, in a note and in a name of a file.
async fn wordy(desk: &TestDesk) -> String {
    desk.photo(1).await;
    let mut ticket = ticket_about(&format!("{WORDS} in the subject"));
    ticket["values"]["photos"] = json!([file(1, &format!("{WORDS}.jpg"), JAM)]);
    ticket["context"]["searches"] = json!([format!("{WORDS} in a search")]);
    let path = desk.post("key-of-a-wordy-ticket", &ticket).await.header("location").unwrap().to_owned();
    let ana = Agent::ana(desk).await;
    let long = format!("{WORDS} in a long reply, {}", format!("{WORDS} ").repeat(1_000));
    desk.act(&path, "replies", "key-of-the-reader", &json!({ "text": long })).await;
    ana.act(reference(&path), "notes", KEY, &json!({ "text": format!("{WORDS} in a note") })).await;
    path
}

/// Whether files or rows are left that belong to no ticket.
async fn nothing_is_left(desk: &TestDesk) {
    for table in [
        "tickets",
        "answers",
        "events",
        "files",
        "uploads",
        "storage",
        "idempotency_keys",
        "told",
        "outbox",
        "erasures",
    ] {
        let sql: &'static str = Box::leak(format!("SELECT count(*) FROM {table}").into_boxed_str());
        assert_eq!(desk.count(sql).await, 0, "{table}");
    }
    assert_eq!(std::fs::read_dir(desk.folder.join("attachments")).unwrap().count(), 0);
    let logged = "SELECT count(*) FROM audit WHERE kind = 'erased' AND detail = 'files: 1; told: nobody'";
    assert_eq!(desk.count(logged).await, 1);
    assert_eq!(desk::verify_audit(&desk.database, None).await.unwrap().faults, []);
}

#[tokio::test]
async fn an_agent_erases_a_ticket_that_is_as_it_was_seen() {
    let desk = TestDesk::open().await;
    let path = wordy(&desk).await;
    let keeper = Agent::new(&desk, "Eva", &[Scope::Read, Scope::Erase]).await;
    let tag = keeper.tag(reference(&path)).await;
    assert_eq!(refusal(&keeper.erase(reference(&path), "").await), (428, "no-version".into()));
    assert_eq!(refusal(&keeper.erase(reference(&path), "\"v1\"").await), (412, "changed-meanwhile".into()));
    insta::assert_json_snapshot!("erased", keeper.erase(reference(&path), &tag).await.redacted());
    assert_eq!(refusal(&keeper.erase(reference(&path), &tag).await), (404, "no-such-ticket".into()));
    assert_eq!(refusal(&desk.get(&path, SECRET).await), (404, "no-such-ticket".into()));
    nothing_is_left(&desk).await;
}

#[tokio::test]
async fn a_reader_erases_a_ticket_with_its_secret() {
    let desk = TestDesk::open().await;
    let path = wordy(&desk).await;
    assert_eq!(refusal(&desk.send(delete(&path, "wrong")).await), (404, "no-such-ticket".into()));
    let bare = Request::delete(&path).body(Body::empty()).unwrap();
    assert_eq!(refusal(&desk.send(bare).await), (401, "no-secret".into()));
    assert_eq!(desk.send(delete(&path, SECRET)).await.status, 204);
    assert_eq!(refusal(&desk.send(delete(&path, SECRET)).await), (404, "no-such-ticket".into()));
    nothing_is_left(&desk).await;
}

#[tokio::test]
async fn a_link_that_has_ended_erases_nothing() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    desk.act(&path, "revoke", KEY, &json!({})).await;
    assert_eq!(desk.send(delete(&path, SECRET)).await.status, 404);
    assert_eq!(desk.count("SELECT count(*) FROM tickets").await, 1);
}

/// How often the words stand in the files of a database.
fn found(desk: &TestDesk) -> usize {
    let database = desk.database.file().unwrap();
    let files = ["", "-wal"].map(|end| {
        let mut path = database.as_os_str().to_owned();
        path.push(end);
        std::fs::read(path).unwrap_or_default()
    });
    files.iter().map(|bytes| bytes.windows(WORDS.len()).filter(|window| *window == WORDS.as_bytes()).count()).sum()
}

/// Waits until the desk has overwritten what was left.
async fn scrubbed(desk: &TestDesk) {
    let since = Instant::now();
    while desk.count("SELECT count(*) FROM house WHERE name = 'scrub'").await > 0 {
        assert!(since.elapsed() < Duration::from_secs(120), "the file is not written anew");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn no_word_of_an_erased_ticket_is_left_in_the_bytes_of_a_file() {
    let desk = TestDesk::with(|config| (config.creates, config.posts) = (None, None)).await;
    // Of all sizes and among others, so that pages are split, and rows are moved before they are erased.
    let (mut erased, mut others) = (vec![wordy(&desk).await], Vec::new());
    for number in 0..240 {
        let words = if number % 6 == 0 { WORDS } else { "Another matter" };
        let subject = format!("{} {words} {number} {}", number * 37 % 241, words.repeat(number * 7 % 29));
        let mut ticket = ticket_about(&subject);
        ticket["context"]["searches"] = json!([words.repeat(number * 11 % 23)]);
        let created = desk.post(&format!("key-of-another-ticket-{number}"), &ticket).await;
        let path = created.header("location").unwrap().to_owned();
        if number % 4 == 0 {
            let reply = json!({ "text": words.repeat(1 + number * 13 % 97) });
            desk.act(&path, "replies", &format!("key-of-a-reply-to-{number}"), &reply).await;
        }
        if number % 6 == 0 {
            erased.push(path);
        } else {
            others.push(path);
        }
        // Rows that grow or go make room, or want it, so that others are moved.
        let any = |paths: &[String]| paths[number * 31 % paths.len()].clone();
        if number % 3 == 1 {
            desk.say(&any(&erased), "Look.", Some(State::WaitingForReader)).await;
            desk.say(&any(&others), "Look.", Some(State::WaitingForReader)).await;
        }
        if number % 5 == 4 {
            let gone = others.remove(number * 17 % others.len());
            assert_eq!(desk.send(delete(&gone, SECRET)).await.status, 204);
        }
    }
    assert!(found(&desk) > 1_000, "the words are there before");
    for path in &erased {
        assert_eq!(desk.send(delete(path, SECRET)).await.status, 204);
    }
    scrubbed(&desk).await;
    assert_eq!(found(&desk), 0);
    assert_eq!(desk.count("SELECT count(*) FROM tickets").await, i64::try_from(others.len()).unwrap());
}

#[tokio::test]
async fn what_other_systems_were_told_is_named() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let told = "INSERT INTO remotes (sink, ticket, id, url) VALUES ('jira', 1, 'IT-7', 'https://jira.example/IT-7'); \
                INSERT INTO told (sink, ticket) VALUES ('mail', 1)";
    change(&desk.database, told).await;
    let keeper = Agent::new(&desk, "Eva", &Scope::ALL).await;
    let seen: Seen = keeper.erase(reference(&path), "*").await;
    let expected = json!([
        { "system": "jira", "id": "IT-7", "url": "https://jira.example/IT-7", "told": true, "by_hand": true },
        { "system": "mail", "id": null, "url": null, "told": true, "by_hand": true },
    ]);
    assert_eq!(seen.body["elsewhere"], expected);
    assert_eq!(desk.count("SELECT count(*) FROM audit WHERE detail = 'files: 0; told: jira, mail'").await, 1);
}

/// It may have the ticket for all the desk knows, and is told that it was erased once it listens.
#[tokio::test]
async fn a_system_that_never_listened_is_not_said_to_have_been_told() {
    let sink = SinkSettings {
        first_wait: Duration::from_secs(600),
        ..webhook("hook", "http://127.0.0.1:9/".parse().unwrap())
    };
    let desk = TestDesk::with(|config| config.sinks = vec![sink]).await;
    let path = desk.stored().await;
    wait_for("an attempt", async || desk.count("SELECT count(*) FROM outbox WHERE attempts > 0").await == 1).await;
    let keeper = Agent::new(&desk, "Eva", &Scope::ALL).await;
    let seen = keeper.erase(reference(&path), "*").await;
    let expected = json!([{ "system": "hook", "id": null, "url": null, "told": false, "by_hand": false }]);
    assert_eq!(seen.body["elsewhere"], expected);
    let logged = "SELECT count(*) FROM audit WHERE detail = 'files: 0; told: nobody; tried: hook'";
    assert_eq!(desk.count(logged).await, 1);
}
