//! Connections. axum's own server has no time limit for a request's head and writes clients' addresses into its trace
//! log, so the desk drives the connections itself.

use std::{convert::Infallible, future::Future, io, net::SocketAddr, pin::pin, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
    time::{sleep, timeout},
};
use tower::ServiceExt as _;
use tracing::{info, warn};

/// How long to wait when the system gives no further connection, most often because too many are open.
const PAUSE: Duration = Duration::from_secs(1);

/// How connections are held.
pub(crate) struct Times {
    /// How long a request's head may take to arrive, from the end of the answer before it.
    pub(crate) head: Duration,
    /// How long connections may stay open once the server is to end.
    pub(crate) drain: Duration,
}

/// Answers requests until `shutdown` is done, then finishes those under way. Whoever comes meanwhile is still answered, since
/// a connection that is refused says less than the router can, but is not waited for.
pub(crate) async fn serve(listener: TcpListener, router: Router, times: Times, shutdown: impl Future<Output = ()>) {
    let (stop, stopping) = watch::channel(());
    let mut connections = JoinSet::new();
    let mut shutdown = pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    connections.spawn(answer(stream, peer, router.clone(), manner(times.head, true), stopping.clone()));
                }
                Err(error) => reject(&error).await,
            },
        }
    }
    info!(connections = connections.len(), "finishing the requests under way");
    // The receivers see that the sender is gone.
    drop(stop);
    let finished = timeout(times.drain, finish(&mut connections, &listener, &router, manner(times.head, false))).await;
    if finished.is_err() {
        warn!(connections = connections.len(), "cut off connections that stayed open");
    }
}

/// Waits for all connections, and answers one request each of those that come late.
async fn finish(connections: &mut JoinSet<()>, listener: &TcpListener, router: &Router, manner: http1::Builder) {
    // Held until this ends: what ends with it is only the waiting.
    let (_late, never) = watch::channel(());
    let mut late = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            finished = connections.join_next() => if finished.is_none() { break },
            Some(_) = late.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    late.spawn(answer(stream, peer, router.clone(), manner.clone(), never.clone()));
                }
                Err(error) => reject(&error).await,
            },
        }
    }
}

/// How connections speak.
fn manner(head: Duration, keep_alive: bool) -> http1::Builder {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head).keep_alive(keep_alive);
    http
}

/// A client that went away before it was accepted is nobody's concern; anything else will last for a while.
async fn reject(error: &io::Error) {
    let gone = [io::ErrorKind::ConnectionAborted, io::ErrorKind::ConnectionRefused, io::ErrorKind::ConnectionReset];
    if !gone.contains(&error.kind()) {
        warn!(cause = %error, "cannot take another connection");
        sleep(PAUSE).await;
    }
}

/// Answers the requests of one connection, one after another.
async fn answer(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    http: http1::Builder,
    mut stopping: watch::Receiver<()>,
) {
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request: Request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        let router = router.clone();
        async move { Ok::<_, Infallible>(router.oneshot(request).await.unwrap_or_else(|never| match never {})) }
    });
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    // How a connection ended concerns only its client: the answers it got are in the log already.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = stopping.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
