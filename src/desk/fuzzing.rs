//! What must hold whatever is sent: for the fuzzer in `fuzz`, and for a test that tries less of it. No part of what is shipped.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, Mac, digest::KeyInit};
use jiff::Timestamp;
use serde::Serialize;
use sha1::Sha1;
use sha2::Sha256;

pub use crate::sink::fuzzing::answers;
use crate::{
    shape,
    sink::{
        Call, CallbackConfig, Callbacks, GithubCallback, GithubConfig, GlpiCallback, GlpiConfig, JiraCallback,
        JiraConfig, Refused, Secret, StandardCallback, ZammadCallback, ZammadConfig,
    },
};

/// Most bytes of what a client's developer is told of a body.
const LONGEST: usize = 2_000;
const SECRET: &str = "It's a Secret to Everybody";
/// As long as a key of the Standard Webhooks must be.
const KEY: [u8; 24] = [7; 24];
const SECONDS: &str = "1795856400";

/// Reads bytes as each body that readers and agents send.
///
/// # Panics
///
/// When a refusal is long or has several lines, or when what was read is not read back the same.
pub fn bodies(bytes: &[u8]) {
    body(bytes, shape::ticket);
    body(bytes, shape::reply);
    body(bytes, shape::reopening);
    body(bytes, shape::rating);
    body(bytes, shape::escalation);
    body(bytes, shape::nothing);
    refused_in_few_words(shape::agent_reply(bytes));
    refused_in_few_words(shape::agent_state(bytes));
    refused_in_few_words(shape::assignee(bytes));
    refused_in_few_words(shape::merging(bytes));
}

/// What was read, or nothing when it was refused.
fn refused_in_few_words<T>(read: Result<T, String>) -> Option<T> {
    read.map_err(|said| assert!(said.len() < LONGEST && !said.contains('\n'), "{said}")).ok()
}

fn body<T: Serialize + PartialEq + std::fmt::Debug>(bytes: &[u8], read: fn(&[u8]) -> Result<T, String>) {
    match refused_in_few_words(read(bytes)) {
        None => {}
        Some(sent) => {
            let Ok(written) = serde_json::to_vec(&sent) else { panic!("it cannot be written: {sent:?}") };
            // What holds nothing is written as nothing, and nothing is read as an empty object.
            assert!(written == b"null" || read(&written).as_ref() == Ok(&sent), "{sent:?}");
        }
    }
}

/// Reads bytes as the call of each other system, signed as it signs.
///
/// # Panics
///
/// When a call is taken for a forged one, or tells nothing and is taken for something.
pub fn callbacks(bytes: &[u8]) {
    for event in ["issues", "issue_comment"] {
        let headers = headers(bytes, event);
        let now = Timestamp::from_second(SECONDS.parse().unwrap_or_default()).unwrap_or_default();
        for config in configs() {
            let Ok(callbacks) = Callbacks::open(config) else { panic!("the settings are sound") };
            let call = Call { headers: &headers, body: bytes, path_secret: Some(SECRET), now };
            match callbacks.read(&call) {
                Ok(told) => assert!(told.is_none_or(|callback| !callback.changes.is_empty())),
                Err(refused) => assert!(matches!(refused, Refused::Shape { .. }), "{refused}"),
            }
        }
    }
}

fn configs() -> [CallbackConfig; 5] {
    let secret = || Secret::new(SECRET);
    let Ok(host) = "https://api.github.com".parse() else { panic!("the address is sound") };
    let labels = GithubConfig::new(host, "", "", secret()).states;
    [
        CallbackConfig::Standard(StandardCallback {
            secrets: vec![Secret::new(format!("whsec_{}", STANDARD.encode(KEY)))],
        }),
        CallbackConfig::Zammad(ZammadCallback { secret: secret(), states: ZammadConfig::states() }),
        CallbackConfig::Glpi(GlpiCallback::new(secret(), GlpiConfig::states())),
        CallbackConfig::Jira(JiraCallback { secret: None, path_secret: Some(secret()), states: JiraConfig::states() }),
        CallbackConfig::Github(GithubCallback::new(secret(), "northwind", "desk", labels)),
    ]
}

fn headers(body: &[u8], event: &str) -> HeaderMap {
    let headers = [
        ("webhook-id", "msg_1".to_owned()),
        ("webhook-timestamp", SECONDS.to_owned()),
        (
            "webhook-signature",
            format!("v1,{}", STANDARD.encode(mac::<Hmac<Sha256>>(&KEY, &[b"msg_1.", SECONDS.as_bytes(), b".", body]))),
        ),
        ("x-hub-signature", format!("sha1={}", hex::<Hmac<Sha1>>(&[body]))),
        ("x-hub-signature-256", format!("sha256={}", hex::<Hmac<Sha256>>(&[body]))),
        ("x-glpi-signature", hex::<Hmac<Sha256>>(&[body, SECONDS.as_bytes()])),
        ("x-glpi-timestamp", SECONDS.to_owned()),
        ("x-zammad-delivery", "d-1".to_owned()),
        ("x-github-delivery", "d-1".to_owned()),
        ("x-github-event", event.to_owned()),
    ];
    let header = |(name, value): (&'static str, String)| {
        HeaderValue::try_from(value).ok().map(|value| (HeaderName::from_static(name), value))
    };
    headers.into_iter().filter_map(header).collect()
}

fn hex<M: Mac + KeyInit>(parts: &[&[u8]]) -> String {
    mac::<M>(SECRET.as_bytes(), parts).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn mac<M: Mac + KeyInit>(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let Ok(mut mac) = <M as Mac>::new_from_slice(key) else { panic!("any key will do") };
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, Value};

    use super::*;

    const NAMES: &str = "form|values|secret_hash|context|verify|leave_empty|guide|title|revision|answers|question|answer|page\
        |articles|path|solved|searches|device|browser|system|name|type|size|upload|text|files|stars|state|team|next_update\
        |canned|assignee|me|into|\\PC{0,6}";
    const TEXT: &str = "\\PC{0,12}";

    /// JSON with names and texts of these patterns, and anything else.
    pub(crate) fn json(names: &'static str, text: &'static str) -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            text.prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 96, 10, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(names, inner, 0..9).prop_map(|all| Map::from_iter(all).into()),
            ]
        })
    }

    proptest! {
        #[test]
        fn whatever_is_sent_is_read_or_refused_in_few_words(bytes in prop_oneof![
            any::<Vec<u8>>(),
            json(NAMES, TEXT).prop_map(|json| json.to_string().into_bytes()),
        ]) {
            bodies(&bytes);
            callbacks(&bytes);
        }
    }
}
