//! How an operation is asked from a shell.

use serde_json::Value;

use super::{super::examples, html::text, operation::Operation, schema::shown};
use crate::api::{describe::answer, head};

/// What the examples take for given. The secret is the one that the ticket of the examples is raised with.
pub(super) fn start() -> String {
    format!(
        "DESK=https://help.example.com\nREFERENCE={}\nSECRET={}\nTOKEN=tzd_…",
        examples::REFERENCE,
        examples::SECRET
    )
}

/// Most parameters of a query in one example.
const MOST: usize = 2;

/// A command that asks for an operation, with all that it has to have.
pub(super) fn example(operation: &Operation<'_>, document: &Value) -> String {
    let mut path = operation.path.to_owned();
    let (mut query, mut heads) = (Vec::new(), Vec::new());
    if let Some(scheme) = operation.entrance() {
        heads.push(format!("-H \"Authorization: Bearer ${}\"", scheme.to_uppercase()));
    }
    for parameter in operation.said["parameters"].as_array().into_iter().flatten() {
        let (name, example) = (text(&parameter["name"]), shown(&parameter["example"]));
        match text(&parameter["in"]) {
            "path" if name == "reference" => path = path.replace("{reference}", "$REFERENCE"),
            "path" => path = path.replace(&format!("{{{name}}}"), &example),
            "query" if query.len() < MOST => query.push(format!("--data-urlencode '{name}={example}'")),
            // Each request has a key of its own.
            "header" if name.eq_ignore_ascii_case(head::KEY) => heads.push(format!("-H \"{name}: $(uuidgen)\"")),
            "header" if parameter["required"] == true => heads.push(format!("-H '{name}: {example}'")),
            _ => {}
        }
    }
    let first = format!("curl {}\"$DESK{path}\"", options(operation, document, !query.is_empty()));
    [first].into_iter().chain(query).chain(heads).chain(sent(operation)).collect::<Vec<_>>().join(" \\\n  ")
}

/// What comes before the address: another method than the usual one, and that a file is saved under its own name.
fn options(operation: &Operation<'_>, document: &Value, has_query: bool) -> String {
    let saved = answer(document, &operation.said["responses"]["200"])["headers"].get("Content-Disposition").is_some();
    match (operation.method, saved) {
        ("get", true) => "-OJ ".into(),
        ("get", _) if has_query => "-G ".into(),
        ("get", _) => String::new(),
        (method, _) => format!("-X {} ", method.to_uppercase()),
    }
}

/// The body, as curl takes it.
fn sent(operation: &Operation<'_>) -> Vec<String> {
    let contents = operation.said["requestBody"]["content"].as_object();
    match contents.and_then(|contents| contents.iter().next()) {
        None => Vec::new(),
        Some((media_type, content)) if media_type == "application/json" => {
            let body = serde_json::to_string_pretty(&content["example"]).unwrap_or_default();
            vec!["-H 'Content-Type: application/json'".into(), format!("-d '{}'", body.replace('\'', "'\\''"))]
        }
        Some(_) if operation.method == "put" => vec!["--data-binary @jam.jpg".into()],
        Some(_) => vec!["--data-binary @call.json".into()],
    }
}
