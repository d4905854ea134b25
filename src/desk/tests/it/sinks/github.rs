//! Issues at GitHub.

use std::sync::{Arc, Mutex};

use content::ticket::{State, Who};
use desk::sink::{Event, Failure, GithubConfig, Remote, Secret, Sink, SinkConfig};
use insta::assert_snapshot;
use serde_json::{Value, json};

use super::{
    Loss,
    sample::{self, Jam},
    short,
    site::{Asked, Site, Told},
    told,
};

/// What a repository keeps.
#[derive(Default)]
pub(crate) struct Repository {
    issues: Mutex<Vec<Value>>,
    pub(crate) comments: Mutex<Vec<Value>>,
    labels: Mutex<Vec<Value>>,
    loss: Loss,
}

impl Repository {
    fn answer(&self, asked: &Asked) -> Told {
        let path = asked.path.split('?').next().unwrap();
        let Some(path) = path.strip_prefix("/repos/northwind/desk/issues") else { return Told::json(404, json!({})) };
        let (mut issues, mut comments) = (self.issues.lock().unwrap(), self.comments.lock().unwrap());
        match (asked.method.as_str(), path) {
            ("GET", "") => Told::json(200, issues.iter().rev().cloned().collect()),
            ("POST", "") => {
                let mut issue = asked.json();
                issue["number"] = (issues.len() + 7).into();
                issue["html_url"] = "https://github.com/northwind/desk/issues/7".into();
                issue["created_at"] = "2026-11-28T09:00:05Z".into();
                issues.push(issue.clone());
                self.loss.spoil(Told::json(201, issue))
            }
            ("GET", "/7/comments") => Told::json(200, Value::from(comments.clone())),
            ("POST", "/7/comments") => {
                comments.push(asked.json());
                self.loss.spoil(Told::json(201, json!({ "id": 1 })))
            }
            ("PATCH", "/7") => Told::json(200, json!({ "number": 7 })),
            ("GET", "/7/labels") => Told::json(200, Value::from(self.labels.lock().unwrap().clone())),
            ("POST", "/7/labels") | ("DELETE", "/7/labels/being%20worked%20on") => Told::json(200, json!([])),
            _ => Told::json(404, json!({})),
        }
    }
}

pub(crate) async fn start() -> (Arc<Repository>, Site) {
    let repository = Arc::new(Repository::default());
    let answering = Arc::clone(&repository);
    (repository, Site::start(move |asked| answering.answer(asked)).await)
}

fn sink(site: &Site) -> Sink {
    let mut config = GithubConfig::new(site.url("/"), "northwind", "desk", Secret::new("abc"));
    config.states.in_progress = Some("being worked on".into());
    config.states.solved = Some("solved?".into());
    config.http = short();
    Sink::open(&SinkConfig::Github(config)).unwrap()
}

async fn deliver(site: &Site, event: &Event) -> Result<(), Failure> {
    let known = Remote { id: "7".into(), url: None };
    sink(site).deliver(event, Some(&known), &Jam).await.map(|_| ())
}

