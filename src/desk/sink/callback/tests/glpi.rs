//! Calls of GLPI.

use insta::assert_snapshot;
use serde_json::json;

use super::*;

fn read_at(seconds: &str, body: &Value) -> Result<Option<Callback>, Refused> {
    let config = GlpiCallback::new(Secret::new(SECRET), GlpiConfig::states());
    let callbacks = Callbacks::open(CallbackConfig::Glpi(config)).unwrap();
    let body = body.to_string();
    let signature = sha256(&[body.as_bytes(), seconds.as_bytes()]);
    call(&callbacks, &[("x-glpi-signature", &signature), ("x-glpi-timestamp", seconds)], body.as_bytes())
}

fn read(body: &Value) -> Option<Callback> {
    read_at(SECONDS, body).unwrap()
}

fn followup() -> Value {
    json!({
        "event": "new",
        "item": {
            "id": 77,
            "itemtype": "Ticket",
            "items_id": 5,
            "content": "<p>Which <b>tray</b> is it?</p>",
            "is_private": false,
            "user": { "id": 4, "name": "ana" },
        },
        "parent_item": { "id": 5, "status": { "id": 2, "name": "Processing (assigned)" } },
    })
}

#[test]
fn public_words_are_read() {
    assert_snapshot!(told(read(&followup())), @r#"5 (e4a99b8c1644e93c14a7d8fd80903654): reply 77 of Some("ana"): "Which tray is it?""#);
}

#[test]
fn what_is_not_for_readers_never_comes_back() {
    for private in [Value::Null, true.into(), 1.into(), "0".into()] {
        let mut body = followup();
        body["item"]["is_private"] = private;
        assert_eq!(read(&body), None);
    }
    let mut ours = followup();
    ours["item"]["content"] =
        "<p>Ana answered</p>\n<blockquote>x</blockquote>\n<p>tierzero/TZ-7F3K9Q/evt_02</p>".into();
    let mut problem = followup();
    problem["item"]["itemtype"] = "Problem".into();
    let mut changed = followup();
    changed["event"] = "update".into();
    assert_eq!([ours, problem, changed].map(|body| read(&body)), [None, None, None]);
}

#[test]
fn a_status_comes_back() {
    let ticket = |status: Value| {
        told(read(
            &json!({ "event": "update", "item": { "id": 5, "name": "[TZ-7F3K9Q] x", "type": 1, "status": status } }),
        ))
    };
    assert_snapshot!(ticket(json!({ "id": 5, "name": "Solved" })), @"5 (2f99187c5951699e9ebc16f23a2b2ecc): state [Solved]");
    assert_snapshot!(ticket(json!(4)), @"5 (d006e163b5a6c648309116c41421935a): state [WaitingForReader]");
    assert_eq!((ticket(json!(3)), ticket(json!("5"))), ("nothing".into(), "nothing".into()));
    assert_eq!(read(&json!({ "event": "delete", "item": { "id": 5, "type": 1, "status": 5 } })), None);
    // A problem.
    assert_eq!(read(&json!({ "event": "update", "item": { "id": 5, "status": { "id": 5 } } })), None);
}

#[test]
fn old_calls_are_sent_away() {
    assert!(read_at("1795856100", &followup()).is_ok());
    assert!(matches!(read_at("1795856099", &followup()), Err(Refused::Stale { .. })));
}
