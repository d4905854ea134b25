//! Jira Service Management.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use content::ticket::{State, Who};
use desk::sink::{Event, JiraConfig, Remote, Secret, Sink, SinkConfig};
use insta::assert_snapshot;
use serde_json::{Value, json};

use super::{
    Loss,
    sample::{self, Jam, Lost},
    short,
    site::{Asked, Site, Told},
    told,
};

/// What a service project keeps.
#[derive(Default)]
struct Jira {
    requests: Mutex<Vec<Value>>,
    comments: Mutex<Vec<Value>>,
    loss: Loss,
    /// Whether the search does not know yet what was created.
    lagging: AtomicBool,
}

impl Jira {
    fn answer(&self, asked: &Asked) -> Told {
        // `desk@northwind.example:abc`
        if asked.header("authorization") != "Basic ZGVza0Bub3J0aHdpbmQuZXhhbXBsZTphYmM=" {
            return Told::text(401, "");
        }
        let path = asked.path.split('?').next().unwrap();
        let (mut requests, mut comments) = (self.requests.lock().unwrap(), self.comments.lock().unwrap());
        match (asked.method.as_str(), path) {
            ("GET", "/rest/servicedeskapi/request") if self.lagging.load(Ordering::SeqCst) => page(&[]),
            ("GET", "/rest/servicedeskapi/request") => page(&requests),
            ("POST", "/rest/servicedeskapi/request") => {
                let fields = asked.json()["requestFieldValues"].take();
                let request = json!({
                    "issueId": "10042",
                    "issueKey": "IT-42",
                    "requestFieldValues": [
                        { "fieldId": "description", "value": fields["description"] },
                        { "fieldId": "summary", "value": fields["summary"] },
                    ],
                    "_links": { "web": "https://northwind.example/servicedesk/customer/portal/1/IT-42" },
                });
                requests.push(request.clone());
                self.loss.spoil(Told::json(201, request))
            }
            ("GET", "/rest/servicedeskapi/request/10042/comment") => page(&comments),
            ("POST", "/rest/servicedeskapi/request/10042/comment") => {
                comments.push(asked.json());
                self.loss.spoil(Told::json(201, json!({ "id": "1" })))
            }
            ("POST", "/rest/servicedeskapi/servicedesk/4/attachTemporaryFile") => {
                assert_eq!(asked.header("x-atlassian-token"), "no-check");
                assert_eq!(asked.header("x-experimentalapi"), "opt-in");
                let kept = json!({ "temporaryAttachmentId": "temp1", "fileName": "jam.jpg" });
                Told::json(201, json!({ "temporaryAttachments": [kept] }))
            }
            ("POST", "/rest/servicedeskapi/request/10042/attachment") => {
                comments.push(asked.json()["additionalComment"].take());
                self.loss.spoil(Told::json(201, json!({})))
            }
            ("GET", "/rest/api/2/issue/10042/transitions") => Told::json(
                200,
                json!({ "transitions": [
                    { "id": "11", "name": "Ask", "to": { "name": "Waiting for customer" } },
                    { "id": "21", "name": "Resolve this issue", "to": { "name": "Resolved" } },
                ] }),
            ),
            ("POST", "/rest/api/2/issue/10042/transitions") => Told::text(204, ""),
            _ => Told::text(404, ""),
        }
    }
}

fn page(all: &[Value]) -> Told {
    Told::json(200, json!({ "size": all.len(), "start": 0, "limit": 100, "isLastPage": true, "values": all }))
}

async fn start() -> (Arc<Jira>, Site) {
    let jira = Arc::new(Jira::default());
    let answering = Arc::clone(&jira);
    (jira, Site::start(move |asked| answering.answer(asked)).await)
}

fn sink(site: &Site) -> Sink {
    let mut config = JiraConfig::new(site.url("/"), "desk@northwind.example", Secret::new("abc"), "4", "25");
    config.http = short();
    Sink::open(&SinkConfig::Jira(config)).unwrap()
}

