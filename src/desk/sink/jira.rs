//! Jira Service Management, over its REST API: `servicedeskapi` for requests, comments and files, and the platform's API, version 2, for
//! transitions, since only that one tells all that an agent may do.
//!
//! A request is found by its summary, which begins with the reference. Jira searches in an index that is some seconds behind: a creation
//! whose answer was lost is found by an attempt that comes later than that, as the outbox's do. Comments end with the marker as
//! a line of its own, and files come with a comment in one step. Jira knows no idempotency keys.

mod shape;

use axum::http::{
    HeaderName, HeaderValue, Method,
    header::{AUTHORIZATION, CONTENT_TYPE},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::RequestBuilder;
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use shape::{Comment, Kept, Page, Request, Transition, Transitions};

use super::{
    Event, Failure, JiraConfig, Remote, SinkError, TicketView,
    fetch::Fetched,
    marker,
    net::{self, Answer, Form, Site},
    recent::Recent,
    text::{self, Block},
    tracker::{self, Files, Tracker},
};

/// Entries of a page.
const PAGE: usize = 100;

/// Most pages that are read.
const PAGES: usize = 50;

/// Jira takes 32,767 characters.
const LONGEST: usize = 32_000;

/// The file of a form needs this, or Jira takes it for a forged request.
const NO_CHECK: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-atlassian-token"), HeaderValue::from_static("no-check"));

/// Older Jiras ask for this before they take temporary files.
const EXPERIMENTAL: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-experimentalapi"), HeaderValue::from_static("opt-in"));

pub(super) struct Jira {
    site: Site,
    authorization: HeaderValue,
    config: JiraConfig,
    recent: Recent<Remote>,
}

impl Jira {
    pub(super) fn open(config: &JiraConfig) -> Result<Self, SinkError> {
        let pair = STANDARD.encode(format!("{}:{}", config.email, config.token.expose()));
        Ok(Self {
            site: Site::open(&config.url, &config.http)?,
            authorization: net::sensitive(&format!("Basic {pair}"))?,
            config: config.clone(),
            recent: Recent::new(),
        })
    }

    /// An address of the service desk's API.
    fn desk(&self, path: &[&str]) -> Url {
        self.site.at(&[&["rest", "servicedeskapi"], path].concat())
    }

    fn request(&self, method: Method, url: Url) -> RequestBuilder {
        self.site.request(method, url).header(AUTHORIZATION, self.authorization.clone())
    }

    async fn post(&self, url: Url, body: &Value) -> Result<Answer, Failure> {
        self.site.done(self.request(Method::POST, url).json(body)).await
    }

    /// A page of a list, from 0 on.
    async fn page<T: for<'de> Deserialize<'de>>(&self, mut url: Url, page: usize) -> Result<Page<T>, Failure> {
        let (start, limit) = ((page * PAGE).to_string(), PAGE.to_string());
        url.query_pairs_mut().extend_pairs([("start", start), ("limit", limit)]);
        self.site.done(self.request(Method::GET, url)).await?.json()
    }

    /// Keeps a file for the moment, and gives the id to attach it by.
    async fn keep(&self, Fetched { file, bytes }: &Fetched<'_>) -> Result<String, Failure> {
        let form = Form::parting(bytes).file("file", &text::one_line(&file.name), &file.media_type, bytes);
        let (kind, body) = form.done();
        let url = self.desk(&["servicedesk", &self.config.service_desk, "attachTemporaryFile"]);
        let request = self.request(Method::POST, url).header(CONTENT_TYPE, kind).body(body);
        let request =
            [NO_CHECK, EXPERIMENTAL].into_iter().fold(request, |request, (name, value)| request.header(name, value));
        let kept: Kept = self.site.done(request).await?.json()?;
        let first = kept.temporary_attachments.into_iter().next();
        first
            .map(|kept| kept.temporary_attachment_id)
            .ok_or_else(|| Failure::later("Jira keeps a file and gives no id of it"))
    }

    /// Comments, with files where there are some that Jira takes.
    async fn comment(
        &self,
        remote: &Remote,
        event: &Event,
        mut blocks: Vec<Block>,
        files: &Files<'_>,
    ) -> Result<(), Failure> {
        let (mut kept, mut refused) = (Vec::new(), Vec::new());
        for fetched in &files.with {
            match tracker::unless_refused(self.keep(fetched).await)? {
                Some(id) => kept.push(id),
                None => refused.push(fetched.file),
            }
        }
        blocks.extend(files.blocks_but(&refused));
        let (body, public) = (written(event, &blocks), tracker::is_public(event));
        let (path, comment) = if kept.is_empty() {
            ("comment", json!({ "body": body, "public": public }))
        } else {
            let comment = json!({ "body": body });
            ("attachment", json!({ "temporaryAttachmentIds": kept, "public": public, "additionalComment": comment }))
        };
        self.post(self.desk(&["request", &remote.id, path]), &comment).await.map(|_| ())
    }
}

impl Tracker for Jira {
    fn recent(&self) -> &Recent<Remote> {
        &self.recent
    }

    fn most(&self) -> u64 {
        self.config.files
    }

    async fn find(&self, ticket: &TicketView) -> Result<Option<Remote>, Failure> {
        let begin = format!("[{}]", ticket.reference);
        let mut url = self.desk(&["request"]);
        let query = [
            ("searchTerm", ticket.reference.as_str()),
            ("requestOwnership", "OWNED_REQUESTS"),
            ("serviceDeskId", self.config.service_desk.as_str()),
        ];
        url.query_pairs_mut().extend_pairs(query);
        let found: Page<Request> = self.page(url, 0).await?;
        found.values.into_iter().find(|request| summary(request).starts_with(&begin)).map(remote).transpose()
    }

    async fn create(&self, event: &Event, files: &Files<'_>) -> Result<Remote, Failure> {
        let mut blocks = text::ticket(&event.ticket);
        blocks.extend(text::files(&[], &files.without));
        let body = json!({
            "serviceDeskId": self.config.service_desk,
            "requestTypeId": self.config.request_type,
            "requestFieldValues": {
                "summary": text::cut(text::subject(&event.ticket), 250),
                "description": text::cut(text::wiki::written(&blocks), LONGEST),
            },
        });
        remote(self.post(self.desk(&["request"]), &body).await?.json()?)
    }

    async fn complete(&self, remote: &Remote, event: &Event, files: &Files<'_>) -> Result<(), Failure> {
        if files.with.is_empty() || self.said(remote, event).await? {
            return Ok(());
        }
        self.comment(remote, event, Vec::new(), files).await
    }

    async fn said(&self, remote: &Remote, event: &Event) -> Result<bool, Failure> {
        let marker = marker::of(event);
        for page in 0..PAGES {
            let url = self.desk(&["request", &remote.id, "comment"]);
            let comments: Page<Comment> = self.page(url, page).await?;
            let is_ours = |comment: &Comment| comment.body.as_deref().is_some_and(|body| is_marked(body, &marker));
            if comments.values.iter().any(is_ours) {
                return Ok(true);
            }
            if comments.is_last_page || comments.values.is_empty() {
                break;
            }
        }
        Ok(false)
    }

    async fn say(&self, remote: &Remote, event: &Event, files: &Files<'_>) -> Result<(), Failure> {
        self.comment(remote, event, text::event(event), files).await
    }

    async fn update(&self, remote: &Remote, event: &Event) -> Result<bool, Failure> {
        let Some(state) = event.brought() else { return Ok(false) };
        let wanted = self.config.states.of(state);
        let url = self.site.at(&["rest", "api", "2", "issue", &remote.id, "transitions"]);
        let all: Transitions = self.site.done(self.request(Method::GET, url.clone())).await?.json()?;
        let is = |name: &str| !wanted.is_empty() && name.eq_ignore_ascii_case(wanted);
        let leads = |transition: &&Transition| {
            transition.to.as_ref().is_some_and(|status| is(&status.name)) || is(&transition.name)
        };
        let Some(transition) = all.transitions.iter().find(leads) else { return Ok(false) };
        self.post(url, &json!({ "transition": { "id": transition.id } })).await.map(|_| true)
    }
}

fn summary(request: &Request) -> &str {
    let field = request.request_field_values.iter().find(|field| field.field_id == "summary");
    field.and_then(|field| field.value.as_str()).unwrap_or_default()
}

/// By the number and not by the key, which changes when a request is moved.
fn remote(request: Request) -> Result<Remote, Failure> {
    if !super::is_id(&request.issue_id) {
        return Err(Failure::later("Jira gives a request an id that cannot be used"));
    }
    let url = request.links.and_then(|links| links.agent.or(links.web)).filter(|url| super::is_web_address(url));
    Ok(Remote { id: request.issue_id, url })
}

fn written(event: &Event, blocks: &[Block]) -> String {
    format!("{}\n\n{}", text::cut(text::wiki::written(blocks), LONGEST), marker::of(event))
}

/// Whether a text ends with a marker. Jira may have put backslashes before its hyphens.
fn is_marked(body: &str, marker: &str) -> bool {
    marker::last_line(body).replace('\\', "") == marker
}
