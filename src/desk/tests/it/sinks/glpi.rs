//! GLPI.

use std::sync::{Arc, Mutex};

use content::ticket::Who;
use desk::sink::{Event, GlpiConfig, Remote, Secret, Sink, SinkConfig};
use insta::assert_snapshot;
use serde_json::{Value, json};

use super::{
    Loss,
    sample::{self, Jam},
    short,
    site::{Asked, Site, Told},
    told,
};

/// What a GLPI keeps.
#[derive(Default)]
struct Glpi {
    tickets: Mutex<Vec<Value>>,
    followups: Mutex<Vec<Value>>,
    documents: Mutex<Vec<Value>>,
    loss: Loss,
}

impl Glpi {
    fn answer(&self, asked: &Asked) -> Told {
        let path = asked.path.split('?').next().unwrap().strip_prefix("/glpi/apirest.php/").unwrap();
        if asked.header("app-token") != "app" {
            return Told::json(400, json!(["ERROR_APP_TOKEN_PARAMETERS_MISSING", ""]));
        }
        if path == "initSession" && asked.header("authorization") == "user_token user" {
            return Told::json(200, json!({ "session_token": "s1" }));
        }
        if asked.header("session-token") != "s1" {
            return Told::json(401, json!(["ERROR_SESSION_TOKEN_INVALID", ""]));
        }
        match (asked.method.as_str(), path) {
            ("GET", "killSession") => Told::text(200, ""),
            ("GET", "Ticket") => list(&self.tickets),
            ("POST", "Ticket") => self.loss.spoil(add(&self.tickets, asked.json()["input"].take())),
            ("GET", "Ticket/5/ITILFollowup") => list(&self.followups),
            ("POST", "ITILFollowup") => {
                let mut input = asked.json()["input"].take();
                // GLPI 10 keeps tags in this way.
                input["content"] =
                    input["content"].as_str().unwrap().replace('<', "&#60;").replace('>', "&#62;").into();
                self.loss.spoil(add(&self.followups, input))
            }
            ("GET", "Document") => list(&self.documents),
            ("POST", "Document") => {
                let body = String::from_utf8_lossy(&asked.body).into_owned();
                let manifest = body.lines().find(|line| line.starts_with("{\"input\"")).unwrap();
                let mut manifest: Value = serde_json::from_str(manifest).unwrap();
                self.loss.spoil(add(&self.documents, manifest["input"].take()))
            }
            ("PUT", "Ticket/5") => Told::json(200, json!([{ "5": true, "message": "" }])),
            _ => Told::json(404, json!(["ERROR_ITEM_NOT_FOUND", ""])),
        }
    }
}

fn list(all: &Mutex<Vec<Value>>) -> Told {
    Told::json(206, Value::from(all.lock().unwrap().clone()))
}

fn add(all: &Mutex<Vec<Value>>, mut input: Value) -> Told {
    let mut all = all.lock().unwrap();
    let id = all.len() + 5;
    input["id"] = id.into();
    all.push(input);
    Told::json(201, json!({ "id": id, "message": "" }))
}

async fn start() -> (Arc<Glpi>, Site) {
    let glpi = Arc::new(Glpi::default());
    let answering = Arc::clone(&glpi);
    (glpi, Site::start(move |asked| answering.answer(asked)).await)
}

fn sink(site: &Site) -> Sink {
    let tokens = (Some(Secret::new("app")), Secret::new("user"));
    let mut config = GlpiConfig::new(site.url("/glpi/apirest.php"), tokens.0, tokens.1);
    config.categories.insert("Printing".into(), 12);
    config.groups.insert("Print room".into(), 3);
    config.urgencies.insert("urgent".into(), 5);
    config.http = short();
    Sink::open(&SinkConfig::Glpi(config)).unwrap()
}

fn known() -> Remote {
    Remote { id: "5".into(), url: None }
}

