//! `GET /api/agent/tickets`

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Agent, KEY, reference, refusal};
use crate::{
    desk::{SECRET, TestDesk, kb_with_promises, ticket, ticket_about},
    exchange::Seen,
    place::{change, let_history_change},
};

/// Subjects of what was found.
fn subjects(seen: &Seen) -> Vec<&str> {
    assert_eq!(seen.status, 200, "{}", seen.body);
    seen.body["tickets"].as_array().unwrap().iter().map(|ticket| ticket["subject"].as_str().unwrap()).collect()
}

async fn about(desk: &TestDesk, subject: &str) -> String {
    let created = desk.post(&format!("key-of-the-ticket-{}", subject.replace(' ', "-")), &ticket_about(subject)).await;
    created.header("location").unwrap().to_owned()
}

#[tokio::test]
async fn a_list_tells_what_is_needed_to_choose() {
    let desk = TestDesk::open().await;
    desk.stored().await;
    let ana = Agent::ana(&desk).await;
    insta::assert_json_snapshot!("list", ana.get("tickets").await.redacted());
}

#[tokio::test]
async fn a_list_holds_what_all_filters_are_true_of() {
    let desk = TestDesk::open().await;
    let first = about(&desk, "Printer_1").await;
    let second = about(&desk, "PRINTER 2").await;
    let mut lost = json!({ "form": "lost", "values": { "device": "Phone" } });
    lost["secret_hash"] = ticket()["secret_hash"].clone();
    assert_eq!(desk.post("key-of-a-lost-phone", &lost).await.status, 201);
    let ana = Agent::ana(&desk).await;
    ana.act(reference(&first), "assignee", KEY, &json!({ "me": true })).await;
    desk.say(&second, "Try now.", Some(content::ticket::State::Solved)).await;
    let all = ["Lost or stolen device", "PRINTER 2", "Printer_1"];
    let cases: [(&str, &[&str]); 19] = [
        ("", &all),
        ("state=new", &["Lost or stolen device", "Printer_1"]),
        ("state=solved&state=closed", &["PRINTER 2"]),
        ("state=new,solved", &all),
        ("mine=true", &["Printer_1"]),
        ("assignee=Ana", &["Printer_1"]),
        ("assignee=Ben", &[]),
        ("unassigned=true", &["Lost or stolen device", "PRINTER 2"]),
        ("form=lost", &["Lost or stolen device"]),
        ("team=Print+room", &["PRINTER 2", "Printer_1"]),
        ("category=printing&state=solved", &["PRINTER 2"]),
        ("priority=normal", &["PRINTER 2", "Printer_1"]),
        ("text=printer", &["PRINTER 2", "Printer_1"]),
        ("text=printer_", &["Printer_1"]),
        ("text=%25", &[]),
        ("text='%20OR%201=1--", &[]),
        ("created_since=2026-01-01", &all),
        ("updated_since=2999-01-01", &[]),
        ("order=oldest", &["Printer_1", "PRINTER 2", "Lost or stolen device"]),
    ];
    for (query, expected) in cases {
        assert_eq!(subjects(&ana.get(&format!("tickets?{query}")).await), expected, "{query}");
    }
    let by_reference = ana.get(&format!("tickets?text={}", reference(&first).to_lowercase())).await;
    assert_eq!(subjects(&by_reference), ["Printer_1"]);
}

#[tokio::test]
async fn what_the_list_does_not_know_is_refused() {
    let desk = TestDesk::open().await;
    let ana = Agent::ana(&desk).await;
    for query in ["stat=new", "state=open", "limit=0", "limit=201", "cursor=abc", "late=1", "order=best"] {
        assert_eq!(refusal(&ana.get(&format!("tickets?{query}")).await), (400, "bad-request".into()), "{query}");
    }
}

#[tokio::test]
async fn pages_hold_each_ticket_once_whatever_comes_or_changes_meanwhile() {
    for order in ["newest", "oldest"] {
        let desk = TestDesk::open().await;
        let ana = Agent::ana(&desk).await;
        let mut paths = Vec::new();
        for number in 0..7 {
            paths.push(about(&desk, &format!("Before {number}")).await);
        }
        let (mut seen, mut cursor, mut page) = (Vec::new(), String::new(), 0);
        loop {
            let answer = ana.get(&format!("tickets?limit=2&order={order}{cursor}")).await;
            seen.extend(subjects(&answer).into_iter().map(str::to_owned));
            about(&desk, &format!("Meanwhile {page}")).await;
            desk.say(&paths[page], "Soon.", None).await;
            page += 1;
            match &answer.body["next"] {
                Value::String(next) if page < 7 => cursor = format!("&cursor={next}"),
                Value::String(_) => break,
                _ => break,
            }
        }
        let before: Vec<&String> = seen.iter().filter(|subject| subject.starts_with("Before")).collect();
        assert_eq!(before.len(), 7, "{order}: {seen:?}");
        assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len(), "{order}: none comes twice");
    }
}

