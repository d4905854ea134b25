//! The only way from the desk to another system over HTTP.
//!
//! A [`Site`] speaks to one scheme, host and port and to nothing else: whatever another system answers, names or redirects to, no
//! request leaves for another place. The address comes from whoever runs the desk, never from a ticket. Requests go without a proxy
//! unless one is set up, encrypted unless the other system is on this computer or plain HTTP is allowed on purpose, and have
//! limits of time and size.

mod answer;
mod multipart;
mod retry;

use std::{net::IpAddr, sync::Arc};

use axum::http::{HeaderValue, Method};
use reqwest::{Client, Proxy, RequestBuilder, redirect, retry as attempts};
use rustls::crypto::{CryptoProvider, ring};
use url::{Host, Url};

pub(super) use answer::Answer;
pub(super) use multipart::Form;
pub(super) use retry::after;

use super::{Failure, HttpConfig, Secret, SinkError};

/// What the other systems' logs show.
const AGENT: &str = concat!("Tierzero/", env!("CARGO_PKG_VERSION"));

/// Another system, and the limits of speaking to it.
pub(super) struct Site {
    client: Client,
    base: Url,
    most: usize,
}

impl Site {
    /// Checks the address and makes ready. Nothing is sent yet.
    pub(super) fn open(base: &Url, config: &HttpConfig) -> Result<Self, SinkError> {
        check(base, config.allow_http)?;
        Ok(Self { client: client(config)?, base: base.clone(), most: config.most })
    }

    /// The host, for messages.
    pub(super) fn host(&self) -> &str {
        self.base.host_str().unwrap_or("the other system")
    }

    /// The address itself.
    pub(super) fn base(&self) -> &Url {
        &self.base
    }

    /// An address below the base, part by part; each is encoded, so that none can lead elsewhere.
    pub(super) fn at(&self, path: &[&str]) -> Url {
        let mut url = self.base.clone();
        // Every address that `check` lets through has a path.
        if let Ok(mut parts) = url.path_segments_mut() {
            parts.pop_if_empty().extend(path);
        }
        url
    }

    /// A request that is still to be filled.
    pub(super) fn request(&self, method: Method, url: Url) -> RequestBuilder {
        self.client.request(method, url)
    }

    /// Sends a request and reads the answer, whatever its status.
    pub(super) async fn send(&self, request: RequestBuilder) -> Result<Answer, Failure> {
        // What cannot be built is wrong each time: a token with a line break in it, say.
        let request = request.build().map_err(|_| {
            Failure::never(format!("a request to `{}` cannot be built: check its settings and its token", self.host()))
        })?;
        if request.url().origin() != self.base.origin() {
            return Err(Failure::never(format!("a request would have left `{}`", self.host())));
        }
        let response = self.client.execute(request).await.map_err(|error| self.failed(error))?;
        Ok(Answer::read(self.host(), response, self.most).await)
    }

    /// Sends a request and expects success.
    pub(super) async fn done(&self, request: RequestBuilder) -> Result<Answer, Failure> {
        self.send(request).await?.judged()
    }

    fn failed(&self, error: reqwest::Error) -> Failure {
        Failure::later(fault(self.host(), error))
    }
}

/// What went wrong on the way, without the address: its path may hold a secret.
fn fault(host: &str, error: reqwest::Error) -> String {
    let error = error.without_url();
    if error.is_timeout() {
        return format!("`{host}` does not answer in time");
    }
    let what = if error.is_connect() { "cannot be reached" } else { "breaks off" };
    format!("`{host}` {what}: {}", root(&error))
}

/// The innermost cause, which says most.
fn root(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}

/// A header that is kept out of all logs.
pub(super) fn sensitive(text: &str) -> Result<HeaderValue, SinkError> {
    let fault = "it has characters that no header takes";
    let mut value = HeaderValue::from_str(text).map_err(|_| SinkError::Secret { fault })?;
    value.set_sensitive(true);
    Ok(value)
}

/// `Authorization: SCHEME SECRET`.
pub(super) fn authorization(scheme: &str, secret: &Secret) -> Result<HeaderValue, SinkError> {
    sensitive(&format!("{scheme} {}", secret.expose()))
}

/// Makes ring the cryptography of all TLS in this process, unless another one was chosen already.
pub(crate) fn with_ring() {
    if CryptoProvider::get_default().is_none() {
        // It fails when another thread was faster, which is as good.
        let _: Result<(), Arc<CryptoProvider>> = ring::default_provider().install_default();
    }
}

fn client(config: &HttpConfig) -> Result<Client, SinkError> {
    with_ring();
    let builder = Client::builder()
        .user_agent(AGENT)
        .redirect(redirect::Policy::none())
        .retry(attempts::never())
        .referer(false)
        .connect_timeout(config.connect)
        .timeout(config.whole)
        .no_proxy();
    let builder = match &config.proxy {
        Some(proxy) => builder.proxy(Proxy::all(proxy.clone()).map_err(tls)?),
        None => builder,
    };
    builder.build().map_err(tls)
}

fn tls(error: reqwest::Error) -> SinkError {
    SinkError::Tls { source: Box::new(error.without_url()) }
}

fn check(base: &Url, allow_http: bool) -> Result<(), SinkError> {
    let wrong = |fault, help| Err(SinkError::Address { fault, help });
    match base.scheme() {
        "https" => {}
        "http" if allow_http || is_loopback(base) => {}
        "http" => {
            return wrong("it begins with `http:`", "use `https:`, or allow plain HTTP to this system on purpose");
        }
        _ => return wrong("it begins neither with `https:` nor with `http:`", "write `https://` and the host"),
    }
    if base.host_str().is_none_or(str::is_empty) {
        return wrong("the host is missing", "write `https://` and the host");
    }
    if !base.username().is_empty() || base.password().is_some() {
        return wrong("it holds a name or a password", "give the secret as a secret, not within the address");
    }
    if base.fragment().is_some() {
        return wrong("there is a `#` in it", "leave out all from the `#` on");
    }
    Ok(())
}

/// Whether an address is on this computer.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => is_local_name(name),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).to_canonical().is_loopback(),
        None => false,
    }
}

/// The same of a host alone, as mail servers are named.
pub(super) fn is_loopback_host(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>().map_or_else(|_| is_local_name(host), |address| address.to_canonical().is_loopback())
}

/// `localhost` and what is below it, which RFC 6761 keeps on this computer.
fn is_local_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

#[cfg(test)]
mod tests;
