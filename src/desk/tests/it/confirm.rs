//! Tickets that wait until somebody at the address on them has confirmed it.

use axum::{body::Body, http::Request};
use content::ticket::State;
use desk::{
    Desk, Scope, SinkSettings,
    sink::{Security, SinkConfig, SmtpConfig},
};
use serde_json::{Value, json};

use crate::{
    agent::{Agent, reference, refusal},
    desk::{SECRET, TestDesk, act, kb, kb_with_promises, post, ticket, with_secret},
    exchange::Seen,
    handover::{wait_for, webhook},
    place,
    sinks::{
        mailbox::{Mail, Mailbox},
        site::{Site, Told},
    },
};

/// A desk that asks by mail, and tells a webhook, too.
struct Asking {
    desk: TestDesk,
    mailbox: Mailbox,
    site: Site,
}

impl Asking {
    async fn open() -> Self {
        let (mailbox, site) = (Mailbox::open().await, Site::start(|_| Told::text(204, "")).await);
        let sinks = vec![webhook("hook", site.url("/")), mail(&mailbox)];
        let desk = TestDesk::with(|config| (config.sinks, config.confirm_addresses) = (sinks, true)).await;
        Self { desk, mailbox, site }
    }

    /// The mail that came as the nth, and the code in it.
    async fn code(&self, nth: usize) -> (Mail, String) {
        wait_for("the mail that asks", async || self.asking().len() > nth).await;
        let mail = self.asking().swap_remove(nth);
        let text = mail.text.replace("=\r\n", "");
        let at = text.find(".code.").unwrap() + ".code.".len();
        let code = text[at..at + 8].to_owned();
        (mail, code)
    }

    fn asking(&self) -> Vec<Mail> {
        let is_asking = |mail: &Mail| mail.header("Subject").ends_with("Confirm your address");
        self.mailbox.mails().into_iter().filter(is_asking).collect()
    }

    /// The words of the events that the webhook was told.
    fn told(&self) -> Vec<String> {
        self.site.asked().iter().map(|asked| asked.json()["type"].as_str().unwrap().to_owned()).collect()
    }

    async fn confirm(&self, path: &str, code: &str) -> Seen {
        self.desk.send(confirmation(path, code)).await
    }

    /// Asks for another mail with the ticket's secret.
    async fn again(&self, path: &str, body: &Value) -> Seen {
        self.desk.send(act(path, "confirm/again", "no-key-is-needed", body)).await
    }

    /// The ticket as its reader sees it.
    async fn look(&self, path: &str) -> Value {
        self.desk.get(path, SECRET).await.body
    }
}

fn mail(mailbox: &Mailbox) -> SinkSettings {
    let to = vec!["desk@northwind.example".into()];
    let config = SmtpConfig {
        port: Some(mailbox.address.port()),
        security: Security::None,
        ..SmtpConfig::new("127.0.0.1", "Service desk <desk@northwind.example>", to)
    };
    let first_wait = std::time::Duration::from_millis(20);
    SinkSettings { first_wait, ..SinkSettings::new("mail", SinkConfig::Smtp(config)) }
}

/// What a browser sends that knows a code, and nothing else of the ticket.
fn confirmation(path: &str, code: &str) -> Request<Body> {
    let request = Request::post(format!("{path}/confirm")).header("content-type", "application/json");
    request.body(Body::from(json!({ "code": code }).to_string())).unwrap()
}

/// References in the agents' list.
async fn list(agent: &Agent<'_>, query: &str) -> Vec<String> {
    let page = agent.get(&format!("tickets{query}")).await.body;
    page["tickets"].as_array().unwrap().iter().map(|line| line["reference"].as_str().unwrap().to_owned()).collect()
}

/// The kinds of events after a place, and the place after them.
async fn feed(agent: &Agent<'_>, after: &str, limit: usize) -> (Vec<String>, String) {
    let page = agent.get(&format!("events?limit={limit}{after}")).await.body;
    let kinds = page["events"].as_array().unwrap().iter().map(|event| event["kind"].as_str().unwrap().to_owned());
    (kinds.collect(), format!("&after={}", page["next"].as_str().unwrap()))
}

