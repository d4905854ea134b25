//! Zammad.

use std::sync::{Arc, Mutex};

use content::ticket::Who;
use desk::sink::{Delivered, Event, Failure, Remote, Secret, Sink, SinkConfig, ZammadConfig};
use insta::assert_snapshot;
use serde_json::{Value, json};

use super::{
    Loss,
    sample::{self, Jam},
    short,
    site::{Asked, Site, Told},
    told,
};

/// What a Zammad keeps.
#[derive(Default)]
pub(crate) struct Zammad {
    tickets: Mutex<Vec<Value>>,
    pub(crate) articles: Mutex<Vec<Value>>,
    loss: Loss,
}

impl Zammad {
    fn answer(&self, asked: &Asked) -> Told {
        if asked.header("authorization") != "Token token=abc" {
            return Told::json(401, json!({ "error": "Invalid token" }));
        }
        let path = asked.path.split('?').next().unwrap();
        let (mut tickets, mut articles) = (self.tickets.lock().unwrap(), self.articles.lock().unwrap());
        match (asked.method.as_str(), path) {
            ("GET", "/api/v1/tickets/search") => Told::json(200, Value::from(tickets.clone())),
            ("POST", "/api/v1/tickets") => {
                let mut ticket = asked.json();
                articles.push(ticket["article"].take());
                ticket["id"] = (tickets.len() + 81).into();
                tickets.push(ticket.clone());
                self.loss.spoil(Told::json(201, ticket))
            }
            ("GET", "/api/v1/ticket_articles/by_ticket/81") => Told::json(200, Value::from(articles.clone())),
            ("POST", "/api/v1/ticket_articles") => {
                articles.push(asked.json());
                self.loss.spoil(Told::json(201, json!({ "id": articles.len() })))
            }
            ("PUT", "/api/v1/tickets/81") => Told::json(200, json!({ "id": 81 })),
            _ => Told::json(404, json!({ "error": "No route" })),
        }
    }
}

pub(crate) async fn start() -> (Arc<Zammad>, Site) {
    let zammad = Arc::new(Zammad::default());
    let answering = Arc::clone(&zammad);
    (zammad, Site::start(move |asked| answering.answer(asked)).await)
}

fn sink(site: &Site) -> Sink {
    let mut config = ZammadConfig::new(site.url("/"), Secret::new("abc"), "Service desk", "unknown@northwind.example");
    config.groups.insert("Print room".into(), "Printers".into());
    config.priorities.insert("urgent".into(), "3 high".into());
    config.http = short();
    Sink::open(&SinkConfig::Zammad(config)).unwrap()
}

async fn deliver(sink: &Sink, event: &Event) -> Result<Delivered, Failure> {
    sink.deliver(event, None, &Jam).await
}

fn known() -> Remote {
    Remote { id: "81".into(), url: None }
}

