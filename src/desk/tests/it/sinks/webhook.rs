//! Signed webhooks.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use content::ticket::Who;
use desk::sink::{Delivered, Event, Failure, HttpConfig, Remote, Secret, Sink, SinkConfig, WebhookConfig};
use hmac::{Hmac, Mac as _};
use insta::{assert_json_snapshot, assert_snapshot};
use serde_json::json;
use sha2::Sha256;

use super::{
    sample::{self, Jam, Lost},
    short,
    site::{Site, Told},
    told,
};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

fn sink(site: &Site, change: impl FnOnce(&mut WebhookConfig)) -> Sink {
    let mut config = WebhookConfig::new(site.url("/hooks/desk?key=a%20b"), vec![Secret::new(SECRET)]);
    config.http = short();
    change(&mut config);
    Sink::open(&SinkConfig::Webhook(config)).unwrap()
}

async fn deliver(sink: &Sink, event: &Event) -> Result<Delivered, Failure> {
    sink.deliver(event, None, &Jam).await
}

async fn failure(answer: impl Fn() -> Told + Send + Sync + 'static) -> String {
    let site = Site::start(move |_| answer()).await;
    told(&deliver(&sink(&site, |_| ()), &sample::created()).await.unwrap_err())
}

#[tokio::test]
async fn an_event_is_sent_and_signed() {
    let site = Site::start(|_| Told::text(204, "")).await;
    let delivered = deliver(&sink(&site, |_| ()), &sample::replied(Who::Desk, "Which <tray>?")).await.unwrap();
    assert_eq!(delivered.remote, Some(Remote { id: "TZ-7F3K9Q".into(), url: None }));
    let asked = site.last();
    assert_eq!(asked.line(), "POST /hooks/desk?key=a%20b");
    assert_eq!(asked.header("content-type"), "application/json");
    assert_eq!(asked.header("webhook-id"), "evt_02");
    let mut mac = Hmac::<Sha256>::new_from_slice(&STANDARD.decode(&SECRET[6..]).unwrap()).unwrap();
    mac.update(format!("evt_02.{}.", asked.header("webhook-timestamp")).as_bytes());
    mac.update(&asked.body);
    assert_eq!(asked.header("webhook-signature"), format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())));
    assert_json_snapshot!(asked.json(), @r#"
    {
      "data": {
        "entry": {
          "at": "2026-11-28T09:30:00.000Z",
          "kind": "reply",
          "name": "Ana",
          "text": "Which <tray>?",
          "who": "desk"
        },
        "files": [],
        "remote": null,
        "ticket": {
          "answers": [
            {
              "answer": "Printer <b>eats</b> paper",
              "question": "In a few words"
            },
            {
              "answer": "It hums.\n# Then @ops it *stops*",
              "question": "What happens?"
            }
          ],
          "assignee": null,
          "category": "Printing",
          "context": [
            "Guide: Printing problems",
            "Is the printer on? Yes"
          ],
          "created": "2026-11-28T09:00:00.000Z",
          "form": "Something is broken",
          "priority": "urgent",
          "reference": "TZ-7F3K9Q",
          "requester": {
            "email": "ada@northwind.example",
            "name": "Ada Osei",
            "phone": null
          },
          "state": "in_progress",
          "subject": "Printer <b>eats</b>\r\nBcc: paper@example.com",
          "team": "Print room",
          "updated": "2026-11-28T09:00:00.000Z",
          "url": "https://desk.example.com/agent/TZ-7F3K9Q",
          "verify": null
        }
      },
      "timestamp": "2026-11-28T09:30:00.000Z",
      "type": "ticket.replied"
    }
    "#);
}

#[tokio::test]
async fn the_id_and_the_body_are_the_same_at_each_attempt() {
    let site = Site::start(|_| Told::text(204, "")).await;
    let sink = sink(&site, |_| ());
    deliver(&sink, &sample::created()).await.unwrap();
    deliver(&sink, &sample::created()).await.unwrap();
    let [first, second] = &site.asked()[..] else { panic!("it was not sent twice") };
    assert_eq!((first.header("webhook-id"), &first.body), (second.header("webhook-id"), &second.body));
}

