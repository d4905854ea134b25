//! What is left of a request that was answered before its end.
//!
//! Whoever is still sending when the connection closes loses the answer: a browser sees a broken line, and a reverse proxy says 502
//! in place of what the desk said. So the rest is read and thrown away before a refusal goes out.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use http_body_util::BodyExt as _;
use hyper::body::{Frame, SizeHint};
use tokio::time::timeout;

use crate::{body::PATIENCE, desk::Shared};

/// Lets a refusal wait until its request has been sent.
pub(crate) async fn read(State(desk): State<Shared>, request: Request, next: Next) -> Response {
    let is_patient = is_patient(request.headers());
    let time = match *request.method() {
        Method::PUT => desk.config.upload_timeout,
        _ => desk.config.request_timeout,
    };
    let (parts, body) = request.into_parts();
    let rest = Rest(Arc::new(Mutex::new((body, 0))));
    let response = next.run(Request::from_parts(parts, Body::new(rest.clone()))).await;
    let status = response.status();
    // Whoever was too slow has had the time already.
    if is_patient && !status.is_success() && status != StatusCode::REQUEST_TIMEOUT {
        let _ = timeout(time, rest.drain()).await;
    }
    response
}

/// Whether the rest is worth reading: not when it is too much, and not when the client waits for a word before it sends it.
fn is_patient(headers: &HeaderMap) -> bool {
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    !headers.contains_key(header::EXPECT) && announced.is_none_or(|length| length <= PATIENCE)
}

/// A body that stays when its reader has gone, and how much of it was read.
#[derive(Clone)]
struct Rest(Arc<Mutex<(Body, usize)>>);

impl Rest {
    async fn drain(mut self) {
        while let Some(Ok(_)) = self.frame().await {
            if self.0.lock().unwrap_or_else(PoisonError::into_inner).1 > PATIENCE {
                return;
            }
        }
    }
}

impl HttpBody for Rest {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (body, read) = &mut *inner;
        let polled = Pin::new(body).poll_frame(context);
        if let Poll::Ready(Some(Ok(frame))) = &polled {
            *read = read.saturating_add(frame.data_ref().map_or(0, Bytes::len));
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.size_hint()
    }
}
