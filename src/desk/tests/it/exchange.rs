//! An answer as tests look at it.

use std::collections::BTreeMap;

use axum::{body, http::StatusCode, response::Response};
use serde::Serialize;
use serde_json::Value;

/// Status, headers and JSON body.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Seen {
    #[serde(serialize_with = "number")]
    pub(crate) status: StatusCode,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Value,
}

fn number<S: serde::Serializer>(status: &StatusCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16(status.as_u16())
}

impl Seen {
    pub(crate) async fn read(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let headers = parts.headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
        let bytes = body::to_bytes(body, usize::MAX).await.unwrap();
        let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).unwrap() };
        Self { status: parts.status, headers: headers.collect(), body }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    pub(crate) fn reference(&self) -> &str {
        self.body["reference"].as_str().unwrap()
    }

    /// The stable end of a problem's type.
    pub(crate) fn problem(&self) -> &str {
        assert_eq!(self.header("content-type"), Some("application/problem+json"));
        assert_eq!(self.body["status"], self.status.as_u16());
        let kind = self.body["type"].as_str().unwrap();
        kind.strip_prefix("urn:tierzero:problem:").unwrap_or(kind)
    }

    /// Without what differs from run to run, and without the headers that every answer has.
    pub(crate) fn redacted(mut self) -> Self {
        let always = [
            "cache-control",
            "content-security-policy",
            "cross-origin-resource-policy",
            "referrer-policy",
            "x-content-type-options",
            "x-frame-options",
            "x-robots-tag",
        ];
        for name in always {
            assert!(self.headers.remove(name).is_some(), "no `{name}`");
        }
        assert!(self.headers.remove("x-request-id").is_some_and(|id| id.len() == 16));
        self.headers.remove("content-length");
        if let Some(location) = self.headers.get_mut("location") {
            location.replace_range("/api/tickets/TZ-".len().., "[letters]");
        }
        if let Some(tag) = self.headers.get_mut("etag") {
            assert!(tag.len() == 34 || tag.starts_with("\"v"), "{tag}");
            *tag = "[etag]".into();
        }
        redact(&mut self.body);
        self
    }
}

fn redact(value: &mut Value) {
    let differing = [
        "reference",
        "created",
        "updated",
        "request_id",
        "at",
        "reopen_until",
        "link_until",
        "due",
        "next_update",
        "ticket",
        "next",
        "exported",
        "sent",
        "came",
    ];
    match value {
        Value::Object(members) => {
            // That of an event is of what happened before, too.
            if members.contains_key("ticket") && members.contains_key("kind") {
                members.insert("id".into(), "[id]".into());
            }
            for (key, value) in members {
                if differing.contains(&key.as_str()) && value.is_string() {
                    *value = format!("[{key}]").into();
                } else {
                    redact(value);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(redact),
        _ => {}
    }
}
