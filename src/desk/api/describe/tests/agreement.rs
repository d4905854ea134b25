//! A body that its schema allows is read, and one that the schema does not allow is refused.

use content::FileLimits;
use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};

use super::{DOCUMENT, misfit};
use crate::{intake, shape};

/// A body with everything in it.
fn whole(body: &str) -> Value {
    let file = json!({ "name": "jam.jpg", "type": "image/jpeg", "size": 9, "upload": "0a".repeat(16) });
    let standing = json!({
        "text": "It hums", "canned": null, "files": [file], "state": "new", "team": "x", "next_update": "2026-11-28T14:00:00Z",
    });
    match body {
        "NewTicket" => json!({
            "form": "incident",
            "values": { "summary": "It hums", "affected": ["Me"], "photos": [file] },
            "context": {
                "guide": { "guide": "x", "title": "x", "revision": "x", "answers": [{ "question": "x", "answer": "x" }] },
                "page": "x/",
                "articles": [{ "path": "x/", "title": "x", "revision": "x", "solved": false }],
                "searches": ["x"],
                "device": { "browser": "x", "system": "x", "screen": "x", "time_zone": "x", "language": "x" },
            },
            "verify": "callback",
            "leave_empty": "",
            "secret_hash": "0".repeat(64),
        }),
        "NewReply" | "Reopening" => json!({ "text": "It hums", "files": [file] }),
        "Rating" => json!({ "stars": 5, "text": "Quick" }),
        "AgentStateBody" => json!({ "state": "new", "team": "x", "next_update": "2026-11-28T14:00:00Z" }),
        "AssigneeBody" => json!({ "assignee": "Ben", "me": null }),
        "AgentReplyBody" => standing,
        "Confirmation" => json!({ "code": "7F3K-9Q01" }),
        "AskAgain" => json!({ "email": "ada@northwind.example" }),
        "RequesterBody" => json!({ "email": "ada@northwind.example" }),
        "MergeBody" => json!({ "into": "TZ-2M8T4X", "text": "x" }),
        _ => json!({ "text": "It hums" }),
    }
}

/// Whether the endpoint reads a body, and whether nothing in it needs another look either.
fn taken(body: &str, bytes: &[u8]) -> (bool, bool) {
    let limits = FileLimits::default();
    let both = |read: Result<bool, String>| (read.is_ok(), read.unwrap_or_default());
    match body {
        "NewTicket" => both(shape::ticket(bytes).map(|ticket| {
            let is_hash = ticket.secret_hash.len() == 64
                && ticket.secret_hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
            let files = ticket.values.into_values().filter_map(|value| match value {
                content::ticket::Value::Files(files) => Some(files),
                _ => None,
            });
            let fit = |files| intake::reply(&content::ticket::NewReply { text: String::new(), files }, &limits).is_ok();
            is_hash && content::ticket::decoy(&ticket.leave_empty).is_none() && files.into_iter().all(fit)
        })),
        "NewReply" => both(shape::reply(bytes).map(|reply| reply.check(&limits).is_empty())),
        "Reopening" => both(shape::reopening(bytes).map(|reopening| reopening.check(&limits).is_empty())),
        "Rating" => both(shape::rating(bytes).map(|rating| rating.check().is_empty())),
        "Escalation" => both(shape::escalation(bytes).map(|escalation| escalation.check().is_empty())),
        "Nothing" => both(shape::nothing(bytes).map(|()| true)),
        "AgentReplyBody" => both(shape::agent_reply(bytes).map(|reply| {
            let says = reply.text.is_some_and(|text| !text.trim().is_empty()) || reply.canned.is_some();
            let sent = content::ticket::NewReply { text: String::new(), files: reply.files };
            (says || !sent.files.is_empty()) && (sent.files.is_empty() || sent.check(&limits).is_empty())
        })),
        "AgentStateBody" => both(shape::agent_state(bytes).map(|_| true)),
        "AssigneeBody" => both(shape::assignee(bytes).map(|assignee| match assignee {
            shape::Assignee::Somebody(name) => !name.trim().is_empty(),
            _ => true,
        })),
        "Confirmation" => both(shape::confirmation(bytes).map(|_| true)),
        "AskAgain" => both(shape::ask_again(bytes).map(|_| true)),
        "RequesterBody" => both(shape::requester(bytes).map(|email| content::ticket::looks_like_email(&email))),
        "MergeBody" => both(shape::merging(bytes).map(|_| true)),
        other => panic!("nothing reads `{other}`"),
    }
}

const BODIES: [&str; 13] = [
    "Confirmation",
    "AskAgain",
    "NewTicket",
    "NewReply",
    "Reopening",
    "Rating",
    "Escalation",
    "Nothing",
    "AgentReplyBody",
    "AgentStateBody",
    "AssigneeBody",
    "MergeBody",
    "RequesterBody",
];

/// What is put in the place of something else.
fn odd() -> Vec<Value> {
    let mut odd = vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(5),
        json!(6),
        json!(-1),
        json!(1.5),
        json!(5.0),
    ];
    odd.extend(["", " ", "x", "new", "callback", "2026-11-28T14:00:00Z"].map(Value::from));
    odd.extend([json!([]), json!([null]), json!(["x"]), json!({}), json!({ "x": 1 }), json!(vec!["x"; 13])]);
    odd
}

/// All places in a value, from the inside out.
fn places(value: &Value, place: String, all: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, member)| places(member, format!("{place}/{name}"), all));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(number, item)| places(item, format!("{place}/{number}"), all));
        }
        _ => {}
    }
    all.push(place);
}

/// Changes one thing: another value, one member less, or one more.
fn change(body: &mut Value, what: u8, place: Index, odd_one: Index) {
    let mut all = Vec::new();
    places(body, String::new(), &mut all);
    let place = place.get(&all).clone();
    let value = odd_one.get(&odd()).clone();
    let (above, name) = place.rsplit_once('/').unwrap_or_default();
    match (what, body.pointer_mut(&place), name) {
        (0, Some(target), _) => *target = value,
        (1, _, name) => {
            if let Some(members) = body.pointer_mut(above).and_then(Value::as_object_mut) {
                members.remove(name);
            }
        }
        (_, Some(Value::Object(members)), _) => {
            let names = ["odd", "text", "files", "me", "context", "state", "canned"];
            members.insert((*odd_one.get(&names)).to_owned(), value);
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn what_a_schema_allows_is_read_and_what_it_does_not_is_refused(
        which in any::<Index>(),
        changes in prop::collection::vec((0..3_u8, any::<Index>(), any::<Index>()), 0..4),
    ) {
        let body = *which.get(&BODIES);
        let mut sent = whole(body);
        for (what, place, value) in changes {
            change(&mut sent, what, place, value);
        }
        let fault = misfit(&DOCUMENT, &json!({ "$ref": format!("#/components/schemas/{body}") }), &sent);
        let (is_read, is_taken) = taken(body, sent.to_string().as_bytes());
        match fault {
            None => prop_assert!(is_read, "{body} is allowed, and is not read: {sent}"),
            Some(fault) => prop_assert!(!is_taken, "{body} is not allowed ({fault}), and is taken: {sent}"),
        }
    }
}
