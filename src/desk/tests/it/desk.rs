//! A desk on a database of its own, and a small knowledge base to go with it.

use std::{collections::BTreeSet, net::SocketAddr, path::PathBuf};

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, Request, request::Builder},
};
use content::{
    Category, Condition, Element, ElementKind, Form, Kb, Priority, Route, Settings, Source, Tick, Verify, ticket::State,
};
use desk::{Config, Database, Desk, Proof, Replied, Reply};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::{exchange::Seen, place};

/// A secret and its SHA-256.
pub(crate) const SECRET: &str = "gB7mS0q2Zc4wXv9nTtRkEA";
pub(crate) const SECRET_HASH: &str = "eedba8b487ed2478ed522dc1bd2f01b90e049a045fdc927a3b380a75ad6b39d7";

/// The beginning of a JPEG, which is enough to be one.
pub(crate) const JAM: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF";

/// A desk in a folder that goes when it does.
pub(crate) struct TestDesk {
    pub(crate) desk: Desk,
    pub(crate) database: Database,
    /// What it has on the disk.
    pub(crate) folder: PathBuf,
    _above: TempDir,
}

impl TestDesk {
    pub(crate) async fn open() -> Self {
        Self::with(|_| ()).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let above = tempfile::tempdir().unwrap();
        let folder = above.path().join("desk");
        let database = place::new(&folder).await;
        let mut config = Config { attachments: folder.join("attachments").into(), ..config(&database) };
        change(&mut config);
        let desk = Desk::open(config, &kb()).await.unwrap();
        Self { desk, database, folder, _above: above }
    }

    /// A desk that is open already.
    pub(crate) fn around(desk: Desk, database: Database, above: TempDir) -> Self {
        Self { desk, database, folder: above.path().into(), _above: above }
    }

    /// How such a desk is opened once more.
    pub(crate) fn config(&self) -> Config {
        Config { attachments: self.folder.join("attachments").into(), ..config(&self.database) }
    }

    /// The same place with another desk.
    pub(crate) fn replaced(self, desk: Desk) -> Self {
        Self { desk, ..self }
    }

    /// Sends a request from 192.0.2.1.
    pub(crate) async fn send(&self, request: Request<Body>) -> Seen {
        self.send_from("192.0.2.1", request).await
    }

    pub(crate) async fn send_from(&self, address: &str, mut request: Request<Body>) -> Seen {
        let peer = SocketAddr::new(address.parse().unwrap(), 50_000);
        request.extensions_mut().insert(ConnectInfo(peer));
        Seen::read(self.desk.router().oneshot(request).await.unwrap()).await
    }

    /// Sends the bytes of a file under an id.
    pub(crate) async fn upload(&self, id: &str, bytes: &'static [u8]) -> Seen {
        self.send(put(id, bytes)).await
    }

    /// Sends a photo under an id, and gives what a ticket says of it.
    pub(crate) async fn photo(&self, number: u32) -> Value {
        assert_eq!(self.upload(&id(number), JAM).await.status, 201);
        file(number, "jam.jpg", JAM)
    }

    /// A ticket with a photo that was sent under an id.
    pub(crate) async fn ticket_with_photo(&self, number: u32) -> Value {
        let mut ticket = ticket();
        ticket["values"]["photos"] = json!([self.photo(number).await]);
        ticket
    }

    /// Fetches something with the ticket's secret and gives status, headers and bytes.
    pub(crate) async fn fetch(&self, path: &str, secret: &str) -> (u16, HeaderMap, Vec<u8>) {
        let request = with_secret(secret).uri(path).body(Body::empty()).unwrap();
        let (parts, body) = self.desk.router().oneshot(request).await.unwrap().into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        (parts.status.as_u16(), parts.headers, bytes)
    }

    pub(crate) async fn post(&self, key: &str, ticket: &Value) -> Seen {
        self.send(post(key, ticket)).await
    }

    pub(crate) async fn get(&self, path: &str, secret: &str) -> Seen {
        self.send(with_secret(secret).uri(path).body(Body::empty()).unwrap()).await
    }

    /// Stores a ticket and gives its path.
    pub(crate) async fn stored(&self) -> String {
        let created = self.post("key-of-a-new-ticket", &ticket()).await;
        created.header("location").unwrap().to_owned()
    }

    /// Does something with the ticket at a path, under a key.
    pub(crate) async fn act(&self, path: &str, action: &str, key: &str, body: &Value) -> Seen {
        self.send(act(path, action, key, body)).await
    }

    /// Says something as the desk, changes the state, or both.
    pub(crate) async fn say(&self, path: &str, text: &str, state: Option<State>) -> Replied {
        let name = Some("Ana".into());
        let reply = Reply { text: text.into(), state, name, ..Reply::default() };
        desk::reply(&self.database, path.rsplit('/').next().unwrap(), &reply).await.unwrap()
    }

    /// Looks into the database with a connection of its own.
    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        place::count(&self.database, sql).await
    }
}

/// The defaults without a proof of work: most journeys are about something else.
pub(crate) fn config(database: impl Into<Database>) -> Config {
    Config { proof: Proof::Off, ..Config::new(database) }
}

pub(crate) fn with_secret(secret: &str) -> Builder {
    Request::builder().header("authorization", format!("Bearer {secret}"))
}

