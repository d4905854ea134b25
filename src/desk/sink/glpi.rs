//! GLPI, over its REST API `apirest.php`, which GLPI 9.5 to 11 have.
//!
//! Each hand-over opens a session and ends it. A ticket is found by its name, which begins with the reference, and a document by its name,
//! which holds the reference and the file's id: such a search asks the database. Follow-ups end with the marker as a line of its own. GLPI knows
//! no idempotency keys: two attempts at the very same time could both create something, and the outbox makes one at a time.

mod html;
mod session;

use serde::Deserialize;
use serde_json::{Map, Value, json};

pub(super) use html::text as text_of;
use session::Session;

use super::{
    Delivered, Event, Failure, Fetch, FileView, GlpiConfig, Remote, SinkError, TicketView,
    fetch::Fetched,
    marker,
    net::{Form, Site},
    recent::Recent,
    text::{self, Block},
    tracker::{self, Files, Tracker},
};

/// Longest name of a ticket or a document.
const LONGEST_NAME: usize = 250;

/// Follow-ups that are looked through, the newest first.
const RANGE: [(&str, &str); 2] = [("range", "0-199"), ("order", "DESC")];

pub(super) struct Glpi {
    site: Site,
    tokens: session::Tokens,
    config: GlpiConfig,
    recent: Recent<Remote>,
}

/// A GLPI within a session.
struct Open<'a> {
    glpi: &'a Glpi,
    session: Session<'a>,
}

#[derive(Deserialize)]
struct Named {
    id: u64,
    name: Option<String>,
}

#[derive(Deserialize)]
struct Followup {
    content: Option<String>,
}

#[derive(Deserialize)]
struct Added {
    id: u64,
}

impl Glpi {
    pub(super) fn open(config: &GlpiConfig) -> Result<Self, SinkError> {
        Ok(Self {
            site: Site::open(&config.url, &config.http)?,
            tokens: session::Tokens::read(config)?,
            config: config.clone(),
            recent: Recent::new(),
        })
    }

    pub(super) async fn deliver(
        &self,
        event: &Event,
        known: Option<&Remote>,
        fetch: &dyn Fetch,
    ) -> Result<Delivered, Failure> {
        let session = Session::begin(&self.site, &self.tokens).await?;
        let open = Open { glpi: self, session };
        let done = tracker::hand_over(&open, event, known, fetch).await;
        open.session.end().await;
        done
    }

    /// The page of a ticket, beside the API.
    fn remote(&self, id: u64) -> Remote {
        let mut url = self.site.base().clone();
        if let Ok(mut parts) = url.path_segments_mut() {
            parts.pop_if_empty().pop().extend(["front", "ticket.form.php"]);
        }
        url.query_pairs_mut().append_pair("id", &id.to_string());
        Remote { id: id.to_string(), url: Some(url.into()) }
    }
}

impl Open<'_> {
    /// The first item whose name holds a text and fits.
    async fn named(&self, kind: &str, text: &str, fits: impl Fn(&str) -> bool) -> Result<Option<u64>, Failure> {
        let found: Vec<Named> =
            self.session.get(&[kind], &[("searchText[name]", text), ("range", "0-49")]).await?.json()?;
        Ok(found
            .into_iter()
            .find(|found| found.name.as_deref().is_some_and(|name| fits(&text_of(name))))
            .map(|found| found.id))
    }

    async fn add(&self, kind: &str, input: Value) -> Result<u64, Failure> {
        let added: Added = self.session.post(&[kind], &json!({ "input": input })).await?.json()?;
        Ok(added.id)
    }

    /// Attaches files that are not there yet, and gives those that GLPI does not take.
    async fn attach<'f>(
        &self,
        remote: &Remote,
        event: &Event,
        files: &Files<'f>,
    ) -> Result<Vec<&'f FileView>, Failure> {
        let mut refused = Vec::new();
        for fetched in &files.with {
            let begin = document(&event.ticket, fetched);
            let there = self.named("Document", &begin, |name| name.starts_with(&begin)).await?.is_some();
            if !there && tracker::unless_refused(self.upload(remote, &begin, fetched).await)?.is_none() {
                refused.push(fetched.file);
            }
        }
        Ok(refused)
    }

    /// Follows up with the marker at the end.
    async fn follow_up(
        &self,
        remote: &Remote,
        event: &Event,
        mut blocks: Vec<Block>,
        public: bool,
    ) -> Result<(), Failure> {
        blocks.push(Block::Line(marker::of(event)));
        let input = json!({
            "itemtype": "Ticket",
            "items_id": id(remote)?,
            "content": text::html::written(&blocks),
            "is_private": u8::from(!public),
        });
        self.add("ITILFollowup", input).await.map(|_| ())
    }

    async fn upload(&self, remote: &Remote, begin: &str, Fetched { file, bytes }: &Fetched<'_>) -> Result<(), Failure> {
        let given = text::one_line(&file.name);
        let name = text::cut(format!("{begin} {given}"), LONGEST_NAME);
        let input = json!({ "name": name, "_filename": [given], "itemtype": "Ticket", "items_id": id(remote)? });
        let manifest = json!({ "input": input }).to_string();
        let form = Form::parting(bytes).text("uploadManifest", "application/json", &manifest).file(
            "filename[0]",
            &given,
            &file.media_type,
            bytes,
        );
        self.session.post_form(&["Document"], form).await?.json::<Added>().map(|_| ())
    }
}

