//! Canned replies.

use std::collections::BTreeSet;

use content::{Kb, Source};
use serde_json::json;

use super::{Agent, KEY, reference};
use crate::desk::{SECRET, TestDesk, kb, ticket};

const ASK: &str = "---\ntitle: Ask for the tray\n---\nHello {{name}},\n\nwhich tray is it? ({{reference}}, {{subject}})\n\n{{agent}}\n";

/// A desk whose knowledge base has these replies.
async fn with(replies: &[(&str, &str)]) -> TestDesk {
    let desk = TestDesk::open().await;
    let sources: Vec<Source> =
        replies.iter().map(|(path, text)| Source { path: (*path).into(), text: (*text).into() }).collect();
    let replies = Kb::read(&sources, BTreeSet::new()).0.replies;
    desk.desk.reload(&Kb { replies, ..kb() });
    desk
}

#[tokio::test]
async fn a_canned_reply_is_filled_for_the_ticket() {
    let desk = with(&[("replies/ask-tray.md", ASK)]).await;
    let path = desk.stored().await;
    let ana = Agent::ana(&desk).await;
    insta::assert_json_snapshot!("canned", ana.get("replies").await.redacted());
    let reply = json!({ "canned": "ask-tray", "state": "waiting_for_reader" });
    assert_eq!(ana.act(reference(&path), "replies", KEY, &reply).await.status, 201);
    let seen = desk.get(&path, SECRET).await.body;
    let text = seen["timeline"][1]["text"].as_str().unwrap().replace(reference(&path), "TZ-7F3K9Q");
    insta::assert_snapshot!(text, @"
    Hello Ada Osei,

    which tray is it? (TZ-7F3K9Q, The printer on floor 2 eats paper)

    Ana
    ");
}

#[tokio::test]
async fn a_reply_with_a_hole_in_it_is_not_sent() {
    let typo = "---\ntitle: Typo\n---\nHello {{nmae}}";
    let desk = with(&[("replies/ask-tray.md", ASK), ("replies/typo.md", typo)]).await;
    let mut nameless = json!({ "form": "lost", "values": { "device": "Phone" } });
    nameless["secret_hash"] = ticket()["secret_hash"].clone();
    let created = desk.post("key-of-a-lost-phone", &nameless).await;
    let ana = Agent::ana(&desk).await;
    for (number, (canned, lacking)) in
        [("ask-tray", "`{{name}}`"), ("typo", "`{{nmae}}`"), ("none", "no canned")].into_iter().enumerate()
    {
        let seen = ana
            .act(created.reference(), "replies", &format!("key-of-an-agent-{number}"), &json!({ "canned": canned }))
            .await;
        assert_eq!((seen.status.as_u16(), seen.body["errors"][0]["field"].as_str()), (422, Some("canned")), "{canned}");
        assert!(seen.body["errors"][0]["message"].as_str().unwrap().contains(lacking), "{}", seen.body);
    }
    assert_eq!(desk.count("SELECT count(*) FROM events WHERE kind = 'reply'").await, 0);
}
