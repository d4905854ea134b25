//! `GET /api/openapi.json` and `GET /api/docs`: what the endpoint is, for those who write clients.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

use super::{
    describe::{self, document},
    read::is_known,
};
use crate::problem::Problem;

/// This document: what the endpoint takes and answers, in OpenAPI 3.1.
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    operation_id = "readDocument",
    params(describe::Known),
    responses(describe::ReadDocument)
)]
pub(super) async fn openapi(headers: HeaderMap) -> Result<Response, Problem> {
    let document = document();
    kept(&document.json, "application/json", None, &headers)
}

/// The same as a page for people.
#[utoipa::path(
    get,
    path = "/api/docs",
    operation_id = "readPage",
    params(describe::Known),
    responses(describe::ReadPage)
)]
pub(super) async fn page(headers: HeaderMap) -> Result<Response, Problem> {
    let document = document();
    kept(&document.page, "text/html; charset=utf-8", Some(&document.policy), &headers)
}

/// Whoever has it asks whether it is still the same, and is not sent it again.
fn kept(
    body: &'static str,
    media_type: &'static str,
    policy: Option<&str>,
    known: &HeaderMap,
) -> Result<Response, Problem> {
    let tag = &document().tag;
    let named = HeaderValue::try_from(format!("\"{tag}\"")).map_err(Problem::broken)?;
    let mut response = match is_known(known, tag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => ([(header::CONTENT_TYPE, HeaderValue::from_static(media_type))], body).into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, named);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Some(policy) = policy {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::try_from(policy).map_err(Problem::broken)?);
    }
    Ok(response)
}
