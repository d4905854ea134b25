//! Calls by the Standard Webhooks specification.

use insta::assert_snapshot;

use super::*;

pub(super) const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

fn read_at(seconds: &str, body: &str) -> Result<Option<Callback>, Refused> {
    let secrets = vec![Secret::new(SECRET)];
    let callbacks = Callbacks::open(CallbackConfig::Standard(StandardCallback { secrets: secrets.clone() })).unwrap();
    let signature = Keys::read(&secrets).unwrap().signed("msg_1", seconds, body.as_bytes());
    let headers = [("webhook-id", "msg_1"), ("webhook-timestamp", seconds), ("webhook-signature", &signature)];
    call(&callbacks, &headers, body.as_bytes())
}

fn read(body: &str) -> Result<Option<Callback>, Refused> {
    read_at(SECONDS, body)
}

#[test]
fn state_and_words_are_read() {
    let both = r#"{"type": "ticket.replied", "data": {"id": "T-5", "state": "waiting_for_reader",
        "reply": {"id": 7, "name": "Ana", "text": "Which tray?"}}}"#;
    assert_snapshot!(told(read(both).unwrap()), @r#"T-5 (msg_1): reply 7 of Some("Ana"): "Which tray?"; state [WaitingForReader]"#);
    assert_snapshot!(told(read(r#"{"data": {"id": 5, "reply": {"text": "Yes"}}}"#).unwrap()), @r#"5 (msg_1): reply msg_1 of None: "Yes""#);
    assert_eq!(read(r#"{"data": {"id": "T-5"}}"#), Ok(None));
}

#[test]
fn old_calls_are_sent_away() {
    // 2026-11-28T09:00:00Z is 1795856400.
    let body = r#"{"data": {"id": "T-5", "state": "solved"}}"#;
    for good in ["1795856100", "1795856700"] {
        assert!(read_at(good, body).is_ok(), "{good}");
    }
    for bad in ["1795856099", "1795856701", "0", "x", "", "-1795856400", "99999999999999999999"] {
        assert!(matches!(read_at(bad, body), Err(Refused::Stale { .. })), "{bad}");
    }
    assert_snapshot!(read_at("0", body).unwrap_err(), @"the call was signed more than 5 minutes from now; it is an old one, or a clock is wrong");
}

#[test]
fn a_wrong_body_is_told() {
    assert_snapshot!(read(r#"{"data": {"id": "T-5", "state": "eaten"}}"#).unwrap_err(), @"the body of the call is wrong: `data.state` must be `new`, `in_progress`, `waiting_for_reader`, `solved` or `closed`");
    assert_snapshot!(read("{}").unwrap_err(), @"the body of the call is wrong: `data.id` must name a ticket");
    assert_snapshot!(read("[]").unwrap_err(), @"the body of the call is wrong: it is no JSON object");
    assert_eq!(read("[]").unwrap_err().status(), 400);
    assert_eq!(Refused::Forged.status(), 401);
}
