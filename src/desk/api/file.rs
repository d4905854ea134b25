//! `GET /api/tickets/{reference}/files/{id}`

use axum::{
    body::Body,
    extract::{Path, rejection::PathRejection},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{
    describe,
    holder::{Holder, missed},
    within,
};
use crate::{
    desk::Shared,
    problem::Problem,
    store::{Found, Place},
};

/// What stands for itself in an extended parameter of a header (RFC 8187).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The bytes of a file, for whoever has the secret of its ticket.
///
/// They are to be saved and never shown: whatever they are, they come from a reader.
#[utoipa::path(
    get,
    path = "/api/tickets/{reference}/files/{id}",
    operation_id = "readFile",
    params(describe::Reference, describe::FileId),
    responses(describe::ReadFile)
)]
pub(super) async fn file(
    holder: Holder,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Result<Response, Problem> {
    let Holder { desk, address, access } = holder;
    let (_, id) = path.map(|Path(parts)| parts).unwrap_or_default();
    let find = desk.store.file(&access, &id);
    let Some(found) = within(desk.config.request_timeout, Problem::timed_out, find).await? else {
        return Err(missed(&desk, &address).await);
    };
    hand_out(&desk, &access.reference, &id, found).await
}

/// A file of a ticket as an answer.
pub(super) async fn hand_out(desk: &Shared, reference: &str, id: &str, found: Found) -> Result<Response, Problem> {
    let Found { name, media_type, size, place } = found;
    let body = match place {
        Place::Here(bytes) => Body::from(bytes),
        Place::Storage(place) => {
            let get = desk.files.get(&place, |why| Problem::file_lost(reference, id, why));
            within(desk.config.request_timeout, Problem::timed_out, get).await?
        }
    };
    let media_type = HeaderValue::try_from(media_type).map_err(Problem::broken)?;
    let head = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_LENGTH, HeaderValue::from(size)),
        (header::CONTENT_DISPOSITION, saved_as(&name)?),
    ];
    Ok((head, body).into_response())
}

/// To be saved under a name: in ASCII for old programs, and as it is for all others.
fn saved_as(name: &str) -> Result<HeaderValue, Problem> {
    let plain = |c: char| if c.is_ascii_alphanumeric() || " -._()".contains(c) { c } else { '_' };
    let ascii: String = name.chars().map(plain).collect();
    let exact = utf8_percent_encode(name, PLAIN);
    HeaderValue::try_from(format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{exact}"))
        .map_err(Problem::broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_break_out_of_no_header() {
        let said =
            |name| saved_as(name).ok().and_then(|value| value.to_str().ok().map(str::to_owned)).unwrap_or_default();
        assert_eq!(said("jam.jpg"), "attachment; filename=\"jam.jpg\"; filename*=UTF-8''jam.jpg");
        assert_eq!(
            said("Größe 1\".html\r\nX: y;\\"),
            "attachment; filename=\"Gr__e 1_.html__X_ y__\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%201%22.html%0D%0AX%3A%20y%3B%5C"
        );
    }
}
