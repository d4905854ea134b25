//! `POST /api/agent/tickets/{reference}/…`

use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{Agent, KEY, reference, refusal};
use crate::{
    desk::{JAM, SECRET, TestDesk, file, id, kb},
    exchange::Seen,
    place::change,
};

#[tokio::test]
async fn agents_see_all_of_a_ticket_and_its_reader_sees_only_what_is_said_to_him() {
    let desk = TestDesk::open().await;
    let created = desk.post("key-of-a-new-ticket", &desk.ticket_with_photo(1).await).await;
    let path = created.header("location").unwrap();
    let reference = reference(path);
    let ana = Agent::ana(&desk).await;
    ana.act(reference, "assignee", "key-of-an-agent-1", &json!({ "me": true })).await;
    desk.photo(7).await;
    let note = json!({ "text": " The fuser\u{202e} again ", "files": [file(7, "../fuser.jpg", JAM)] });
    let noted = ana.act(reference, "notes", "key-of-an-agent-2", &note).await;
    insta::assert_json_snapshot!("noted", noted.redacted());
    let reply = json!({ "text": "Which tray is it?", "state": "waiting_for_reader" });
    let said = ana.act(reference, "replies", "key-of-an-agent-3", &reply).await;
    insta::assert_json_snapshot!("said", said.redacted());
    insta::assert_json_snapshot!("ticket", ana.get(&format!("tickets/{reference}")).await.redacted());
    let seen = desk.get(path, SECRET).await.body;
    let kinds: Vec<&Value> = seen["timeline"].as_array().unwrap().iter().map(|entry| &entry["kind"]).collect();
    assert_eq!(kinds, ["created", "reply"]);
    assert!(!seen.to_string().contains("fuser"), "{seen}");
    let (status, _, bytes) = desk.fetch(&format!("/api/agent/tickets/{reference}/files/{}", id(7)), &ana.token).await;
    assert_eq!((status, bytes.as_slice()), (200, JAM));
}

#[tokio::test]
async fn a_file_of_a_note_is_not_given_to_the_reader() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let ana = Agent::ana(&desk).await;
    desk.photo(7).await;
    let note = json!({ "text": "", "files": [file(7, "fuser.jpg", JAM)] });
    assert_eq!(ana.act(reference(&path), "notes", KEY, &note).await.status, 201);
    let (status, ..) = desk.fetch(&format!("{path}/files/{}", id(7)), SECRET).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn a_note_changes_nothing_that_the_reader_can_see() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let ana = Agent::ana(&desk).await;
    let before = desk.get(&path, SECRET).await;
    ana.act(reference(&path), "notes", "key-of-an-agent-1", &json!({ "text": "Seen" })).await;
    ana.act(reference(&path), "assignee", "key-of-an-agent-2", &json!({ "assignee": "Ben" })).await;
    let after = desk.get(&path, SECRET).await;
    assert_eq!((before.header("etag"), &before.body), (after.header("etag"), &after.body));
}

#[tokio::test]
async fn a_change_must_say_what_it_is_a_change_of() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let (reference, ana) = (reference(&path), Agent::ana(&desk).await);
    let state = json!({ "state": "in_progress" });
    let bare = ana.act_on(reference, "", "state", KEY, &state).await;
    insta::assert_json_snapshot!("no_version", bare.redacted());
    let other = ana.act_on(reference, "\"v999\"", "state", KEY, &state).await;
    assert_eq!(refusal(&other), (412, "changed-meanwhile".into()));
    for odd in ["W/\"v1\"", "v1", "\"x\"", "\"v1", "\"v+1\"", "\"v\"", "\"v1\", x"] {
        let seen = ana.act_on(reference, odd, "state", KEY, &state).await;
        assert_eq!(refusal(&seen), (400, "bad-request".into()), "{odd}");
        assert!(seen.body["detail"].as_str().unwrap().contains("such as `\"v12\"`"), "{}", seen.body);
    }
    assert_eq!(
        ana.act_on(reference, "\"v1\", \"v999\"", "state", KEY, &state).await.status,
        201,
        "one of several fits"
    );
    let any = json!({ "text": "Any" });
    assert_eq!(ana.act_on(reference, "*", "notes", "key-of-an-agent-1", &any).await.status, 201);
}

