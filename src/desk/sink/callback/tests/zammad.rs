//! Calls of triggers at Zammad.

use insta::assert_snapshot;
use serde_json::json;

use super::*;

fn read(body: &Value) -> Option<Callback> {
    let config = ZammadCallback { secret: Secret::new(SECRET), states: ZammadConfig::states() };
    let callbacks = Callbacks::open(CallbackConfig::Zammad(config)).unwrap();
    let body = body.to_string();
    let signature = format!("sha1={}", hex::<Hmac<Sha1>>(&[body.as_bytes()]));
    call(&callbacks, &[("x-hub-signature", &signature), ("x-zammad-delivery", "d-1")], body.as_bytes()).unwrap()
}

/// As Zammad sends it, but for what is not looked at.
fn sent() -> Value {
    json!({
        "ticket": { "id": 81, "number": "10081", "title": "[TZ-7F3K9Q] Printer", "state": "pending reminder", "state_id": 3 },
        "article": {
            "id": 104,
            "body": "Which <b>tray</b> is it?<div><br></div><div>Ana</div>",
            "content_type": "text/html",
            "created_by": { "firstname": "Ana", "lastname": "Diaz", "email": "ana@northwind.example" },
            "internal": false,
            "sender": "Agent",
            "subject": null,
            "type": "note",
        },
    })
}

#[test]
fn words_of_an_agent_are_read() {
    assert_snapshot!(told(read(&sent())), @r#"81 (d-1): reply 104 of Some("Ana Diaz"): "Which tray is it?\n\nAna""#);
    let mut plain = sent();
    plain["article"]["content_type"] = "text/plain".into();
    plain["article"]["body"] = "1 < 2 <b>".into();
    plain["ticket"]["state"] = "closed".into();
    assert_snapshot!(told(read(&plain)), @r#"81 (d-1): reply 104 of Some("Ana Diaz"): "1 < 2 <b>"; state [Solved, Closed]"#);
}

#[test]
fn what_is_not_for_readers_never_comes_back() {
    for internal in [Value::Null, true.into(), "false".into(), 1.into(), 2.into()] {
        let mut body = sent();
        body["article"]["internal"] = internal;
        assert_eq!(read(&body), None);
    }
    for sender in [Value::Null, "Customer".into(), "System".into()] {
        let mut body = sent();
        body["article"]["sender"] = sender;
        assert_eq!(read(&body), None);
    }
}

#[test]
fn what_the_desk_wrote_itself_is_dropped() {
    let mut body = sent();
    body["article"]["subject"] = "tierzero/TZ-7F3K9Q/evt_02".into();
    assert_eq!(read(&body), None);
}

#[test]
fn a_state_comes_back_without_words() {
    let mut body = sent();
    body["article"] = Value::Null;
    body["ticket"]["state"] = "Open".into();
    assert_snapshot!(told(read(&body)), @"81 (d-1): state [InProgress, WaitingForReader]");
}