#[tokio::test]
async fn files_go_along_up_to_the_limit() {
    let site = Site::start(|_| Told::text(204, "")).await;
    let mut event = sample::created();
    event.files.push(desk::sink::FileView { name: "long.log".into(), size: 1_000, ..sample::photo() });
    deliver(&sink(&site, |config| config.files = 100), &event).await.unwrap();
    assert_json_snapshot!(site.last().json()["data"]["files"], @r#"
    [
      {
        "content": "/9j/4A==",
        "id": "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a",
        "name": "jam.jpg",
        "size": 4,
        "type": "image/jpeg"
      },
      {
        "id": "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a",
        "name": "long.log",
        "size": 1000,
        "type": "image/jpeg"
      }
    ]
    "#);
    let failed = sink(&site, |config| config.files = 100).deliver(&event, None, &Lost).await.unwrap_err();
    assert_eq!(told(&failed), "later: the storage does not answer");
}

#[tokio::test]
async fn the_other_side_may_name_the_ticket() {
    let named = |url: &'static str| async move {
        let site = Site::start(move |_| Told::json(200, json!({ "id": "T-5", "url": url }))).await;
        let known = Remote { id: "T-4".into(), url: None };
        sink(&site, |_| ()).deliver(&sample::created(), Some(&known), &Jam).await.unwrap().remote.unwrap()
    };
    let there = "https://there.example/T-5";
    assert_eq!(named(there).await, Remote { id: "T-5".into(), url: Some(there.into()) });
    assert_eq!(named("javascript:alert(1)").await, Remote { id: "T-5".into(), url: None });
}

