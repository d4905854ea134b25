#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use content::Verify;
use content::ticket::{Answered, ArticleRead, Context, Device, File, GuidePath, NewTicket, Value};
use proptest::{collection, option, prelude::*};
use serde_json::json;

use super::*;

fn said(body: &str) -> String {
    ticket(body.as_bytes()).unwrap_err()
}

fn sample() -> Json {
    json!({ "form": "incident", "values": {}, "secret_hash": "0" })
}

fn with(field: &str, value: Json) -> String {
    let mut changed = sample();
    changed["values"][field] = value;
    said(&changed.to_string())
}

fn in_context(context: Json) -> String {
    let mut changed = sample();
    changed["context"] = context;
    said(&changed.to_string())
}

#[test]
fn what_is_no_json_is_told_with_its_place() {
    insta::assert_snapshot!(said(""), @"The body is not JSON: it ends too early.");
    insta::assert_snapshot!(said("{\"form\": \"inci"), @"The body is not JSON: it ends too early.");
    insta::assert_snapshot!(said("{\n  \"form\": incident"), @"The body is not JSON in UTF-8: see line 2, near byte 11 of it.");
    assert!(ticket(b"{\"form\":\"\xff\"}").unwrap_err().contains("UTF-8"));
    assert!(said(&"[".repeat(1_000)).contains("not JSON"));
}

#[test]
fn all_faults_are_told_at_once() {
    insta::assert_snapshot!(said("[]"), @"The body is not a ticket: the body must be an object, not a list.");
    insta::assert_snapshot!(said("{}"), @"The body is not a ticket: `form` is missing; `values` is missing; `secret_hash` is missing.");
    insta::assert_snapshot!(said(r#"{"form": 1, "values": [], "secret_hash": null, "context": "x", "surprise": true}"#), @"The body is not a ticket: `form` must be a text, not a number; `values` must be an object, not a list; `context` must be an object, not a text; `secret_hash` must be a text, not null; `surprise` is not known here.");
}

#[test]
fn an_answer_is_one_of_three_kinds() {
    insta::assert_snapshot!(with("summary", json!({})), @"The body is not a ticket: `values.summary` must be a text, a list of texts, or a list of files, not an object.");
    insta::assert_snapshot!(with("affected", json!(["Me", 1, true])), @"The body is not a ticket: `values.affected[1]` must be a text, not a number; `values.affected[2]` must be a text, not true or false.");
    insta::assert_snapshot!(with("photos", json!([{ "name": "jam.jpg", "data": "", "size": -3 }])), @"The body is not a ticket: `values.photos[0].type` is missing; `values.photos[0].size` must be a whole number of bytes, not a number; `values.photos[0].upload` is missing; `values.photos[0].data` is not known here.");
}

#[test]
fn the_way_through_a_guide_is_looked_at_too() {
    insta::assert_snapshot!(in_context(json!({ "page": 1, "colour": "red" })), @"The body is not a ticket: `context.page` must be a text, not a number; `context.colour` is not known here.");
    insta::assert_snapshot!(in_context(json!({ "guide": { "guide": "vpn", "answers": [{ "question": "Why?" }] } })), @"The body is not a ticket: `context.guide.title` is missing; `context.guide.answers[0].answer` is missing.");
}

#[test]
fn what_the_reader_tried_is_looked_at_too() {
    insta::assert_snapshot!(in_context(json!({ "searches": [1], "articles": [{ "path": "a/", "solved": "yes" }], "device": { "browser": 7, "ip": "" } })), @r#"The body is not a ticket: `context.articles[0].title` is missing; `context.articles[0].solved` must be true or false, not a text; `context.searches[0]` must be a text, not a number; `context.device.browser` must be a text, not a number; `context.device.ip` is not known here."#);
    insta::assert_snapshot!(in_context(json!({ "searches": vec!["a"; 13] })), @r#"The body is not a ticket: `context.searches` has more than 12 items."#);
}

#[test]
fn what_is_demanded_is_one_of_a_few_words() {
    let demanding = |word: Json| {
        let mut changed = sample();
        changed["verify"] = word;
        ticket(changed.to_string().as_bytes()).map(|ticket| ticket.verify)
    };
    assert_eq!(demanding("callback".into()), Ok(Some(Verify::Callback)));
    assert_eq!(demanding(Json::Null), Ok(None));
    insta::assert_snapshot!(demanding("none".into()).unwrap_err(), @"The body is not a ticket: `verify` must be `callback`, or left out.");
    insta::assert_snapshot!(demanding(false.into()).unwrap_err(), @"The body is not a ticket: `verify` must be a text, not true or false.");
}

#[test]
fn words_of_a_reader_are_not_repeated_and_the_answer_stays_short() {
    let mut odd = sample();
    odd["values"] = (0..1_000).map(|number| (format!("my secret {number}"), json!(number))).collect();
    odd["my password is swordfish"] = "swordfish".into();
    let told = said(&odd.to_string());
    assert!(told.contains("`values.…` must be") && told.ends_with("; and 996 more."), "{told}");
    assert!(told.len() < 1_000 && !told.contains("secret") && !told.contains("swordfish"), "{told}");
}

fn tickets() -> impl Strategy<Value = NewTicket> {
    let text = || "\\PC{0,8}";
    let file = (text(), text(), any::<u64>(), text()).prop_map(|(name, media_type, size, upload)| File {
        name,
        media_type,
        size,
        upload,
    });
    let value = prop_oneof![
        text().prop_map(Value::Text),
        collection::vec(text(), 0..3).prop_map(Value::Many),
        collection::vec(file, 1..3).prop_map(Value::Files),
    ];
    let answered = (text(), text()).prop_map(|(question, answer)| Answered { question, answer });
    let guide = (text(), text(), text(), collection::vec(answered, 0..3))
        .prop_map(|(guide, title, revision, answers)| GuidePath { guide, title, revision, answers });
    let article = (text(), text(), text(), option::of(any::<bool>()))
        .prop_map(|(path, title, revision, solved)| ArticleRead { path, title, revision, solved });
    let fact = || option::of(text());
    let device = (fact(), fact(), fact(), fact(), fact()).prop_map(|(browser, system, screen, time_zone, language)| {
        Device { browser, system, screen, time_zone, language }
    });
    let context =
        (option::of(guide), option::of(text()), collection::vec(article, 0..3), collection::vec(text(), 0..3), device)
            .prop_map(|(guide, page, articles, searches, device)| Context { guide, page, articles, searches, device });
    let verify = option::of(Just(Verify::Callback));
    (text(), collection::btree_map(text(), value, 0..4), context, verify, text(), text()).prop_map(
        |(form, values, context, verify, leave_empty, secret_hash)| NewTicket {
            form,
            values,
            context,
            verify,
            leave_empty,
            secret_hash,
        },
    )
}

proptest! {
    #[test]
    fn whatever_a_browser_writes_is_read_back(new in tickets()) {
        let json = serde_json::to_vec(&new).unwrap();
        prop_assert_eq!(ticket(&json), Ok(new));
    }
}
