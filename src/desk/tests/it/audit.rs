//! The audit log tells who did what, and whether anything was changed since.

use desk::{AuditFault, AuditReport};
use serde_json::json;

use crate::{
    agent::Agent,
    desk::{TestDesk, ticket_about},
    place::{change, let_history_change},
};

async fn look(desk: &TestDesk) -> AuditReport {
    desk::verify_audit(&desk.database, None).await.unwrap()
}

/// A desk with two tickets, one of which was talked about, with a photo.
async fn talked() -> TestDesk {
    let desk = TestDesk::open().await;
    let ticket = desk.ticket_with_photo(1).await;
    let created = desk.post("key-of-the-first-ticket", &ticket).await;
    let path = created.header("location").unwrap().to_owned();
    desk.act(&path, "replies", "key-of-the-first-reply", &json!({ "text": "It hums" })).await;
    desk.say(&path, "Try now.", Some(content::ticket::State::Solved)).await;
    desk.act(&path, "rating", "key-of-the-first-rating", &json!({ "stars": 4 })).await;
    desk.post("key-of-the-second-ticket", &ticket_about("Another")).await;
    desk
}

/// Lets somebody change what the desk protects, as only who has the database can.
async fn with_a_free_hand(desk: &TestDesk, sql: &str) {
    let_history_change(&desk.database).await;
    match desk.database.file() {
        Some(_) => {
            change(&desk.database, "DROP TRIGGER IF EXISTS audit_stays; DROP TRIGGER IF EXISTS audit_is_kept").await
        }
        None => change(&desk.database, "DROP TRIGGER IF EXISTS audit_stays ON audit").await,
    }
    change(&desk.database, sql).await;
}

#[tokio::test]
async fn all_that_happens_is_in_it_and_holds_together() {
    let desk = talked().await;
    let report = look(&desk).await;
    assert_eq!((report.rows, report.faults), (5, Vec::new()));
    let by = "SELECT count(*) FROM audit WHERE actor = 'command line' AND who = 'desk' AND state = 'solved'";
    assert_eq!(desk.count(by).await, 1);
    let later = desk::verify_audit(&desk.database, Some(&report.head)).await.unwrap();
    assert_eq!(later.has_kept, Some(true));
}

#[tokio::test]
async fn it_holds_no_text_of_a_ticket() {
    let desk = talked().await;
    let all = "SELECT count(*) FROM audit WHERE coalesce(detail, '') <> '' OR actor NOT IN ('reader', 'command line')";
    assert_eq!(desk.count(all).await, 0);
}

#[tokio::test]
async fn what_was_changed_by_hand_is_found() {
    for (sql, expected) in [
        (
            "UPDATE events SET text = 'It does not hum' WHERE text = 'It hums'",
            AuditFault::Changed { row: 2, ticket: 1 },
        ),
        ("UPDATE events SET stars = 5 WHERE stars = 4", AuditFault::Changed { row: 4, ticket: 1 }),
        ("UPDATE events SET who = 'desk' WHERE id = 2", AuditFault::Changed { row: 2, ticket: 1 }),
        (
            "UPDATE answers SET value = '\"Bob\"' WHERE ticket = 2 AND field = 'name'",
            AuditFault::Changed { row: 5, ticket: 2 },
        ),
        ("UPDATE tickets SET subject = 'A fan' WHERE id = 2", AuditFault::Changed { row: 5, ticket: 2 }),
        ("UPDATE files SET name = 'other.jpg'", AuditFault::Changed { row: 1, ticket: 1 }),
        ("DELETE FROM events WHERE id = 2", AuditFault::Gone { row: 2, ticket: 1 }),
        ("DELETE FROM tickets WHERE id = 2", AuditFault::Gone { row: 5, ticket: 2 }),
        (
            "INSERT INTO events (id, ticket, at, kind) VALUES (6, 1, '2026-11-28T08:00:00.000Z', 'reply')",
            AuditFault::Unrecorded { event: 6, ticket: 1 },
        ),
        ("UPDATE audit SET at = '2026-11-28T08:00:00.000Z' WHERE id = 5", AuditFault::Chain { row: 5 }),
        ("UPDATE audit SET digest = NULL WHERE id = 5", AuditFault::Chain { row: 5 }),
        ("DELETE FROM audit WHERE id = 3; DELETE FROM events WHERE id = 3", AuditFault::Chain { row: 4 }),
    ] {
        let desk = talked().await;
        with_a_free_hand(&desk, sql).await;
        let faults = look(&desk).await.faults;
        assert!(faults.contains(&expected), "{sql}: {faults:?}");
    }
}

