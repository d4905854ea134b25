//! The end of a private link.

use serde_json::json;

use crate::{
    desk::{SECRET, TestDesk, act, ticket},
    place::change,
};

const KEY: &str = "6f1f6c1e-2b0a-4f55-9a55-0d6b0a3f7a10";

#[tokio::test]
async fn a_link_that_was_ended_opens_nothing_any_more() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let unknown = desk.get("/api/tickets/TZ-000000", SECRET).await.redacted();
    desk.act(&path, "replies", "key-of-a-reply-before", &json!({ "text": "It hums" })).await;
    let revoked = desk.act(&path, "revoke", KEY, &json!({})).await;
    insta::assert_json_snapshot!("revoked", revoked.clone().redacted());

    assert_eq!(json!(desk.get(&path, SECRET).await.redacted()), json!(unknown));
    for (action, body, key) in [
        ("replies", json!({ "text": "It hums" }), "key-of-a-reply-before"),
        ("replies", json!({ "text": "It hums" }), "key-of-a-reply-after"),
        ("replies", json!({ "text": "It hums" }), KEY),
        ("solved", json!({}), "key-of-a-solution"),
        ("revoke", json!({}), "key-of-a-second-end"),
    ] {
        let seen = desk.act(&path, action, key, &body).await;
        assert_eq!(json!(seen.redacted()), json!(unknown), "{action} {key}");
    }
    let again = desk.act(&path, "revoke", KEY, &json!({})).await;
    assert_eq!((again.status.as_u16(), &again.body), (200, &revoked.body), "the very request can be repeated");

    let replied = desk.say(&path, "We go on.", Some(content::ticket::State::InProgress)).await;
    assert_eq!(replied.to, content::ticket::State::InProgress, "the desk still has it");
}

#[tokio::test]
async fn a_link_ends_by_itself_some_time_after_closing() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    desk.act(&path, "solved", KEY, &json!({})).await;
    let ticket = desk.get(&path, SECRET).await.body;
    assert!(ticket["link_until"].as_str() > ticket["can"]["reopen_until"].as_str(), "{ticket}");
    let close = async |sql: &'static str| change(&desk.database, sql).await;
    close("UPDATE tickets SET closed = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-365 days', '+1 minute')").await;
    assert_eq!(desk.get(&path, SECRET).await.status, 200);
    close("UPDATE tickets SET closed = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-365 days', '-1 minute')").await;
    assert_eq!(desk.get(&path, SECRET).await.problem(), "no-such-ticket");
    for (action, body, key) in [("rating", json!({ "stars": 5 }), "key-of-some-length"), ("solved", json!({}), KEY)] {
        assert_eq!(desk.send(act(&path, action, key, &body)).await.problem(), "no-such-ticket");
    }
    let mut kb = crate::desk::kb();
    kb.settings.tickets.link_days = 366;
    desk.desk.reload(&kb);
    assert_eq!(desk.get(&path, SECRET).await.status, 200, "as long as the knowledge base says");
}

#[tokio::test]
async fn a_ticket_closed_by_hand_counts_from_then() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    change(&desk.database, "UPDATE tickets SET state = 'closed'").await;
    let closed = desk.get(&path, SECRET).await.body;
    assert!(closed["link_until"].is_string() && closed["can"]["reopen_until"].is_string(), "{closed}");
    change(&desk.database, "UPDATE tickets SET state = 'in_progress'").await;
    assert_eq!(desk.count("SELECT count(*) FROM tickets WHERE closed IS NULL").await, 1);
}

#[tokio::test]
async fn ending_one_link_leaves_the_others() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let other = desk.post("key-of-another-ticket", &ticket()).await;
    desk.act(&path, "revoke", KEY, &json!({})).await;
    assert_eq!(desk.get(other.header("location").unwrap(), SECRET).await.status, 200);
}