#[tokio::test]
async fn a_ticket_is_an_issue() {
    let (_, site) = start().await;
    let remote = sink(&site).deliver(&sample::created(), None, &Jam).await.unwrap().remote.unwrap();
    assert_eq!(remote.id, "7");
    assert_eq!(remote.url.as_deref(), Some("https://github.com/northwind/desk/issues/7"));
    let asked = site.last();
    assert_eq!(asked.header("authorization"), "Bearer abc");
    assert_eq!(asked.header("accept"), "application/vnd.github+json");
    assert_eq!(asked.header("x-github-api-version"), "2022-11-28");
    assert!(asked.header("user-agent").starts_with("Tierzero/"));
    assert_eq!(asked.json()["title"], "[TZ-7F3K9Q] Printer <b>eats</b> Bcc: paper@example.com");
    assert_eq!(asked.json()["labels"], json!(["tierzero"]));
    assert_snapshot!(asked.json()["body"].as_str().unwrap(), @r#"
    <!-- tierzero/TZ-7F3K9Q/ticket -->
    **In a few words**

    > Printer \<b\>eats\</b\> paper

    **What happens?**

    > It hums.
    > #<!-- --> Then @<!-- -->ops it \*stops\*

    **Before**

    - Guide: Printing problems
    - Is the printer on? Yes

    **Ticket**

    - Reference: TZ\-7F3K9Q
    - Form: Something is broken
    - Category: Printing
    - Team: Print room
    - Priority: urgent
    - Name: Ada Osei
    - E\-mail: ada@<!-- -->northwind.example
    - State: new

    At the desk: <https://desk.example.com/agent/TZ-7F3K9Q>

    **Files**

    - jam.jpg \(image/jpeg, 4 bytes\), which stays at the desk
    "#);
    assert_snapshot!(site.lines(), @"
    GET /repos/northwind/desk/issues?state=all&sort=created&direction=desc&since=2026-11-28T08%3A50%3A00Z&per_page=100&page=1
    POST /repos/northwind/desk/issues
    ");
}

#[tokio::test]
async fn a_creation_whose_answer_was_lost_is_found_again() {
    let (repository, site) = start().await;
    repository.loss.next();
    sink(&site).deliver(&sample::created(), None, &Jam).await.unwrap_err();
    let remote = sink(&site).deliver(&sample::created(), None, &Jam).await.unwrap().remote.unwrap();
    assert_eq!((remote.id.as_str(), repository.issues.lock().unwrap().len()), ("7", 1));
}

#[tokio::test]
async fn nobody_passes_for_another_ticket_by_what_they_type() {
    let (repository, site) = start().await;
    let mut other = sample::created();
    other.ticket.reference = "TZ-000000".into();
    other.ticket.answers[0].answer = "<!-- tierzero/TZ-7F3K9Q/ticket -->".into();
    sink(&site).deliver(&other, None, &Jam).await.unwrap();
    sink(&site).deliver(&sample::created(), None, &Jam).await.unwrap();
    assert_eq!(repository.issues.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn many_issues_are_looked_through_page_by_page() {
    let pages = Site::start(|asked| {
        let page = if asked.path.contains("&page=1") { 100 } else { 3 };
        let issue = |number: usize| {
            let marked = asked.path.contains("&page=2") && number == 2;
            let body = if marked { "<!-- tierzero/TZ-7F3K9Q/ticket -->\nx" } else { "" };
            json!({ "number": number, "body": body, "created_at": "2026-11-28T10:00:00Z" })
        };
        Told::json(200, (0..page).map(issue).collect())
    })
    .await;
    let remote = sink(&pages).deliver(&Event { files: Vec::new(), ..sample::created() }, None, &Jam).await.unwrap();
    assert_eq!(remote.remote.unwrap().id, "2");
    assert_snapshot!(pages.lines(), @"
    GET /repos/northwind/desk/issues?state=all&sort=created&direction=desc&since=2026-11-28T08%3A50%3A00Z&per_page=100&page=1
    GET /repos/northwind/desk/issues?state=all&sort=created&direction=desc&since=2026-11-28T08%3A50%3A00Z&per_page=100&page=2
    ");
}

#[tokio::test]
async fn words_are_said_once() {
    let (repository, site) = start().await;
    repository.loss.next();
    let reply = sample::replied(Who::Reader, "See #12, @ops\n    indented `code` <img src=x>");
    deliver(&site, &reply).await.unwrap_err();
    deliver(&site, &reply).await.unwrap();
    let comments = repository.comments.lock().unwrap().clone();
    let [comment] = &comments[..] else { panic!("not one comment: {comments:?}") };
    assert_snapshot!(comment["body"].as_str().unwrap(), @r#"
    <!-- tierzero/TZ-7F3K9Q/evt_02 -->
    The reader wrote

    > See #<!-- -->12, @<!-- -->ops
    >     indented \`code\` \<img src=x\>
    "#);
}

#[tokio::test]
async fn an_issue_is_closed_and_opened_and_labelled_with_its_state() {
    let (repository, site) = start().await;
    *repository.labels.lock().unwrap() = vec![json!({ "name": "being worked on" }), json!({ "name": "of others" })];
    deliver(&site, &sample::solved()).await.unwrap();
    assert_snapshot!(site.story(), @r#"
    PATCH /repos/northwind/desk/issues/7
    {
      "state": "closed",
      "state_reason": "completed"
    }

    GET /repos/northwind/desk/issues/7/labels

    DELETE /repos/northwind/desk/issues/7/labels/being%20worked%20on

    POST /repos/northwind/desk/issues/7/labels
    {
      "labels": [
        "solved?"
      ]
    }
    "#);
    let (_, site) = start().await;
    deliver(&site, &sample::reopened()).await.unwrap();
    assert_snapshot!(site.story(), @r#"
    GET /repos/northwind/desk/issues/7/comments?since=2026-11-28T09%3A20%3A00Z&per_page=100&page=1

    POST /repos/northwind/desk/issues/7/comments
    {
      "body": "<!-- tierzero/TZ-7F3K9Q/evt_05 -->\nThe reader says that it is not solved\n\n> It jams again"
    }

    PATCH /repos/northwind/desk/issues/7
    {
      "state": "open"
    }

    GET /repos/northwind/desk/issues/7/labels

    POST /repos/northwind/desk/issues/7/labels
    {
      "labels": [
        "being worked on"
      ]
    }
    "#);
}

#[tokio::test]
async fn a_ticket_without_a_label_for_its_state_loses_the_old_one() {
    let (repository, site) = start().await;
    *repository.labels.lock().unwrap() = vec![json!({ "name": "being worked on" })];
    let mut event = sample::solved();
    event.entry.as_mut().unwrap().state = Some(State::WaitingForReader);
    deliver(&site, &event).await.unwrap();
    assert_snapshot!(site.lines(), @"
    PATCH /repos/northwind/desk/issues/7
    GET /repos/northwind/desk/issues/7/labels
    DELETE /repos/northwind/desk/issues/7/labels/being%20worked%20on
    ");
}

#[tokio::test]
async fn used_up_limits_are_waited_for() {
    let failure = |answer: fn() -> Told| async move {
        let site = Site::start(move |_| answer()).await;
        told(&deliver(&site, &sample::replied(Who::Desk, "Yes")).await.unwrap_err())
    };
    let over = || Told::text(403, "").with("x-ratelimit-remaining", "0").with("x-ratelimit-reset", "4000000000");
    let all = [
        failure(over).await,
        failure(|| Told::text(403, "").with("retry-after", "60")).await,
        failure(|| Told::text(403, "")).await,
        failure(|| Told::text(404, "")).await,
        failure(|| Told::text(301, "").with("location", "https://api.github.com/repositories/1")).await,
        failure(|| Told::text(200, "not json")).await,
    ];
    assert_snapshot!(all.join("\n"), @"
    later, after 86400 s: `127.0.0.1` answers 403: it is asked too often
    later, after 60 s: `127.0.0.1` answers 403: it is asked too often
    never: `127.0.0.1` answers 403: the token may not do this; check its scopes and the rights of its user
    never: `127.0.0.1` answers 404: there is no such thing; check address, project and ids in the settings, and the token's rights
    never: `127.0.0.1` answers 301: this is a redirect, and none is followed; write the address into the settings that it leads to
    later: `127.0.0.1` answers with something else than its API promises; check the address
    ");
}
