//! What all systems share that are spoken to over HTTP, and the webhook, which is nothing more.

use std::time::Duration;

use url::Url;

use crate::sink::Secret;

/// How a system is spoken to over HTTP. [`HttpConfig::default`] fits nearly always.
#[derive(Debug, Clone)]
pub struct HttpConfig {
    /// How long a connection may take to come about. Default: 10 seconds.
    pub connect: Duration,
    /// How long a request and its answer may take together. Default: 30 seconds.
    pub whole: Duration,
    /// Most bytes of an answer. Default: 16 MiB.
    pub most: usize,
    /// Whether it may be spoken to over plain HTTP although it is on another computer. Default: no.
    pub allow_http: bool,
    /// A proxy for all requests to it. What the environment says of proxies counts for nothing. Default: none.
    pub proxy: Option<Url>,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            whole: Duration::from_secs(30),
            most: 16 * 1024 * 1024,
            allow_http: false,
            proxy: None,
        }
    }
}

/// A signed webhook, as the Standard Webhooks specification has it.
#[derive(Debug, Clone)]
pub struct WebhookConfig {
    /// Where events are sent.
    pub url: Url,
    /// What they are signed with: `whsec_` and 24 to 64 bytes in base64. Several while one replaces another; each signs.
    pub secrets: Vec<Secret>,
    /// Most bytes of the files of one event that go along within it, in base64; of the others only name, size and type are
    /// told. Default: 0.
    pub files: u64,
    /// How it is spoken to.
    pub http: HttpConfig,
}

impl WebhookConfig {
    /// The defaults.
    pub fn new(url: Url, secrets: Vec<Secret>) -> Self {
        Self { url, secrets, files: 0, http: HttpConfig::default() }
    }
}
