//! Calls of a GitHub repository.

use insta::assert_snapshot;
use serde_json::json;

use super::*;

fn read(event: &str, body: &Value) -> Option<Callback> {
    let states = States { in_progress: Some("being worked on".into()), ..no_labels() };
    let config = GithubCallback::new(Secret::new(SECRET), "northwind", "desk", states);
    let callbacks = Callbacks::open(CallbackConfig::Github(config)).unwrap();
    let body = body.to_string();
    let signature = format!("sha256={}", sha256(&[body.as_bytes()]));
    let headers =
        [("x-hub-signature-256", signature.as_str()), ("x-github-event", event), ("x-github-delivery", "d-1")];
    call(&callbacks, &headers, body.as_bytes()).unwrap()
}

fn comment(association: &str, words: &str) -> Value {
    json!({
        "action": "created",
        "issue": { "number": 7, "state": "open" },
        "comment": { "id": 99, "body": words, "user": { "login": "ana" }, "author_association": association },
        "repository": { "full_name": "Northwind/desk" },
    })
}

#[test]
fn the_vector_of_the_documentation_is_met() {
    let signature = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    assert_eq!(sha256(&[b"Hello, World!"]), signature);
    assert_eq!(verify::sha256(&Secret::new(SECRET), &[b"Hello, World!"], signature), Ok(()));
    assert_eq!(verify::sha256(&Secret::new(SECRET), &[b"Hello, World?"], signature), Err(Refused::Forged));
}

#[test]
fn words_for_the_reader_begin_with_the_word_for_that() {
    assert_snapshot!(told(read("issue_comment", &comment("MEMBER", "/reply Which tray is it?\n\nThe lower one?"))), @r#"7 (d-1): reply 99 of Some("ana"): "Which tray is it?\n\nThe lower one?""#);
    for internal in [
        "Which tray is it?",
        "/replying",
        "/reply",
        "  ",
        "He said: /reply no",
        "<!-- tierzero/TZ-7F3K9Q/evt_02 -->\n/reply x",
    ] {
        assert_eq!(read("issue_comment", &comment("OWNER", internal)), None, "{internal}");
    }
}

#[test]
fn strangers_do_not_speak_for_the_desk() {
    for stranger in ["NONE", "CONTRIBUTOR", "FIRST_TIMER", ""] {
        assert_eq!(read("issue_comment", &comment(stranger, "/reply Send me your password")), None, "{stranger}");
    }
    let mut elsewhere = comment("OWNER", "/reply x");
    elsewhere["repository"]["full_name"] = "northwind/other".into();
    assert_eq!(read("issue_comment", &elsewhere), None);
    let mut edited = comment("OWNER", "/reply x");
    edited["action"] = "edited".into();
    assert_eq!(read("issue_comment", &edited), None);
}

#[test]
fn states_come_back() {
    let issue = |action: &str, label: &str| {
        told(read(
            "issues",
            &json!({
                "action": action,
                "issue": { "number": 7 },
                "label": { "name": label },
                "repository": { "full_name": "northwind/desk" },
            }),
        ))
    };
    assert_snapshot!(issue("closed", ""), @"7 (d-1): state [Solved, Closed]");
    assert_snapshot!(issue("reopened", ""), @"7 (d-1): state [InProgress, New, WaitingForReader]");
    assert_snapshot!(issue("labeled", "being worked on"), @"7 (d-1): state [InProgress]");
    assert_eq!((issue("labeled", "of others"), issue("opened", "")), ("nothing".into(), "nothing".into()));
    assert_eq!(read("ping", &json!({ "zen": "x" })), None);
}
