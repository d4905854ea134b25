//! Webhooks of a GitHub repository.

use desk::{
    SinkSettings,
    sink::{CallbackConfig, GithubCallback, GithubConfig, Secret, SinkConfig},
};
use insta::assert_snapshot;
use serde_json::{Value, json};

use super::{TOKEN, call, seen, sha256, told};
use crate::{
    desk::TestDesk,
    exchange::Seen,
    handover,
    sinks::{github::start, short, site::Site},
};

fn settings(site: &Site) -> SinkSettings {
    let mut config = GithubConfig::new(site.url("/"), "northwind", "desk", Secret::new("abc"));
    config.http = short();
    let callback = GithubCallback::new(Secret::new(TOKEN), "northwind", "desk", config.states.clone());
    SinkSettings {
        callback: Some(CallbackConfig::Github(callback)),
        ..SinkSettings::new("github", SinkConfig::Github(config))
    }
}

async fn tell(desk: &TestDesk, event: &str, delivery: &str, body: &Value) -> Seen {
    let signature = sha256(body);
    let headers =
        [("x-hub-signature-256", signature.as_str()), ("x-github-event", event), ("x-github-delivery", delivery)];
    call(desk, "github", &headers, body).await
}

fn comment(id: u32, words: &str) -> Value {
    json!({
        "action": "created",
        "issue": { "number": 7 },
        "comment": { "id": id, "body": words, "user": { "login": "ana" }, "author_association": "MEMBER" },
        "repository": { "full_name": "northwind/desk" },
    })
}

fn issue(action: &str) -> Value {
    json!({ "action": action, "issue": { "number": 7 }, "repository": { "full_name": "northwind/desk" } })
}

#[tokio::test]
async fn what_a_member_says_to_the_reader_reaches_him_and_a_closed_issue_is_a_solved_ticket() {
    let (_, site) = start().await;
    let (desk, path) = told(vec![settings(&site)]).await;
    let steps = [
        ("issue_comment", "d-1", comment(99, "/reply Which tray is it?")),
        ("issue_comment", "d-2", comment(100, "He never knows")),
        ("issues", "d-3", issue("closed")),
        ("issues", "d-3", issue("closed")),
        ("issues", "d-4", issue("reopened")),
        ("ping", "d-5", json!({ "zen": "Keep it logically awesome." })),
    ];
    for (event, delivery, body) in &steps {
        assert_eq!(tell(&desk, event, delivery, body).await.status, 200, "{event} {delivery}");
    }
    assert_snapshot!(seen(&desk, &path).await, @r#"
    in_progress
    created by reader -: "-" -
    reply by desk ana: "Which tray is it?" -
    state by desk -: "-" solved
    state by desk -: "-" in_progress
    "#);
}

#[tokio::test]
async fn what_the_desk_wrote_there_does_not_come_back() {
    let (repository, site) = start().await;
    let (desk, path) = told(vec![settings(&site)]).await;
    desk.say(&path, "/reply Which tray?", None).await;
    handover::wait_until_told(&desk).await;
    let before = seen(&desk, &path).await;
    let comments = repository.comments.lock().unwrap().clone();
    assert_eq!(comments.len(), 1);
    let body = comment(99, comments[0]["body"].as_str().unwrap());
    assert_eq!(tell(&desk, "issue_comment", "d-1", &body).await.status, 200);
    assert_eq!(seen(&desk, &path).await, before);
}