#[tokio::test]
async fn what_answers_mean() {
    let status = |status| failure(move || Told::text(status, "no"));
    let mut all = Vec::new();
    for code in [400, 401, 403, 404, 408, 409, 410, 413, 425, 429, 500, 503] {
        all.push(status(code).await);
    }
    let text = all.join("\n");
    assert_snapshot!(text, @"
    never: `127.0.0.1` answers 400: it does not take what was sent; check ids and names in the settings, and which fields it demands
    never: `127.0.0.1` answers 401: it does not accept the token or the password; check that it is right and still valid
    never: `127.0.0.1` answers 403: the token may not do this; check its scopes and the rights of its user
    never: `127.0.0.1` answers 404: there is no such thing; check address, project and ids in the settings, and the token's rights
    later: `127.0.0.1` answers 408: it is out of order or overloaded
    never: `127.0.0.1` answers 409: it refuses what was sent; check the settings
    never: `127.0.0.1` answers 410: it wants to hear no more; remove this hand-over from the settings
    never: `127.0.0.1` answers 413: the event is too large for it; lower the limit for files
    later: `127.0.0.1` answers 425: it is out of order or overloaded
    later: `127.0.0.1` answers 429: it is asked too often
    later: `127.0.0.1` answers 500: it is out of order or overloaded
    later: `127.0.0.1` answers 503: it is out of order or overloaded
    ");
}

#[tokio::test]
async fn the_other_side_says_when_to_try_again() {
    let after = |value: &'static str| failure(move || Told::text(429, "").with("retry-after", value));
    assert_snapshot!(after("120").await, @"later, after 120 s: `127.0.0.1` answers 429: it is asked too often");
    assert_snapshot!(after("soon").await, @"later: `127.0.0.1` answers 429: it is asked too often");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Site::start(|_| Told::text(204, "")).await;
    let there = elsewhere.url("/hooks/desk").to_string();
    let site = Site::start(move |_| Told::text(307, "").with("location", &there)).await;
    let failed = deliver(&sink(&site, |_| ()), &sample::created()).await.unwrap_err();
    assert_snapshot!(told(&failed), @"never: `127.0.0.1` answers 307: this is a redirect, and none is followed; write the address into the settings that it leads to");
    assert_eq!(elsewhere.lines(), "");
}

#[tokio::test]
async fn a_side_that_hangs_or_is_not_there_is_tried_again() {
    assert_snapshot!(failure(Told::never).await, @"later: `127.0.0.1` does not answer in time");
    let config = WebhookConfig::new("http://127.0.0.1:1/secret-path".parse().unwrap(), vec![Secret::new(SECRET)]);
    let nobody = Sink::open(&SinkConfig::Webhook(config)).unwrap();
    let failed = told(&deliver(&nobody, &sample::created()).await.unwrap_err());
    assert!(failed.starts_with("later: `127.0.0.1` cannot be reached: "), "{failed}");
    assert!(!failed.contains("secret-path"), "{failed}");
}

#[tokio::test]
async fn a_success_counts_however_long_it_talks() {
    let site = Site::start(|_| Told::text(200, &"x".repeat(100_000))).await;
    let small = |config: &mut WebhookConfig| config.http = HttpConfig { most: 1_000, ..short() };
    deliver(&sink(&site, small), &sample::created()).await.unwrap();
}

#[test]
fn a_webhook_on_another_computer_is_encrypted() {
    let open = |url: &str, allow_http| {
        let mut config = WebhookConfig::new(url.parse().unwrap(), vec![Secret::new(SECRET)]);
        config.http.allow_http = allow_http;
        Sink::open(&SinkConfig::Webhook(config)).err().map(|error| format!("{error}\nhelp: {}", error.help().unwrap()))
    };
    assert_snapshot!(open("http://hooks.example.com/", false).unwrap(), @"
    the address of the other system cannot be used: it begins with `http:`
    help: use `https:`, or allow plain HTTP to this system on purpose
    ");
    assert_eq!(open("http://hooks.example.com/", true), None);
    assert_eq!(open("https://hooks.example.com/", false), None);
    assert_snapshot!(open("https://ada:pw@hooks.example.com/", false).unwrap(), @"
    the address of the other system cannot be used: it holds a name or a password
    help: give the secret as a secret, not within the address
    ");
}

#[tokio::test]
async fn a_hand_over_may_move_between_threads() {
    fn is_send<T: Send>(_: &T) {}
    let site = Site::start(|_| Told::text(204, "")).await;
    let (sink, event) = (sink(&site, |_| ()), sample::created());
    let delivering = sink.deliver(&event, None, &Jam);
    is_send(&delivering);
    delivering.await.unwrap();
}

#[tokio::test]
async fn a_proxy_is_used_where_one_is_set() {
    let proxy = Site::start(|_| Told::text(204, "")).await;
    let mut config =
        WebhookConfig::new("http://hooks.northwind.example/desk".parse().unwrap(), vec![Secret::new(SECRET)]);
    config.http = HttpConfig { allow_http: true, proxy: Some(proxy.url("/")), ..short() };
    deliver(&Sink::open(&SinkConfig::Webhook(config)).unwrap(), &sample::created()).await.unwrap();
    assert_eq!((proxy.last().header("host"), proxy.lines().as_str()), ("hooks.northwind.example", "POST /desk"));
}

#[tokio::test]
async fn whoever_does_not_speak_tls_gets_nothing() {
    let site = Site::start(|_| Told::text(204, "")).await;
    let mut url = site.url("/desk");
    url.set_scheme("https").unwrap();
    let mut config = WebhookConfig::new(url, vec![Secret::new(SECRET)]);
    config.http = short();
    let failed =
        told(&deliver(&Sink::open(&SinkConfig::Webhook(config)).unwrap(), &sample::created()).await.unwrap_err());
    assert!(failed.starts_with("later: `127.0.0.1` cannot be reached: "), "{failed}");
    assert_eq!(site.lines(), "");
}
