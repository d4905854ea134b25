//! Figures of a running desk, for whoever watches over it. They say how often and how long, never who or what: every
//! label is a word of this program.

mod count;
mod gather;

use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
    routing::get,
};

pub(crate) use count::Metrics;

use crate::desk::Shared;

/// The text format that Prometheus reads.
const TEXT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The only address of a listener of its own: the public one has no such address.
pub(crate) fn router(desk: Shared) -> Router {
    Router::new().route("/metrics", get(metrics)).with_state(desk)
}

async fn metrics(State(desk): State<Shared>) -> Response {
    gather::gather(&desk).await;
    ([(header::CONTENT_TYPE, TEXT), (header::CACHE_CONTROL, "no-store")], desk.metrics.text()).into_response()
}