#[tokio::test]
async fn nobody_but_its_reader_sees_a_ticket_before_the_address_is_confirmed() {
    let asking = Asking::open().await;
    let created = asking.desk.post("key-of-a-new-ticket", &ticket()).await;
    assert_eq!((created.status.as_u16(), &created.body["unconfirmed"]), (201, &json!(true)));
    let again = asking.desk.post("key-of-a-new-ticket", &ticket()).await;
    assert_eq!((again.status.as_u16(), &again.body), (200, &created.body));
    let path = created.header("location").unwrap().to_owned();
    let seen = asking.look(&path).await;
    assert_eq!(
        (&seen["confirm"]["address"], &seen["confirm"]["correct"]),
        (&json!("a…@northwind.example"), &json!(true))
    );
    asking.code(0).await;
    wait_for("the note of it", async || {
        asking.desk.count("SELECT count(*) FROM outbox WHERE asks = 1 AND state = 'delivered'").await == 1
    })
    .await;
    let agent = Agent::ana(&asking.desk).await;
    assert_eq!(list(&agent, "").await, Vec::<String>::new());
    assert_eq!(list(&agent, "?unconfirmed=true").await, [reference(&path)]);
    assert_eq!(feed(&agent, "", 100).await.0, Vec::<String>::new());
    assert_eq!(asking.told(), Vec::<String>::new());
    assert_eq!(asking.mailbox.mails().len(), 1, "neither the team nor a receipt");
    let waiting = desk::outbox(&asking.desk.database, 9).await.unwrap().0;
    assert!(waiting.iter().all(|row| row.fault.as_deref() == Some("waits until its requester confirms the address")));
}

#[tokio::test]
async fn once_confirmed_everybody_is_told_everything_in_its_order() {
    let asking = Asking::open().await;
    let agent = Agent::ana(&asking.desk).await;
    let path = asking.desk.stored().await;
    let reply = json!({ "text": "It hums" });
    let said = asking.desk.act(&path, "replies", "key-of-a-reply-01", &reply).await;
    assert_eq!(
        (said.status.as_u16(), said.body["message"].as_str().unwrap()),
        (201, "Your reply is stored. The desk can read it, and the ticket, once your address is confirmed.")
    );
    let other = asking.desk.post("key-of-another-one", &without_address()).await;
    assert_eq!((other.status.as_u16(), &other.body["unconfirmed"]), (201, &Value::Null));
    let (kinds, after) = feed(&agent, "", 100).await;
    assert_eq!(kinds, ["created"], "that of the other one");
    wait_for("the other one", async || asking.told() == ["ticket.created"]).await;

    let (mail, code) = asking.code(0).await;
    assert_eq!(mail.recipients, ["ada@northwind.example"]);
    let link = format!("https://help.northwind.example/it/track/#{}.code.{code}", reference(&path));
    let text = mail.text.replace("=\r\n", "");
    assert!(text.contains(&link) && text.contains(&format!("{}-{}", &code[..4], &code[4..])), "{text}");
    assert!(!text.contains("printer") && !text.contains("Ada Osei"), "nothing of the ticket: {text}");
    let typed = format!(" {} {} ", code[..4].to_lowercase(), &code[4..]);
    let confirmed = asking.confirm(&path, &typed).await;
    assert_eq!((confirmed.status.as_u16(), &confirmed.body["reference"]), (200, &json!(reference(&path))));
    assert_eq!(asking.confirm(&path, &code).await.body, confirmed.body, "a lost answer does no harm");
    let said = asking.desk.act(&path, "replies", "key-of-a-reply-01", &reply).await;
    assert_eq!(said.body["message"], "Your reply is stored, and the desk can read it.", "as it is by now");

    // Page by page, and no page twice.
    let mut told = Vec::new();
    let mut after = after;
    for _ in 0..5 {
        let (kinds, next) = feed(&agent, &after, 1).await;
        told.extend(kinds);
        after = next;
    }
    assert_eq!(told, ["created", "confirmation_asked", "reply", "confirmed"]);
    assert_eq!(feed(&agent, "", 100).await.0, ["created", "created", "confirmation_asked", "reply", "confirmed"]);
    wait_for("the webhook", async || asking.told().len() == 3).await;
    assert_eq!(asking.told(), ["ticket.created", "ticket.created", "ticket.replied"]);
    let first = asking.site.asked().swap_remove(1).json();
    assert_eq!(first["data"]["ticket"]["requester"]["confirmed"], true);
    wait_for("receipt and the team's mails", async || asking.mailbox.mails().len() >= 5).await;
    assert!(list(&agent, "").await.contains(&reference(&path).to_owned()));
    let seen = asking.look(&path).await;
    assert_eq!((&seen["confirm"], &seen["let_in"]), (&Value::Null, &confirmed.body["let_in"]));
    let record = agent.get(&format!("tickets/{}", reference(&path))).await.body;
    assert_eq!(record["requester"]["confirmed"], true);
    let logged = "SELECT count(*) FROM audit WHERE kind = 'confirmed' AND who = 'reader' AND actor = 'code'";
    assert_eq!(asking.desk.count(logged).await, 1);
    assert!(desk::verify_audit(&asking.desk.database, None).await.unwrap().faults.is_empty());
}

