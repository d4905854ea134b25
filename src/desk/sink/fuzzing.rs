//! Whatever another system answers: for the fuzzer, and for a test that tries less of it. No part of what is shipped.
//!
//! The sinks speak over HTTP to a server on this computer which answers by a script, one line an answer: a status, a space and the
//! body. So what is tried is all that lies between the line and the outcome.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the trial")]

use std::{
    collections::VecDeque,
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    http::{HeaderValue, Response, header::RETRY_AFTER},
};
use content::ticket::Who;
use tokio::{
    net::TcpListener,
    runtime::{Builder, Runtime},
};
use url::Url;

use super::{
    Delivered, Event, Failure, GithubConfig, GlpiConfig, HttpConfig, JiraConfig, Remote, Secret, Sink, SinkConfig,
    WebhookConfig, ZammadConfig, is_id, is_web_address,
    sample::{self, Jam},
};

/// Most bytes of an answer.
const MOST: usize = 20_000;
/// Most bytes of what an operator is told of one.
const LONGEST: usize = 500;
/// Nobody waits longer because another system says so.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// The reference of the sample, which a script may name.
const REFERENCE: &str = "TZ-7F3K9Q";

static TRIAL: LazyLock<Mutex<Trial>> = LazyLock::new(|| Mutex::new(Trial::begin()));

/// What is still to be answered.
type Script = Arc<Mutex<VecDeque<Vec<u8>>>>;

/// A server that answers by a script, and all sinks that speak HTTP.
struct Trial {
    runtime: Runtime,
    script: Script,
    sinks: [(&'static str, Sink); 5],
    /// How many tickets were handed over.
    count: u32,
}

/// Hands a ticket over to each sink, and what happens to it, while the other system answers by these lines.
///
/// # Panics
///
/// When what comes of it cannot be stored or is not fit to be told.
pub fn answers(bytes: &[u8]) {
    let mut trial = held(&TRIAL);
    for number in 0..trial.sinks.len() {
        trial.hand_over(number, bytes);
    }
}

impl Trial {
    fn begin() -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let script = Script::default();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let base = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
        let told = Arc::clone(&script);
        let router = Router::new().fallback(move || {
            let line = held(&told).pop_front().unwrap_or_default();
            async move { response(&line) }
        });
        runtime.spawn(async move { axum::serve(listener, router).await });
        Self { runtime, script, sinks: sinks(&base), count: 0 }
    }

    /// The outcomes of three events of one ticket.
    fn hand_over(&mut self, number: usize, bytes: &[u8]) -> [Option<Remote>; 3] {
        self.count += 1;
        // Sinks remember whom they handed over.
        let reference = format!("TZ-{:06}", self.count % 1_000_000);
        let script = match str::from_utf8(bytes) {
            Ok(text) => text.replace(REFERENCE, &reference).into_bytes(),
            Err(_) => bytes.to_vec(),
        };
        *held(&self.script) = script.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        let reply = Event { files: vec![sample::photo()], ..sample::replied(Who::Desk, "Which tray?") };
        let mut known = None;
        [sample::created(), reply, sample::solved()].map(|mut event| {
            event.ticket.reference.clone_from(&reference);
            let done = self.runtime.block_on(self.sinks[number].1.deliver(&event, known.as_ref(), &Jam));
            let remote = sound(done);
            known = remote.clone().or_else(|| known.take());
            remote
        })
    }
}

/// What the other system calls the ticket now, when all went well.
fn sound(done: Result<Delivered, Failure>) -> Option<Remote> {
    let why = match done {
        Ok(Delivered { remote }) => {
            assert!(remote.iter().all(|remote| is_id(&remote.id)), "{remote:?}");
            assert!(remote.iter().flat_map(|remote| &remote.url).all(|url| is_web_address(url)), "{remote:?}");
            return remote;
        }
        Err(Failure::Later { after, why }) => {
            assert!(after.is_none_or(|after| after <= DAY), "{after:?}");
            why
        }
        Err(Failure::Never { why }) => why,
    };
    assert!(why.len() < LONGEST && !why.contains('\n'), "{why}");
    None
}

/// What a line says; where it tells no status, all of it is the body of a success.
fn response(line: &[u8]) -> Response<Body> {
    let status = line.get(..3).and_then(|digits| str::from_utf8(digits).ok()?.parse().ok());
    let (status, body) = match status.filter(|status| (200..=599).contains(status)) {
        Some(status) => (status, line.get(4..).unwrap_or_default()),
        None => (200, line),
    };
    let mut response = Response::builder().status(status);
    // What asks for patience says for how long.
    if let (403 | 429 | 503, Ok(after)) = (status, HeaderValue::from_bytes(body)) {
        response = response.header(RETRY_AFTER, after);
    }
    response.body(Body::from(body.to_vec())).unwrap()
}

fn sinks(base: &Url) -> [(&'static str, Sink); 5] {
    let short = Duration::from_secs(2);
    let http = HttpConfig { connect: short, whole: short, most: MOST, ..HttpConfig::default() };
    let secret = || Secret::new("abc");
    let mut zammad = ZammadConfig::new(base.clone(), secret(), "Service desk", "unknown@northwind.example");
    let mut glpi = GlpiConfig::new(base.join("apirest.php").unwrap(), None, secret());
    let mut jira = JiraConfig::new(base.clone(), "desk@northwind.example", secret(), "4", "17");
    let mut github = GithubConfig::new(base.clone(), "northwind", "desk", secret());
    github.states.solved = Some("done".into());
    let mut webhook = WebhookConfig::new(base.clone(), vec![Secret::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]);
    for each in [&mut zammad.http, &mut glpi.http, &mut jira.http, &mut github.http, &mut webhook.http] {
        *each = http.clone();
    }
    [
        ("zammad", SinkConfig::Zammad(zammad)),
        ("glpi", SinkConfig::Glpi(glpi)),
        ("jira", SinkConfig::Jira(jira)),
        ("github", SinkConfig::Github(github)),
        ("webhook", SinkConfig::Webhook(webhook)),
    ]
    .map(|(name, config)| (name, Sink::open(&config).unwrap()))
}

/// What a lock holds, also after a trial that failed.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
