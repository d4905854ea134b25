use std::path::Path;

use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::Value;

use super::*;
use crate::fuzzing::tests::json;

/// Names that are looked for, and texts by which the desk knows again what it wrote.
const NAMES: &str = "id|title|subject|name|content|session_token|issueId|requestFieldValues|fieldId|value|_links|web|agent|values\
    |isLastPage|body|temporaryAttachments|temporaryAttachmentId|transitions|to|number|html_url|created_at|url|\\PC{0,6}";
const TEXT: &str = "\\PC{0,12}|\\[TZ-7F3K9Q\\] x|<p>tierzero/TZ-7F3K9Q/evt_02</p>";

const SEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/seeds/answers");

fn seed(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(SEEDS).join(name).with_extension("txt")).unwrap()
}

#[test]
fn where_all_is_answered_as_it_should_be_all_is_handed_over() {
    let mut trial = held(&TRIAL);
    for number in 0..trial.sinks.len() {
        let name = trial.sinks[number].0;
        let outcomes = trial.hand_over(number, &seed(name));
        assert!(outcomes.iter().all(Option::is_some), "{name}: {outcomes:?}");
        assert!(held(&trial.script).iter().all(Vec::is_empty), "{name} asks for less than there is");
    }
}

#[test]
fn answers_that_are_too_long_are_no_answers() {
    let long = format!("200 {}", Value::from(vec![serde_json::json!({ "name": "x".repeat(90) }); MOST / 90]));
    let mut trial = held(&TRIAL);
    for number in 0..4 {
        assert_eq!(trial.hand_over(number, format!("{long}\n{long}\n{long}").as_bytes()), [None, None, None]);
    }
}

/// An id that no database and no address would take is none.
#[test]
fn a_ticket_without_a_usable_name_is_no_ticket() {
    let mut trial = held(&TRIAL);
    for id in [String::new(), "1".repeat(201)] {
        let script = format!("200 {{\"values\":[]}}\n201 {{\"issueId\":\"{id}\"}}");
        assert_eq!(trial.hand_over(2, script.as_bytes()), [None, None, None], "{id}");
    }
}

fn line() -> impl Strategy<Value = Vec<u8>> {
    let status = select(vec![200_u16, 201, 204, 302, 400, 401, 403, 404, 410, 413, 422, 429, 500, 503]);
    let body = prop_oneof![vec(any::<u8>(), 0..40), json(NAMES, TEXT).prop_map(|json| json.to_string().into_bytes())];
    prop_oneof![
        3 => (Just(200_u16), body.clone()),
        1 => (status, body),
    ]
    .prop_map(|(status, body)| [status.to_string().as_bytes(), b" ", &body].concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn whatever_another_system_answers_ends_in_a_result_or_in_few_words(
        from in select(vec!["zammad", "glpi", "jira", "github", "webhook", "refused"]),
        kept in 0..8_usize,
        lines in vec(line(), 0..8),
    ) {
        // Begins as it should, and goes on as it should not.
        let seed = seed(from);
        let begun = seed.split(|byte| *byte == b'\n').take(kept).map(<[u8]>::to_vec);
        answers(&begun.chain(lines).collect::<Vec<_>>().join(&b'\n'));
    }
}
