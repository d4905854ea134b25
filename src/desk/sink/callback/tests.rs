#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod github;
mod glpi;
mod jira;
mod standard;
mod zammad;

use axum::http::{HeaderName, HeaderValue};
use hmac::{Hmac, Mac, digest::KeyInit};
use proptest::prelude::*;
use serde_json::Value;
use sha1::Sha1;
use sha2::Sha256;

use super::*;
use crate::sink::{GithubConfig, GlpiConfig, JiraConfig, Secret, States, ZammadConfig};

const SECRET: &str = "It's a Secret to Everybody";
const NOW: &str = "2026-11-28T09:00:00Z";
/// The same in seconds.
const SECONDS: &str = "1795856400";

/// Reads a call with some headers.
fn call(callbacks: &Callbacks, headers: &[(&'static str, &str)], body: &[u8]) -> Result<Option<Callback>, Refused> {
    let headers = headers
        .iter()
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()))
        .collect();
    callbacks.read(&Call { headers: &headers, body, path_secret: None, now: NOW.parse().unwrap() })
}

fn hex<M: Mac + KeyInit>(parts: &[&[u8]]) -> String {
    let mut mac = <M as Mac>::new_from_slice(SECRET.as_bytes()).unwrap();
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn sha256(parts: &[&[u8]]) -> String {
    hex::<Hmac<Sha256>>(parts)
}

fn no_labels() -> States<Option<String>> {
    GithubConfig::new("https://api.github.com".parse().unwrap(), "", "", Secret::new("")).states
}

/// What is told, in one line.
fn told(callback: Option<Callback>) -> String {
    let Some(Callback { remote, delivery, changes }) = callback else { return "nothing".into() };
    let changes: Vec<_> = changes
        .iter()
        .map(|change| match change {
            Change::State(there) => format!("state {:?}", there.0),
            Change::Reply { id, name, text } => format!("reply {id} of {name:?}: {text:?}"),
        })
        .collect();
    format!("{remote} ({delivery}): {}", changes.join("; "))
}

#[test]
fn a_ticket_that_stands_so_already_stays() {
    let open = StateThere::read(&ZammadConfig::states(), |name| name == "open").unwrap();
    assert_eq!(open.next(State::WaitingForReader), None);
    assert_eq!(open.next(State::InProgress), None);
    assert_eq!(open.next(State::Solved), Some(State::InProgress));
    assert_eq!(StateThere::read(&GlpiConfig::states(), |number| *number == 9), None);
    let none = StateThere::read(&JiraConfig::states(), |name| name == "Resolved").unwrap();
    assert_eq!(none.next(State::New), Some(State::Solved));
}

#[test]
fn words_are_cleaned_and_cut() {
    let read = |words: &str| match reply("1".into(), Some(" Ana\r\n\u{202e} "), words) {
        Some(Change::Reply { name, text, .. }) => Some((name.unwrap(), text)),
        _ => None,
    };
    assert_eq!(read(" It\u{202e} hums\r\n"), Some(("Ana".into(), "It hums".into())));
    assert_eq!(read("\u{0} \n"), None);
    assert_eq!(read("Ana answered\n\ntierzero/TZ-7F3K9Q/evt_02\n"), None);
    assert_eq!(read("tierzero/TZ\\-7F3K9Q/evt\\_02\nAna answered"), None);
    assert!(read("As said:\n> tierzero/TZ-7F3K9Q/evt_02").is_some());
    assert_eq!(read(&"é".repeat(30_000)).unwrap().1.chars().count(), LONGEST_TEXT);
}

fn all() -> Vec<(Callbacks, &'static str)> {
    let open = |config| Callbacks::open(config).unwrap();
    let secret = || Secret::new(SECRET);
    vec![
        (
            open(CallbackConfig::Standard(StandardCallback { secrets: vec![Secret::new(standard::SECRET)] })),
            "webhook-signature",
        ),
        (
            open(CallbackConfig::Zammad(ZammadCallback { secret: secret(), states: ZammadConfig::states() })),
            "x-hub-signature",
        ),
        (open(CallbackConfig::Glpi(GlpiCallback::new(secret(), GlpiConfig::states()))), "x-glpi-signature"),
        (
            open(CallbackConfig::Jira(JiraCallback {
                secret: Some(secret()),
                path_secret: None,
                states: JiraConfig::states(),
            })),
            "x-hub-signature",
        ),
        (
            open(CallbackConfig::Github(GithubCallback::new(secret(), "northwind", "desk", no_labels()))),
            "x-hub-signature-256",
        ),
    ]
}

/// The headers with which each of them takes a body.
fn headers(body: &[u8]) -> [(&'static str, String); 9] {
    let keys = Keys::read(&[Secret::new(standard::SECRET)]).unwrap();
    let sha1 = hex::<Hmac<Sha1>>(&[body]);
    [
        ("webhook-id", "msg_1".into()),
        ("webhook-timestamp", SECONDS.into()),
        ("webhook-signature", keys.signed("msg_1", SECONDS, body)),
        ("x-hub-signature", format!("sha1={sha1}")),
        ("x-hub-signature-256", format!("sha256={}", sha256(&[body]))),
        ("x-glpi-signature", sha256(&[body, SECONDS.as_bytes()])),
        ("x-glpi-timestamp", SECONDS.into()),
        ("x-zammad-delivery", "d-1".into()),
        ("x-github-delivery", "d-1".into()),
    ]
}

/// JSON that has the names the readers look for, and anything under them.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "(/reply |tierzero/|&#x|<p>|[\\PC]){0,8}".prop_map(Value::from),
        prop_oneof![Just("Agent"), Just("open"), Just("created"), Just("new"), Just("Ticket"), Just("northwind/desk")]
            .prop_map(Value::from),
    ];
    let name = prop_oneof![
        "ticket|article|issue|comment|data|item|changelog|items|fields|status|state|reply|repository|created_by|author|event",
        "id|number|body|text|content|internal|jsdPublic|is_private|sender|itemtype|items_id|name|action|full_name|field",
    ];
    leaf.prop_recursive(4, 64, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name.clone(), inner, 0..8)
                .prop_map(|all| Value::Object(all.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_is_signed_nothing_breaks(body in prop_oneof![
        any::<Vec<u8>>(),
        json().prop_map(|json| json.to_string().into_bytes()),
    ], event in "issues|issue_comment|ping") {
        for (callbacks, _) in all() {
            let mut headers = headers(&body).to_vec();
            headers.push(("x-github-event", event.clone()));
            let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
            if let Ok(Some(Callback { changes, .. })) = call(&callbacks, &headers, &body) {
                prop_assert!(!changes.is_empty());
            }
        }
    }

    #[test]
    fn whatever_the_headers_are_nothing_unsigned_is_read(body in any::<Vec<u8>>(), value in "(sha1=|sha256=|v1,)?[ -~]{0,80}") {
        for (callbacks, signature) in all() {
            let mut headers = headers(&body);
            headers.iter_mut().filter(|(name, _)| *name == signature).for_each(|(_, header)| *header = value.clone());
            let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
            prop_assert_eq!(call(&callbacks, &headers, &body), Err(Refused::Forged));
            let unsigned = matches!(call(&callbacks, &[], &body), Err(Refused::Unsigned { .. }));
            prop_assert!(unsigned);
        }
    }
}
