//! `PUT /api/uploads/{id}`

use axum::{
    Extension, Json,
    extract::{Path, Request, State, rejection::PathRejection},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use content::file::{FileLimits, MEGABYTE, is_upload_id, sniff};
use serde_json::json;
use tracing::info;

use super::{describe, within};
use crate::{
    address::Address,
    body,
    desk::Shared,
    digest::Digest,
    problem::Problem,
    store::{Kept, Upload},
};

/// Stores the bytes of a file for a ticket or a reply that comes later, or finds that they are there.
#[utoipa::path(
    put,
    path = "/api/uploads/{id}",
    operation_id = "sendFile",
    params(describe::UploadId),
    request_body(content_type = "*/*", content = describe::Bytes),
    responses(describe::SendFile)
)]
pub(super) async fn upload(
    State(desk): State<Shared>,
    Extension(address): Extension<Address>,
    path: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, Problem> {
    let id = path.ok().map(|Path(id)| id).filter(|id| is_upload_id(id));
    let id = id.ok_or_else(|| Problem::bad_request("The id of an upload is 32 lower-case hexadecimal digits."))?;
    let limits = desk.rules().limits().clone();
    if limits.most == 0 {
        return Err(Problem::no_files());
    }
    desk.limits.uploads.look_everywhere(&address).await?;
    let (parts, body) = request.into_parts();
    let most = usize::try_from(limits.largest).unwrap_or(usize::MAX);
    let arriving = body::read(&parts.headers, body, most, &desk.upload_room);
    let (bytes, _room) = within(desk.config.upload_timeout, Problem::too_slow, arriving).await?;
    let size = bytes.len() as u64;
    // Whatever becomes of it: it was sent.
    let megabytes = u32::try_from(size.div_ceil(MEGABYTE).max(1)).unwrap_or(u32::MAX);
    desk.limits.uploads.take_many(&address, megabytes).await?;
    if bytes.is_empty() {
        return Err(Problem::bad_request("The file is empty."));
    }
    let looking = tokio::task::spawn_blocking(move || look(bytes, &limits));
    let (bytes, upload) = looking.await.map_err(Problem::broken)??;
    let media_type = upload.media_type.clone();
    let keeping = desk.store.keep(&desk.files, id, upload, bytes, desk.config.waiting);
    let kept = within(desk.config.request_timeout, Problem::timed_out, keeping).await?;
    let status = match kept {
        Kept::New => StatusCode::CREATED,
        Kept::Same => StatusCode::OK,
        Kept::Other => return Err(Problem::other_bytes()),
    };
    if kept == Kept::New {
        desk.metrics.uploads.inc();
        desk.metrics.upload_bytes.inc_by(size);
    }
    info!(size, media_type, new = kept == Kept::New, "kept");
    Ok((status, Json(json!({ "size": size, "type": media_type }))).into_response())
}

/// Finds out what the bytes are, and whether such files are taken.
fn look(bytes: Vec<u8>, limits: &FileLimits) -> Result<(Vec<u8>, Upload), Problem> {
    let taken = sniff(&bytes).filter(|media_type| limits.allows(media_type));
    let media_type = taken.ok_or_else(|| Problem::file_type(&limits.kinds()))?.to_owned();
    let upload = Upload { size: bytes.len() as u64, media_type, sha256: Digest::of(&bytes) };
    Ok((bytes, upload))
}