#[tokio::test]
async fn of_two_agents_at_once_one_is_told_that_the_ticket_has_changed() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let reference = reference(&path);
    let (ana, ben) = (Agent::ana(&desk).await, Agent::new(&desk, "Ben", &desk::Scope::ALL).await);
    let tag = ana.tag(reference).await;
    assert_eq!(tag, ben.tag(reference).await);
    let mut sent = JoinSet::new();
    for (agent, text) in [(&ana, "It is the fuser."), (&ben, "Try another tray.")] {
        let path = format!("tickets/{reference}/replies");
        let request =
            agent.request("POST", &path, &tag, &format!("{KEY}-{}", &agent.token[4..10]), &json!({ "text": text }));
        let router = desk.desk.router();
        sent.spawn(async move { Seen::read(tower::ServiceExt::oneshot(router, request).await.unwrap()).await });
    }
    let mut answers = sent.join_all().await;
    answers.sort_by_key(|seen| seen.status);
    assert_eq!(answers[0].status, 201);
    insta::assert_json_snapshot!("stale", answers.remove(1).redacted());
    assert_eq!(desk.count("SELECT count(*) FROM events WHERE kind = 'reply'").await, 1);
    let after = ana.act(reference, "replies", "key-after-a-second-look", &json!({ "text": "Both." })).await;
    assert_eq!(after.status, 201);
}

#[tokio::test]
async fn what_the_reader_says_meanwhile_is_a_change_too() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let ana = Agent::ana(&desk).await;
    let tag = ana.tag(reference(&path)).await;
    desk.act(&path, "replies", "key-of-the-reader", &json!({ "text": "It works again" })).await;
    let seen = ana.act_on(reference(&path), &tag, "replies", KEY, &json!({ "text": "We are on it" })).await;
    assert_eq!(refusal(&seen), (412, "changed-meanwhile".into()));
}

#[tokio::test]
async fn a_reminder_of_the_desk_is_no_change() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let ana = Agent::ana(&desk).await;
    let tag = ana.tag(reference(&path)).await;
    let reminder = "INSERT INTO events (id, ticket, at, kind, who, internal) \
                    VALUES (99, 1, '2026-11-28T08:00:00.000Z', 'sla_breached', 'system', 1)";
    change(&desk.database, reminder).await;
    let record = ana.get(&format!("tickets/{}", reference(&path))).await;
    assert_eq!(
        (record.header("etag"), &record.body["timeline"][1]["kind"]),
        (Some(tag.as_str()), &json!("sla_breached"))
    );
    assert_eq!(ana.act_on(reference(&path), &tag, "notes", KEY, &json!({ "text": "Seen" })).await.status, 201);
}

#[tokio::test]
async fn a_request_that_comes_again_is_done_once() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let (reference, ana) = (reference(&path), Agent::ana(&desk).await);
    let tag = ana.tag(reference).await;
    let reply = json!({ "text": "Which tray is it?" });
    let first = ana.act_on(reference, &tag, "replies", KEY, &reply).await;
    let again = ana.act_on(reference, &tag, "replies", KEY, &reply).await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 200), "the old tag is that of the same request");
    assert_eq!((&first.body, first.header("etag")), (&again.body, again.header("etag")));
    let other = ana.act(reference, "replies", KEY, &json!({ "text": "Which paper?" })).await;
    assert_eq!(refusal(&other), (409, "key-reused".into()));
    let elsewhere = ana.act(reference, "notes", KEY, &reply).await;
    assert_eq!(refusal(&elsewhere), (409, "key-reused".into()));
    let ben = Agent::new(&desk, "Ben", &desk::Scope::ALL).await;
    assert_eq!(refusal(&ben.act(reference, "replies", KEY, &reply).await), (409, "key-reused".into()));
    assert_eq!(desk.count("SELECT count(*) FROM events WHERE kind = 'reply'").await, 1);
}

