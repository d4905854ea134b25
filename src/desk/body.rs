//! Reading a request's body, within bounds.

use axum::{
    body::Body,
    http::{HeaderMap, header},
};
use http_body_util::BodyExt as _;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::problem::Problem;

/// Bytes that all bodies together may take, while they arrive and until they are answered.
pub(crate) const ROOM: usize = 32 * 1024 * 1024;
/// The same for files, apart from the others so that tickets are taken however many files arrive. The largest file that
/// settings can allow fits in.
pub(crate) const ROOM_FOR_FILES: usize = 128 * 1024 * 1024;
/// A body too large is read to its end up to this many bytes, and thrown away. A connection closed in the middle of
/// sending shows in a browser as a network failure, so the reader would never learn what was wrong.
pub(crate) const PATIENCE: usize = 64 * 1024 * 1024;
/// Seconds until there is room again.
const SOON: u64 = 5;

/// Reads the body up to `limit` bytes. It takes room as it arrives, not as it is announced, and gives it back with the
/// permit.
pub(crate) async fn read<'a>(
    headers: &HeaderMap,
    mut body: Body,
    limit: usize,
    room: &'a Semaphore,
) -> Result<(Vec<u8>, SemaphorePermit<'a>), Problem> {
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    let patience = limit.max(PATIENCE);
    if announced.is_some_and(|length| length > patience) {
        return Err(Problem::too_large(limit));
    }
    let full = |_| Problem::unavailable(SOON, "no room for the request's body");
    let mut permit = room.try_acquire_many(0).map_err(full)?;
    let (mut bytes, mut length) = (Vec::new(), 0_usize);
    while let Some(frame) = body.frame().await {
        // Whoever is still there may read why; nobody else needs to know.
        let frame = frame.map_err(|_| Problem::bad_request("The request ended too early."))?;
        let Ok(data) = frame.into_data() else { continue };
        length = length.saturating_add(data.len());
        if length > patience {
            break;
        } else if length > limit {
            bytes = Vec::new();
        } else {
            permit.merge(room.try_acquire_many(u32::try_from(data.len()).unwrap_or(u32::MAX)).map_err(full)?);
            bytes.extend_from_slice(&data);
        }
    }
    if length > limit { Err(Problem::too_large(limit)) } else { Ok((bytes, permit)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn length(body: usize, announced: &str, limit: usize) -> Option<usize> {
        let mut headers = HeaderMap::new();
        if let Ok(value) = announced.parse() {
            headers.insert(header::CONTENT_LENGTH, value);
        }
        let room = Semaphore::new(100);
        let read = read(&headers, Body::from(vec![b'x'; body]), limit, &room).await;
        let read = read.ok().map(|(bytes, _permit)| bytes.len());
        assert_eq!(room.available_permits(), 100, "room is given back");
        read
    }

    #[tokio::test]
    async fn a_body_up_to_the_limit_is_read() {
        assert_eq!(length(10, "10", 10).await, Some(10));
        assert_eq!(length(0, "", 10).await, Some(0));
    }

    #[tokio::test]
    async fn a_body_over_the_limit_is_refused_whatever_it_announces() {
        assert_eq!(length(11, "11", 10).await, None);
        assert_eq!(length(11, "5", 10).await, None);
        assert_eq!(length(11, "", 10).await, None);
        assert_eq!(length(1, "99999999999", 10).await, None);
    }

    #[tokio::test]
    async fn bodies_that_do_not_fit_beside_the_others_have_to_come_again() {
        let room = Semaphore::new(15);
        let body = || Body::from(vec![b'x'; 10]);
        let first = read(&HeaderMap::new(), body(), 10, &room).await;
        assert!(first.is_ok());
        assert!(read(&HeaderMap::new(), body(), 10, &room).await.is_err());
        drop(first);
        assert!(read(&HeaderMap::new(), body(), 10, &room).await.is_ok());
    }
}
