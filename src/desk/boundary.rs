//! The edge of the endpoint: every request gets an id and a log line here, every answer its headers, every problem its
//! body. Failures are logged here and nowhere else.

use std::{net::SocketAddr, time::Instant};

use axum::{
    body::Body,
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use tracing::{Instrument as _, debug, error, info, info_span};

use crate::{
    address::Address,
    api::{HEALTH, READY},
    desk::Shared,
    problem::Problem,
};

/// Header with the id that the log has too.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What every answer has unless it says something else of itself: none is kept, framed, shown as a page, taken for something else, found by a search engine, or told
/// to where its links lead. `no-cors` requests of other sites get nothing; those of configured origins come by CORS.
const HEADERS: [(HeaderName, HeaderValue); 7] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")),
];

/// Wraps every route of the endpoint.
pub(crate) async fn guard(State(desk): State<Shared>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = format!("{:016x}", getrandom::u64().unwrap_or_default());
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| *peer);
    let address = Address::of(peer, request.headers(), desk.config.forwarded_for.as_ref());
    // The route's pattern, never the address itself: nobody knows what a client writes into it.
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    let span = info_span!("request", id, %method, route, client = %address);
    request.extensions_mut().insert(address);
    async {
        let mut response = next.run(request).await;
        let problem = write_problem(&mut response, &id);
        write_headers(&mut response, &id);
        desk.metrics.answered(&route, &method, response.status(), started.elapsed());
        if let Some(problem) = &problem {
            desk.metrics.refused(problem);
        }
        log(&response, problem.as_ref(), &route, started);
        response
    }
    .instrument(span)
    .await
}

/// Gives an answer that is not a success its body, also where a framework made it.
fn write_problem(response: &mut Response, id: &str) -> Option<Problem> {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    let problem = response.extensions_mut().remove::<Problem>().unwrap_or_else(|| Problem::bare(status));
    *response.body_mut() = Body::from(problem.body(id));
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    Some(problem)
}

fn write_headers(response: &mut Response, id: &str) {
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        // What says more of itself knows better.
        headers.entry(name).or_insert(value);
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, id);
    }
}

fn log(response: &Response, problem: Option<&Problem>, route: &str, started: Instant) {
    let status = response.status().as_u16();
    let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    match problem {
        Some(problem) if problem.is_failure() => {
            let cause = problem.cause().map(tracing::field::display);
            error!(status, milliseconds, problem = problem.kind(), cause, "failed");
        }
        Some(problem) => info!(status, milliseconds, problem = problem.kind(), "refused"),
        None if [HEALTH, READY].contains(&route) => debug!(status, milliseconds, "answered"),
        None => info!(status, milliseconds, "answered"),
    }
}
