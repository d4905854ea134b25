//! `/api`

mod act;
mod create;
mod files;
mod link;
mod read;

use axum::{body::Body, http::Request};
use desk::Proof;

use crate::desk::{JAM, SECRET, TestDesk, act, id, post, put, ticket, ticket_about, with_secret};

#[tokio::test]
async fn what_is_not_there_is_a_problem_too() {
    let desk = TestDesk::open().await;
    for path in ["/api", "/api/", "/api/nothing", "/api/tickets/", "/api/tickets/a/b", "/", "/nothing", "/healthz/"] {
        let seen = desk.send(Request::get(path).body(Body::empty()).unwrap()).await;
        assert_eq!((seen.status.as_u16(), seen.problem()), (404, "not-found"), "{path}");
    }
    let seen = desk.send(Request::get("/api/nothing").body(Body::empty()).unwrap()).await.redacted();
    insta::assert_json_snapshot!("nothing", seen);
}

#[tokio::test]
async fn a_method_that_is_not_there_is_a_problem_with_the_methods_that_are() {
    let desk = TestDesk::open().await;
    let cases = [
        ("GET", "/api/tickets", "POST"),
        ("PATCH", "/api/tickets/TZ-1", "GET,HEAD,DELETE"),
        ("POST", "/healthz", "GET,HEAD"),
    ];
    for (method, path, allow) in cases {
        let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
        let seen = desk.send(request).await;
        assert_eq!((seen.status.as_u16(), seen.problem()), (405, "method-not-allowed"), "{method} {path}");
        assert_eq!(seen.header("allow"), Some(allow));
    }
}

#[tokio::test]
async fn only_configured_origins_are_told_that_they_may() {
    let desk = TestDesk::with(|config| config.origins = vec!["https://Help.northwind.example/".into()]).await;
    let ask = |origin: &str| {
        let request = Request::builder().method("OPTIONS").uri("/api/tickets").header("origin", origin);
        let request = request.header("access-control-request-method", "POST");
        request
            .header("access-control-request-headers", "content-type,idempotency-key,proof-of-work")
            .body(Body::empty())
            .unwrap()
    };
    let seen = desk.send(ask("https://help.northwind.example")).await;
    insta::assert_json_snapshot!("preflight", seen.redacted());
    for stranger in ["https://evil.example", "http://help.northwind.example", "null"] {
        let seen = desk.send(ask(stranger)).await;
        assert_eq!(seen.header("access-control-allow-origin"), None, "{stranger}");
    }
}

#[tokio::test]
async fn a_problem_can_be_read_from_a_configured_origin() {
    let desk = TestDesk::with(|config| config.origins = vec!["https://help.northwind.example".into()]).await;
    let request = Request::post("/api/tickets").header("origin", "https://help.northwind.example");
    let seen = desk.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(seen.problem(), "not-json");
    assert_eq!(seen.header("access-control-allow-origin"), Some("https://help.northwind.example"));
    assert_eq!(seen.header("vary"), Some("origin"));
}

#[tokio::test]
async fn every_answer_of_whatever_kind_has_the_headers_that_keep_it_safe() {
    let origin = "https://help.northwind.example";
    let desk = TestDesk::with(|config| {
        (config.origins, config.proof, config.body_limit) = (vec![origin.into()], Proof::On, 2_000);
    })
    .await;
    let empty = |method: &str, path: &str| Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
    let from = |origin: &str, mut request: Request<Body>| {
        request.headers_mut().insert("origin", origin.parse().unwrap());
        request.headers_mut().insert("access-control-request-method", "POST".parse().unwrap());
        request
    };
    let long = ticket_about(&"x".repeat(3_000));
    let requests = [
        (200, empty("GET", "/healthz")),
        (200, empty("HEAD", "/readyz")),
        (200, empty("GET", "/api/challenge")),
        (201, put(&id(1), JAM)),
        (400, post("short", &ticket())),
        (401, empty("GET", "/api/tickets/TZ-000000")),
        (403, post("key-of-some-length", &ticket())),
        (404, empty("GET", "/api/nothing")),
        (404, empty("GET", "/nothing")),
        (404, with_secret(SECRET).uri("/api/tickets/TZ-000000").body(Body::empty()).unwrap()),
        (405, empty("DELETE", "/api/tickets")),
        (413, act("/api/tickets/TZ-000000", "replies", "key-of-some-length", &long)),
        (415, empty("POST", "/api/tickets")),
        (200, from(origin, empty("OPTIONS", "/api/tickets"))),
        (200, from("https://evil.example", empty("OPTIONS", "/api/tickets"))),
        (200, from("https://evil.example", empty("GET", "/api/challenge"))),
    ];
    for (number, (status, request)) in requests.into_iter().enumerate() {
        let seen = desk.send(request).await;
        assert_eq!(seen.status, status, "{number}");
        let may = seen.header("access-control-allow-origin").is_some();
        assert_eq!(may, number == 13, "{number}");
        // Looks for each of them.
        seen.redacted();
    }
    desk.desk.close().await;
    let seen = desk.get("/api/tickets/TZ-000000", SECRET).await;
    assert_eq!(seen.redacted().status, 503);
}

#[tokio::test]
async fn without_origins_nobody_is_told_anything() {
    let desk = TestDesk::open().await;
    let request = Request::post("/api/tickets").header("origin", "https://help.northwind.example");
    let seen = desk.send(request.body(Body::empty()).unwrap()).await;
    assert!(seen.headers.keys().all(|name| !name.starts_with("access-control")));
}

#[tokio::test]
async fn the_routes_can_be_part_of_another_server() {
    let desk = TestDesk::open().await;
    let pages = axum::Router::new().fallback(|| async { "a page" });
    for server in [pages.clone().merge(desk.desk.router()), desk.desk.router().merge(pages)] {
        for (path, status) in [("/", 200), ("/articles/", 200), ("/api/nothing", 404), ("/healthz", 200)] {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let response = tower::ServiceExt::oneshot(server.clone(), request).await.unwrap();
            assert_eq!(response.status(), status, "{path}");
            assert_eq!(response.headers().contains_key("x-request-id"), path != "/" && path != "/articles/");
        }
    }
}