#[tokio::test]
async fn a_ticket_is_created_and_its_file_attached_within_a_session() {
    let (_, site) = start().await;
    let remote = sink(&site).deliver(&sample::created(), None, &Jam).await.unwrap().remote.unwrap();
    assert_eq!(remote, Remote { id: "5".into(), url: Some(site.url("/glpi/front/ticket.form.php?id=5").into()) });
    assert_snapshot!(site.story().replace('\u{fffd}', "?"), @r#"
    GET /glpi/apirest.php/initSession

    GET /glpi/apirest.php/Ticket?searchText%5Bname%5D=TZ-7F3K9Q&range=0-49

    POST /glpi/apirest.php/Ticket
    {
      "input": {
        "_groups_id_assign": 3,
        "content": "<p><strong>In a few words</strong><br>Printer &lt;b&gt;eats&lt;/b&gt; paper</p>\n<p><strong>What happens?</strong><br>It hums.<br># Then @ops it *stops*</p>\n<p><strong>Before</strong></p>\n<ul><li>Guide: Printing problems</li><li>Is the printer on? Yes</li></ul>\n<p><strong>Ticket</strong></p>\n<ul><li>Reference: TZ-7F3K9Q</li><li>Form: Something is broken</li><li>Category: Printing</li><li>Team: Print room</li><li>Priority: urgent</li><li>Name: Ada Osei</li><li>E-mail: ada@northwind.example</li><li>State: new</li></ul>\n<p>At the desk: <a href=\"https://desk.example.com/agent/TZ-7F3K9Q\">https://desk.example.com/agent/TZ-7F3K9Q</a></p>",
        "itilcategories_id": 12,
        "name": "[TZ-7F3K9Q] Printer <b>eats</b> Bcc: paper@example.com",
        "status": 1,
        "urgency": 5
      }
    }

    GET /glpi/apirest.php/Document?searchText%5Bname%5D=TZ-7F3K9Q+0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a&range=0-49

    POST /glpi/apirest.php/Document
    --tierzero-ba4f25bf16ba4be6bc7d3276fafeb67f
    Content-Disposition: form-data; name="uploadManifest"
    Content-Type: application/json

    {"input":{"_filename":["jam.jpg"],"items_id":5,"itemtype":"Ticket","name":"TZ-7F3K9Q 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a jam.jpg"}}
    --tierzero-ba4f25bf16ba4be6bc7d3276fafeb67f
    Content-Disposition: form-data; name="filename[0]"; filename="jam.jpg"
    Content-Type: image/jpeg

    ????
    --tierzero-ba4f25bf16ba4be6bc7d3276fafeb67f--


    GET /glpi/apirest.php/killSession
    "#);
}

#[tokio::test]
async fn what_was_created_while_answers_were_lost_is_found_again() {
    let (glpi, site) = start().await;
    let event = sample::created();
    glpi.loss.next();
    sink(&site).deliver(&event, None, &Jam).await.unwrap_err();
    // This time the ticket is found, and the answer to its file is lost.
    glpi.loss.next();
    sink(&site).deliver(&event, None, &Jam).await.unwrap_err();
    sink(&site).deliver(&event, None, &Jam).await.unwrap();
    assert_eq!((glpi.tickets.lock().unwrap().len(), glpi.documents.lock().unwrap().len()), (1, 1));
}

#[tokio::test]
async fn words_are_said_once_and_private_where_readers_may_not_see_them() {
    let (glpi, site) = start().await;
    glpi.loss.next();
    let reply = sample::replied(Who::Reader, "The <i>lower</i> one");
    sink(&site).deliver(&reply, Some(&known()), &Jam).await.unwrap_err();
    sink(&site).deliver(&reply, Some(&known()), &Jam).await.unwrap();
    sink(&site).deliver(&sample::noted(), Some(&known()), &Jam).await.unwrap();
    let said: Vec<_> = glpi
        .followups
        .lock()
        .unwrap()
        .iter()
        .map(|followup| format!("private={} {}", followup["is_private"], followup["content"].as_str().unwrap()))
        .collect();
    assert_snapshot!(said.join("\n"), @"
    private=0 &#60;p&#62;The reader wrote&#60;/p&#62;
    &#60;blockquote&#62;The &lt;i&gt;lower&lt;/i&gt; one&#60;/blockquote&#62;
    &#60;p&#62;tierzero/TZ-7F3K9Q/evt_02&#60;/p&#62;
    private=1 &#60;p&#62;Ana noted, not for the reader&#60;/p&#62;
    &#60;blockquote&#62;Third time this week&#60;/blockquote&#62;
    &#60;p&#62;tierzero/TZ-7F3K9Q/evt_04&#60;/p&#62;
    ");
}

#[tokio::test]
async fn a_state_is_set_and_where_it_cannot_be_it_is_said() {
    let (glpi, site) = start().await;
    sink(&site).deliver(&sample::solved(), Some(&known()), &Jam).await.unwrap();
    assert_snapshot!(site.story(), @r#"
    GET /glpi/apirest.php/initSession

    PUT /glpi/apirest.php/Ticket/5
    {
      "input": {
        "status": 5
      }
    }

    GET /glpi/apirest.php/killSession
    "#);
    assert!(glpi.followups.lock().unwrap().is_empty());
    let refusing = Arc::clone(&glpi);
    let site = Site::start(move |asked| match asked.method.as_str() {
        "PUT" => Told::json(200, json!([{ "5": false, "message": "" }])),
        _ => refusing.answer(asked),
    })
    .await;
    sink(&site).deliver(&sample::solved(), Some(&known()), &Jam).await.unwrap();
    assert_eq!(glpi.followups.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_file_that_is_not_taken_holds_up_no_word() {
    let (glpi, _) = start().await;
    let refusing = Arc::clone(&glpi);
    let site = Site::start(move |asked| {
        let file = asked.line() == "POST /glpi/apirest.php/Document";
        if file {
            Told::json(400, json!(["ERROR_GLPI_ADD", "File type is not allowed"]))
        } else {
            refusing.answer(asked)
        }
    })
    .await;
    sink(&site).deliver(&sample::created(), None, &Jam).await.unwrap();
    sink(&site).deliver(&sample::created(), None, &Jam).await.unwrap();
    let reply = Event { files: vec![sample::photo()], ..sample::replied(Who::Reader, "See the photo") };
    sink(&site).deliver(&reply, Some(&known()), &Jam).await.unwrap();
    let followups = glpi.followups.lock().unwrap();
    let said =
        followups.iter().map(|said| format!("private={} {}", said["is_private"], said["content"].as_str().unwrap()));
    assert_snapshot!(said.collect::<Vec<_>>().join("\n").replace("&#60;", "<").replace("&#62;", ">"), @"
    private=1 <p><strong>Files</strong></p>
    <ul><li>jam.jpg (image/jpeg, 4 bytes), which stays at the desk</li></ul>
    <p>tierzero/TZ-7F3K9Q/evt_01</p>
    private=0 <p>The reader wrote</p>
    <blockquote>See the photo</blockquote>
    <p><strong>Files</strong></p>
    <ul><li>jam.jpg (image/jpeg, 4 bytes), which stays at the desk</li></ul>
    <p>tierzero/TZ-7F3K9Q/evt_02</p>
    ");
}

#[tokio::test]
async fn a_session_ends_also_when_something_goes_wrong() {
    let (glpi, _) = start().await;
    let site = Site::start(move |asked| {
        let broken = asked.line() == "POST /glpi/apirest.php/Ticket";
        if broken { Told::text(500, "") } else { glpi.answer(asked) }
    })
    .await;
    let failed = sink(&site).deliver(&sample::created(), None, &Jam).await.unwrap_err();
    assert_snapshot!(told(&failed), @"later: `127.0.0.1` answers 500: it is out of order or overloaded");
    assert_eq!(site.last().line(), "GET /glpi/apirest.php/killSession");
}

#[tokio::test]
async fn a_wrong_token_is_told() {
    let (_, site) = start().await;
    let mut config = GlpiConfig::new(site.url("/glpi/apirest.php"), Some(Secret::new("app")), Secret::new("wrong"));
    config.http = short();
    let sink = Sink::open(&SinkConfig::Glpi(config)).unwrap();
    let failed = sink.deliver(&Event { ..sample::created() }, None, &Jam).await.unwrap_err();
    assert_snapshot!(told(&failed), @"never: `127.0.0.1` answers 401: it does not accept the token or the password; check that it is right and still valid");
}
