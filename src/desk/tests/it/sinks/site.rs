//! A web server on this computer that remembers what it was asked.

use std::{
    future,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, Response},
};
use serde_json::Value;
use tokio::{net::TcpListener, task::JoinHandle};
use url::Url;

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Asked {
    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// What is answered.
pub(crate) struct Told {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
    never: bool,
}

impl Told {
    pub(crate) fn json(status: u16, body: Value) -> Self {
        Self::text(status, &body.to_string()).with("content-type", "application/json")
    }

    pub(crate) fn text(status: u16, body: &str) -> Self {
        Self { status, headers: Vec::new(), body: body.into(), never: false }
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// An answer that never comes, although the request was heard.
    pub(crate) fn never() -> Self {
        Self { never: true, ..Self::text(200, "") }
    }
}

/// The server. It ends with the test.
pub(crate) struct Site {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    serving: JoinHandle<()>,
}

impl Site {
    pub(crate) async fn start(answer: impl Fn(&Asked) -> Told + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (answer, heard) = (Arc::new(answer), Arc::clone(&asked));
        let router = Router::new().fallback(move |request: Request| {
            let (answer, heard) = (Arc::clone(&answer), Arc::clone(&heard));
            async move {
                let asked = read(request).await;
                let told = answer(&asked);
                heard.lock().unwrap().push(asked);
                if told.never {
                    future::pending::<()>().await;
                }
                let response = Response::builder().status(told.status);
                let response =
                    told.headers.iter().fold(response, |response, (name, value)| response.header(*name, value));
                response.body(Body::from(told.body)).unwrap()
            }
        });
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, asked, serving }
    }

    pub(crate) fn url(&self, path: &str) -> Url {
        format!("http://{}{path}", self.address).parse().unwrap()
    }

    /// All requests, from the first on.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// The last request.
    pub(crate) fn last(&self) -> Asked {
        self.asked().pop().unwrap()
    }

    /// Each request with its body, for people to read.
    pub(crate) fn story(&self) -> String {
        let told = |asked: &Asked| match serde_json::from_slice::<Value>(&asked.body) {
            Ok(body) => format!("{}\n{}", asked.line(), serde_json::to_string_pretty(&body).unwrap()),
            Err(_) if asked.body.is_empty() => asked.line(),
            Err(_) => format!("{}\n{}", asked.line(), String::from_utf8_lossy(&asked.body).replace('\r', "")),
        };
        self.asked().iter().map(told).collect::<Vec<_>>().join("\n\n")
    }

    /// Method and path of each request, one a line.
    pub(crate) fn lines(&self) -> String {
        self.asked().iter().map(Asked::line).collect::<Vec<_>>().join("\n")
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn read(request: Request) -> Asked {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    let path = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    Asked { method: parts.method.to_string(), path, headers: parts.headers, body }
}
