#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::{collections::BTreeSet, sync::LazyLock};

use content::Kb;
use serde_json::Value;

mod agreement;

use super::*;
use crate::{Config, Desk, agent::Query, schema_of_tests::misfit};

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(&document().json).unwrap());

/// All operations.
fn operations() -> impl Iterator<Item = &'static Value> {
    DOCUMENT["paths"].as_object().unwrap().values().flat_map(|methods| methods.as_object().unwrap().values())
}

/// Everything anywhere in the document that has this name.
fn all(value: &'static Value, name: &str, found: &mut Vec<&'static Value>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(member, value)| {
            if member == name {
                found.push(value);
            }
            all(value, name, found);
        }),
        Value::Array(items) => items.iter().for_each(|item| all(item, name, found)),
        _ => {}
    }
}

#[tokio::test]
async fn no_address_of_the_router_is_missing_from_the_document() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(Config::new(folder.path().join("tickets.db")), &Kb::default()).await.unwrap();
    // The router tells its addresses to nobody but a debugger.
    let told = format!("{:?}", desk.router());
    let is_address = |text: &&str| text.starts_with('/') && *text != "/" && !text.contains("fallback");
    let addresses: BTreeSet<&str> = told.split('"').filter(is_address).collect();
    let described = DOCUMENT["paths"].as_object().unwrap().keys().map(String::as_str);
    let nothing = ["/api", "/api/{*rest}"];
    assert_eq!(addresses, described.chain(nothing).collect());
}

#[test]
fn every_operation_says_what_it_is_about() {
    let mut ids = BTreeSet::new();
    for operation in operations() {
        let id = operation["operationId"].as_str().unwrap();
        assert!(ids.insert(id), "{id} is there twice");
        assert!(operation["summary"].as_str().is_some_and(|summary| summary.len() > 5), "{id}");
        assert!(TAGS.iter().any(|(tag, _)| operation["tags"][0] == *tag), "{id}");
        for (status, answer) in operation["responses"].as_object().unwrap() {
            let answer = shared::answer(&DOCUMENT, answer);
            assert!(answer["description"].as_str().is_some_and(|text| !text.is_empty()), "{id} {status}");
        }
    }
    assert!(ids.len() >= 31, "{}", ids.len());
}

#[test]
fn every_reference_leads_to_a_body_and_every_body_is_referred_to() {
    let mut references = Vec::new();
    all(&DOCUMENT, "$ref", &mut references);
    let bodies = references.iter().filter(|place| place.as_str().is_some_and(|place| place.contains("/schemas/")));
    let referred: BTreeSet<&str> = bodies.map(|place| place.as_str().unwrap().rsplit('/').next().unwrap()).collect();
    let bodies = DOCUMENT["components"]["schemas"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(referred, bodies);
}

#[test]
fn every_example_is_what_is_described() {
    let mut contents = Vec::new();
    all(&DOCUMENT, "content", &mut contents);
    let mut seen = 0;
    for content in contents.into_iter().flat_map(|contents| contents.as_object().unwrap().values()) {
        let several = content["examples"].as_object().into_iter().flatten().map(|(_, example)| &example["value"]);
        for example in several.chain(content.get("example")) {
            assert_eq!(misfit(&DOCUMENT, &content["schema"], example), None, "{example}");
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen}");
    let mut parameters = Vec::new();
    all(&DOCUMENT, "parameters", &mut parameters);
    for parameter in parameters.into_iter().flat_map(|parameters| parameters.as_array().unwrap()) {
        assert_eq!(misfit(&DOCUMENT, &parameter["schema"], &parameter["example"]), None, "{parameter}");
    }
}

#[test]
fn every_json_body_that_is_sent_has_an_example() {
    for operation in operations() {
        let content = &operation["requestBody"]["content"]["application/json"];
        assert!(content.is_null() || !content["example"].is_null(), "{}", operation["operationId"]);
    }
}

/// All words in the source of problems that look like the name of a kind.
#[test]
fn every_kind_of_problem_is_described_somewhere() {
    let source = include_str!("../../problem.rs");
    let word = |text: &&str| text.len() > 3 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let kinds: BTreeSet<&str> = source.split('"').skip(1).step_by(2).filter(word).collect();
    let others = ["accept-post", "type"];
    let kinds: BTreeSet<String> = kinds.into_iter().filter(|kind| !others.contains(kind)).map(str::to_owned).collect();
    let mut listed = Vec::new();
    all(&DOCUMENT, "enum", &mut listed);
    let listed = listed.into_iter().flat_map(|words| words.as_array().unwrap()).filter_map(Value::as_str);
    let described = listed.filter_map(|word| word.strip_prefix("urn:tierzero:problem:")).map(str::to_owned).collect();
    assert_eq!(kinds, described);
}

#[test]
fn the_list_takes_the_parameters_that_are_described() {
    let list = operations().find(|operation| operation["operationId"] == "agentListTickets").unwrap();
    for parameter in list["parameters"].as_array().unwrap() {
        let example = page::shown(&parameter["example"]);
        let name = parameter["name"].as_str().unwrap();
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair(name, &example).finish();
        assert!(Query::read(Some(&query), "Ana").is_ok(), "{query}");
        assert!(crate::agent::query::NAMES.split([',', ' ']).any(|known| known == name), "{name}");
    }
    let names = crate::agent::query::NAMES.replace(" and ", ", ");
    assert_eq!(names.split(", ").count(), list["parameters"].as_array().unwrap().len());
}
