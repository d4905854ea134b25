//! The addresses of the endpoint.

mod act;
mod agent;
mod callback;
mod challenge;
mod confirm;
mod create;
mod describe;
mod docs;
mod erase;
mod export;
mod file;
mod head;
mod health;
mod holder;
mod read;
mod upload;

use std::{any::Any, future::Future, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, HeaderName, Method, header},
    middleware,
    response::{IntoResponse as _, Response},
    routing::any,
};
use content::proof;
use tokio::sync::SemaphorePermit;
use tower_http::{
    catch_panic::CatchPanicLayer,
    cors::{AllowOrigin, CorsLayer},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{body, boundary, desk::Shared, problem::Problem, rest};

/// Whether the process answers, for whoever watches over it.
pub(crate) const HEALTH: &str = "/healthz";
/// Whether it can store something.
pub(crate) const READY: &str = "/readyz";
/// How long a browser may remember what it is allowed to send; no browser takes more.
const CORS_AGE: Duration = Duration::from_secs(7_200);

/// What the endpoint is, as an OpenAPI document.
pub(crate) fn document() -> &'static str {
    &describe::document().json
}

/// All routes, and no fallback but the default: so they can be merged into another router.
pub(crate) fn router(desk: Shared) -> Router {
    let (routes, _) = routes().split_for_parts();
    let routes = routes
        .route("/api", any(nothing))
        .route("/api/{*rest}", any(nothing))
        .layer(middleware::from_fn_with_state(Arc::clone(&desk), health::present))
        .layer(middleware::from_fn_with_state(Arc::clone(&desk), health::open));
    let (always, _) = always().split_for_parts();
    guarded(routes.merge(always), desk)
}

/// What needs the database, part by part, and by what somebody is let in.
fn routes() -> OpenApiRouter<Shared> {
    let open = OpenApiRouter::new()
        .routes(routes!(challenge::challenge))
        .routes(routes!(create::create))
        .routes(routes!(confirm::confirm))
        .routes(routes!(upload::upload));
    let of_a_ticket = OpenApiRouter::new()
        .routes(routes!(read::read, erase::erase))
        .routes(routes!(export::export))
        .routes(routes!(act::reply))
        .routes(routes!(act::solve))
        .routes(routes!(act::reopen))
        .routes(routes!(act::rate))
        .routes(routes!(act::escalate))
        .routes(routes!(act::revoke))
        .routes(routes!(confirm::again))
        .routes(routes!(file::file));
    let callbacks =
        OpenApiRouter::new().routes(routes!(callback::signed)).routes(routes!(callback::known_by_its_address));
    let ready = OpenApiRouter::new().routes(routes!(health::ready));
    describe::part(describe::READERS, None, open)
        .merge(describe::part(describe::READERS, Some(describe::SECRET), of_a_ticket))
        .merge(describe::part(describe::AGENTS, Some(describe::TOKEN), agent::routes()))
        .merge(describe::part(describe::CALLBACKS, None, callbacks))
        .merge(describe::part(describe::OPERATION, None, ready))
}

/// What is answered whatever has become of the database.
fn always() -> OpenApiRouter<Shared> {
    let always =
        OpenApiRouter::new().routes(routes!(docs::openapi)).routes(routes!(docs::page)).routes(routes!(health::health));
    describe::part(describe::OPERATION, None, always)
}

/// Whatever happens inside becomes an answer that clients understand.
fn guarded(routes: Router<Shared>, desk: Shared) -> Router {
    let routes = routes.layer(CatchPanicLayer::custom(panicked));
    let routes = routes.layer(middleware::from_fn_with_state(Arc::clone(&desk), rest::read));
    let routes = if desk.origins.is_empty() { routes } else { routes.layer(cors(&desk)) };
    routes.layer(middleware::from_fn_with_state(Arc::clone(&desk), boundary::guard)).with_state(desk)
}

fn cors(desk: &Shared) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(desk.origins.iter().cloned()))
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_NONE_MATCH,
            HeaderName::from_static(head::KEY),
            HeaderName::from_static(proof::HEADER),
        ])
        .expose_headers([header::ETAG, header::LOCATION, header::RETRY_AFTER])
        .max_age(CORS_AGE)
}

async fn nothing() -> Problem {
    Problem::not_found()
}

fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let said = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    Problem::broken(format!("panicked: {}", said.unwrap_or("without a word"))).into_response()
}

/// A body that is no file, with the room that it takes until it is answered.
async fn arrived<'d>(
    desk: &'d Shared,
    headers: &HeaderMap,
    body: Body,
) -> Result<(Vec<u8>, SemaphorePermit<'d>), Problem> {
    let arriving = body::read(headers, body, desk.config.body_limit, &desk.room);
    within(desk.config.request_timeout, Problem::too_slow, arriving).await
}

/// Waits for an answer, but not for ever.
async fn within<T>(
    time: Duration,
    late: fn() -> Problem,
    work: impl Future<Output = Result<T, Problem>>,
) -> Result<T, Problem> {
    tokio::time::timeout(time, work).await.unwrap_or_else(|_| Err(late()))
}

#[cfg(test)]
mod tests;
