//! Issues of a GitHub repository, over its REST API.
//!
//! The first line of an issue and of each comment is the marker, as an HTML comment that nobody sees. GitHub's search is behind and its use
//! is limited, so issues are listed from the newest on, as far back as the ticket is old; such a list is up to date. GitHub takes
//! no files over this API: their names are told, and they stay at the desk. It knows no idempotency keys.

mod label;

use axum::http::{
    HeaderMap, HeaderName, HeaderValue, Method,
    header::{ACCEPT, AUTHORIZATION},
};
use content::ticket::State;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use super::{
    Event, Failure, GithubConfig, Remote, SinkError, TicketView, marker,
    net::{self, Answer, Site},
    recent::Recent,
    text::{self, Block},
    tracker::{Files, Tracker},
};

/// The version of the API that this was written for.
const VERSION: &str = "2022-11-28";

/// Entries of a page, the most there can be.
const PAGE: usize = 100;

/// Most pages that are read.
const PAGES: usize = 50;

/// GitHub takes 65,536 characters.
const LONGEST: usize = 60_000;

/// By how much clocks may differ.
const SKEW: SignedDuration = SignedDuration::from_mins(10);

pub(super) struct Github {
    site: Site,
    headers: HeaderMap,
    config: GithubConfig,
    recent: Recent<Remote>,
}

/// What is read of an issue.
#[derive(Deserialize)]
struct Issue {
    number: u64,
    html_url: Option<String>,
    body: Option<String>,
    created_at: Option<String>,
}

/// What is read of a comment.
#[derive(Deserialize)]
struct Comment {
    body: Option<String>,
}

impl Github {
    pub(super) fn open(config: &GithubConfig) -> Result<Self, SinkError> {
        let headers = [
            (ACCEPT, HeaderValue::from_static("application/vnd.github+json")),
            (AUTHORIZATION, net::authorization("Bearer", &config.token)?),
            (HeaderName::from_static("x-github-api-version"), HeaderValue::from_static(VERSION)),
        ];
        Ok(Self {
            site: Site::open(&config.api, &config.http)?,
            headers: headers.into_iter().collect(),
            config: config.clone(),
            recent: Recent::new(),
        })
    }

    /// An address below the repository's issues.
    fn at(&self, path: &[&str]) -> Url {
        self.site.at(&[&["repos", &self.config.owner, &self.config.repository, "issues"], path].concat())
    }

    async fn send(&self, method: Method, url: Url, body: Option<&Value>) -> Result<Answer, Failure> {
        let request = self.site.request(method, url).headers(self.headers.clone());
        self.site
            .send(match body {
                Some(body) => request.json(body),
                None => request,
            })
            .await
    }

    async fn done(&self, method: Method, url: Url, body: Option<&Value>) -> Result<Answer, Failure> {
        self.send(method, url, body).await?.judged()
    }

    /// A page of a list, from 1 on, with what changed since a time.
    async fn page(
        &self,
        path: &[&str],
        since: Timestamp,
        query: &[(&str, &str)],
        page: usize,
    ) -> Result<Answer, Failure> {
        let mut url = self.at(path);
        let since = since.checked_sub(SKEW).unwrap_or(since).strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let (size, page) = (PAGE.to_string(), page.to_string());
        url.query_pairs_mut().extend_pairs(query).extend_pairs([
            ("since", &since),
            ("per_page", &size),
            ("page", &page),
        ]);
        self.done(Method::GET, url, None).await
    }
}

impl Tracker for Github {
    fn recent(&self) -> &Recent<Remote> {
        &self.recent
    }

    fn most(&self) -> u64 {
        0
    }

    async fn find(&self, ticket: &TicketView) -> Result<Option<Remote>, Failure> {
        let query = [("state", "all"), ("sort", "created"), ("direction", "desc")];
        let begin = marked(&marker::of_ticket(ticket));
        let oldest = ticket.created.checked_sub(SKEW).unwrap_or(ticket.created);
        for page in 1..=PAGES {
            let issues: Vec<Issue> = self.page(&[], ticket.created, &query, page).await?.json()?;
            let last = issues.len() < PAGE || issues.iter().any(|issue| is_older(issue, oldest));
            let ours = |issue: &Issue| issue.body.as_deref().is_some_and(|body| body.starts_with(&begin));
            if let Some(issue) = issues.into_iter().find(ours) {
                return Ok(Some(remote(issue)));
            }
            if last {
                return Ok(None);
            }
        }
        Err(Failure::later(format!("`{}` has too many new issues to look through for a ticket", self.site.host())))
    }

    async fn create(&self, event: &Event, files: &Files<'_>) -> Result<Remote, Failure> {
        let mut blocks = text::ticket(&event.ticket);
        blocks.extend(files.blocks());
        let state = self.config.states.of(event.ticket.state).iter();
        let labels: Vec<_> = [&self.config.label].into_iter().filter(|label| !label.is_empty()).chain(state).collect();
        let body = json!({ "title": text::subject(&event.ticket), "body": written(&marker::of_ticket(&event.ticket), &blocks), "labels": labels });
        Ok(remote(self.done(Method::POST, self.at(&[]), Some(&body)).await?.json()?))
    }

    async fn complete(&self, _: &Remote, _: &Event, _: &Files<'_>) -> Result<(), Failure> {
        Ok(())
    }

    async fn said(&self, remote: &Remote, event: &Event) -> Result<bool, Failure> {
        let begin = marked(&marker::of(event));
        for page in 1..=PAGES {
            let comments: Vec<Comment> = self.page(&[&remote.id, "comments"], event.at, &[], page).await?.json()?;
            if comments.iter().any(|comment| comment.body.as_deref().is_some_and(|body| body.starts_with(&begin))) {
                return Ok(true);
            }
            if comments.len() < PAGE {
                break;
            }
        }
        Ok(false)
    }

    async fn say(&self, remote: &Remote, event: &Event, files: &Files<'_>) -> Result<(), Failure> {
        let mut blocks = text::event(event);
        blocks.extend(files.blocks());
        let body = json!({ "body": written(&marker::of(event), &blocks) });
        self.done(Method::POST, self.at(&[&remote.id, "comments"]), Some(&body)).await.map(|_| ())
    }

    async fn update(&self, remote: &Remote, event: &Event) -> Result<bool, Failure> {
        let Some(state) = event.brought() else { return Ok(false) };
        let over = matches!(state, State::Solved | State::Closed);
        let body =
            if over { json!({ "state": "closed", "state_reason": "completed" }) } else { json!({ "state": "open" }) };
        self.done(Method::PATCH, self.at(&[&remote.id]), Some(&body)).await?;
        self.label(&remote.id, state).await?;
        Ok(true)
    }
}

fn is_older(issue: &Issue, than: Timestamp) -> bool {
    issue.created_at.as_deref().and_then(|at| at.parse::<Timestamp>().ok()).is_some_and(|at| at < than)
}

fn remote(issue: Issue) -> Remote {
    Remote { id: issue.number.to_string(), url: issue.html_url.filter(|url| super::is_web_address(url)) }
}

/// The first line of what is written here.
fn marked(marker: &str) -> String {
    format!("<!-- {marker} -->")
}

fn written(marker: &str, blocks: &[Block]) -> String {
    text::cut(marked(marker) + "\n" + &text::markdown::written(blocks), LONGEST)
}
