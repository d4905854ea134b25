//! What is read of answers.

use serde::Deserialize;
use serde_json::Value;

/// A page of a list.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Page<T> {
    #[serde(default = "Vec::new")]
    pub(super) values: Vec<T>,
    #[serde(default = "yes")]
    pub(super) is_last_page: bool,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Request {
    pub(super) issue_id: String,
    #[serde(default)]
    pub(super) request_field_values: Vec<Field>,
    #[serde(rename = "_links")]
    pub(super) links: Option<Links>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Field {
    pub(super) field_id: String,
    #[serde(default)]
    pub(super) value: Value,
}

#[derive(Deserialize)]
pub(super) struct Links {
    pub(super) web: Option<String>,
    pub(super) agent: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Comment {
    pub(super) body: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Kept {
    pub(super) temporary_attachments: Vec<Temporary>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Temporary {
    pub(super) temporary_attachment_id: String,
}

#[derive(Deserialize)]
pub(super) struct Transitions {
    pub(super) transitions: Vec<Transition>,
}

#[derive(Deserialize)]
pub(super) struct Transition {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) to: Option<Status>,
}

#[derive(Deserialize)]
pub(super) struct Status {
    pub(super) name: String,
}
