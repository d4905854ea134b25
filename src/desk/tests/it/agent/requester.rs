//! `POST /api/agent/requester/tickets`

use desk::Scope;
use serde_json::{Value, json};

use super::{Agent, refusal};
use crate::{
    desk::{TestDesk, ticket},
    exchange::Seen,
};

/// Raises a ticket with an address.
async fn raised(desk: &TestDesk, email: &str, summary: &str) {
    let mut ticket = ticket();
    ticket["values"]["email"] = email.into();
    ticket["values"]["summary"] = summary.into();
    assert_eq!(desk.post(&format!("key-of-a-ticket-{summary}"), &ticket).await.status, 201);
}

async fn asked(agent: &Agent<'_>, body: &Value) -> Seen {
    agent.desk.send(agent.request("POST", "requester/tickets", "", "key-of-a-question", body)).await
}

fn subjects(seen: &Seen) -> Vec<&str> {
    assert_eq!(seen.status, 200, "{}", seen.body);
    seen.body["tickets"].as_array().unwrap().iter().map(|ticket| ticket["subject"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn all_tickets_of_an_address_are_found_and_no_others() {
    let desk = TestDesk::open().await;
    raised(&desk, "ada@northwind.example", "first").await;
    raised(&desk, "bert@northwind.example", "of-somebody-else").await;
    raised(&desk, "Ada@Northwind.example", "second").await;
    raised(&desk, "eada@northwind.example", "of-a-longer-name").await;
    let ana = Agent::ana(&desk).await;
    for email in ["ada@northwind.example", " ADA@northwind.example "] {
        assert_eq!(subjects(&asked(&ana, &json!({ "email": email })).await), ["first", "second"], "{email}");
    }
    assert!(subjects(&asked(&ana, &json!({ "email": "nobody@northwind.example" })).await).is_empty());
    for odd in ["%@northwind.example", "_da@northwind.example"] {
        assert!(subjects(&asked(&ana, &json!({ "email": odd })).await).is_empty(), "{odd}");
    }
}

#[tokio::test]
async fn whose_tickets_are_asked_for_must_be_an_address_and_the_token_good_for_reading() {
    let desk = TestDesk::open().await;
    let ana = Agent::ana(&desk).await;
    assert_eq!(refusal(&asked(&ana, &json!({ "email": "ada" })).await), (422, "invalid-answers".into()));
    assert_eq!(refusal(&asked(&ana, &json!({})).await), (400, "bad-request".into()));
    let writer = Agent::new(&desk, "Robot", &[Scope::Write]).await;
    let body = json!({ "email": "ada@northwind.example" });
    assert_eq!(refusal(&asked(&writer, &body).await), (403, "missing-scope".into()));
}