/// A ticket of a form that asks for no address.
fn without_address() -> Value {
    let mut lost = ticket();
    lost["form"] = "lost".into();
    lost["values"] = json!({ "device": "A telephone" });
    lost
}

#[tokio::test]
async fn wrong_codes_and_unknown_tickets_are_the_same_answer_and_are_few() {
    let asking = Asking::open().await;
    let path = asking.desk.stored().await;
    let (_, code) = asking.code(0).await;
    let wrong = asking.confirm(&path, "00000000").await;
    assert_eq!(refusal(&wrong), (404, "no-such-code".into()));
    let unlike = |seen: &Seen| {
        let mut body = seen.body.clone();
        body["request_id"] = Value::Null;
        body
    };
    for (path, code) in [("/api/tickets/TZ-000000", code.as_str()), ("/api/tickets/nothing", "?"), (&path, "")] {
        assert_eq!(unlike(&asking.confirm(path, code).await), unlike(&wrong), "{path}");
    }
    for guess in 0..8 {
        let guessed = asking.desk.send_from(&format!("192.0.2.{}", guess + 10), confirmation(&path, "11111111")).await;
        assert_eq!(guessed.status, 404);
    }
    let one_more = asking.confirm(&path, &code).await;
    assert_eq!(refusal(&one_more), (429, "rate-limited".into()), "not even the right one");
    assert!(one_more.header("retry-after").is_some());
}

#[tokio::test]
async fn a_code_that_is_over_confirms_nothing() {
    let asking = Asking::open().await;
    let path = asking.desk.stored().await;
    let (_, code) = asking.code(0).await;
    place::change(&asking.desk.database, "UPDATE codes SET until = '2026-01-01T00:00:00.000Z'").await;
    assert_eq!(refusal(&asking.confirm(&path, &code).await), (404, "no-such-code".into()));
}

#[tokio::test]
async fn whoever_has_the_secret_is_asked_again_after_a_while_and_may_correct_the_address_once() {
    let asking = Asking::open().await;
    let path = asking.desk.stored().await;
    let (_, first) = asking.code(0).await;
    let soon = asking.again(&path, &json!({})).await;
    assert_eq!(refusal(&soon), (429, "rate-limited".into()));
    assert!(soon.header("retry-after").unwrap().parse::<u32>().unwrap() <= 60);
    let odd = asking.again(&path, &json!({ "email": "ada@northwind" })).await;
    assert_eq!((odd.status.as_u16(), &odd.body["errors"][0]["field"]), (422, &json!("email")));

    let corrected = asking.again(&path, &json!({ "email": " ada.osei@northwind.example " })).await;
    assert_eq!(corrected.status, 201);
    assert_eq!(
        (&corrected.body["confirm"]["address"], &corrected.body["confirm"]["correct"]),
        (&json!("a…@northwind.example"), &json!(false))
    );
    let (mail, second) = asking.code(1).await;
    assert_eq!(mail.recipients, ["ada.osei@northwind.example"]);
    let twice = asking.again(&path, &json!({ "email": "somebody@northwind.example" })).await;
    assert_eq!(refusal(&twice), (409, "corrected-before".into()));
    assert_eq!(asking.confirm(&path, &first).await.status, 404, "it went to somebody else");
    assert_eq!(asking.confirm(&path, &second).await.status, 200);
    assert_eq!(refusal(&asking.again(&path, &json!({})).await), (409, "nothing-to-confirm".into()));

    let agent = Agent::ana(&asking.desk).await;
    let record = agent.get(&format!("tickets/{}", reference(&path))).await.body;
    assert_eq!(record["requester"]["email"], "ada.osei@northwind.example");
    let kinds: Vec<_> = record["timeline"].as_array().unwrap().iter().map(|entry| entry["kind"].clone()).collect();
    assert_eq!(kinds, ["created", "confirmation_asked", "corrected", "confirmation_asked", "confirmed"]);
    let team = || asking.mailbox.mails().into_iter().find(|mail| mail.recipients == ["desk@northwind.example"]);
    wait_for("what the team and the webhook are told", async || team().is_some() && !asking.told().is_empty()).await;
    let mail = team().unwrap();
    assert_eq!(mail.header("Reply-To"), "ada.osei@northwind.example");
    let text = mail.text.replace("=\r\n", "").replace('\r', "");
    for told in [
        "  ada.osei@northwind.example\n  (corrected by the reader, who had typed ada@northwind.example)\n",
        "E-mail, corrected and confirmed: ada.osei@northwind.example",
    ] {
        assert!(text.contains(told), "{told} is not in {text}");
    }
    let told = asking.site.asked().swap_remove(0).json();
    let requester = &told["data"]["ticket"]["requester"];
    assert_eq!(
        (&requester["email"], &requester["corrected_from"]),
        (&json!("ada.osei@northwind.example"), &json!("ada@northwind.example"))
    );
    assert!(desk::verify_audit(&asking.desk.database, None).await.unwrap().faults.is_empty());
}

