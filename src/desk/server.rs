//! Connections. axum's own server has no time limit for a request's head and writes clients' addresses into its trace
//! log, so the desk drives the connections itself.

mod crowd;

use std::{
    convert::Infallible,
    future::Future,
    io,
    net::SocketAddr,
    pin::{Pin, pin},
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes, HttpBody},
    extract::{ConnectInfo, Request},
};
use hyper::{
    body::{Frame, Incoming, SizeHint},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    time::{sleep, timeout},
};
use tower::ServiceExt as _;
use tracing::{info, warn};

use crowd::{Crowd, Seat};
pub(crate) use crowd::{expect_files, room};

/// How long to wait when the system gives no further connection, most often because too many are open.
const PAUSE: Duration = Duration::from_secs(1);
/// Most bytes of a head, and of a body that nobody has taken yet: a browser's head is one or two thousand.
const BUFFER: usize = 32 * 1024;

/// How many come late at once; each is answered and goes.
const LATE: usize = 128;

/// How connections are held.
pub(crate) struct Manners {
    /// How long a request's head may take to arrive, from the end of the answer before it.
    pub(crate) head: Duration,
    /// How long connections may stay open once the server is to end.
    pub(crate) drain: Duration,
    /// How many there may be at once.
    pub(crate) most: usize,
}

/// Answers requests until `shutdown` is done, then finishes those under way. Whoever comes meanwhile is still answered, since
/// a connection that is refused says less than the router can, but is not waited for.
pub(crate) async fn serve(listener: TcpListener, router: Router, manners: Manners, shutdown: impl Future<Output = ()>) {
    let (stop, stopping) = watch::channel(());
    let mut connections = Crowd::new(manners.most);
    let mut shutdown = pin!(shutdown);
    let take = |connections: &mut Crowd, (stream, peer)| {
        connections
            .take(|seat| answer(stream, peer, router.clone(), manner(manners.head, true), stopping.clone(), seat));
    };
    // Whoever has come and finds no room.
    let mut outside = None;
    loop {
        if connections.has_room()
            && let Some(connection) = outside.take()
        {
            take(&mut connections, connection);
        }
        let waiting = connections.waiting();
        tokio::select! {
            () = &mut shutdown => break,
            Some(()) = connections.gone() => {}
            () = waiting, if outside.is_some() => {}
            accepted = listener.accept(), if outside.is_none() => match accepted {
                Ok(connection) => outside = Some(connection),
                Err(error) => reject(&error).await,
            },
        }
    }
    if let Some(connection) = outside {
        take(&mut connections, connection);
    }
    info!(connections = connections.len(), "finishing the requests under way");
    // The receivers see that the sender is gone.
    drop(stop);
    let finished =
        timeout(manners.drain, finish(&mut connections, &listener, &router, manner(manners.head, false))).await;
    if finished.is_err() {
        warn!(connections = connections.len(), "cut off connections that stayed open");
    }
}

/// Waits for all connections, and answers one request each of those that come late.
async fn finish(connections: &mut Crowd, listener: &TcpListener, router: &Router, manner: http1::Builder) {
    // Held until this ends: what ends with it is only the waiting.
    let (_late, never) = watch::channel(());
    let mut late = Crowd::new(LATE);
    loop {
        tokio::select! {
            biased;
            finished = connections.gone() => if finished.is_none() { break },
            Some(()) = late.gone() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    late.take(|seat| answer(stream, peer, router.clone(), manner.clone(), never.clone(), seat));
                }
                Err(error) => reject(&error).await,
            },
        }
    }
}

/// How connections speak.
fn manner(head: Duration, keep_alive: bool) -> http1::Builder {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head).keep_alive(keep_alive).max_buf_size(BUFFER);
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
    seat: Seat,
) {
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request: Request = request.map(|body| Body::new(Arriving { body, seat: seat.clone() }));
        request.extensions_mut().insert(ConnectInfo(peer));
        let (router, seat) = (router.clone(), seat.clone());
        async move {
            if request.body().is_end_stream() {
                seat.work();
            }
            let response = router.oneshot(request).await.unwrap_or_else(|never| match never {});
            // Whoever does not read the answer may go as well.
            seat.wait();
            Ok::<_, Infallible>(response)
        }
    });
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    // How a connection ended concerns only its client: the answers it got are in the log already.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = stopping.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

/// A body, of which the place of its connection is told how it arrives.
struct Arriving {
    body: Incoming,
    seat: Seat,
}

impl HttpBody for Arriving {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        match &polled {
            Poll::Ready(Some(Ok(_))) if !self.body.is_end_stream() => self.seat.wait(),
            Poll::Ready(_) => self.seat.work(),
            Poll::Pending => {}
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
