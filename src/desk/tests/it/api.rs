//! `/api`

mod act;
mod create;
mod files;
mod link;
mod read;

use axum::{body::Body, http::Request};

use crate::desk::TestDesk;

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
        request.header("access-control-request-headers", "content-type,idempotency-key").body(Body::empty()).unwrap()
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