/// Sends a ticket in the name of an address, each from elsewhere.
async fn in_the_name_of(asking: &Asking, email: &str, number: u32) -> Seen {
    let mut new = ticket();
    new["values"]["email"] = email.into();
    asking.desk.send_from(&format!("192.0.2.{number}"), post(&format!("key-of-a-new-ticket-{number}"), &new)).await
}

#[tokio::test]
async fn one_mailbox_is_asked_only_so_often_whoever_has_it_asked() {
    let asking = Asking::open().await;
    let ada = "ada@northwind.example";
    let mistyped = in_the_name_of(&asking, "adda@northwind.example", 1).await;
    let path = mistyped.header("location").unwrap();
    let corrected = asking.again(path, &json!({ "email": "Ada@Northwind.example" })).await;
    assert_eq!(corrected.status, 201, "a correction has a mail sent, too");
    let soon = asking.again(path, &json!({})).await;
    assert!(soon.body["detail"].as_str().unwrap().starts_with("A mail went out not long ago"), "{}", soon.body);
    for number in 2..=5 {
        assert_eq!(in_the_name_of(&asking, ada, number).await.status, 201, "{number}");
    }
    let refused = in_the_name_of(&asking, ada, 6).await;
    assert_eq!(refusal(&refused), (429, "rate-limited".into()));
    assert!(refused.body["detail"].as_str().unwrap().starts_with("Several tickets with this e-mail address wait"));
    let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((60..=120).contains(&wait), "{wait}");
    assert_eq!(asking.desk.count("SELECT count(*) FROM tickets").await, 5);
    assert_eq!(in_the_name_of(&asking, ada, 5).await.status, 200, "a repetition is answered over the limit too");

    let other = in_the_name_of(&asking, "bert@northwind.example", 7).await;
    let path = other.header("location").unwrap();
    let refused = asking.again(path, &json!({ "email": ada })).await;
    assert!(refused.body["detail"].as_str().unwrap().starts_with("Several tickets with this e-mail address wait"));
    assert_eq!(asking.look(path).await["confirm"]["correct"], true, "it can still be corrected");
}

#[tokio::test]
async fn what_stores_nothing_takes_nothing_from_the_limit_of_a_mailbox() {
    let asking = Asking::open().await;
    let ada = "ada@northwind.example";
    let mut odd = ticket();
    odd["values"]["photos"] = json!([crate::desk::file(1, "jam.jpg", crate::desk::JAM)]);
    for number in 1..=6 {
        let lost = asking.desk.post(&format!("key-of-a-lost-file-{number}"), &odd).await;
        assert_eq!(refusal(&lost), (422, "missing-files".into()));
    }
    let path = in_the_name_of(&asking, ada, 1).await.header("location").unwrap().to_owned();
    for _ in 0..6 {
        let soon = asking.again(&path, &json!({})).await;
        assert!(soon.body["detail"].as_str().unwrap().starts_with("A mail went out not long ago"), "{}", soon.body);
    }
    for number in 2..=5 {
        assert_eq!(in_the_name_of(&asking, ada, number).await.status, 201, "{number}");
    }
}

