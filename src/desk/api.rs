//! The addresses of the endpoint.

mod act;
mod agent;
mod callback;
mod challenge;
mod confirm;
mod create;
mod erase;
mod export;
mod file;
mod head;
mod health;
mod read;
mod upload;

use std::{any::Any, future::Future, sync::Arc, time::Duration};

use axum::{
    Router,
    http::{HeaderName, Method, header},
    middleware,
    response::{IntoResponse as _, Response},
    routing::{any, get, post, put},
};
use content::proof;
use tower_http::{
    catch_panic::CatchPanicLayer,
    cors::{AllowOrigin, CorsLayer},
};

use crate::{boundary, desk::Shared, problem::Problem, rest};

/// Whether the process answers, for whoever watches over it.
pub(crate) const HEALTH: &str = "/healthz";
/// Whether it can store something.
pub(crate) const READY: &str = "/readyz";
/// How long a browser may remember what it is allowed to send; no browser takes more.
const CORS_AGE: Duration = Duration::from_secs(7_200);

/// All routes, and no fallback but the default: so they can be merged into another router.
pub(crate) fn router(desk: Shared) -> Router {
    let routes = Router::new()
        .route("/api/challenge", get(challenge::challenge))
        .route("/api/tickets", post(create::create))
        .route("/api/tickets/{reference}", get(read::read).delete(erase::erase))
        .route("/api/tickets/{reference}/export", get(export::export))
        .route("/api/tickets/{reference}/replies", post(act::reply))
        .route("/api/tickets/{reference}/solved", post(act::solve))
        .route("/api/tickets/{reference}/reopen", post(act::reopen))
        .route("/api/tickets/{reference}/rating", post(act::rate))
        .route("/api/tickets/{reference}/escalate", post(act::escalate))
        .route("/api/tickets/{reference}/revoke", post(act::revoke))
        .route("/api/tickets/{reference}/confirm", post(confirm::confirm))
        .route("/api/tickets/{reference}/confirm/again", post(confirm::again))
        .route("/api/tickets/{reference}/files/{id}", get(file::file))
        .route("/api/uploads/{id}", put(upload::upload))
        .merge(agent::routes())
        .route("/api/callbacks/{sink}", post(callback::signed))
        .route("/api/callbacks/{sink}/{secret}", post(callback::known_by_its_address))
        .route(READY, get(health::ready))
        .route("/api", any(nothing))
        .route("/api/{*rest}", any(nothing))
        .layer(middleware::from_fn_with_state(Arc::clone(&desk), health::present))
        .layer(middleware::from_fn_with_state(Arc::clone(&desk), health::open))
        .route(HEALTH, get(health::health));
    guarded(routes, desk)
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
