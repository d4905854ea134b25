//! All that is stored of a ticket.

use content::ticket::State;
use serde_json::{Value, json};

use super::{Agent, KEY, reference, refusal};
use crate::desk::{SECRET, SECRET_HASH, TestDesk};

/// A ticket with a photo, a reply, a note and a rating.
async fn full(desk: &TestDesk) -> String {
    let ticket = desk.ticket_with_photo(1).await;
    let path = desk.post("key-of-a-new-ticket", &ticket).await.header("location").unwrap().to_owned();
    let ana = Agent::ana(desk).await;
    ana.act(reference(&path), "notes", KEY, &json!({ "text": "The fuser again" })).await;
    desk.say(&path, "Try now.", Some(State::Solved)).await;
    desk.act(&path, "rating", "key-of-a-rating-1", &json!({ "stars": 2 })).await;
    desk.act(&path, "rating", "key-of-a-rating-2", &json!({ "stars": 4, "text": "Quick" })).await;
    path
}

fn redacted(mut export: Value) -> Value {
    for list in ["events", "audit"] {
        for row in export[list].as_array_mut().unwrap() {
            if row["actor"].as_str().is_some_and(|actor| actor.starts_with("token:")) {
                row["actor"] = "token:[hint]".into();
            }
        }
    }
    export
}

#[tokio::test]
async fn an_agent_takes_along_all_that_is_stored() {
    let desk = TestDesk::open().await;
    let path = full(&desk).await;
    let ana = Agent::ana(&desk).await;
    let mut seen = ana.get(&format!("tickets/{}/export", reference(&path))).await;
    assert!(!seen.body.to_string().contains(SECRET_HASH));
    let name = seen.headers.remove("content-disposition").unwrap();
    assert_eq!(name, format!("attachment; filename=\"{}.json\"", reference(&path)));
    seen.body = redacted(seen.body);
    insta::assert_json_snapshot!("export", seen.redacted());
}

#[tokio::test]
async fn every_column_of_a_ticket_is_in_its_export_or_left_out_on_purpose() {
    let desk = TestDesk::open().await;
    let path = full(&desk).await;
    let ana = Agent::ana(&desk).await;
    let export = ana.get(&format!("tickets/{}/export", reference(&path))).await.body;
    let known = |table: &str, column: &str| {
        let left_out: &[&str] = match table {
            // Numbers of rows, and hashes that say nothing to anybody.
            "tickets" => &["id", "secret_hash", "let_in_event"],
            "events" => &["id", "ticket"],
            "answers" => &["ticket", "position"],
            // Bytes are fetched by themselves; `event` is told by its time.
            _ => &["ticket", "data", "event", "upload"],
        };
        let told = match table {
            "tickets" => &export["ticket"],
            other => &export[other][0],
        };
        left_out.contains(&column) || told.get(column).is_some()
    };
    for table in ["tickets", "events", "answers", "files"] {
        for column in crate::place::columns(&desk.database, table).await {
            assert!(known(table, &column), "`{table}.{column}` is not exported");
        }
    }
}

#[tokio::test]
async fn the_reader_takes_along_what_the_desk_does_not_keep_to_itself() {
    let desk = TestDesk::open().await;
    let path = full(&desk).await;
    let seen = desk.get(&format!("{path}/export"), SECRET).await;
    let kinds: Vec<&Value> = seen.body["events"].as_array().unwrap().iter().map(|event| &event["kind"]).collect();
    assert_eq!(kinds, ["created", "reply", "rated", "rated"], "replaced ratings are stored, too");
    for inside in ["fuser", "token:", "assignee", "audit"] {
        assert!(!seen.body.to_string().contains(inside), "{inside}: {}", seen.body);
    }
    assert_eq!(refusal(&desk.get(&format!("{path}/export"), "wrong").await), (404, "no-such-ticket".into()));
    desk.act(&path, "revoke", "key-of-the-reader", &json!({})).await;
    assert_eq!(refusal(&desk.get(&format!("{path}/export"), SECRET).await), (404, "no-such-ticket".into()));
}
