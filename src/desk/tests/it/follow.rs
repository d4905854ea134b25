//! When a reader hears next, and what can be done when that is late.

use std::time::Duration;

use axum::{body::Body, http::StatusCode};
use content::ticket::State;
use desk::{Reply, When};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::{
    desk::{SECRET, TestDesk, kb_with_promises, with_secret},
    place::{change, let_history_change},
};

const KEY: &str = "6f1f6c1e-2b0a-4f55-9a55-0d6b0a3f7a10";

async fn promising() -> (TestDesk, String) {
    let desk = TestDesk::open().await;
    desk.desk.reload(&kb_with_promises());
    let path = desk.stored().await;
    (desk, path)
}

/// Says something as the desk.
async fn say(desk: &TestDesk, path: &str, reply: Reply) {
    desk::reply(&desk.database, path.rsplit('/').next().unwrap(), &reply).await.unwrap();
}

/// Minutes from the submission until the reader hears next.
async fn minutes(desk: &TestDesk, path: &str) -> Option<i64> {
    let ticket = desk.get(path, SECRET).await.body;
    let at = |name: &str| ticket[name].as_str().map(|text| text.parse::<Timestamp>().unwrap().as_second());
    Some((at("next_update")? - at("created")?) / 60)
}

/// Puts a ticket and all that happened to it so many minutes back.
async fn later(desk: &TestDesk, sql: &'static str) {
    let_history_change(&desk.database).await;
    change(&desk.database, sql).await;
}

const TWO_HOURS: &str = "UPDATE tickets SET created = strftime('%Y-%m-%dT%H:%M:%fZ', created, '-2 hours');
    UPDATE events SET at = strftime('%Y-%m-%dT%H:%M:%fZ', at, '-2 hours')";

#[tokio::test]
async fn a_reader_is_told_when_to_hear_next() {
    let (desk, path) = promising().await;
    assert_eq!(minutes(&desk, &path).await, Some(60), "the first answer");
    desk.say(&path, "We look into it.", None).await;
    assert_eq!(minutes(&desk, &path).await, Some(240), "the solution");
    let soon = Timestamp::now() + SignedDuration::from_mins(30) + SignedDuration::from_secs(30);
    say(&desk, &path, Reply { next_update: Some(When::At(soon)), ..Reply::default() }).await;
    assert_eq!(minutes(&desk, &path).await, Some(30), "what the desk announced");
    let ticket = desk.get(&path, SECRET).await.body;
    assert_eq!((&ticket["timeline"][2]["kind"], &ticket["timeline"][2]["who"]), (&json!("announced"), &json!("desk")));
    assert_eq!(ticket["timeline"][2]["due"], ticket["next_update"]);
    desk.say(&path, "Which tray?", Some(State::WaitingForReader)).await;
    assert_eq!(minutes(&desk, &path).await, None, "it is the reader's turn");
    later(&desk, TWO_HOURS).await;
    desk.act(&path, "replies", KEY, &json!({ "text": "The lower one" })).await;
    assert_eq!(minutes(&desk, &path).await, Some(360), "the clock stood still");
    desk.say(&path, "", Some(State::Solved)).await;
    assert_eq!(minutes(&desk, &path).await, None);
}

#[tokio::test]
async fn where_nothing_is_promised_nothing_is_told() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let ticket = desk.get(&path, SECRET).await.body;
    assert_eq!((ticket.get("next_update"), ticket.get("late")), (None, None));
    let refused = desk.act(&path, "escalate", KEY, &json!({})).await;
    assert_eq!((refused.status.as_u16(), refused.problem()), (409, "not-late"));
}

#[tokio::test]
async fn a_look_after_the_time_has_passed_is_no_304() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let soon = Timestamp::now() + SignedDuration::from_millis(1_500);
    say(&desk, &path, Reply { next_update: Some(When::At(soon)), ..Reply::default() }).await;
    let look = async |tag: &str| {
        let request = with_secret(SECRET).uri(&path).header("if-none-match", tag);
        desk.send(request.body(Body::empty()).unwrap()).await
    };
    let first = look("\"none\"").await;
    assert_eq!((&first.body["can"]["escalate"], first.body.get("late")), (&json!(false), None));
    let tag = first.header("etag").unwrap();
    assert_eq!(look(tag).await.status, StatusCode::NOT_MODIFIED, "nothing happened yet");
    tokio::time::sleep(Duration::from_millis(1_600)).await;
    let late = look(tag).await;
    assert_eq!(late.status, StatusCode::OK, "time passed");
    assert_eq!((&late.body["can"]["escalate"], &late.body["late"]), (&json!(true), &json!(true)));
}

