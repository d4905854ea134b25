//! A page that the search is sure of is a ticket's first answer, and costs nobody anything.

use content::ticket::State;
use desk::{OutboxChoice, sink::EventKind};
use jiff::Timestamp;
use search::{Document, Searcher, message::Kind};
use serde_json::{Value, json};

use crate::{
    agent::Agent,
    desk::{SECRET, TestDesk, kb, kb_with_promises, ticket, ticket_about},
    handover::{wait_until_told, webhook},
    sinks::site::{Site, Told},
};

const KEY: &str = "6f1f6c1e-2b0a-4f55-9a55-0d6b0a3f7a10";
const JAMS: &str = "articles/printing/jams/";

fn page(kind: Kind, path: &str, title: &str, body: &str) -> Document {
    Document {
        kind,
        path: path.into(),
        title: title.into(),
        summary: format!("About: {title}."),
        aliases: Vec::new(),
        headings: Vec::new(),
        body: body.into(),
        category: String::new(),
        platforms: Vec::new(),
        withheld: false,
    }
}

/// A search over some pages, one of which answers the usual ticket.
fn searcher(title: &str) -> Searcher {
    let mut pages = vec![
        page(Kind::Article, JAMS, title, "The printer eats paper: open the lid of the printer and pull the paper out."),
        page(Kind::Guide, "guides/printing/", "Printing problems", "Is the printer on?"),
        page(Kind::Form, "ticket/incident/", "The printer on floor 2 eats paper", "The printer on floor 2 eats paper"),
        page(Kind::Notice, "#notice-slow", "The mail on floor 3 is slow as treacle", "Mail is slow as treacle."),
    ];
    for number in 0..12 {
        let body = format!("Words about subject {number}, on the floor below, and a few more of them.");
        pages.push(page(Kind::Article, &format!("articles/other/{number}/"), &format!("Subject {number}"), &body));
    }
    search::pack::build(&pages, &[]).unwrap().open().unwrap()
}

async fn knowing() -> TestDesk {
    let desk = TestDesk::open().await;
    desk.desk.search_in(searcher("The printer eats paper"));
    desk
}

/// The page that a receipt names.
fn named(receipt: &Value) -> Option<&str> {
    receipt["first_answer"]["url"].as_str()
}

#[tokio::test]
async fn a_page_that_is_sure_comes_with_the_receipt_and_stands_in_the_timeline() {
    let desk = knowing().await;
    let created = desk.post(KEY, &ticket()).await;
    let page = json!({ "title": "The printer eats paper", "url": JAMS, "summary": "About: The printer eats paper." });
    assert_eq!((created.status.as_u16(), &created.body["first_answer"]), (201, &page));
    let ticket = desk.get(created.header("location").unwrap(), SECRET).await.body;
    let entry = &ticket["timeline"][1];
    assert_eq!((&entry["kind"], &entry["who"]), (&json!("first_answer"), &json!("system")));
    assert_eq!(entry["text"], format!("The printer eats paper\n{JAMS}\nAbout: The printer eats paper."));
    assert_eq!(ticket["timeline"].as_array().map(Vec::len), Some(2));
    assert_eq!(desk.count("SELECT count(*) FROM events WHERE kind = 'first_answer' AND internal = 0").await, 1);
}

#[tokio::test]
async fn the_same_request_again_gets_the_same_receipt_and_no_second_answer() {
    let desk = knowing().await;
    let first = desk.post(KEY, &ticket()).await;
    desk.desk.search_in(searcher("Renamed meanwhile"));
    let again = desk.post(KEY, &ticket()).await;
    assert_eq!((again.status.as_u16(), &again.body), (200, &first.body), "with the title of that day");
    assert!(named(&again.body).is_some());
    assert_eq!(desk.count("SELECT count(*) FROM events").await, 2);
    let entry = &desk.get(first.header("location").unwrap(), SECRET).await.body["timeline"][1];
    assert!(entry["text"].as_str().unwrap().starts_with("The printer eats paper\n"));
}

#[tokio::test]
async fn nothing_is_said_where_nothing_is_sure() {
    let desk = TestDesk::open().await;
    assert_eq!(named(&desk.post("key-before-the-search-is-ready", &ticket()).await.body), None);
    desk.desk.search_in(searcher("The printer eats paper"));
    let unsure = ["The coffee machine in the canteen is cold again", "Help", "Mail on floor 3 is slow as treacle"];
    for (number, about) in unsure.into_iter().enumerate() {
        let created = desk.post(&format!("key-of-some-length-{number}"), &ticket_about(about)).await;
        assert_eq!((created.status.as_u16(), named(&created.body)), (201, None), "{about}");
    }
    let mut lost = ticket();
    (lost["form"], lost["values"]) = ("lost".into(), json!({ "device": "The printer on floor 2 eats paper" }));
    let created = desk.post("key-of-a-form-without-text", &lost).await;
    assert_eq!((created.status.as_u16(), named(&created.body)), (201, None));
    assert_eq!(desk.count("SELECT count(*) FROM events WHERE kind = 'first_answer'").await, 0);
}

#[tokio::test]
async fn what_the_reader_has_read_is_not_named_again() {
    let desk = knowing().await;
    let mut read = ticket();
    read["context"]["articles"] = json!([{ "path": JAMS, "title": "The printer eats paper", "solved": false }]);
    assert_eq!(named(&desk.post("key-of-who-has-read-it", &read).await.body), None);
    let mut came = ticket();
    came["context"]["page"] = format!("{JAMS}#pull").into();
    assert_eq!(named(&desk.post("key-of-who-comes-from-it", &came).await.body), None);
}

