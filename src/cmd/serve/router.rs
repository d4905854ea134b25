//! One port for everything: the site, its ticket endpoint, and the events that reload it.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use ::desk::Desk;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, IF_MODIFIED_SINCE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum::{Router, serve as listen};
use tokio::net::TcpListener;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::WatchStream;
use tower_http::services::{ServeDir, ServeFile};

use super::host;
use super::interrupted;
use super::live::{self, ADDRESS, EVENTS, SCRIPT};
use super::studio::Studio;

/// How long connections may take to end once the server was told to.
const PATIENCE: Duration = Duration::from_secs(3);
/// The one header of a page that its scripts can read.
const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

/// Serves until somebody wants it to end.
pub(super) async fn serve(listener: TcpListener, studio: &Arc<Studio>, desk: &Desk) -> io::Result<()> {
    let service = router(studio, desk).into_make_service_with_connect_info::<SocketAddr>();
    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let (ending, interrupted) = (Arc::clone(studio), interrupted());
    let server = listen(listener, service).with_graceful_shutdown(async move {
        interrupted.await;
        ending.end();
        let _ = stopping.send(());
    });
    tokio::select! {
        ended = async { server.await } => ended,
        () = async { let _ = stopped.await; tokio::time::sleep(PATIENCE).await } => Ok(()),
    }
}

fn router(studio: &Arc<Studio>, desk: &Desk) -> Router {
    let pages = Router::new()
        .route(EVENTS, get(events))
        .route(ADDRESS, get(script))
        .fallback(page)
        .layer(middleware::from_fn(keep))
        .with_state(Arc::clone(studio));
    desk.router().merge(pages).layer(middleware::from_fn(host::guard))
}

/// Says what a browser may keep: assets carry a hash of their content in their names, and of all else an author wants to
/// see what was just saved.
async fn keep(request: Request, next: Next) -> Response {
    let asset = request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    let rule = if asset && response.status().is_success() { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(rule));
    response
}

async fn script() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT)
}

async fn events(State(studio): State<Arc<Studio>>) -> impl IntoResponse {
    let states = WatchStream::new(studio.state()).take_while(Option::is_some);
    let events = states
        .map(|state| Ok::<_, Infallible>(Event::default().data(serde_json::to_string(&state).unwrap_or_default())));
    Sse::new(events).keep_alive(KeepAlive::default())
}

/// A file of the site, with the number of the site it is from: the page's script compares it with the newest one. The
/// number is taken first, so that it may be too old, which costs a reload, but never too new.
async fn page(State(studio): State<Arc<Studio>>, request: Request) -> Response {
    let number = studio.state().borrow().as_ref().map(live::State::timing);
    let mut response = file(&studio, request).await;
    if let Some(number) = number.and_then(|number| HeaderValue::from_str(&number).ok()) {
        response.headers_mut().insert(SERVER_TIMING, number);
    }
    response
}

async fn file(studio: &Studio, mut request: Request) -> Response {
    // A page saved twice within a second has the same time, and the browser would keep the older one.
    request.headers_mut().remove(IF_MODIFIED_SINCE);
    let site = studio.site();
    if !site.join("index.html").is_file() {
        return (StatusCode::SERVICE_UNAVAILABLE, Html(nothing_yet(studio))).into_response();
    }
    let missing = ServeFile::new(site.join("404.html"));
    match ServeDir::new(&site).not_found_service(missing).try_call(request).await {
        Ok(response) => response.into_response(),
        Err(error) => {
            (StatusCode::INTERNAL_SERVER_ERROR, format!("could not read the site: {error}\n")).into_response()
        }
    }
}

/// What is shown before there was a site at all; the script brings the mistakes and reloads when they are mended.
fn nothing_yet(studio: &Studio) -> String {
    let kb = studio.kb().display().to_string().replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Not built yet</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><script src=\"{ADDRESS}\" defer></script></head>\
         <body><main><h1>Not built yet</h1><p>The knowledge base in <code>{kb}</code> has mistakes. They are listed in the \
         terminal and in the corner of this page, which reloads when they are mended.</p></main></body></html>"
    )
}