#[tokio::test]
async fn what_is_wrong_with_a_change_is_told() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let (reference, ana) = (reference(&path), Agent::ana(&desk).await);
    let long = "x".repeat(20_001);
    let photo = json!([{ "name": "a.jpg", "type": "image/jpeg", "size": 7, "upload": id(9) }]);
    let cases = [
        ("replies", json!({}), 422, "text"),
        ("replies", json!({ "text": " " }), 422, "text"),
        ("replies", json!({ "text": long }), 422, "text"),
        ("replies", json!({ "text": "x", "canned": "y" }), 400, ""),
        ("replies", json!({ "text": "x", "team": "x".repeat(501) }), 422, "team"),
        ("replies", json!({ "text": "x", "team": "print room" }), 422, "team"),
        ("state", json!({ "team": "Print rom" }), 422, "team"),
        ("replies", json!({ "text": "x", "files": photo }), 422, "files"),
        ("replies", json!({ "text": "x", "next_update": "2026-01-01T00:00:00Z" }), 422, "next_update"),
        ("notes", json!({ "text": "" }), 422, "text"),
        ("notes", json!({ "text": "x", "state": "new" }), 400, ""),
        ("state", json!({}), 400, ""),
        ("state", json!({ "state": "open" }), 400, ""),
        ("state", json!({ "state": "new" }), 409, ""),
        ("assignee", json!({ "assignee": " " }), 422, "assignee"),
        ("assignee", json!({ "assignee": null }), 409, ""),
        ("assignee", json!({}), 400, ""),
        ("merge", json!({ "into": "TZ-000000" }), 409, ""),
        ("merge", json!({ "into": reference }), 409, ""),
    ];
    for (number, (what, body, status, field)) in cases.into_iter().enumerate() {
        let seen = ana.act(reference, what, &format!("key-of-an-agent-{number}"), &body).await;
        assert_eq!(seen.status.as_u16(), status, "{number} {what} {}", seen.body);
        assert_eq!(seen.body["errors"][0]["field"].as_str().unwrap_or_default(), field, "{number}");
    }
    assert_eq!(desk.count("SELECT count(*) FROM events").await, 1);
    let nobody = ana.act_on("TZ-000000", "*", "notes", KEY, &json!({ "text": "x" })).await;
    assert_eq!(refusal(&nobody), (404, "no-such-ticket".into()));
    assert_eq!(refusal(&ana.get("tickets/TZ-000000").await), (404, "no-such-ticket".into()));
}

#[tokio::test]
async fn a_ticket_is_passed_on_to_teams_that_there_are() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let (reference, ana) = (reference(&path), Agent::ana(&desk).await);
    let pass_on = async |team: &str| {
        let key = format!("key-of-passing-on-{}", team.replace(' ', "-"));
        let seen = ana.act(reference, "state", &key, &json!({ "team": team })).await;
        (seen.status.as_u16(), seen.body["errors"][0]["message"].as_str().unwrap_or_default().to_owned())
    };
    let (status, told) = pass_on("Securty").await;
    assert_eq!((status, told.as_str()), (422, "There is no team with this name: did you mean `Security`?"));
    let (status, told) = pass_on("Second line").await;
    assert_eq!(status, 422);
    assert!(told.ends_with("expected one of `Security`, `Nobody`, `Print room`, `Service desk`"), "{told}");
    let mut with_more = kb();
    with_more.settings.tickets.teams = vec!["Second line".into()];
    desk.desk.reload(&with_more);
    assert_eq!(pass_on("Second line").await.0, 201);
    with_more.settings = content::Settings::default();
    desk.desk.reload(&with_more);
    assert_eq!(pass_on("Whoever").await.0, 201, "where no team is named, any is taken");
}

#[tokio::test]
async fn a_ticket_is_passed_on_and_the_log_knows_by_whom() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let (reference, ana) = (reference(&path), Agent::ana(&desk).await);
    let state = json!({ "state": "in_progress", "team": "Service desk", "next_update": "2999-01-01T00:00:00Z" });
    assert_eq!(ana.act(reference, "state", KEY, &state).await.status, 201);
    let seen = desk.get(&path, SECRET).await.body;
    assert_eq!((&seen["state"], &seen["team"]), (&json!("in_progress"), &json!("Service desk")));
    assert_eq!((&seen["timeline"][1]["kind"], &seen["timeline"][1]["name"]), (&json!("escalated"), &json!("Ana")));
    assert_eq!(desk.count("SELECT count(*) FROM audit WHERE actor LIKE 'token:______' AND who = 'desk'").await, 1);
    assert_eq!(desk::verify_audit(&desk.database, None).await.unwrap().faults, []);
}
