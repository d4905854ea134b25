//! Zammad, over its REST API.
//!
//! A ticket is found by its title, which begins with the reference. The search is asked by condition and without a query, since Zammad
//! then looks into its database; its search index is some seconds behind. A ticket and its first article with its files are
//! created in one step, and an article with its files, too. The marker is the subject of each article, which Zammad keeps as it is. Zammad
//! knows no idempotency keys: two attempts at the very same time could both create something, and the outbox makes one at a time.

use axum::http::{HeaderValue, Method, header::AUTHORIZATION};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use content::ticket::looks_like_email;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    Event, Failure, Remote, SinkError, TicketView, ZammadConfig, marker,
    net::{self, Answer, Site},
    recent::Recent,
    text::{self, Block},
    tracker::{self, Files, Tracker},
};

pub(super) struct Zammad {
    site: Site,
    authorization: HeaderValue,
    config: ZammadConfig,
    recent: Recent<Remote>,
}

/// What is read of a ticket.
#[derive(Deserialize)]
struct Ticket {
    id: u64,
    #[serde(default)]
    title: String,
}

/// What is read of an article.
#[derive(Deserialize)]
struct Article {
    subject: Option<String>,
}

impl Zammad {
    pub(super) fn open(config: &ZammadConfig) -> Result<Self, SinkError> {
        Ok(Self {
            site: Site::open(&config.url, &config.http)?,
            authorization: net::sensitive(&format!("Token token={}", config.token.expose()))?,
            config: config.clone(),
            recent: Recent::new(),
        })
    }

    /// Asks for something below the API.
    async fn ask(
        &self,
        method: Method,
        path: &[&str],
        query: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Result<Answer, Failure> {
        let mut url = self.site.at(&[&["api", "v1"], path].concat());
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let request = self.site.request(method, url).header(AUTHORIZATION, self.authorization.clone());
        self.site
            .done(match body {
                Some(body) => request.json(body),
                None => request,
            })
            .await
    }

    fn remote(&self, id: u64) -> Remote {
        // The page of a ticket is told by the fragment.
        let mut url = self.site.base().clone();
        url.set_fragment(Some(&format!("ticket/zoom/{id}")));
        Remote { id: id.to_string(), url: Some(url.into()) }
    }

    fn group(&self, team: Option<&String>) -> Option<&String> {
        team.and_then(|team| self.config.groups.get(team))
    }

    /// Who the ticket is of. Zammad knows the address, or takes it up as a new customer.
    fn customer(&self, ticket: &TicketView) -> String {
        let email = ticket.requester.email.as_deref().map(str::trim).filter(|email| looks_like_email(email));
        format!("guess:{}", email.unwrap_or(&self.config.customer))
    }
}

impl Tracker for Zammad {
    fn recent(&self) -> &Recent<Remote> {
        &self.recent
    }

    fn most(&self) -> u64 {
        self.config.files
    }

    async fn find(&self, ticket: &TicketView) -> Result<Option<Remote>, Failure> {
        let begin = format!("[{}]", ticket.reference);
        let query = [
            ("condition[ticket.title][operator]", "contains"),
            ("condition[ticket.title][value]", begin.as_str()),
            ("expand", "true"),
            ("limit", "50"),
        ];
        let found: Vec<Ticket> = self.ask(Method::GET, &["tickets", "search"], &query, None).await?.json()?;
        Ok(found.into_iter().find(|found| found.title.starts_with(&begin)).map(|found| self.remote(found.id)))
    }

    async fn create(&self, event: &Event, files: &Files<'_>) -> Result<Remote, Failure> {
        let ticket = &event.ticket;
        let mut blocks = text::ticket(ticket);
        blocks.extend(files.blocks());
        let mut body = json!({
            "title": text::subject(ticket),
            "group": self.group(ticket.team.as_ref()).unwrap_or(&self.config.group),
            "customer_id": self.customer(ticket),
            "state": self.config.states.of(ticket.state),
            "article": article(&marker::of_ticket(ticket), &blocks, files, true, true),
        });
        if let Some(priority) = ticket.priority.as_ref().and_then(|id| self.config.priorities.get(id)) {
            body["priority"] = json!(priority);
        }
        let created: Ticket = self.ask(Method::POST, &["tickets"], &[], Some(&body)).await?.json()?;
        Ok(self.remote(created.id))
    }

    async fn complete(&self, _: &Remote, _: &Event, _: &Files<'_>) -> Result<(), Failure> {
        Ok(())
    }

    async fn said(&self, remote: &Remote, event: &Event) -> Result<bool, Failure> {
        let path = ["ticket_articles", "by_ticket", &remote.id];
        let articles: Vec<Article> = self.ask(Method::GET, &path, &[], None).await?.json()?;
        let marker = marker::of(event);
        Ok(articles.iter().any(|article| article.subject.as_deref() == Some(&marker)))
    }

    async fn say(&self, remote: &Remote, event: &Event, files: &Files<'_>) -> Result<(), Failure> {
        let mut blocks = text::event(event);
        blocks.extend(files.blocks());
        let mut body = article(&marker::of(event), &blocks, files, event.is_of_the_reader(), tracker::is_public(event));
        body["ticket_id"] = json!(remote.id);
        self.ask(Method::POST, &["ticket_articles"], &[], Some(&body)).await.map(|_| ())
    }

    async fn update(&self, remote: &Remote, event: &Event) -> Result<bool, Failure> {
        let mut changes = Map::new();
        if let Some(state) = event.brought() {
            changes.insert("state".into(), json!(self.config.states.of(state)));
        }
        let team = event.entry.as_ref().and_then(|entry| entry.team.as_ref());
        if let Some(group) = self.group(team) {
            changes.insert("group".into(), json!(group));
        }
        if changes.is_empty() {
            return Ok(false);
        }
        let changes = Value::Object(changes);
        self.ask(Method::PUT, &["tickets", &remote.id], &[], Some(&changes)).await.map(|_| true)
    }
}

fn article(marker: &str, blocks: &[Block], files: &Files<'_>, of_reader: bool, public: bool) -> Value {
    let attachments: Vec<_> = files
        .with
        .iter()
        .map(|fetched| {
            json!({
                "filename": text::one_line(&fetched.file.name),
                "mime-type": fetched.file.media_type,
                "data": STANDARD.encode(&fetched.bytes),
            })
        })
        .collect();
    json!({
        "subject": marker,
        "body": text::html::written(blocks),
        "content_type": "text/html",
        // Readers are answered by mail from an article of the web; a note goes to nobody.
        "type": if of_reader && public { "web" } else { "note" },
        "sender": if of_reader { "Customer" } else { "Agent" },
        "internal": !public,
        "attachments": attachments,
    })
}
