//! Who is let in.

use std::{num::NonZeroU32, time::Duration};

use axum::{body::Body, http::Request};
use desk::{Limit, Scope, TokenError};
use serde_json::{Value, json};

use super::{Agent, KEY, reference, refusal};
use crate::{
    desk::{SECRET, TestDesk},
    place::change,
};

const NOBODY: &str = "tzd_0000000000000000000000000000000000000000";

#[tokio::test]
async fn a_token_is_shown_once_and_only_its_hash_is_kept() {
    let desk = TestDesk::open().await;
    let issued =
        desk::add_token(&desk.database, " Ana\n", &[Scope::Write, Scope::Read, Scope::Read], None).await.unwrap();
    assert!(issued.secret.starts_with("tzd_") && issued.secret.len() == 44, "{}", issued.secret.len());
    let listed = desk::list_tokens(&desk.database).await.unwrap();
    assert_eq!(listed, std::slice::from_ref(&issued.token));
    assert_eq!((listed[0].name.as_str(), listed[0].scopes.as_slice()), ("Ana", [Scope::Read, Scope::Write].as_slice()));
    assert_eq!(listed[0].hint, issued.secret[4..10]);
    let kept = "SELECT count(*) FROM tokens WHERE length(hash) = 32 AND length(hint) = 6";
    assert_eq!(desk.count(kept).await, 1);
}

#[tokio::test]
async fn nobody_is_let_in_without_a_token() {
    let desk = TestDesk::open().await;
    let bare = Request::get("/api/agent/tickets").body(Body::empty()).unwrap();
    insta::assert_json_snapshot!("no_token", desk.send(bare).await.redacted());
    for (wrong, kind) in
        [(NOBODY, "wrong-token"), (SECRET, "wrong-token"), ("tzd_", "wrong-token"), ("tzd_é", "wrong-token")]
    {
        let seen = desk.get("/api/agent/tickets", wrong).await;
        assert_eq!(refusal(&seen), (401, kind.into()), "{wrong}");
        assert!(seen.header("www-authenticate").unwrap().contains("invalid_token"));
    }
    let Agent { token, .. } = Agent::ana(&desk).await;
    let mut almost = token.clone();
    let last = if almost.pop() == Some('0') { '1' } else { '0' };
    almost.push(last);
    assert_eq!(desk.get("/api/agent/tickets", &almost).await.status, 401, "the first letters are not enough");
    assert_eq!(desk.get("/api/agent/tickets", &token).await.status, 200);
}

#[tokio::test]
async fn a_token_is_no_secret_of_a_ticket() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let Agent { token, .. } = Agent::ana(&desk).await;
    let seen = desk.get(&path, &token).await;
    insta::assert_json_snapshot!("token_for_secret", seen.redacted());
}

#[tokio::test]
async fn a_token_that_was_ended_or_has_ended_by_itself_lets_nobody_in() {
    let desk = TestDesk::open().await;
    let (ana, ben) = (Agent::ana(&desk).await, Agent::new(&desk, "Ben", &[Scope::Read]).await);
    for agent in [&ana, &ben] {
        assert_eq!(agent.get("tickets").await.status, 200);
    }
    let ended = desk::revoke_token(&desk.database, &ana.token[..10]).await.unwrap();
    assert_eq!((ended.name.as_str(), ended.revoked.is_some()), ("Ana", true));
    insta::assert_json_snapshot!("token_over", ana.get("tickets").await.redacted());
    let again = desk::revoke_token(&desk.database, &ana.token).await.unwrap_err();
    assert!(matches!(again, TokenError::Already { .. }), "{again}");
    let none = desk::revoke_token(&desk.database, "zzzzzz").await.unwrap_err();
    assert!(matches!(none, TokenError::NoSuchToken { .. }) && none.help().is_some());
    change(&desk.database, "UPDATE tokens SET expires = '2026-01-01T00:00:00.000Z' WHERE name = 'Ben'").await;
    assert_eq!(refusal(&ben.get("tickets").await), (401, "token-over".into()));
}

#[tokio::test]
async fn a_token_does_what_its_scopes_say_and_no_more() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let reference = reference(&path);
    let reader = Agent::new(&desk, "Report", &[Scope::Read]).await;
    let writer = Agent::new(&desk, "Robot", &[Scope::Write]).await;
    let tag = reader.tag(reference).await;
    let note = json!({ "text": "Seen" });
    let seen = reader.act_on(reference, &tag, "notes", KEY, &note).await;
    insta::assert_json_snapshot!("missing_scope", seen.redacted());
    for what in ["replies", "state", "assignee", "merge"] {
        assert_eq!(reader.act_on(reference, &tag, what, KEY, &Value::Null).await.status, 403, "{what}");
    }
    for path in
        ["tickets", "events", "replies", &format!("tickets/{reference}"), &format!("tickets/{reference}/export")]
    {
        assert_eq!(refusal(&writer.get(path).await), (403, "missing-scope".into()), "{path}");
    }
    assert_eq!(writer.act_on(reference, &tag, "notes", KEY, &note).await.status, 201);
    for agent in [&reader, &writer] {
        assert_eq!(agent.erase(reference, "*").await.status, 403);
    }
}

#[tokio::test]
async fn who_tries_tokens_has_to_wait() {
    let limit = Limit { count: NonZeroU32::new(3).unwrap(), per: Duration::from_secs(600) };
    let desk = TestDesk::with(|config| config.misses = Some(limit)).await;
    let ana = Agent::ana(&desk).await;
    for _ in 0..10 {
        assert_eq!(ana.get("tickets").await.status, 200);
    }
    for _ in 0..3 {
        assert_eq!(desk.get("/api/agent/tickets", NOBODY).await.status, 401);
    }
    assert_eq!(refusal(&ana.get("tickets").await), (429, "rate-limited".into()), "not even a right one is answered");
    let path = desk.stored().await;
    assert_eq!(desk.get(&path, SECRET).await.status, 200, "readers behind the same address go on");
}

#[tokio::test]
async fn the_day_of_the_last_use_is_kept_and_the_audit_log_has_who_was_let_in() {
    let desk = TestDesk::open().await;
    let ana = Agent::ana(&desk).await;
    assert_eq!(desk::list_tokens(&desk.database).await.unwrap()[0].used, None);
    ana.get("tickets").await;
    let used = desk::list_tokens(&desk.database).await.unwrap()[0].used.clone().unwrap();
    assert_eq!(used.len(), "2026-11-28".len());
    desk::revoke_token(&desk.database, &ana.token).await.unwrap();
    let logged =
        "SELECT count(*) FROM audit WHERE kind IN ('token_added', 'token_revoked') AND detail LIKE '% of Ana: %'";
    assert_eq!(desk.count(logged).await, 2);
    assert_eq!(desk::verify_audit(&desk.database, None).await.unwrap().faults, []);
}
