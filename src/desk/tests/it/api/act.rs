//! `POST /api/tickets/{reference}/…`

use std::collections::BTreeSet;

use axum::{body::Body, http::Request};
use content::ticket::State;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::{
    desk::{JAM, SECRET, TestDesk, act, file, id, ticket, with_secret},
    exchange::Seen,
    place::{change, let_history_change},
};

const KEY: &str = "6f1f6c1e-2b0a-4f55-9a55-0d6b0a3f7a10";
const ACTIONS: [(&str, &str); 6] = [
    ("replies", r#"{"text": "It hums"}"#),
    ("solved", "{}"),
    ("reopen", r#"{"text": "It hums again"}"#),
    ("rating", r#"{"stars": 4}"#),
    ("escalate", r#"{"text": "Payday is tomorrow"}"#),
    ("revoke", "{}"),
];

fn body(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

async fn state(desk: &TestDesk, path: &str) -> Value {
    desk.get(path, SECRET).await.body["state"].clone()
}

/// Status and problem of something that is refused.
fn refusal(seen: &Seen) -> (u16, String) {
    (seen.status.as_u16(), seen.problem().to_owned())
}

#[tokio::test]
async fn reader_and_desk_talk_and_the_timeline_tells_it() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    desk.say(&path, "Which tray\u{202e} is it?\r\nAnd which paper?", Some(State::WaitingForReader)).await;
    desk.photo(7).await;
    let reply = json!({
        "text": " The lower\u{0} one ",
        "files": [file(7, "../tray.jpg", JAM)],
    });
    let said = desk.act(&path, "replies", KEY, &reply).await;
    insta::assert_json_snapshot!("replied", said.redacted());
    desk.say(&path, "", Some(State::Solved)).await;
    desk.act(&path, "rating", "another-key-of-mine", &json!({ "stars": 4, "text": "Quick" })).await;
    insta::assert_json_snapshot!("talked", desk.get(&path, SECRET).await.redacted());
    assert_eq!(desk.count("SELECT count(*) FROM files WHERE name = 'tray.jpg' AND event IS NOT NULL").await, 1);
}

#[tokio::test]
async fn what_shows_that_it_is_not_solved_comes_with_the_reopening() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    desk.say(&path, "Done.", Some(State::Solved)).await;
    let again = json!({ "text": "It jams again", "files": [file(7, "../tray.jpg", JAM)] });
    assert_eq!(refusal(&desk.act(&path, "reopen", KEY, &again).await), (422, "missing-files".into()));
    assert_eq!(state(&desk, &path).await, "solved");
    desk.photo(7).await;
    let opened = desk.act(&path, "reopen", KEY, &again).await;
    assert_eq!((opened.status.as_u16(), &opened.body["entry"]["files"][0]["name"]), (201, &json!("tray.jpg")));
    assert_eq!(state(&desk, &path).await, "in_progress");
}

#[tokio::test]
async fn an_action_changes_the_state_as_it_should() {
    use State::{Closed, InProgress, New, Solved, WaitingForReader};
    let cases = [
        ("replies", InProgress, "in_progress"),
        ("replies", WaitingForReader, "in_progress"),
        ("replies", Solved, "solved"),
        ("solved", New, "closed"),
        ("solved", InProgress, "closed"),
        ("solved", WaitingForReader, "closed"),
        ("solved", Solved, "closed"),
        ("reopen", Solved, "in_progress"),
        ("reopen", Closed, "in_progress"),
        ("rating", Solved, "solved"),
        ("rating", Closed, "closed"),
    ];
    for (action, before, after) in cases {
        let desk = TestDesk::open().await;
        let path = desk.stored().await;
        if before != New {
            desk.say(&path, "", Some(before)).await;
        }
        let said = body(ACTIONS.iter().find(|(name, _)| *name == action).unwrap().1);
        assert_eq!(desk.act(&path, action, KEY, &said).await.status, 201, "{action} {before:?}");
        assert_eq!(state(&desk, &path).await, after, "{action} {before:?}");
    }
}

#[tokio::test]
async fn a_closed_ticket_takes_no_reply_and_says_what_to_do() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    insta::assert_json_snapshot!("solved", desk.act(&path, "solved", KEY, &json!({})).await.redacted());
    let mut seen = desk.act(&path, "replies", "another-key-of-mine", &json!({ "text": "Wait" })).await;
    let until = desk.get(&path, SECRET).await.body["can"]["reopen_until"].as_str().unwrap().to_owned();
    let detail = seen.body["detail"].as_str().unwrap().replace(&until, "[until]");
    seen.body["detail"] = detail.into();
    insta::assert_json_snapshot!("closed", seen.redacted());
    assert_eq!(refusal(&desk.act(&path, "solved", "a-third-key-of-mine", &json!({})).await), (409, "closed".into()));
}

#[tokio::test]
async fn reopening_ends_when_the_knowledge_base_says_so() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let again = json!({ "text": "It jams again" });
    let early = desk.act(&path, "reopen", KEY, &again).await;
    insta::assert_json_snapshot!("not_solved", early.redacted());
    desk.act(&path, "solved", "another-key-of-mine", &json!({})).await;
    let closed = "UPDATE tickets SET closed = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-14 days', '-1 minute')";
    change(&desk.database, closed).await;
    let late = desk.act(&path, "reopen", KEY, &again).await;
    insta::assert_json_snapshot!("too_late", late.redacted());
    let can = desk.get(&path, SECRET).await.body["can"].clone();
    assert_eq!((&can["reopen"], can.get("reopen_until")), (&json!(false), None));
    let mut kb = crate::desk::kb();
    kb.settings.tickets.reopen_days = 15;
    desk.desk.reload(&kb);
    assert_eq!(desk.act(&path, "reopen", KEY, &again).await.status, 201, "a refused request keeps its key");
    assert_eq!(desk.get(&path, SECRET).await.body.get("link_until"), None, "the link of an open ticket has no end");
}

#[tokio::test]
async fn a_rating_can_be_replaced_for_a_day_and_given_anew_after_a_reopening() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let rate = async |key: &str, stars: u8| desk.act(&path, "rating", key, &json!({ "stars": stars })).await;
    let stars = async || {
        let ticket = desk.get(&path, SECRET).await.body;
        let entries = ticket["timeline"].as_array().unwrap().iter();
        entries.filter_map(|entry| entry["stars"].as_u64()).collect::<Vec<_>>()
    };
    assert_eq!(refusal(&rate("key-of-a-rating-0", 5).await), (409, "not-solved".into()));
    desk.say(&path, "Done.", Some(State::Solved)).await;
    rate("key-of-a-rating-1", 2).await;
    rate("key-of-a-rating-2", 5).await;
    assert_eq!(stars().await, [5], "the later one stands for both");
    assert_eq!(desk.count("SELECT count(*) FROM events WHERE kind = 'rated'").await, 2, "and both are kept");
    let_history_change(&desk.database).await;
    change(&desk.database, "UPDATE events SET at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-25 hours')").await;
    assert_eq!(refusal(&rate("key-of-a-rating-3", 1).await), (409, "too-late".into()));
    desk.act(&path, "reopen", "key-of-a-reopening", &json!({ "text": "It jams" })).await;
    desk.say(&path, "Done again.", Some(State::Solved)).await;
    assert_eq!(rate("key-of-a-rating-4", 3).await.status, 201);
    assert_eq!(stars().await, [5, 3]);
}