#[tokio::test]
async fn where_tickets_are_not_limited_mails_are_not() {
    let mailbox = Mailbox::open().await;
    let sinks = vec![mail(&mailbox)];
    let change = |config: &mut desk::Config| {
        (config.sinks, config.confirm_addresses, config.creates) = (sinks, true, None);
    };
    let asking =
        Asking { desk: TestDesk::with(change).await, mailbox, site: Site::start(|_| Told::text(204, "")).await };
    for number in 1..=8 {
        assert_eq!(in_the_name_of(&asking, "ada@northwind.example", number).await.status, 201, "{number}");
    }
}

#[tokio::test]
async fn a_mail_that_does_not_go_out_is_tried_again_with_another_code() {
    let wrong = std::sync::atomic::AtomicU32::new(0);
    let mailbox = Mailbox::with(move |command| {
        let ill = command == "DATA END" && wrong.fetch_add(1, std::sync::atomic::Ordering::SeqCst) < 2;
        ill.then_some("451 later")
    })
    .await;
    let sinks = vec![mail(&mailbox)];
    let desk = TestDesk::with(|config| (config.sinks, config.confirm_addresses) = (sinks, true)).await;
    let asking = Asking { desk, mailbox, site: Site::start(|_| Told::text(204, "")).await };
    let path = asking.desk.stored().await;
    let (_, code) = asking.code(0).await;
    assert_eq!(asking.desk.count("SELECT count(*) FROM codes").await, 3);
    assert_eq!(asking.confirm(&path, &code).await.status, 200);
}

#[tokio::test]
async fn an_address_that_no_mail_can_go_to_has_to_be_mended() {
    let asking = Asking::open().await;
    let mut odd = ticket();
    odd["values"]["email"] = "ada..osei@northwind.example".into();
    let refused = asking.desk.post("key-of-a-new-ticket", &odd).await;
    assert_eq!((refused.status.as_u16(), &refused.body["errors"][0]["field"]), (422, &json!("email")));
}

#[tokio::test]
async fn an_agent_sees_it_and_does_nothing_with_it_but_let_it_in_or_erase_it() {
    let asking = Asking::open().await;
    let path = asking.desk.stored().await;
    let reference = reference(&path);
    let agent = Agent::new(&asking.desk, "Ana", &[Scope::Read, Scope::Write, Scope::Erase]).await;
    let record = agent.get(&format!("tickets/{reference}")).await.body;
    assert!(record["confirm_by"].is_string(), "{record}");
    let reply = json!({ "text": "Which tray?" });
    assert_eq!(
        refusal(&agent.act(reference, "replies", "key-of-an-agent-1", &reply).await),
        (409, "unconfirmed".into())
    );
    assert_eq!(agent.act(reference, "confirm", "key-of-an-agent-2", &json!({})).await.status, 201);
    let twice = agent.act(reference, "confirm", "key-of-an-agent-3", &json!({})).await;
    assert_eq!(refusal(&twice), (409, "unchanged".into()));
    let told = twice.body["detail"].as_str().unwrap();
    assert_eq!(told, "This ticket does not wait: its address is confirmed already, or needs no confirming.");
    assert_eq!(agent.act(reference, "replies", "key-of-an-agent-4", &reply).await.status, 201);
    wait_for("the webhook", async || asking.told() == ["ticket.created", "ticket.replied"]).await;
    assert_eq!(agent.get(&format!("tickets/{reference}")).await.body["requester"]["confirmed"], true);
}

/// The reference of the reader of a notice who waits.
async fn following(desk: &TestDesk, key: &str) -> String {
    let mut follower = ticket();
    follower["form"] = "notice-slow".into();
    follower["values"] = json!({ "email": "ada@northwind.example" });
    desk.post(key, &follower).await.header("location").unwrap().to_owned()
}

