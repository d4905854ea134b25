//! The endpoint answers nothing but what its document says. Whatever any test sends is looked at.

use std::{collections::BTreeSet, sync::LazyLock};

use axum::{
    body::Body,
    http::{Method, Request},
};
use desk::Proof;
use serde_json::Value;

use crate::{
    desk::{JAM, TestDesk, act, id, post, put},
    exchange::Seen,
    schema,
};

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(::desk::openapi()).unwrap());

/// All operations: address, method and what is said of it.
fn operations() -> impl Iterator<Item = (&'static str, &'static str, &'static Value)> {
    let paths = DOCUMENT["paths"].as_object().unwrap();
    paths.iter().flat_map(|(path, methods)| {
        methods.as_object().unwrap().iter().map(move |(method, said)| (path.as_str(), method.as_str(), said))
    })
}

fn operation(method: &Method, path: &str) -> Option<&'static Value> {
    let method = if method == Method::HEAD { "get" } else { &method.as_str().to_lowercase() };
    let same = |template: &str| {
        let (told, asked) = (template.split('/'), path.split('/'));
        told.clone().count() == asked.clone().count()
            && told.zip(asked).all(|(told, asked)| told == asked || told.starts_with('{') && !asked.is_empty())
    };
    operations().find(|(template, told, _)| *told == method && same(template)).map(|(_, _, said)| said)
}

/// An answer, wherever the document has it.
fn resolved(answer: &'static Value) -> &'static Value {
    answer["$ref"].as_str().and_then(|place| DOCUMENT.pointer(place.trim_start_matches('#'))).unwrap_or(answer)
}

/// Fails when an answer is not described.
pub(crate) fn check(method: &Method, path: &str, seen: &Seen) {
    let what = format!("{method} {path} {}", seen.status);
    let answer = match operation(method, path) {
        Some(operation) => resolved(&operation["responses"][seen.status.as_str()]),
        // Where there is no operation, none can say it.
        None if seen.status == 405 => &DOCUMENT["components"]["responses"]["method-not-allowed"],
        None => return,
    };
    assert!(answer.is_object(), "{what} is not described: {}", seen.body);
    for (name, _) in answer["headers"].as_object().into_iter().flatten() {
        // One problem of several may come without.
        let must = seen.status.is_success() || seen.status == 405;
        assert!(!must || seen.header(&name.to_lowercase()).is_some(), "{what} lacks `{name}`");
    }
    if seen.body.is_null() {
        return;
    }
    let media_type = seen.header("content-type").unwrap().split(';').next().unwrap();
    let content = &answer["content"][media_type];
    assert!(content.is_object(), "{what} is not described as {media_type}");
    if let Some(fault) = schema::misfit(&DOCUMENT, &content["schema"], &seen.body) {
        panic!("{what} is not as described {fault}: {}", seen.body);
    }
}

#[tokio::test]
async fn every_address_takes_the_methods_that_are_described_and_no_others() {
    let desk = TestDesk::open().await;
    let paths = DOCUMENT["paths"].as_object().unwrap();
    for (path, methods) in paths {
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"] {
            let told = if method == "HEAD" { "get".to_owned() } else { method.to_lowercase() };
            let asked = path.replace(['{', '}'], "");
            let request = Request::builder().method(method).uri(&asked).body(Body::empty()).unwrap();
            let answer = tower::ServiceExt::oneshot(desk.desk.router(), request).await.unwrap();
            assert_eq!(answer.status() != 405, methods.get(&told).is_some(), "{method} {path}");
            if answer.status() == 405 {
                assert_eq!(answer.headers()["content-type"], "application/problem+json");
                let allowed = answer.headers()["allow"].to_str().unwrap().split(',').filter(|name| *name != "HEAD");
                let allowed: BTreeSet<String> = allowed.map(str::to_lowercase).collect();
                assert_eq!(allowed, methods.as_object().unwrap().keys().cloned().collect(), "{method} {path}");
            }
        }
    }
}

#[tokio::test]
async fn the_document_and_its_page_are_open_and_known_again() {
    let desk = TestDesk::open().await;
    for (path, media_type) in [("/api/openapi.json", "application/json"), ("/api/docs", "text/html; charset=utf-8")] {
        let ask = |tag: &str| Request::get(path).header("if-none-match", tag).body(Body::empty()).unwrap();
        let response = tower::ServiceExt::oneshot(desk.desk.router(), ask("\"other\"")).await.unwrap();
        assert_eq!(
            (response.status().as_u16(), response.headers()["content-type"].to_str().unwrap()),
            (200, media_type)
        );
        assert_eq!(response.headers()["cache-control"], "no-cache");
        assert_eq!(response.headers().get_all("content-security-policy").iter().count(), 1);
        let tag = response.headers()["etag"].to_str().unwrap().to_owned();
        let response = tower::ServiceExt::oneshot(desk.desk.router(), ask(&tag)).await.unwrap();
        assert_eq!((response.status().as_u16(), response.headers()["etag"].to_str().unwrap()), (304, tag.as_str()));
    }
    desk.desk.close().await;
    let document = desk.get("/api/openapi.json", "nobody").await;
    assert_eq!((document.status.as_u16(), &document.body["openapi"]), (200, &"3.1.0".into()));
}

#[tokio::test]
async fn the_examples_of_what_readers_send_are_taken() {
    let desk = TestDesk::with(|config| config.proof = Proof::Off).await;
    let example = |id: &str| {
        let (_, _, said) = operations().find(|(_, _, said)| said["operationId"] == id).unwrap();
        said["requestBody"]["content"]["application/json"]["example"].clone()
    };
    let created = desk.send(post("key-of-the-example", &example("createTicket"))).await;
    assert_eq!(created.status, 201, "{}", created.body);
    let path = created.header("location").unwrap().to_owned();
    let acts = [
        ("replyToTicket", "replies"),
        ("solveTicket", "solved"),
        ("rateTicket", "rating"),
        ("reopenTicket", "reopen"),
        ("revokeLink", "revoke"),
    ];
    for (operation, action) in acts {
        let seen = desk.send(act(&path, action, &format!("key-of-the-{action}-example"), &example(operation))).await;
        assert_eq!(seen.status, 201, "{operation} {}", seen.body);
    }
    assert_eq!(desk.send(put(&id(1), JAM)).await.status, 201);
}