#[tokio::test]
async fn a_form_can_do_without_and_so_can_a_desk() {
    let desk = knowing().await;
    let mut quiet = kb();
    quiet.forms.iter_mut().for_each(|form| form.quiet = true);
    desk.desk.reload(&quiet);
    assert_eq!(named(&desk.post(KEY, &ticket()).await.body), None);
    let off = TestDesk::with(|config| config.first_answer = false).await;
    off.desk.search_in(searcher("The printer eats paper"));
    assert!(!off.desk.answers_first());
    assert_eq!(named(&off.post(KEY, &ticket()).await.body), None);
}

#[tokio::test]
async fn whatever_a_ticket_says_it_is_stored() {
    let desk = knowing().await;
    let hostile = [
        "\u{202e}\u{0}\u{fffd} printer".repeat(50),
        "printer paper eats ".repeat(10),
        "+-\"'*?:\\/()[]{}~^ AND OR NOT printer".into(),
        "p\u{301}\u{301}\u{301}rinter 👩‍👩‍👧 ﷽ eats paper".into(),
        "x".repeat(190),
    ];
    for (number, about) in hostile.iter().enumerate() {
        let created = desk.post(&format!("key-of-some-length-{number}"), &ticket_about(about)).await;
        let status = created.status.as_u16();
        assert!(status == 201 || status == 422 && created.problem() == "invalid-answers", "{number}: {status}");
    }
}

#[tokio::test]
async fn it_is_no_word_of_the_desk_so_no_promise_is_kept_by_it() {
    let desk = knowing().await;
    desk.desk.reload(&kb_with_promises());
    let path = desk.stored().await;
    let ticket = desk.get(&path, SECRET).await.body;
    assert_eq!(ticket["timeline"][1]["kind"], "first_answer");
    assert_eq!((&ticket["state"], &ticket["updated"]), (&json!("new"), &ticket["created"]), "nothing new to read");
    let at = |name: &str| ticket[name].as_str().unwrap().parse::<Timestamp>().unwrap().as_second();
    assert_eq!((at("next_update") - at("created")) / 60, 60, "the first answer of a person is still to come");
    assert_eq!(desk.act(&path, "solved", "key-of-who-is-helped", &json!({})).await.status, 201);
    assert_eq!(desk.get(&path, SECRET).await.body["state"], "closed");
}

#[tokio::test]
async fn agents_see_it_and_the_log_holds_together() {
    let desk = knowing().await;
    let reference = desk.post(KEY, &ticket()).await.reference().to_owned();
    let ana = Agent::ana(&desk).await;
    let ticket = ana.get(&format!("tickets/{reference}")).await.body;
    assert_eq!((&ticket["timeline"][1]["kind"], ticket["timeline"][1].get("internal")), (&json!("first_answer"), None));
    let feed = ana.get("events").await.body;
    let kinds: Vec<&Value> = feed["events"].as_array().unwrap().iter().map(|event| &event["kind"]).collect();
    assert_eq!(kinds, ["created", "first_answer"]);
    let export = ana.get(&format!("tickets/{reference}/export")).await.body;
    assert_eq!(
        (&export["events"][1]["kind"], &export["audit"][1]["kind"]),
        (&json!("first_answer"), &json!("first_answer"))
    );
    assert_eq!(export["audit"][1]["actor"], "system");
    let export = desk.get(&format!("/api/tickets/{reference}/export"), SECRET).await.body;
    assert!(export["events"][1]["text"].as_str().unwrap().contains(JAMS), "the reader's copy has it, too");
    let report = desk::verify_audit(&desk.database, None).await.unwrap();
    assert_eq!(report.faults, Vec::new());
    let done = ana.act(&reference, "replies", "key-of-an-agents-reply", &json!({ "text": "Try now." })).await;
    assert_eq!(done.status, 201);
}

#[tokio::test]
async fn other_systems_are_told_of_it_with_its_whole_address() {
    let site = Site::start(|_| Told::text(204, "")).await;
    let mut told = webhook("chat", site.url("/hook"));
    told.events = vec![EventKind::Created, EventKind::FirstAnswer];
    let desk = TestDesk::with(|config| config.sinks = vec![told]).await;
    let mut kb = kb();
    kb.settings.url = Some("https://help.northwind.example/it/".into());
    desk.desk.reload(&kb);
    desk.desk.search_in(searcher("The printer eats paper"));
    let path = desk.stored().await;
    desk.say(&path, "Try now.", Some(State::Solved)).await;
    wait_until_told(&desk).await;
    let asked: Vec<Value> = site.asked().iter().map(|asked| asked.json()).collect();
    let kinds: Vec<&Value> = asked.iter().map(|body| &body["type"]).collect();
    assert_eq!(kinds, ["ticket.created", "ticket.first_answer"]);
    for body in &asked {
        let page = &body["data"]["ticket"]["first_answer"];
        assert_eq!(page["url"], "https://help.northwind.example/it/articles/printing/jams/");
        assert_eq!((&page["title"], &page["path"]), (&json!("The printer eats paper"), &json!(JAMS)));
    }
    assert_eq!(desk::drop_from_outbox(&desk.database, OutboxChoice::Parked(None)).await.unwrap(), 0);
}
