//! The desk over its endpoint, for whoever has a token.

use std::path::PathBuf;
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_MATCH};
use reqwest::{Method, RequestBuilder, Response, StatusCode, Url, redirect};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::connection::Connection;
use crate::cmd::Failure;

/// How long an answer may take; the desk itself gives up after 30 seconds.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a file may take to be sent.
const PATIENCE_FOR_FILES: Duration = Duration::from_secs(600);
/// How often something is sent before the desk is given up.
const TRIES: u32 = 3;

/// A desk and a token.
pub(super) struct Client {
    http: reqwest::Client,
    desk: Url,
}

/// What the desk answers when it says no (RFC 9457).
#[derive(Debug, Deserialize)]
struct Problem {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    detail: String,
    #[serde(default)]
    errors: Vec<FieldError>,
}

#[derive(Debug, Deserialize)]
struct FieldError {
    field: String,
    message: String,
}

/// What is known of a file that was sent.
#[derive(Debug, Deserialize)]
pub(super) struct Sent {
    pub(super) size: u64,
    #[serde(rename = "type")]
    pub(super) media_type: String,
}

/// An answer, and the version of the ticket that it tells of.
pub(super) struct Told<T> {
    pub(super) value: T,
    pub(super) version: Option<String>,
}

impl Client {
    pub(super) fn open(connection: &Connection) -> Result<Self, Failure> {
        let (desk, token) = (connection.desk()?, connection.token()?);
        // One of the program's clients may have named it already; it is the same one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut bearer = HeaderValue::try_from(format!("Bearer {token}"))
            .map_err(|_| Failure::new("the token holds characters that no token has"))?;
        bearer.set_sensitive(true);
        let http = reqwest::Client::builder()
            .default_headers(HeaderMap::from_iter([(AUTHORIZATION, bearer)]))
            .user_agent(concat!("tierzero/", env!("CARGO_PKG_VERSION")))
            // The token is for this desk and for nobody it may lead to.
            .redirect(redirect::Policy::none())
            .timeout(PATIENCE)
            .build()
            .map_err(|error| Failure::new(format!("cannot get ready to ask the desk: {}", causes(&error))))?;
        Ok(Self { http, desk })
    }

    /// Asks for something below `/api/agent/`.
    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        path: &[&str],
        query: &[(&str, String)],
    ) -> Result<Told<T>, Failure> {
        let mut url = self.url(path)?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        read(self.send(|| self.http.get(url.clone())).await?).await
    }

    /// Fetches the bytes of a file below `/api/agent/`; nothing when the desk has lost them.
    pub(super) async fn fetch(&self, path: &[&str]) -> Result<Option<Vec<u8>>, Failure> {
        let url = self.url(path)?;
        let response = self.send(|| self.http.get(url.clone()).timeout(PATIENCE_FOR_FILES)).await?;
        match response.status() {
            StatusCode::GONE => Ok(None),
            status if status.is_success() => {
                response.bytes().await.map(|bytes| Some(bytes.into())).map_err(|error| broken_off(&error))
            }
            _ => read::<Vec<u8>>(response).await.map(|told| Some(told.value)),
        }
    }

    /// Asks for something that has no place in an address.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        path: &[&str],
        body: &serde_json::Value,
    ) -> Result<Told<T>, Failure> {
        let url = self.url(path)?;
        read(self.send(|| self.http.post(url.clone()).json(body)).await?).await
    }

    /// Does something with a ticket that was seen like this, once, however often it is sent.
    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        path: &[&str],
        version: &str,
        body: &serde_json::Value,
    ) -> Result<Told<T>, Failure> {
        let (url, key) = (self.url(path)?, draw()?);
        let request = || {
            let request = self.http.post(url.clone()).header("idempotency-key", &key);
            request.header(IF_MATCH, version).json(body)
        };
        read(self.send(request).await?).await
    }

    /// Erases a ticket that was seen like this.
    pub(super) async fn delete<T: DeserializeOwned>(&self, path: &[&str], version: &str) -> Result<Told<T>, Failure> {
        let url = self.url(path)?;
        read(self.send(|| self.http.request(Method::DELETE, url.clone()).header(IF_MATCH, version)).await?).await
    }

    /// Sends the bytes of a file and gives the id that they go by.
    pub(super) async fn upload(&self, bytes: Vec<u8>) -> Result<(String, Sent), Failure> {
        let id = draw()?;
        let url = self.url(&["..", "uploads", &id])?;
        let request = || {
            let request = self.http.put(url.clone()).timeout(PATIENCE_FOR_FILES);
            request.header(CONTENT_TYPE, "application/octet-stream").body(bytes.clone())
        };
        let told: Told<Sent> = read(self.send(request).await?).await?;
        Ok((id, told.value))
    }

    /// Sends it again when the desk could not be reached, or asks for it: whatever is sent is done once.
    async fn send(&self, request: impl Fn() -> RequestBuilder) -> Result<Response, Failure> {
        let mut tries = 0;
        loop {
            tries += 1;
            let sent = request().send().await;
            let again = match &sent {
                Ok(response) => response.status() == StatusCode::SERVICE_UNAVAILABLE,
                Err(error) => !error.is_builder(),
            };
            if !again || tries == TRIES {
                return sent.map_err(|error| unreachable(&self.desk, &error));
            }
            tokio::time::sleep(Duration::from_secs(u64::from(tries))).await;
        }
    }

    fn url(&self, path: &[&str]) -> Result<Url, Failure> {
        let mut url = self.desk.clone();
        let mut parts = vec!["api", "agent"];
        for part in path {
            match *part {
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        let mut segments = url.path_segments_mut().map_err(|()| Failure::new("this is no address of a desk"))?;
        segments.pop_if_empty().extend(parts);
        drop(segments);
        Ok(url)
    }
}

/// What nobody else has drawn: a key of a request, or an id of a file.
fn draw() -> Result<String, Failure> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| Failure::new(format!("this computer gives no random bytes: {error}")))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn unreachable(desk: &Url, error: &reqwest::Error) -> Failure {
    // The address is told once, and without what may stand in it beside the host.
    let host = desk.host_str().unwrap_or_default();
    let failure = Failure::new(format!("the desk at `{host}` cannot be reached: {}", causes(error)));
    failure.help("see that it runs, and that `--desk` or `TIERZERO_DESK` is its address")
}

