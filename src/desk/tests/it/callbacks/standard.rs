//! Calls by the Standard Webhooks specification.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use desk::{
    SinkSettings,
    sink::{CallbackConfig, Secret, StandardCallback},
};
use hmac::{Hmac, Mac as _};
use insta::assert_snapshot;
use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::Sha256;

use super::{call, seen, told};
use crate::{
    desk::TestDesk,
    exchange::Seen,
    handover::{self, SECRET, webhook},
    sinks::site::{Site, Told},
};

fn settings(name: &str, site: &Site) -> SinkSettings {
    let callback = StandardCallback { secrets: vec![Secret::new(SECRET)] };
    SinkSettings { callback: Some(CallbackConfig::Standard(callback)), ..webhook(name, site.url("/")) }
}

/// Signs as the specification has it.
fn signature(id: &str, at: &str, body: &Value) -> String {
    let key = STANDARD.decode(SECRET.strip_prefix("whsec_").unwrap()).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{id}.{at}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

async fn tell_at(desk: &TestDesk, at: i64, id: &str, body: &Value) -> Seen {
    let at = at.to_string();
    let signature = signature(id, &at, body);
    let headers = [("webhook-id", id), ("webhook-timestamp", &at), ("webhook-signature", &signature)];
    call(desk, "hook", &headers, body).await
}

async fn tell(desk: &TestDesk, id: &str, body: &Value) -> Seen {
    tell_at(desk, Timestamp::now().as_second(), id, body).await
}

#[tokio::test]
async fn words_and_states_come_back_and_are_told_to_the_others_only() {
    let site = Site::start(|asked| match asked.path.as_str() {
        "/" => Told::json(200, json!({ "id": "T-5", "url": "https://there.example/T-5" })),
        _ => Told::text(204, ""),
    })
    .await;
    let other = webhook("other", site.url("/other"));
    let (desk, path) = told(vec![settings("hook", &site), other]).await;
    let reply = json!({ "id": "1", "name": "Ana", "text": "Which tray is it?" });
    let body = json!({ "data": { "id": "T-5", "state": "waiting_for_reader", "reply": reply } });
    assert_eq!(tell(&desk, "msg_1", &body).await.status, 200);
    assert_eq!(tell(&desk, "msg_1", &body).await.status, 200);
    assert_eq!(tell(&desk, "msg_2", &body).await.status, 200);
    handover::wait_until_told(&desk).await;
    assert_snapshot!(seen(&desk, &path).await, @r#"
    waiting_for_reader
    created by reader -: "-" -
    reply by desk Ana: "Which tray is it?" waiting_for_reader
    "#);
    let heard = |path: &str| site.asked().iter().filter(|asked| asked.path == path).count();
    assert_eq!((heard("/"), heard("/other")), (1, 2));
}

#[tokio::test]
async fn a_ticket_without_a_name_of_its_own_there_is_called_by_its_reference() {
    let site = Site::start(|_| Told::text(204, "")).await;
    let (desk, path) = told(vec![settings("hook", &site)]).await;
    let reference = path.rsplit('/').next().unwrap();
    let body = json!({ "data": { "id": reference, "state": "solved" } });
    assert_eq!(tell(&desk, "msg_1", &body).await.status, 200);
    assert!(seen(&desk, &path).await.starts_with("solved\n"));
}

#[tokio::test]
async fn a_ticket_that_is_still_being_handed_over_is_known_by_its_reference() {
    let site = Site::start(|_| Told::text(503, "")).await;
    let desk = handover::desk(vec![settings("hook", &site)]).await;
    let path = desk.stored().await;
    let reference = path.rsplit('/').next().unwrap();
    let body = json!({ "data": { "id": reference, "state": "in_progress" } });
    assert_eq!(tell(&desk, "msg_1", &body).await.status, 200);
    assert!(seen(&desk, &path).await.starts_with("in_progress\n"));
}

#[tokio::test]
async fn an_old_call_is_sent_away() {
    let site = Site::start(|_| Told::text(204, "")).await;
    let (desk, _) = told(vec![settings("hook", &site)]).await;
    let body = json!({ "data": { "id": "T-5", "state": "solved" } });
    let answer = tell_at(&desk, Timestamp::now().as_second() - 3_600, "msg_1", &body).await;
    assert_eq!((answer.status.as_u16(), answer.problem()), (401, "call-unverified"));
    let answer = tell(&desk, "msg_2", &json!({ "data": { "state": "solved" } })).await;
    assert_eq!((answer.status.as_u16(), answer.problem()), (400, "call-misshapen"));
}