#[tokio::test]
async fn a_key_stands_for_one_request() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let first = desk.act(&path, "replies", KEY, &json!({ "text": "It hums" })).await;
    desk.say(&path, "", Some(State::Closed)).await;
    let again = desk.act(&path, "replies", KEY, &json!({ "text": "It hums" })).await;
    assert_eq!(
        (first.status.as_u16(), again.status.as_u16()),
        (201, 200),
        "answered even when it could not be done now"
    );
    assert_eq!(first.body, again.body);
    let conflicts = [
        act(&path, "replies", KEY, &json!({ "text": "It whistles" })),
        act(&path, "reopen", KEY, &json!({ "text": "It hums" })),
        act(&path, "replies", "key-of-a-new-ticket", &json!({ "text": "It hums" })),
        crate::desk::post(KEY, &ticket()),
    ];
    for request in conflicts {
        assert_eq!(refusal(&desk.send(request).await), (409, "key-reused".into()));
    }
    assert_eq!(desk.count("SELECT count(*) FROM events WHERE kind = 'reply'").await, 1);
    let other = desk.post("key-of-another-ticket", &ticket()).await;
    let elsewhere = desk.act(other.header("location").unwrap(), "replies", KEY, &json!({ "text": "It hums" })).await;
    assert_eq!(elsewhere.problem(), "key-reused");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn replies_at_the_same_time_make_one_entry_for_each_key() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let mut sent = JoinSet::new();
    for number in 0..40 {
        let request = act(&path, "replies", &format!("key-of-a-reply-{}", number % 4), &json!({ "text": "It hums" }));
        let router = desk.desk.router();
        sent.spawn(async move { Seen::read(tower::ServiceExt::oneshot(router, request).await.unwrap()).await });
    }
    let answers = sent.join_all().await;
    assert_eq!(answers.iter().filter(|seen| seen.status == 201).count(), 4);
    assert_eq!(answers.iter().filter(|seen| seen.status == 200).count(), 36);
    assert_eq!(desk.count("SELECT count(*) FROM events WHERE kind = 'reply'").await, 4);
    let bodies: BTreeSet<String> = answers.iter().map(|seen| seen.body["entry"].to_string()).collect();
    assert!(bodies.len() <= 4, "each key has one answer");
}

