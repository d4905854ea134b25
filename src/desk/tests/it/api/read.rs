//! `GET /api/tickets/{reference}`

use axum::{body::Body, http::Request};
use serde_json::json;

use crate::{
    desk::{SECRET, SECRET_HASH, TestDesk, ticket, ticket_about, with_secret},
    exchange::Seen,
    place::change,
};

const KEY: &str = "6f1f6c1e-2b0a-4f55-9a55-0d6b0a3f7a10";

async fn stored(desk: &TestDesk) -> String {
    desk.post(KEY, &desk.ticket_with_photo(7).await).await.reference().to_owned()
}

#[tokio::test]
async fn the_secret_opens_the_ticket() {
    let desk = TestDesk::open().await;
    let reference = stored(&desk).await;
    let seen = desk.get(&format!("/api/tickets/{reference}"), SECRET).await;
    assert_eq!(seen.reference(), reference);
    assert_eq!(seen.body["created"], seen.body["updated"]);
    insta::assert_json_snapshot!("ticket", seen.redacted());
}

#[tokio::test]
async fn a_reference_is_read_as_people_type_it() {
    let desk = TestDesk::open().await;
    let reference = stored(&desk).await.to_lowercase().replace('0', "o").replace('1', "l");
    assert_eq!(desk.get(&format!("/api/tickets/{reference}"), SECRET).await.status, 200);
}

#[tokio::test]
async fn an_unknown_reference_and_a_wrong_secret_are_told_the_same() {
    let desk = TestDesk::open().await;
    let reference = stored(&desk).await;
    let wrong = desk.get(&format!("/api/tickets/{reference}"), "wrong").await.redacted();
    let same = |seen: Seen| assert_eq!(json!(seen.redacted()), json!(wrong));
    same(desk.get("/api/tickets/TZ-000000", SECRET).await);
    same(desk.get("/api/tickets/%ff", SECRET).await);
    same(desk.get("/api/tickets/'%20OR%201=1", SECRET).await);
    same(desk.get(&format!("/api/tickets/{reference}"), SECRET_HASH).await);
    insta::assert_json_snapshot!("no_such_ticket", wrong);
}

#[tokio::test]
async fn without_a_bearer_secret_there_is_no_answer() {
    let desk = TestDesk::open().await;
    let path = format!("/api/tickets/{}", stored(&desk).await);
    let bare = desk.send(Request::get(&path).body(Body::empty()).unwrap()).await;
    insta::assert_json_snapshot!("no_secret", bare.redacted());
    for header in ["Basic YTpi", "Bearer", "Bearer ", "bearer   ", SECRET] {
        let request = Request::get(&path).header("authorization", header).body(Body::empty()).unwrap();
        assert_eq!(desk.send(request).await.status, 401, "{header}");
    }
    let request = Request::get(&path).header("authorization", format!("bearer {SECRET}")).body(Body::empty()).unwrap();
    assert_eq!(desk.send(request).await.status, 200);
}

#[tokio::test]
async fn the_first_route_that_fits_gives_the_team() {
    let desk = TestDesk::open().await;
    let mut elsewhere = ticket_about("No Wi-Fi");
    elsewhere["values"]["category"] = "Something else".into();
    let lost = json!({ "form": "lost", "values": { "device": "My phone" }, "secret_hash": SECRET_HASH });
    let cases =
        [(ticket(), "Print room", "normal"), (elsewhere, "Service desk", "normal"), (lost, "Security", "urgent")];
    for (number, (ticket, team, priority)) in cases.into_iter().enumerate() {
        let created = desk.post(&format!("key-of-some-length-{number}"), &ticket).await;
        let seen = desk.get(&format!("/api/tickets/{}", created.reference()), SECRET).await;
        assert_eq!((&seen.body["team"], &seen.body["priority"]), (&json!(team), &json!(priority)));
    }
}

#[tokio::test]
async fn a_form_without_a_summary_gives_its_name_as_the_subject() {
    let desk = TestDesk::open().await;
    let lost = json!({ "form": "lost", "values": { "device": "My phone" }, "secret_hash": SECRET_HASH });
    let created = desk.post(KEY, &lost).await;
    let seen = desk.get(&format!("/api/tickets/{}", created.reference()), SECRET).await;
    assert_eq!(seen.body["subject"], "Lost or stolen device");
}

#[tokio::test]
async fn a_head_request_gets_the_headers_only() {
    let desk = TestDesk::open().await;
    let path = format!("/api/tickets/{}", stored(&desk).await);
    let seen = desk.send(with_secret(SECRET).method("HEAD").uri(path).body(Body::empty()).unwrap()).await;
    assert_eq!((seen.status.as_u16(), seen.body), (200, serde_json::Value::Null));
}

async fn ask(desk: &TestDesk, path: &str, tag: &str) -> Seen {
    let request = with_secret(SECRET).uri(path).header("if-none-match", tag);
    desk.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_ticket_that_is_known_already_is_not_sent_again() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let tag = desk.get(&path, SECRET).await.header("etag").unwrap().to_owned();
    for known in [tag.clone(), format!("\"other\", W/{tag}"), "*".into()] {
        let seen = ask(&desk, &path, &known).await;
        assert_eq!((seen.status.as_u16(), seen.header("etag")), (304, Some(tag.as_str())), "{known}");
        assert_eq!((seen.header("cache-control"), &seen.body), (Some("no-store"), &serde_json::Value::Null));
    }
    assert_eq!(ask(&desk, &path, "\"other\"").await.status, 200);
    desk.say(&path, "We are on it.", None).await;
    let changed = ask(&desk, &path, &tag).await;
    assert_eq!(changed.status, 200);
    assert_ne!(changed.header("etag"), Some(tag.as_str()));
}

#[tokio::test]
async fn of_a_long_timeline_the_newest_entries_are_told_and_nothing_is_added_by_the_reader() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    change(
        &desk.database,
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 209)
         INSERT INTO events (ticket, at, kind, who, text) SELECT 1, '2026-11-23T08:00:00.000Z', 'reply', 'desk', CAST(i AS TEXT) FROM n",
    )
    .await;
    let seen = desk.get(&path, SECRET).await.body;
    let timeline = seen["timeline"].as_array().unwrap();
    assert_eq!((timeline.len(), &seen["earlier"]), (200, &json!(10)));
    assert_eq!((&timeline[0]["text"], &timeline[199]["text"]), (&json!("10"), &json!("209")));
    assert_eq!((&seen["can"]["reply"], &seen["can"]["confirm_solved"]), (&json!(false), &json!(true)));
    let refused = desk.act(&path, "replies", "key-of-some-length", &json!({ "text": "And?" })).await;
    assert_eq!((refused.status.as_u16(), refused.problem()), (409, "full"));
}