#[tokio::test]
async fn a_ticket_that_stands_otherwise_than_the_log_says_is_found() {
    let desk = talked().await;
    let created = desk.post("key-of-the-third-ticket", &ticket_about("A third")).await;
    let (path, third) = (created.header("location").unwrap(), created.reference());
    let ana = Agent::ana(&desk).await;
    ana.act(third, "assignee", "key-of-an-agent-1", &json!({ "assignee": "Ben" })).await;
    ana.act(third, "assignee", "key-of-an-agent-2", &json!({ "me": true })).await;
    let passed = ana.act(third, "state", "key-of-an-agent-3", &json!({ "team": "Service desk" })).await;
    assert_eq!(passed.status, 201, "{}", passed.body);
    desk.act(path, "revoke", "key-of-the-end-of-a-link", &json!({})).await;
    assert_eq!(look(&desk).await.faults, []);
    for (sql, ticket, field, log, stands) in [
        ("state = 'closed'", 1, "state", Some("solved"), Some("closed")),
        ("state = 'solved'", 2, "state", Some("new"), Some("solved")),
        ("team = 'Print room'", 3, "team", Some("Service desk"), Some("Print room")),
        ("assignee = 'Mallory'", 2, "assignee", None, Some("Mallory")),
        ("assignee = NULL", 3, "assignee", Some("Ana"), None),
        ("revoked = '2026-11-28T08:00:00.000Z'", 2, "revoked", None, Some("2026-11-28T08:00:00.000Z")),
    ] {
        let was = format!(
            "UPDATE tickets SET {} WHERE id = {ticket}",
            match log {
                Some(log) => format!("{field} = '{log}'"),
                None => format!("{field} = NULL"),
            }
        );
        change(&desk.database, &format!("UPDATE tickets SET {sql} WHERE id = {ticket}")).await;
        let [AuditFault::Differs { ticket: on, field: of, log: then, stands: now, .. }] = &look(&desk).await.faults[..]
        else {
            panic!("{sql}: {:?}", look(&desk).await.faults)
        };
        assert_eq!((*on, *of, then.as_deref(), now.as_deref()), (ticket, field, log, stands), "{sql}");
        change(&desk.database, &was).await;
    }
    change(&desk.database, "UPDATE tickets SET created = '2026-11-01T00:00:00.000Z' WHERE id = 2").await;
    let report = look(&desk).await;
    let [fault @ AuditFault::Differs { log: Some(log), .. }] = &report.faults[..] else { panic!("{report:?}") };
    let told = fault.to_string().replace(log, "THEN");
    assert!(told.starts_with("ticket 2 (TZ-"), "{told}");
    assert!(told.ends_with("): `created` is `THEN` by the log, and `2026-11-01T00:00:00.000Z` stands there"), "{told}");
}

#[tokio::test]
async fn a_log_that_was_cut_off_is_found_by_whoever_kept_its_end() {
    let desk = talked().await;
    let head = look(&desk).await.head;
    with_a_free_hand(&desk, "DELETE FROM audit WHERE id = 5; DELETE FROM tickets WHERE id = 2").await;
    let report = desk::verify_audit(&desk.database, Some(&head)).await.unwrap();
    assert_eq!((report.faults, report.has_kept), (Vec::new(), Some(false)));
}

#[tokio::test]
async fn nobody_changes_it_by_the_way() {
    let desk = talked().await;
    for sql in ["UPDATE audit SET kind = 'reply'", "DELETE FROM audit"] {
        let mut connection = crate::place::connect(&desk.database).await;
        let changed = sqlx::query(sql).execute(&mut connection).await;
        assert!(changed.unwrap_err().to_string().contains("only added to"), "{sql}");
    }
}