#[tokio::test]
async fn a_ticket_is_created_with_its_files() {
    let (_, site) = start().await;
    let remote = deliver(&sink(&site), &sample::created()).await.unwrap().remote.unwrap();
    assert_eq!(remote, Remote { id: "81".into(), url: Some(site.url("/#ticket/zoom/81").into()) });
    assert_snapshot!(site.story(), @r#"
    GET /api/v1/tickets/search?condition%5Bticket.title%5D%5Boperator%5D=contains&condition%5Bticket.title%5D%5Bvalue%5D=%5BTZ-7F3K9Q%5D&expand=true&limit=50

    POST /api/v1/tickets
    {
      "article": {
        "attachments": [
          {
            "data": "/9j/4A==",
            "filename": "jam.jpg",
            "mime-type": "image/jpeg"
          }
        ],
        "body": "<p><strong>In a few words</strong><br>Printer &lt;b&gt;eats&lt;/b&gt; paper</p>\n<p><strong>What happens?</strong><br>It hums.<br># Then @ops it *stops*</p>\n<p><strong>Before</strong></p>\n<ul><li>Guide: Printing problems</li><li>Is the printer on? Yes</li></ul>\n<p><strong>Ticket</strong></p>\n<ul><li>Reference: TZ-7F3K9Q</li><li>Form: Something is broken</li><li>Category: Printing</li><li>Team: Print room</li><li>Priority: urgent</li><li>Name: Ada Osei</li><li>E-mail: ada@northwind.example</li><li>State: new</li></ul>\n<p>At the desk: <a href=\"https://desk.example.com/agent/TZ-7F3K9Q\">https://desk.example.com/agent/TZ-7F3K9Q</a></p>\n<p><strong>Files</strong></p>\n<ul><li>jam.jpg (image/jpeg, 4 bytes)</li></ul>",
        "content_type": "text/html",
        "internal": false,
        "sender": "Customer",
        "subject": "tierzero/TZ-7F3K9Q/ticket",
        "type": "web"
      },
      "customer_id": "guess:ada@northwind.example",
      "group": "Printers",
      "priority": "3 high",
      "state": "new",
      "title": "[TZ-7F3K9Q] Printer <b>eats</b> Bcc: paper@example.com"
    }
    "#);
}

#[tokio::test]
async fn a_creation_whose_answer_was_lost_is_found_again() {
    let (zammad, site) = start().await;
    zammad.loss.next();
    let failed = deliver(&sink(&site), &sample::created()).await.unwrap_err();
    assert_eq!(told(&failed), "later: `127.0.0.1` answers 502: it is out of order or overloaded");
    let remote = deliver(&sink(&site), &sample::created()).await.unwrap().remote.unwrap();
    assert_eq!((remote.id.as_str(), zammad.tickets.lock().unwrap().len()), ("81", 1));
}

#[tokio::test]
async fn words_are_said_once_and_public_only_where_they_may_be() {
    let (zammad, site) = start().await;
    let sink = sink(&site);
    let reply = sample::replied(Who::Reader, "The <i>lower</i> one");
    for event in [reply, sample::replied(Who::Desk, "Which tray?"), sample::noted(), sample::answered()] {
        let event = Event { id: format!("{}-{}", event.id, event.entry.as_ref().unwrap().text.len()), ..event };
        sink.deliver(&event, Some(&known()), &Jam).await.unwrap();
        sink.deliver(&event, Some(&known()), &Jam).await.unwrap();
    }
    let said: Vec<_> = zammad
        .articles
        .lock()
        .unwrap()
        .iter()
        .map(|article| {
            format!("{} {} internal={} {}", article["sender"], article["type"], article["internal"], article["body"])
        })
        .collect();
    assert_snapshot!(said.join("\n"), @r#"
    "Customer" "web" internal=false "<p>The reader wrote</p>\n<blockquote>The &lt;i&gt;lower&lt;/i&gt; one</blockquote>"
    "Agent" "note" internal=false "<p>Ana answered</p>\n<blockquote>Which tray?</blockquote>"
    "Agent" "note" internal=true "<p>Ana noted, not for the reader</p>\n<blockquote>Third time this week</blockquote>"
    "Agent" "note" internal=true "<p>The search named a page to the reader, by itself</p>\n<p>Paper &lt;jams&gt;</p>\n<p>Open the lid.</p>\n<p>Read it: <a href=\"https://help.northwind.example/articles/printing/jams/\">https://help.northwind.example/articles/printing/jams/</a></p>"
    "#);
}

#[tokio::test]
async fn a_lost_answer_to_words_is_found_again() {
    let (zammad, site) = start().await;
    zammad.loss.next();
    let reply = sample::replied(Who::Reader, "The lower one");
    sink(&site).deliver(&reply, Some(&known()), &Jam).await.unwrap_err();
    sink(&site).deliver(&reply, Some(&known()), &Jam).await.unwrap();
    assert_eq!(zammad.articles.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_state_is_set_without_words() {
    let (_, site) = start().await;
    sink(&site).deliver(&sample::solved(), Some(&known()), &Jam).await.unwrap();
    assert_snapshot!(site.story(), @r#"
    PUT /api/v1/tickets/81
    {
      "state": "closed"
    }
    "#);
}

#[tokio::test]
async fn a_reply_to_a_ticket_that_is_not_there_creates_it_first() {
    let (zammad, site) = start().await;
    deliver(&sink(&site), &sample::replied(Who::Reader, "The lower one")).await.unwrap();
    assert_snapshot!(site.lines(), @"
    GET /api/v1/tickets/search?condition%5Bticket.title%5D%5Boperator%5D=contains&condition%5Bticket.title%5D%5Bvalue%5D=%5BTZ-7F3K9Q%5D&expand=true&limit=50
    POST /api/v1/tickets
    GET /api/v1/ticket_articles/by_ticket/81
    POST /api/v1/ticket_articles
    ");
    assert_eq!(zammad.articles.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn what_goes_wrong_is_understood() {
    let failure = |answer: fn() -> Told| async move {
        let site = Site::start(move |_| answer()).await;
        told(&deliver(&sink(&site), &sample::created()).await.unwrap_err())
    };
    let all = [
        failure(|| Told::json(401, json!({ "error": "secret words" }))).await,
        failure(|| Told::json(422, json!({ "error": "secret words" }))).await,
        failure(|| Told::text(429, "").with("retry-after", "7")).await,
        failure(|| Told::text(500, "")).await,
        failure(|| Told::text(200, "<html>A proxy</html>")).await,
        failure(|| Told::json(200, json!({ "tickets": [] }))).await,
        failure(|| Told::text(302, "").with("location", "https://elsewhere.example/")).await,
        failure(Told::never).await,
    ];
    assert_snapshot!(all.join("\n"), @"
    never: `127.0.0.1` answers 401: it does not accept the token or the password; check that it is right and still valid
    never: `127.0.0.1` answers 422: it does not take what was sent; check ids and names in the settings, and which fields it demands
    later, after 7 s: `127.0.0.1` answers 429: it is asked too often
    later: `127.0.0.1` answers 500: it is out of order or overloaded
    later: `127.0.0.1` answers with something else than its API promises; check the address
    later: `127.0.0.1` answers with something else than its API promises; check the address
    never: `127.0.0.1` answers 302: this is a redirect, and none is followed; write the address into the settings that it leads to
    later: `127.0.0.1` does not answer in time
    ");
}
