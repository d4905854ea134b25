//! Calls of Jira Service Management.

use axum::http::HeaderMap;
use insta::assert_snapshot;
use serde_json::json;

use super::*;

fn callbacks(secret: bool, path: bool) -> Result<Callbacks, SinkError> {
    let given = |there: bool, text: &str| there.then(|| Secret::new(text));
    let (secret, path_secret) = (given(secret, SECRET), given(path, "in-the-path"));
    Callbacks::open(CallbackConfig::Jira(JiraCallback { secret, path_secret, states: JiraConfig::states() }))
}

fn read(body: &Value) -> Option<Callback> {
    let body = body.to_string();
    let signature = format!("sha256={}", sha256(&[body.as_bytes()]));
    let headers = [("x-hub-signature", signature.as_str()), ("x-atlassian-webhook-identifier", "d-1")];
    call(&callbacks(true, false).unwrap(), &headers, body.as_bytes()).unwrap()
}

fn comment() -> Value {
    json!({
        "webhookEvent": "comment_created",
        "issue": { "id": "10042", "key": "IT-42", "fields": { "status": { "name": "Waiting for customer" } } },
        "comment": {
            "id": "501",
            "body": "Which *tray* is it?",
            "author": { "displayName": "Ana Diaz", "accountType": "atlassian" },
            "jsdPublic": true,
        },
    })
}

#[test]
fn public_words_are_read() {
    assert_snapshot!(told(read(&comment())), @r#"10042 (d-1): reply 501 of Some("Ana Diaz"): "Which *tray* is it?""#);
}

#[test]
fn what_is_not_for_readers_never_comes_back() {
    for public in [Value::Null, false.into(), "true".into(), 0.into()] {
        let mut body = comment();
        body["comment"]["jsdPublic"] = public;
        assert_eq!(read(&body), None);
    }
    let mut by_customer = comment();
    by_customer["comment"]["author"]["accountType"] = "customer".into();
    let mut ours = comment();
    ours["comment"]["body"] = "The reader wrote\n\n{quote}\nx\n{quote}\n\ntierzero/TZ\\-7F3K9Q/evt_02".into();
    let mut changed = comment();
    changed["webhookEvent"] = "comment_updated".into();
    assert_eq!([by_customer, ours, changed].map(|body| read(&body)), [None, None, None]);
}

#[test]
fn a_status_comes_back_when_it_changed() {
    let mut body = json!({
        "webhookEvent": "jira:issue_updated",
        "issue": { "id": "10042", "fields": { "status": { "name": "RESOLVED" } } },
        "changelog": { "items": [{ "field": "resolution" }, { "field": "status", "toString": "Resolved" }] },
    });
    assert_snapshot!(told(read(&body)), @"10042 (d-1): state [Solved]");
    body["changelog"] = json!({ "items": [{ "field": "summary" }] });
    assert_eq!(read(&body), None);
}

#[test]
fn a_secret_in_the_address_will_do() {
    let read = |secret, path, given: Option<&str>| {
        let body = comment().to_string();
        let headers = HeaderMap::new();
        let call = Call { headers: &headers, body: body.as_bytes(), path_secret: given, now: NOW.parse().unwrap() };
        callbacks(secret, path).unwrap().read(&call).map(|callback| callback.is_some())
    };
    assert_eq!(read(false, true, Some("in-the-path")), Ok(true));
    assert_eq!(read(false, true, Some("in-the-pat")), Err(Refused::Forged));
    assert!(matches!(read(false, true, None), Err(Refused::Unsigned { .. })));
    assert!(matches!(read(true, true, Some("in-the-path")), Err(Refused::Unsigned { .. })));
    assert!(matches!(callbacks(false, false), Err(SinkError::Missing { .. })));
}