#[tokio::test]
async fn the_hand_of_an_operator_leaves_alone_what_waits() {
    let asking = Asking::open().await;
    let path = asking.desk.stored().await;
    let word = desk::Reply { text: "Try now.".into(), state: Some(State::Solved), ..desk::Reply::default() };
    let told = desk::reply(&asking.desk.database, reference(&path), &word).await.unwrap_err();
    assert!(matches!(told, desk::ReplyError::Unconfirmed { .. }), "{told}");
    assert!(told.help().unwrap().contains("tierzero tickets confirm"));
    assert_eq!(asking.look(&path).await["state"], "new");

    let follower = following(&asking.desk, "key-of-a-follower").await;
    let told = desk::reply_all(&asking.desk.database, "slow", &word).await.unwrap_err();
    assert!(matches!(told, desk::ReplyError::AllUnconfirmed { .. }), "{told}");
    let agent = Agent::ana(&asking.desk).await;
    assert_eq!(agent.act(reference(&follower), "confirm", "key-of-an-agent-1", &json!({})).await.status, 201);
    let other = following(&asking.desk, "key-of-another-follower").await;
    let told = desk::reply_all(&asking.desk.database, "slow", &word).await.unwrap();
    assert_eq!((told.said, told.unconfirmed), (1, 1));
    assert_eq!(asking.look(&follower).await["state"], "solved");
    assert_eq!(asking.look(&other).await["state"], "new");
}

#[tokio::test]
async fn a_ticket_that_is_erased_while_it_waits_leaves_nobody_to_be_told() {
    let asking = Asking::open().await;
    let path = asking.desk.stored().await;
    let (_, code) = asking.code(0).await;
    wait_for("the note of it", async || {
        asking.desk.count("SELECT count(*) FROM outbox WHERE asks = 1 AND state = 'delivered'").await == 1
    })
    .await;
    let erase = with_secret(SECRET).method("DELETE").uri(&path).body(Body::empty()).unwrap();
    assert_eq!(asking.desk.send(erase).await.status, 204);
    assert_eq!(asking.confirm(&path, &code).await.status, 404);
    for (sql, left) in [
        ("SELECT count(*) FROM codes", 0),
        ("SELECT count(*) FROM outbox", 0),
        ("SELECT count(*) FROM erasures", 0),
        ("SELECT count(*) FROM audit WHERE kind = 'erased' AND detail = 'files: 0; told: nobody'", 1),
    ] {
        assert_eq!(asking.desk.count(sql).await, left, "{sql}");
    }
}

#[tokio::test]
async fn what_was_promised_counts_from_the_confirmation() {
    let asking = Asking::open().await;
    asking.desk.desk.reload(&kb_with_promises());
    let path = asking.desk.stored().await;
    let day_ago = "UPDATE tickets SET created = '2026-11-01T00:00:00.000Z'";
    place::change(&asking.desk.database, day_ago).await;
    assert_eq!(asking.look(&path).await["next_update"], Value::Null, "nothing is promised yet");
    let (_, code) = asking.code(0).await;
    asking.confirm(&path, &code).await;
    let seen = asking.look(&path).await;
    assert!(seen["next_update"].is_string() && seen["late"].is_null(), "{seen}");
}

#[tokio::test]
async fn whoever_turns_it_off_lets_in_what_waits() {
    let asking = Asking::open().await;
    let path = asking.desk.stored().await;
    asking.desk.desk.close().await;
    let again = Desk::open(asking.desk.config(), &kb()).await.unwrap();
    let desk = asking.desk.replaced(again);
    let agent = Agent::ana(&desk).await;
    assert_eq!(list(&agent, "").await, [reference(&path)]);
    let record = agent.get(&format!("tickets/{}", reference(&path))).await.body;
    assert_eq!(record["requester"]["confirmed"], Value::Null, "nobody has confirmed it");
    assert_eq!(record["timeline"][2]["who"], "system");
    assert_eq!(desk.say(&path, "Try now.", Some(State::Solved)).await.to, State::Solved);
}

#[tokio::test]
async fn a_desk_that_cannot_ask_does_not_open() {
    let desk = TestDesk::open().await;
    let mailbox = Mailbox::open().await;
    let refused = async |sinks, url: Option<&str>| {
        let mut kb = kb();
        kb.settings.url = url.map(Into::into);
        let config = desk::Config { sinks, confirm_addresses: true, ..desk.config() };
        Desk::open(config, &kb).await.err().unwrap().to_string()
    };
    insta::assert_snapshot!(refused(Vec::new(), Some("https://help.example")).await, @"addresses are to be confirmed, and there is no sink that sends mail");
    insta::assert_snapshot!(refused(vec![mail(&mailbox)], None).await, @"addresses are to be confirmed, and the knowledge base does not say where its portal is");
}
