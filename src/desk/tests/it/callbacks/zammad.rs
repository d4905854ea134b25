//! Triggers at Zammad.

use desk::{
    SinkSettings,
    sink::{CallbackConfig, Secret, SinkConfig, ZammadCallback, ZammadConfig},
};
use insta::assert_snapshot;
use serde_json::{Value, json};

use super::{TOKEN, call, seen, sha1, told};
use crate::{
    desk::{TestDesk, act},
    exchange::Seen,
    handover,
    sinks::{
        short,
        site::Site,
        zammad::{Zammad, start},
    },
};

fn settings(site: &Site) -> SinkSettings {
    let mut config = ZammadConfig::new(site.url("/"), Secret::new("abc"), "Service desk", "unknown@northwind.example");
    config.http = short();
    let callback = ZammadCallback { secret: Secret::new(TOKEN), states: ZammadConfig::states() };
    SinkSettings {
        callback: Some(CallbackConfig::Zammad(callback)),
        ..SinkSettings::new("zammad", SinkConfig::Zammad(config))
    }
}

async fn desk() -> (std::sync::Arc<Zammad>, Site, TestDesk, String) {
    let (zammad, site) = start().await;
    let (desk, path) = told(vec![settings(&site)]).await;
    (zammad, site, desk, path)
}

async fn tell(desk: &TestDesk, delivery: &str, body: &Value) -> Seen {
    call(desk, "zammad", &[("x-hub-signature", &sha1(body)), ("x-zammad-delivery", delivery)], body).await
}

fn article(id: u32, internal: bool, words: &str, state: &str) -> Value {
    json!({
        "ticket": { "id": 81, "state": state },
        "article": {
            "id": id,
            "body": words,
            "content_type": "text/plain",
            "created_by": { "firstname": "Ana", "lastname": "Diaz" },
            "internal": internal,
            "sender": "Agent",
            "subject": null,
        },
    })
}

#[tokio::test]
async fn what_an_agent_says_there_reaches_the_reader_here_and_what_is_internal_does_not() {
    let (zammad, _site, desk, path) = desk().await;
    assert_eq!(tell(&desk, "d-1", &article(104, false, "Which tray is it?", "open")).await.status, 200);
    assert_eq!(tell(&desk, "d-2", &article(105, true, "He never knows", "open")).await.status, 200);
    assert_eq!(tell(&desk, "d-3", &article(106, false, "Have a look now", "closed")).await.status, 200);
    assert_snapshot!(seen(&desk, &path).await, @r#"
    solved
    created by reader -: "-" -
    reply by desk Ana Diaz: "Which tray is it?" in_progress
    reply by desk Ana Diaz: "Have a look now" solved
    "#);
    assert_eq!(zammad.articles.lock().unwrap().len(), 1, "nothing of it goes back");
    let actors = "SELECT count(*) FROM events WHERE actor = 'sink:zammad'";
    assert_eq!(desk.count(actors).await, 2);
}

#[tokio::test]
async fn the_same_call_and_the_same_words_count_once() {
    let (_, _site, desk, path) = desk().await;
    let body = article(104, false, "Which tray is it?", "open");
    for delivery in ["d-1", "d-1", "d-2"] {
        assert_eq!(tell(&desk, delivery, &body).await.status, 200);
    }
    let seen = seen(&desk, &path).await;
    assert_eq!(seen.matches("Which tray").count(), 1, "{seen}");
}

#[tokio::test]
async fn what_the_desk_wrote_there_does_not_come_back() {
    let (zammad, _site, desk, path) = desk().await;
    let reply = json!({ "text": "The lower one" });
    assert_eq!(desk.send(act(&path, "replies", "key-of-a-reply-there", &reply)).await.status, 201);
    desk.say(&path, "Thank you", None).await;
    handover::wait_until_told(&desk).await;
    let before = seen(&desk, &path).await;
    let articles = zammad.articles.lock().unwrap().clone();
    assert_eq!(articles.len(), 3);
    for (number, mut article) in articles.into_iter().enumerate() {
        article["id"] = (104 + number).into();
        article["sender"] = "Agent".into();
        article["internal"] = false.into();
        let body = json!({ "ticket": { "id": 81, "state": "new" }, "article": article });
        assert_eq!(tell(&desk, &format!("d-{number}"), &body).await.status, 200);
    }
    assert_eq!(seen(&desk, &path).await, before);
}

#[tokio::test]
async fn a_ticket_that_nobody_handed_over_is_not_there() {
    let (_, _site, desk, _) = desk().await;
    let mut body = article(104, false, "Which tray is it?", "open");
    body["ticket"]["id"] = 82.into();
    let answer = tell(&desk, "d-1", &body).await;
    assert_eq!((answer.status.as_u16(), answer.problem()), (404, "not-found"));
    assert_eq!(desk.count("SELECT count(*) FROM callbacks").await, 0);
}
