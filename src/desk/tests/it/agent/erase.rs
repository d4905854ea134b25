//! Erasing a ticket.

use axum::{body::Body, http::Request};
use desk::Scope;
use serde_json::json;

use super::{Agent, KEY, reference, refusal};
use crate::{
    desk::{JAM, SECRET, TestDesk, file, ticket_about, with_secret},
    exchange::Seen,
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

#[tokio::test]
async fn no_word_of_an_erased_ticket_is_left_in_the_bytes_of_a_file() {
    let desk = TestDesk::with(|config| (config.creates, config.posts) = (None, None)).await;
    // Others before, between and after it, so that pages are split, shared and moved.
    let mut paths = Vec::new();
    for number in 0..120 {
        if number == 60 {
            paths.push(wordy(&desk).await);
        }
        let subject = format!("Another matter {number}, {}", "and so on ".repeat(number % 17));
        let other = desk.post(&format!("key-of-another-ticket-{number}"), &ticket_about(&subject)).await;
        paths.push(other.header("location").unwrap().to_owned());
    }
    for (number, path) in paths.iter().enumerate().filter(|(number, _)| number % 3 == 0 && *number != 60) {
        desk.act(path, "replies", &format!("key-of-a-reply-to-{number}"), &json!({ "text": "It hums" })).await;
        desk.send(delete(path, SECRET)).await;
    }
    assert!(found(&desk) > 1_000, "the words are there before");
    let path = paths[60].clone();
    assert_eq!(desk.send(delete(&path, SECRET)).await.status, 204);
    assert_eq!(found(&desk), 0);
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
        { "system": "jira", "id": "IT-7", "url": "https://jira.example/IT-7" },
        { "system": "mail", "id": null, "url": null },
    ]);
    assert_eq!(seen.body["elsewhere"], expected);
    assert_eq!(desk.count("SELECT count(*) FROM audit WHERE detail = 'files: 0; told: jira, mail'").await, 1);
}
