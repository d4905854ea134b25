//! What must be done before anything is changed for a reader.

use serde_json::{Value, json};

use crate::desk::{SECRET, SECRET_HASH, TestDesk, ticket};

/// What a ticket's reader is told of it.
async fn told(desk: &TestDesk, key: &str, ticket: &Value) -> Value {
    let created = desk.post(key, ticket).await;
    assert_eq!(created.status, 201);
    let ticket = desk.get(created.header("location").unwrap(), SECRET).await.body;
    ticket.get("verify").cloned().unwrap_or_default()
}

fn lost() -> Value {
    json!({ "form": "lost", "values": { "device": "A phone" }, "secret_hash": SECRET_HASH })
}

#[tokio::test]
async fn a_form_demands_a_call_back_whatever_the_browser_says() {
    let desk = TestDesk::open().await;
    assert_eq!(told(&desk, "key-of-a-plain-ticket", &ticket()).await, Value::Null);
    assert_eq!(told(&desk, "key-of-a-lost-device", &lost()).await, "callback");
    let mut denied = lost();
    denied["verify"] = Value::Null;
    assert_eq!(told(&desk, "key-of-one-without-it", &denied).await, "callback");
}

#[tokio::test]
async fn a_guide_adds_the_demand_to_a_form_that_has_none() {
    let desk = TestDesk::open().await;
    let mut demanded = ticket();
    demanded["verify"] = "callback".into();
    assert_eq!(told(&desk, "key-of-a-marked-ticket", &demanded).await, "callback");
    assert_eq!(desk.count("SELECT count(*) FROM tickets WHERE verify = 'callback'").await, 1);
    demanded["verify"] = "none".into();
    assert_eq!(desk.post("key-of-a-strange-ticket", &demanded).await.problem(), "bad-request");
}

#[tokio::test]
async fn whoever_answers_is_told_to_call_back() {
    let desk = TestDesk::open().await;
    let created = desk.post("key-of-a-lost-device", &lost()).await;
    let replied = desk.say(created.header("location").unwrap(), "We call you.", None).await;
    assert_eq!(replied.verify, Some(content::Verify::Callback));
}