pub(crate) fn post(key: &str, ticket: &Value) -> Request<Body> {
    let request =
        Request::post("/api/tickets").header("content-type", "application/json").header("idempotency-key", key);
    request.body(Body::from(ticket.to_string())).unwrap()
}

pub(crate) fn act(path: &str, action: &str, key: &str, body: &Value) -> Request<Body> {
    let request = with_secret(SECRET).method("POST").uri(format!("{path}/{action}"));
    let request = request.header("content-type", "application/json").header("idempotency-key", key);
    request.body(Body::from(body.to_string())).unwrap()
}

/// An id of an upload.
pub(crate) fn id(number: u32) -> String {
    format!("{number:032x}")
}

pub(crate) fn put(id: &str, bytes: &'static [u8]) -> Request<Body> {
    Request::put(format!("/api/uploads/{id}")).body(Body::from(bytes)).unwrap()
}

/// What a ticket says of a file that was sent under an id.
pub(crate) fn file(number: u32, name: &str, bytes: &[u8]) -> Value {
    json!({ "name": name, "type": content::file::sniff(bytes), "size": bytes.len(), "upload": id(number) })
}

/// A ticket as a browser sends it.
pub(crate) fn ticket() -> Value {
    json!({
        "form": "incident",
        "values": {
            "name": "Ada Osei",
            "email": "ada@northwind.example",
            "summary": "The printer on floor 2 eats paper",
            "category": "Printing",
            "affected": ["Me", "My team"],
        },
        "context": {
            "guide": {
                "guide": "printing",
                "title": "Printing problems",
                "answers": [{ "question": "Is the printer on?", "answer": "Yes" }],
            },
            "page": "guides/printing/",
        },
        "secret_hash": SECRET_HASH,
    })
}

/// The same with another summary.
pub(crate) fn ticket_about(summary: &str) -> Value {
    let mut ticket = ticket();
    ticket["values"]["summary"] = summary.into();
    ticket
}

pub(crate) fn kb() -> Kb {
    let category = |id: &str, title: &str| Category {
        id: id.into(),
        title: title.into(),
        summary: String::new(),
        icon: String::new(),
    };
    let route = |category: Option<&str>, form: Option<&str>, team: &str| Route {
        category: category.map(Into::into),
        form: form.map(Into::into),
        team: team.into(),
        ..Route::default()
    };
    let settings = Settings {
        url: Some("https://help.northwind.example/it/".into()),
        categories: vec![category("printing", "Printing"), category("network", "Network and VPN")],
        routing: vec![
            route(None, Some("lost"), "Security"),
            route(Some("printing"), Some("access"), "Nobody"),
            route(Some("printing"), None, "Print room"),
            route(None, None, "Service desk"),
        ],
        ..Settings::default()
    };
    let notice = "---\ntitle: Mail is slow\nkind: issue\ncategory: printing\n---\nWe know.";
    let source = Source { path: "notices/slow.md".into(), text: notice.into() };
    let notices = Kb::read(&[source], BTreeSet::new()).0.notices;
    Kb { settings, forms: vec![incident(), lost()], notices, ..Kb::default() }
}

/// The same, which promises an answer within an hour and a solution within four, around the clock.
pub(crate) fn kb_with_promises() -> Kb {
    let mut kb = kb();
    kb.settings.sla.priorities.push(Priority {
        id: "normal".into(),
        title: "Normal".into(),
        meaning: String::new(),
        respond_minutes: 60,
        resolve_minutes: 240,
        day_minutes: 1_440,
        always: true,
    });
    kb
}

fn incident() -> Form {
    let text = || ElementKind::Input { placeholder: String::new(), value: String::new() };
    let options = ["Printing", "Network and VPN", "Something else"].map(String::from).to_vec();
    let ticks = ["Me", "My team"].map(|label| Tick { label: label.into(), required: false }).to_vec();
    Form {
        path: "forms/incident.yml".into(),
        id: "incident".into(),
        name: "Something is broken".into(),
        description: String::new(),
        category: None,
        priority: Some("normal".into()),
        verify: None,
        self_service: None,
        body: vec![
            element("intro", "", false, ElementKind::Markdown { value: "Tell us.".into() }),
            element("name", "Your name", true, text()),
            element("email", "E-mail", true, text()),
            element("summary", "In a few words", true, text()),
            element("category", "Area", false, ElementKind::Dropdown { options, multiple: false, default: None }),
            Element {
                visible_if: Some(Condition { field: "category".into(), values: vec!["Network and VPN".into()] }),
                ..element("place", "Where are you?", true, text())
            },
            element("affected", "Who is affected?", false, ElementKind::Checkboxes { options: ticks }),
            element("photos", "Photos", false, ElementKind::Upload),
        ],
    }
}

/// A form without a summary.
fn lost() -> Form {
    let text = ElementKind::Input { placeholder: String::new(), value: String::new() };
    Form {
        path: "forms/lost.yml".into(),
        id: "lost".into(),
        name: "Lost or stolen device".into(),
        description: String::new(),
        category: Some("printing".into()),
        priority: Some("urgent".into()),
        verify: Some(Verify::Callback),
        self_service: None,
        body: vec![element("device", "What is lost?", true, text)],
    }
}

fn element(id: &str, label: &str, required: bool, kind: ElementKind) -> Element {
    Element { label: label.into(), required, ..Element::new(id.into(), kind) }
}