/// What is behind an error, without the address it repeats.
fn causes(error: &dyn std::error::Error) -> String {
    let mut deepest = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest.to_string()
}

fn broken_off(error: &reqwest::Error) -> Failure {
    Failure::new(format!("the answer broke off: {}", causes(error)))
}

async fn read<T: DeserializeOwned>(response: Response) -> Result<Told<T>, Failure> {
    let status = response.status();
    let version = response.headers().get(ETAG).and_then(|tag| tag.to_str().ok()).map(str::to_owned);
    let body = response.bytes().await.map_err(|error| broken_off(&error))?;
    if status.is_success() {
        let value =
            serde_json::from_slice(&body).map_err(|error| not_a_desk(&format!("its answer is odd: {error}")))?;
        return Ok(Told { value, version });
    }
    Err(match serde_json::from_slice::<Problem>(&body) {
        Ok(problem) if problem.kind.starts_with("urn:tierzero:problem:") => refused(&problem),
        _ => not_a_desk(&format!("it answers {status}")),
    })
}

fn not_a_desk(why: &str) -> Failure {
    Failure::new(format!("there seems to be no desk at this address: {why}")).help(
        "give the address before `/api/`, such as `https://help.example.com`, with `--desk` or as `TIERZERO_DESK`",
    )
}

/// What the desk said, and what can be done about it.
fn refused(problem: &Problem) -> Failure {
    let detail = problem.detail.trim_end_matches('.');
    let errors: Vec<String> =
        problem.errors.iter().map(|error| format!("`{}`: {}", error.field, error.message)).collect();
    let message = match errors.is_empty() {
        true => format!("the desk refused: {detail}"),
        false => format!("the desk refused: {}", errors.join("; ")),
    };
    let failure = Failure::new(message);
    match problem.kind.rsplit(':').next().unwrap_or_default() {
        "wrong-token" | "token-over" | "no-token" => {
            failure.help("`tierzero desk token list DATABASE` shows which tokens there are, `token add` makes one")
        }
        "missing-scope" => failure.help("make a token with this scope too: `tierzero desk token add`"),
        "changed-meanwhile" => failure.help("look at it again: `tierzero tickets show REFERENCE`"),
        "no-such-ticket" => failure.help("`tierzero tickets list` shows which there are"),
        _ => failure,
    }
}

/// A file to be sent.
pub(super) async fn read_file(path: &PathBuf) -> Result<(String, Vec<u8>), Failure> {
    let cannot = |why: String| Failure::new(format!("cannot attach `{}`: {why}", path.display()));
    let bytes = std::fs::read(path).map_err(|error| cannot(error.to_string()))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok((name.ok_or_else(|| cannot("it has no name".into()))?, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_desk_says_no_with_is_told_with_a_way_out() {
        let told = |json: &str| {
            let problem: Problem = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}"));
            let failure = refused(&problem);
            format!("{} | {}", failure.message, failure.help.unwrap_or_default())
        };
        insta::assert_snapshot!(told(r#"{"type": "urn:tierzero:problem:missing-scope", "detail": "This token lacks the scope `write`."}"#), @"the desk refused: This token lacks the scope `write` | make a token with this scope too: `tierzero desk token add`");
        insta::assert_snapshot!(told(r#"{"type": "urn:tierzero:problem:invalid-answers", "detail": "x", "errors": [{"field": "canned", "message": "There is no canned reply with this id"}]}"#), @"the desk refused: `canned`: There is no canned reply with this id |");
        insta::assert_snapshot!(told(r#"{"type": "urn:tierzero:problem:changed-meanwhile", "detail": "Something has happened."}"#), @"the desk refused: Something has happened | look at it again: `tierzero tickets show REFERENCE`");
    }
}
