//! Bodies, and what their members are.

use std::fmt::Write as _;

use serde_json::Value;

use super::html::{escaped, fold, line, prose, text};

/// All bodies that have a name.
pub(super) fn bodies(document: &Value) -> String {
    let schemas = document["components"]["schemas"].as_object().into_iter().flatten();
    let told: String = schemas.map(|(name, schema)| body(name, schema, document)).collect();
    format!("<section aria-labelledby=\"bodies\">\n<h2 id=\"bodies\">Bodies</h2>\n{told}</section>\n")
}

fn body(name: &str, schema: &Value, document: &Value) -> String {
    let name = escaped(name);
    let about = text(&schema["description"]);
    let (gist, more) = about.split_once("\n\n").unwrap_or((about, ""));
    let title =
        format!("<h3><code>{name}</code></h3> <span class=\"gist\">{}</span>", line(gist.trim_end_matches('.')));
    fold(&format!("body-{name}"), &title, &(prose(more) + &inside(schema, document)))
}

/// What is inside: members, words, or one of several.
fn inside(schema: &Value, document: &Value) -> String {
    if let Some(variants) = variants(schema) {
        let (how, all) = variants;
        let items: String = all.iter().map(|variant| format!("<li>{}</li>\n", variant_of(variant, document))).collect();
        return format!("<p class=\"quiet\">{how}</p>\n<ul class=\"variants\">\n{items}</ul>\n");
    }
    if schema["properties"].is_object() {
        return members(schema, document);
    }
    format!("<p>{}</p>\n", kind(schema, document))
}

fn variant_of(variant: &Value, document: &Value) -> String {
    let about = line(text(&variant["description"]));
    match variant["properties"].is_object() {
        true => format!("{about}\n{}", members(variant, document)),
        false if about.is_empty() => kind(variant, document),
        false => format!("{}: {about}", kind(variant, document)),
    }
}

fn variants(schema: &Value) -> Option<(&'static str, &Vec<Value>)> {
    let kinds = [("anyOf", "Any of these:"), ("oneOf", "One of these:"), ("allOf", "All of these together:")];
    kinds.into_iter().find_map(|(key, how)| schema[key].as_array().map(|all| (how, all)))
}

fn members(schema: &Value, document: &Value) -> String {
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().map(text).collect();
    let mut told = String::new();
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        let must = if required.contains(&name.as_str()) { ", required" } else { "" };
        let _ = write!(
            told,
            "<dt><code>{}</code> <span class=\"quiet\">{}{must}</span></dt>\n<dd>{}</dd>\n",
            escaped(name),
            kind(member, document),
            line(text(&member["description"]))
        );
    }
    let closed =
        if schema["additionalProperties"] == false { "<p class=\"quiet\">No other members.</p>\n" } else { "" };
    if told.is_empty() { closed.to_owned() } else { format!("<dl>\n{told}</dl>\n{closed}") }
}

/// What a value is, in a few words.
pub(super) fn kind(schema: &Value, document: &Value) -> String {
    if let Some(place) = schema["$ref"].as_str() {
        let name = escaped(place.rsplit('/').next().unwrap_or_default());
        return format!("<a href=\"#body-{name}\">{name}</a>");
    }
    if let Some((_, all)) = variants(schema) {
        return all.iter().map(|variant| kind(variant, document)).collect::<Vec<_>>().join(" or ");
    }
    let words: Vec<String> = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().map(|kind| plain(text(kind), schema, document)).collect(),
        kind => vec![plain(text(kind), schema, document)],
    };
    words.join(" or ") + &limits(schema)
}

fn plain(kind_of: &str, schema: &Value, document: &Value) -> String {
    match kind_of {
        "array" => format!("list of {}", kind(&schema["items"], document)),
        "object" if schema["additionalProperties"].is_object() => {
            format!("object of {}", kind(&schema["additionalProperties"], document))
        }
        "string" if schema["format"] == "date-time" => "time".into(),
        "string" if schema["format"] == "date" => "day".into(),
        "string" if schema["format"] == "binary" => "bytes".into(),
        "string" => "text".into(),
        "integer" => "whole number".into(),
        "boolean" => "true or false".into(),
        other => escaped(other),
    }
}

/// What is asked of a value beyond its kind.
fn limits(schema: &Value) -> String {
    let mut limits = String::new();
    if let Some(words) = schema["enum"].as_array() {
        let words: Vec<String> = words.iter().map(|word| format!("<code>{}</code>", escaped(&shown(word)))).collect();
        let _ = write!(limits, ": {}", words.join(", "));
    }
    let sayings = [
        ("minimum", "at least {}"),
        ("maximum", "at most {}"),
        ("maxLength", "at most {} characters"),
        ("minItems", "at least {} in it"),
        ("maxItems", "at most {} in it"),
    ];
    for (key, saying) in sayings {
        if let Some(limit) = schema[key].as_u64().filter(|limit| *limit > 0) {
            let _ = write!(limits, ", {}", saying.replace("{}", &limit.to_string()));
        }
    }
    if let Some(pattern) = schema["pattern"].as_str().filter(|pattern| pattern.len() < 40) {
        let _ = write!(limits, ", like <code>{}</code>", escaped(pattern));
    }
    if !schema["default"].is_null() {
        let _ = write!(limits, ", else <code>{}</code>", escaped(&shown(&schema["default"])));
    }
    limits
}

/// A value as it stands in an address or a line.
pub(in crate::api::describe) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}