fn known() -> Remote {
    Remote { id: "10042".into(), url: None }
}

#[tokio::test]
async fn a_request_is_raised_and_its_file_comes_with_a_comment() {
    let (_, site) = start().await;
    let remote = sink(&site).deliver(&sample::created(), None, &Jam).await.unwrap().remote.unwrap();
    let web = "https://northwind.example/servicedesk/customer/portal/1/IT-42";
    assert_eq!(remote, Remote { id: "10042".into(), url: Some(web.into()) });
    assert_snapshot!(site.story().replace('\u{fffd}', "?"), @r#"
    GET /rest/servicedeskapi/request?searchTerm=TZ-7F3K9Q&requestOwnership=OWNED_REQUESTS&serviceDeskId=4&start=0&limit=100

    POST /rest/servicedeskapi/request
    {
      "requestFieldValues": {
        "description": "*In a few words*\nPrinter <b>eats</b> paper\n\n*What happens\\?*\nIt hums.\n\\# Then \\@ops it \\*stops\\*\n\n*Before*\n\n* Guide: Printing problems\n* Is the printer on\\? Yes\n\n*Ticket*\n\n* Reference: TZ\\-7F3K9Q\n* Form: Something is broken\n* Category: Printing\n* Team: Print room\n* Priority: urgent\n* Name: Ada Osei\n* E\\-mail: ada\\@northwind.example\n* State: new\n\nAt the desk: https://desk.example.com/agent/TZ-7F3K9Q",
        "summary": "[TZ-7F3K9Q] Printer <b>eats</b> Bcc: paper@example.com"
      },
      "requestTypeId": "25",
      "serviceDeskId": "4"
    }

    GET /rest/servicedeskapi/request/10042/comment?start=0&limit=100

    POST /rest/servicedeskapi/servicedesk/4/attachTemporaryFile
    --tierzero-ba4f25bf16ba4be6bc7d3276fafeb67f
    Content-Disposition: form-data; name="file"; filename="jam.jpg"
    Content-Type: image/jpeg

    ????
    --tierzero-ba4f25bf16ba4be6bc7d3276fafeb67f--


    POST /rest/servicedeskapi/request/10042/attachment
    {
      "additionalComment": {
        "body": "*Files*\n\n* jam.jpg (image/jpeg, 4 bytes)\n\ntierzero/TZ-7F3K9Q/evt_01"
      },
      "public": true,
      "temporaryAttachmentIds": [
        "temp1"
      ]
    }
    "#);
}

#[tokio::test]
async fn what_was_created_while_answers_were_lost_is_found_again() {
    let (jira, site) = start().await;
    let event = sample::created();
    jira.loss.next();
    sink(&site).deliver(&event, None, &Jam).await.unwrap_err();
    jira.loss.next();
    sink(&site).deliver(&event, None, &Jam).await.unwrap_err();
    sink(&site).deliver(&event, None, &Jam).await.unwrap();
    assert_eq!((jira.requests.lock().unwrap().len(), jira.comments.lock().unwrap().len()), (1, 1));
}

#[tokio::test]
async fn a_search_that_is_behind_makes_no_second_request_of_one() {
    let (jira, site) = start().await;
    jira.lagging.store(true, Ordering::SeqCst);
    let sink = sink(&site);
    let failed = sink.deliver(&sample::created(), None, &Lost).await.unwrap_err();
    assert_eq!(told(&failed), "later: the storage does not answer");
    // Created without its file, since only another event brought it there.
    sink.deliver(&sample::replied(Who::Reader, "The lower one"), None, &Jam).await.unwrap();
    sink.deliver(&sample::created(), None, &Jam).await.unwrap();
    assert_eq!(jira.requests.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn words_are_said_once_and_internal_where_readers_may_not_see_them() {
    let (jira, site) = start().await;
    jira.loss.next();
    let reply = sample::replied(Who::Reader, "{color:red}The *lower* one{color}\n\\\\ [~ada] !x.png!");
    sink(&site).deliver(&reply, Some(&known()), &Jam).await.unwrap_err();
    sink(&site).deliver(&reply, Some(&known()), &Jam).await.unwrap();
    sink(&site).deliver(&sample::noted(), Some(&known()), &Jam).await.unwrap();
    let said: Vec<_> = jira
        .comments
        .lock()
        .unwrap()
        .iter()
        .map(|comment| format!("public={} {}", comment["public"], comment["body"].as_str().unwrap()))
        .collect();
    assert_snapshot!(said.join("\n\n"), @r#"
    public=true The reader wrote

    {quote}
    \{color:red\}The \*lower\* one\{color\}
    &#92;&#92; \[\~ada\] \!x.png\!
    {quote}

    tierzero/TZ-7F3K9Q/evt_02

    public=false Ana noted, not for the reader

    {quote}
    Third time this week
    {quote}

    tierzero/TZ-7F3K9Q/evt_04
    "#);
}

#[tokio::test]
async fn a_file_that_is_not_taken_holds_up_no_word() {
    let (jira, _) = start().await;
    let refusing = Arc::clone(&jira);
    let site = Site::start(move |asked| {
        let file = asked.path.ends_with("/attachTemporaryFile");
        if file { Told::text(413, "") } else { refusing.answer(asked) }
    })
    .await;
    let reply = Event { files: vec![sample::photo()], ..sample::replied(Who::Reader, "See the photo") };
    sink(&site).deliver(&reply, Some(&known()), &Jam).await.unwrap();
    let comments = jira.comments.lock().unwrap().clone();
    assert_snapshot!(comments[0]["body"].as_str().unwrap(), @"
    The reader wrote

    {quote}
    See the photo
    {quote}

    *Files*

    * jam.jpg (image/jpeg, 4 bytes), which stays at the desk

    tierzero/TZ-7F3K9Q/evt_02
    ");
}

#[tokio::test]
async fn a_request_is_moved_where_its_workflow_leads_there() {
    let (_, site) = start().await;
    sink(&site).deliver(&sample::solved(), Some(&known()), &Jam).await.unwrap();
    assert_snapshot!(site.story(), @r#"
    GET /rest/api/2/issue/10042/transitions

    POST /rest/api/2/issue/10042/transitions
    {
      "transition": {
        "id": "21"
      }
    }
    "#);
}

#[tokio::test]
async fn a_state_that_the_workflow_does_not_lead_to_is_said() {
    let (jira, site) = start().await;
    let mut event = sample::solved();
    event.entry.as_mut().unwrap().state = Some(State::Closed);
    sink(&site).deliver(&event, Some(&known()), &Jam).await.unwrap();
    let comments = jira.comments.lock().unwrap().clone();
    assert_eq!(comments.len(), 1);
    assert_eq!(comments[0]["public"], false);
}

#[tokio::test]
async fn what_goes_wrong_is_understood() {
    let failure = |answer: fn() -> Told| async move {
        let site = Site::start(move |_| answer()).await;
        told(&sink(&site).deliver(&sample::created(), None, &Jam).await.unwrap_err())
    };
    let all = [
        failure(|| Told::text(401, "")).await,
        failure(|| Told::text(429, "").with("retry-after", "30")).await,
        failure(|| Told::text(503, "").with("retry-after", "5")).await,
        failure(|| Told::json(200, json!({ "values": "none" }))).await,
        failure(|| Told::text(200, "<!DOCTYPE html>")).await,
        failure(Told::never).await,
    ];
    assert_snapshot!(all.join("\n"), @"
    never: `127.0.0.1` answers 401: it does not accept the token or the password; check that it is right and still valid
    later, after 30 s: `127.0.0.1` answers 429: it is asked too often
    later, after 5 s: `127.0.0.1` answers 503: it is out of order or overloaded
    later: `127.0.0.1` answers with something else than its API promises; check the address
    later: `127.0.0.1` answers with something else than its API promises; check the address
    later: `127.0.0.1` does not answer in time
    ");
}