#[tokio::test]
async fn who_is_kept_waiting_asks_to_hurry_once_for_each_promise() {
    let (desk, path) = promising().await;
    let hurry = async |key: &str| desk.act(&path, "escalate", key, &json!({ "text": " Payday is tomorrow " })).await;
    let refused = |seen: &crate::exchange::Seen| (seen.status.as_u16(), seen.problem().to_owned());
    let can = async || desk.get(&path, SECRET).await.body["can"]["escalate"] == json!(true);
    assert_eq!(refused(&hurry("key-of-an-escalation-0").await), (409, "not-late".into()));
    later(&desk, TWO_HOURS).await;
    assert!(can().await);
    let done = hurry("key-of-an-escalation-1").await;
    insta::assert_json_snapshot!("escalated", done.clone().redacted());
    let again = hurry("key-of-an-escalation-1").await;
    assert_eq!((again.status.as_u16(), &again.body), (200, &done.body), "the same request counts once");
    assert_eq!(refused(&hurry("key-of-an-escalation-2").await), (409, "hurried".into()));
    let ticket = desk.get(&path, SECRET).await.body;
    assert_eq!((&ticket["can"]["escalate"], &ticket["late"]), (&json!(false), &json!(true)), "it is late all the same");
    assert_eq!(ticket["timeline"][1]["due"], ticket["next_update"]);
    desk.say(&path, "We are on it.", None).await;
    assert!(!can().await, "the solution is not late");
    later(&desk, TWO_HOURS).await;
    assert!(can().await, "another promise");
    assert_eq!(hurry("key-of-an-escalation-3").await.status, 201);
    assert!(!can().await);
}

#[tokio::test]
async fn hurrying_takes_its_part_of_the_limit_only_when_it_is_stored() {
    let one = desk::Limit { count: std::num::NonZeroU32::MIN, per: Duration::from_secs(600) };
    let desk = TestDesk::with(|config| config.actions = Some(one)).await;
    desk.desk.reload(&kb_with_promises());
    let path = desk.stored().await;
    for number in 0..3 {
        let early = desk.act(&path, "escalate", &format!("key-of-some-length-{number}"), &json!({})).await;
        assert_eq!(early.problem(), "not-late");
    }
    later(&desk, TWO_HOURS).await;
    assert_eq!(desk.act(&path, "escalate", KEY, &json!({})).await.status, 201);
    let more = desk.act(&path, "replies", "key-of-some-length", &json!({ "text": "And?" })).await;
    assert_eq!(more.problem(), "rate-limited");
}

#[tokio::test]
async fn the_desk_passes_a_ticket_on() {
    let (desk, path) = promising().await;
    let on = |team: &str, text: &str| Reply { team: Some(team.into()), text: text.into(), ..Reply::default() };
    say(&desk, &path, on(" Network\u{202e} ", "")).await;
    say(&desk, &path, on("Network", "We check the switch.")).await;
    let ticket = desk.get(&path, SECRET).await.body;
    let told: Vec<(&Value, &Value)> =
        ticket["timeline"].as_array().unwrap().iter().map(|entry| (&entry["kind"], &entry["team"])).collect();
    let (none, team) = (Value::Null, json!("Network"));
    assert_eq!(told, [(&json!("created"), &none), (&json!("escalated"), &team), (&json!("reply"), &none)]);
    assert_eq!(
        (&ticket["team"], minutes(&desk, &path).await),
        (&team, Some(240)),
        "to pass it on is no answer, a word is"
    );
    let reference = path.rsplit('/').next().unwrap();
    let error = desk::reply(&desk.database, reference, &on("Network", " ")).await.unwrap_err();
    assert!(matches!(error, desk::ReplyError::Already { .. }));
}

#[tokio::test]
async fn a_time_without_an_offset_is_one_of_this_computer() {
    let (desk, path) = promising().await;
    let soon = (Timestamp::now() + SignedDuration::from_hours(7 * 24)).to_string();
    let minute = &soon[..16];
    let when = minute.parse().unwrap();
    say(&desk, &path, Reply { next_update: Some(when), ..Reply::default() }).await;
    let told: Timestamp = desk.get(&path, SECRET).await.body["next_update"].as_str().unwrap().parse().unwrap();
    let distance = told.duration_since(format!("{minute}Z").parse().unwrap()).abs();
    assert!(distance <= SignedDuration::from_hours(14), "{told}");
}