impl Tracker for Open<'_> {
    fn recent(&self) -> &Recent<Remote> {
        &self.glpi.recent
    }

    fn most(&self) -> u64 {
        self.glpi.config.files
    }

    async fn find(&self, ticket: &TicketView) -> Result<Option<Remote>, Failure> {
        let begin = format!("[{}]", ticket.reference);
        let found = self.named("Ticket", &ticket.reference, |name| name.starts_with(&begin)).await?;
        Ok(found.map(|id| self.glpi.remote(id)))
    }

    async fn create(&self, event: &Event, files: &Files<'_>) -> Result<Remote, Failure> {
        let (ticket, config) = (&event.ticket, &self.glpi.config);
        let mut blocks = text::ticket(ticket);
        blocks.extend(text::files(&[], &files.without));
        let mut input = Map::new();
        input.insert("name".into(), json!(text::cut(text::subject(ticket), LONGEST_NAME)));
        input.insert("content".into(), json!(text::html::written(&blocks)));
        input.insert("status".into(), json!(config.states.of(ticket.state)));
        let numbers = [
            ("entities_id", config.entity),
            ("itilcategories_id", ticket.category.as_ref().and_then(|title| config.categories.get(title)).copied()),
            ("_groups_id_assign", ticket.team.as_ref().and_then(|team| config.groups.get(team)).copied()),
            ("urgency", ticket.priority.as_ref().and_then(|id| config.urgencies.get(id)).copied()),
        ];
        let set = numbers.into_iter().filter_map(|(field, number)| Some((field.to_owned(), json!(number?))));
        input.extend(set);
        Ok(self.glpi.remote(self.add("Ticket", Value::Object(input)).await?))
    }

    async fn complete(&self, remote: &Remote, event: &Event, files: &Files<'_>) -> Result<(), Failure> {
        let refused = self.attach(remote, event, files).await?;
        if refused.is_empty() || self.said(remote, event).await? {
            return Ok(());
        }
        self.follow_up(remote, event, text::files(&[], &refused), false).await
    }

    async fn said(&self, remote: &Remote, event: &Event) -> Result<bool, Failure> {
        let path = ["Ticket", &remote.id, "ITILFollowup"];
        let all: Vec<Followup> = self.session.get(&path, &RANGE).await?.json()?;
        let marker = marker::of(event);
        Ok(all
            .iter()
            .filter_map(|followup| followup.content.as_deref())
            .any(|content| marker::last_line(&text_of(content)) == marker))
    }

    async fn say(&self, remote: &Remote, event: &Event, files: &Files<'_>) -> Result<(), Failure> {
        let refused = self.attach(remote, event, files).await?;
        let mut blocks = text::event(event);
        blocks.extend(files.blocks_but(&refused));
        self.follow_up(remote, event, blocks, tracker::is_public(event)).await
    }

    async fn update(&self, remote: &Remote, event: &Event) -> Result<bool, Failure> {
        let Some(state) = event.brought() else { return Ok(false) };
        let body = json!({ "input": { "status": self.glpi.config.states.of(state) } });
        let answer: Value = self.session.put(&["Ticket", &remote.id], &body).await?.json()?;
        // `false` where the user may not set it.
        let done = answer.get(0).unwrap_or(&answer).get(&remote.id);
        Ok(done.is_some_and(|done| *done == json!(true)))
    }
}

/// What the name of a document begins with: by it a file is found again.
fn document(ticket: &TicketView, Fetched { file, .. }: &Fetched<'_>) -> String {
    let id: String = file.id.chars().filter(char::is_ascii_alphanumeric).take(32).collect();
    format!("{} {id}", ticket.reference)
}

/// The number of a ticket there.
fn id(remote: &Remote) -> Result<u64, Failure> {
    remote
        .id
        .parse()
        .map_err(|_| Failure::never("GLPI knows tickets by numbers, and what is stored for this one is none"))
}