#[tokio::test]
async fn the_last_page_says_that_it_is_the_last() {
    let desk = TestDesk::open().await;
    let ana = Agent::ana(&desk).await;
    for number in 0..4 {
        about(&desk, &format!("Number {number}")).await;
    }
    let first = ana.get("tickets?limit=2").await;
    let next = first.body["next"].as_str().unwrap();
    let last = ana.get(&format!("tickets?limit=2&cursor={next}")).await;
    assert_eq!(subjects(&last), ["Number 1", "Number 0"]);
    assert_eq!(last.body["next"], Value::Null);
    let other = ana.get(&format!("tickets?limit=2&order=oldest&cursor={next}")).await;
    assert_eq!(refusal(&other), (400, "bad-request".into()), "a cursor belongs to its order");
}

#[tokio::test]
async fn late_ones_are_those_whose_promise_is_over() {
    let desk = TestDesk::open().await;
    desk.desk.reload(&kb_with_promises());
    let ana = Agent::ana(&desk).await;
    for subject in ["Early 1", "Late 1", "Early 2", "Late 2", "Answered"] {
        about(&desk, subject).await;
    }
    let_history_change(&desk.database).await;
    let back = "UPDATE tickets SET created = '2026-01-05T08:00:00.000Z' WHERE subject LIKE 'Late%' OR subject = 'Answered'; \
                UPDATE tickets SET state = 'waiting_for_reader' WHERE subject = 'Answered'";
    change(&desk.database, back).await;
    let late = ana.get("tickets?late=true").await;
    assert_eq!(subjects(&late), ["Late 2", "Late 1"]);
    assert_eq!(late.body["tickets"][0]["late"], true);
    assert_eq!(subjects(&ana.get("tickets?late=true&text=early").await), [""; 0]);
    let first = ana.get("tickets?late=true&limit=1").await;
    assert_eq!(subjects(&first), ["Late 2"]);
    let next = first.body["next"].as_str().unwrap();
    assert_eq!(subjects(&ana.get(&format!("tickets?late=true&limit=1&cursor={next}")).await), ["Late 1"]);
}

#[tokio::test]
async fn a_team_or_a_form_that_there_is_not_is_a_slip_unless_tickets_are_from_when_there_was() {
    let desk = TestDesk::open().await;
    desk.stored().await;
    let ana = Agent::ana(&desk).await;
    let refused = async |query: &str| {
        let seen = ana.get(&format!("tickets?{query}")).await;
        assert_eq!(refusal(&seen), (422, "invalid-answers".into()), "{query}");
        seen.body["errors"][0]["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(refused("team=Print+rom").await, "There is no team with this name: did you mean `Print room`?");
    assert_eq!(refused("form=losst").await, "There is no form with this id: did you mean `lost`?");
    assert!(refused("state=new&form=nope").await.starts_with("There is no form with this id: expected one of"));
    assert_eq!(subjects(&ana.get("tickets?team=Security").await), [""; 0], "it has none yet");
    change(&desk.database, "UPDATE tickets SET team = 'Typing pool', form = 'typing'").await;
    assert_eq!(subjects(&ana.get("tickets?team=Typing+pool&form=typing").await).len(), 1);
    assert_eq!(subjects(&ana.get("tickets?team=Typing+pool&state=closed").await), [""; 0]);
}

/// PostgreSQL takes no text with a zero in it, and says so as loudly as of a broken disk.
#[tokio::test]
async fn what_no_database_can_hold_is_found_nowhere() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let ana = Agent::ana(&desk).await;
    for query in ["team=%00", "form=%00"] {
        assert_eq!(ana.get(&format!("tickets?{query}")).await.status, 422, "{query}");
    }
    for query in ["category=%00", "assignee=a%00b", "priority=%00", "text=%00"] {
        let seen = ana.get(&format!("tickets?{query}")).await;
        assert_eq!((seen.status.as_u16(), &seen.body["tickets"]), (200, &json!([])), "{query}");
    }
    let file = format!("tickets/{}/files/%00", path.rsplit('/').next().unwrap());
    assert_eq!(ana.get(&file).await.status, 404);
    assert_eq!(desk.get(&format!("{path}/files/%00"), SECRET).await.status, 404);
}