#[tokio::test]
async fn an_unknown_reference_and_a_wrong_secret_are_told_the_same() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    for (action, text) in ACTIONS {
        let mut wrong = act(&path, action, KEY, &body(text));
        wrong.headers_mut().insert("authorization", "Bearer wrong".parse().unwrap());
        let wrong = desk.send(wrong).await;
        assert_eq!(refusal(&wrong), (404, "no-such-ticket".into()));
        let unknown = desk.act("/api/tickets/TZ-000000", action, KEY, &body(text)).await;
        assert_eq!(json!(unknown.redacted()), json!(wrong.redacted()), "{action}");
        let mut bare = act(&path, action, KEY, &body(text));
        bare.headers_mut().remove("authorization");
        assert_eq!(refusal(&desk.send(bare).await), (401, "no-secret".into()));
    }
    assert_eq!(desk.count("SELECT count(*) FROM events").await, 1);
}

#[tokio::test]
async fn what_is_wrong_with_a_body_is_told_all_at_once() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    desk.photo(7).await;
    let photo = |size: u64| json!({ "name": "a.jpg", "type": "image/jpeg", "size": size, "upload": id(7) });
    let cases = [
        ("replies", json!({ "words": 1 }), 400, ""),
        ("replies", json!({ "text": "\u{202e} " }), 422, "text"),
        ("replies", json!({ "text": "x".repeat(20_001) }), 422, "text"),
        ("replies", json!({ "text": "Look", "files": [photo(0)] }), 422, "files"),
        ("replies", json!({ "text": "Look", "files": vec![photo(10); 6] }), 422, "files"),
        ("replies", json!({ "text": "", "files": [photo(10)] }), 201, ""),
        ("solved", json!({ "text": "Thanks" }), 400, ""),
        ("solved", json!([]), 400, ""),
        ("reopen", json!({ "text": "" }), 422, "text"),
        ("reopen", json!({ "text": "Look", "files": [photo(0)] }), 422, "files"),
        ("rating", json!({ "stars": 6 }), 422, "stars"),
        ("rating", json!({ "stars": 0, "text": "x".repeat(20_001) }), 422, "stars"),
        ("rating", json!({ "stars": "five" }), 400, ""),
        ("escalate", json!({ "text": null, "team": "x" }), 400, ""),
        ("escalate", json!({ "text": "x".repeat(20_001) }), 422, "text"),
        ("revoke", json!(null), 400, ""),
    ];
    for (number, (action, body, status, field)) in cases.into_iter().enumerate() {
        let seen = desk.act(&path, action, &format!("key-of-some-length-{number}"), &body).await;
        assert_eq!(seen.status.as_u16(), status, "{action} {}", seen.body);
        assert_eq!(seen.body["errors"][0]["field"].as_str().unwrap_or_default(), field);
    }
    let seen = desk.act(&path, "rating", KEY, &json!({ "stars": 6, "text": "x".repeat(20_001) })).await;
    insta::assert_json_snapshot!("invalid_rating", seen.redacted());
}

#[tokio::test]
async fn the_head_of_a_request_is_as_for_a_new_ticket() {
    let desk = TestDesk::with(|config| config.body_limit = 2_000).await;
    let path = desk.stored().await;
    let reply = json!({ "text": "It hums" });
    let mut plain = act(&path, "replies", KEY, &reply);
    plain.headers_mut().insert("content-type", "text/plain".parse().unwrap());
    assert_eq!(refusal(&desk.send(plain).await), (415, "not-json".into()));
    assert_eq!(refusal(&desk.act(&path, "replies", "short", &reply).await), (400, "bad-request".into()));
    let long = json!({ "text": "x".repeat(2_000) });
    assert_eq!(refusal(&desk.act(&path, "replies", KEY, &long).await), (413, "too-large".into()));
    let get = with_secret(SECRET).uri(format!("{path}/replies")).body(Body::empty()).unwrap();
    let seen = desk.send(get).await;
    assert_eq!((seen.status.as_u16(), seen.header("allow")), (405, Some("POST")));
    let nowhere = Request::post(format!("{path}/burn")).body(Body::empty()).unwrap();
    assert_eq!(refusal(&desk.send(nowhere).await), (404, "not-found".into()));
}
