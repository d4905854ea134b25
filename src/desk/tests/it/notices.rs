//! Readers who want to be told about a notice.

use content::ticket::State;
use desk::{Reply, When};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::desk::{SECRET, SECRET_HASH, TestDesk, kb_with_promises, ticket};

fn follower(email: &str) -> Value {
    json!({ "form": "notice-slow", "values": { "email": email }, "secret_hash": SECRET_HASH })
}

/// A follower's ticket, as its path.
async fn follow(desk: &TestDesk, number: usize) -> String {
    let created = desk.post(&format!("key-of-follower-{number}"), &follower("ada@northwind.example")).await;
    assert_eq!(created.status, 201);
    created.header("location").unwrap().to_owned()
}

/// To the second.
fn in_a_week() -> Timestamp {
    let now = Timestamp::from_second(Timestamp::now().as_second()).unwrap();
    now + SignedDuration::from_hours(7 * 24)
}

fn words(text: &str, state: Option<State>) -> Reply {
    Reply { text: text.into(), state, ..Reply::default() }
}

#[tokio::test]
async fn a_wish_to_be_told_is_a_small_ticket_that_belongs_to_the_notice() {
    let desk = TestDesk::open().await;
    let path = follow(&desk, 1).await;
    let ticket = desk.get(&path, SECRET).await.body;
    assert_eq!((&ticket["subject"], &ticket["notice"]), (&"Mail is slow".into(), &"slow".into()));
    assert_eq!((&ticket["team"], &ticket["priority"]), (&"Print room".into(), &"low".into()));
    assert_eq!(desk.post("key-of-a-bad-address", &follower("ada")).await.problem(), "invalid-answers");
    let mut other = follower("ada@northwind.example");
    other["form"] = "notice-gone".into();
    assert_eq!(desk.post("key-of-a-gone-notice", &other).await.problem(), "unknown-form");
}

#[tokio::test]
async fn all_who_follow_are_told_at_once_but_for_those_who_have_closed() {
    let desk = TestDesk::open().await;
    let (one, two, three) = (follow(&desk, 1).await, follow(&desk, 2).await, follow(&desk, 3).await);
    let own = desk.post("key-of-a-ticket-of-its-own", &ticket()).await.header("location").unwrap().to_owned();
    desk.act(&three, "solved", "key-of-one-who-closes", &json!({})).await;
    let told = desk::reply_all(&desk.database, "slow", &words("It works again.", Some(State::Solved))).await.unwrap();
    assert_eq!((told.said, told.already, told.closed), (2, 0, 1));
    for path in [&one, &two] {
        let ticket = desk.get(path, SECRET).await.body;
        assert_eq!((&ticket["state"], &ticket["timeline"][1]["text"]), (&"solved".into(), &"It works again.".into()));
    }
    assert_eq!(desk.get(&three, SECRET).await.body["timeline"].as_array().unwrap().len(), 2);
    assert_eq!(desk.get(&own, SECRET).await.body["state"], "new");
}

#[tokio::test]
async fn followers_are_promised_nothing_but_what_the_desk_announces_to_all_of_them() {
    let desk = TestDesk::open().await;
    let mut kb = kb_with_promises();
    kb.settings.sla.priorities[0].id = "low".into();
    desk.desk.reload(&kb);
    let path = follow(&desk, 1).await;
    let ticket = desk.get(&path, SECRET).await.body;
    assert_eq!((&ticket["priority"], ticket.get("next_update")), (&"low".into(), None));
    let until = in_a_week();
    let reply = Reply { team: Some("Messaging".into()), next_update: Some(When::At(until)), ..words("", None) };
    let told = desk::reply_all(&desk.database, "slow", &reply).await.unwrap();
    assert_eq!((told.said, told.team.as_deref(), told.next_update.is_some()), (1, Some("Messaging"), true));
    let ticket = desk.get(&path, SECRET).await.body;
    let announced: Timestamp = ticket["next_update"].as_str().unwrap().parse().unwrap();
    assert_eq!((&ticket["team"], announced), (&"Messaging".into(), until));
}

#[tokio::test]
async fn what_cannot_be_said_to_followers_is_told() {
    let desk = TestDesk::open().await;
    let said = async |reply: Reply| {
        let error = desk::reply_all(&desk.database, "slow", &reply).await.unwrap_err();
        error.to_string().replace(&desk.database.to_string(), "tickets.db")
    };
    insta::assert_snapshot!(said(words("Hello", None)).await, @"no open ticket in `tickets.db` follows the notice `slow`");
    follow(&desk, 1).await;
    insta::assert_snapshot!(said(words("", Some(State::New))).await, @"all open tickets that follow the notice `slow` stand so already");
    insta::assert_snapshot!(said(words("", None)).await, @"there is nothing to say");
    let over = Some(When::At("2020-11-28T14:00:00Z".parse().unwrap()));
    let late = Reply { next_update: over, ..words("Hello", None) };
    insta::assert_snapshot!(said(late).await, @"the time of the next update is over already");
    let file = Reply { files: vec!["tray.jpg".into()], ..words("Hello", None) };
    insta::assert_snapshot!(said(file).await, @"files go to the reader of one ticket, not to all who follow a notice");
}

#[tokio::test]
async fn a_notice_may_be_named_as_its_tickets_name_it() {
    let desk = TestDesk::open().await;
    follow(&desk, 1).await;
    let told = desk::reply_all(&desk.database, "notice-slow", &words("It works again.", None)).await.unwrap();
    assert_eq!((told.notice.as_str(), told.said), ("slow", 1));
    let error = desk::reply_all(&desk.database, "notice-other", &words("Hello", None)).await.unwrap_err();
    assert!(error.to_string().ends_with("follows the notice `other`"), "{error}");
}
