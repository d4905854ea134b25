//! Merging a duplicate.

use serde_json::{Value, json};

use super::{Agent, reference, refusal};
use crate::desk::{SECRET, TestDesk, ticket_about};

async fn two(desk: &TestDesk) -> (String, String) {
    let first = desk.post("key-of-the-first-ticket", &ticket_about("The first")).await;
    let second = desk.post("key-of-the-second-ticket", &ticket_about("The second")).await;
    let path = |seen: &crate::exchange::Seen| seen.header("location").unwrap().to_owned();
    (path(&first), path(&second))
}

#[tokio::test]
async fn a_duplicate_closes_with_a_word_and_both_know_of_each_other() {
    let desk = TestDesk::open().await;
    let (first, second) = two(&desk).await;
    let (into, duplicate) = (reference(&first), reference(&second));
    let ana = Agent::ana(&desk).await;
    let merged = ana.act(duplicate, "merge", "key-of-a-merger-0", &json!({ "into": into.to_lowercase() })).await;
    insta::assert_json_snapshot!("merged", merged.redacted());
    let told = desk.get(&second, SECRET).await.body;
    assert_eq!(told["state"], "closed");
    assert_eq!(told["can"]["reopen"], true);
    assert!(!told.to_string().contains(into), "the other ticket may be somebody else's: {told}");
    assert_eq!(ana.get(&format!("tickets/{duplicate}")).await.body["merged_into"], into);
    let other = ana.get(&format!("tickets/{into}")).await.body;
    assert_eq!(other["merged_from"], json!([duplicate]));
    assert_eq!((&other["timeline"][1]["kind"], &other["timeline"][1]["text"]), (&json!("merged"), &json!(duplicate)));
    assert_eq!(desk.get(&first, SECRET).await.body["timeline"].as_array().unwrap().len(), 1);
    assert_eq!(desk::verify_audit(&desk.database, None).await.unwrap().faults, []);
}

#[tokio::test]
async fn none_is_merged_in_a_circle_or_into_one_that_was_merged() {
    let desk = TestDesk::open().await;
    let (first, second) = two(&desk).await;
    let third = desk.post("key-of-the-third-ticket", &ticket_about("The third")).await;
    let (first, second, third) = (reference(&first), reference(&second), third.reference());
    let ana = Agent::ana(&desk).await;
    let merge = async |duplicate: &str, into: &str, key: &str| {
        ana.act(duplicate, "merge", key, &json!({ "into": into, "text": "We go on there." })).await
    };
    assert_eq!(merge(second, first, "key-of-a-merger-1").await.status, 201);
    let refused = async |duplicate: &str, into: &str, key: &str| {
        let seen = merge(duplicate, into, &format!("key-of-a-merger-{key}-{duplicate}-{into}")).await;
        assert_eq!(refusal(&seen), (409, "not-mergeable".into()), "{duplicate} {into}");
        let told = seen.body["detail"].as_str().unwrap().to_owned();
        told.replace(first, "FIRST").replace(second, "SECOND").replace(third, "THIRD")
    };
    let told = refused(first, second, "a").await;
    assert_eq!(told, "SECOND was merged into this ticket, which goes on for both: there is nothing to do.");
    let told = refused(third, second, "a").await;
    assert_eq!(told, "SECOND was merged itself, and FIRST goes on for it. Merge into FIRST.");
    let told = refused(second, third, "a").await;
    assert_eq!(
        told,
        "This ticket was merged before, and FIRST goes on for it. It can be merged again once it is open."
    );
    let told = refused(first, first, "a").await;
    assert_eq!(told, "A ticket cannot be merged into itself. Name the one that goes on.");

    assert_eq!(merge(first, third, "key-of-a-merger-2").await.status, 201);
    let told = refused(second, first, "b").await;
    assert_eq!(
        told,
        "This ticket was merged before, and THIRD goes on for it. It can be merged again once it is open."
    );
    let told = refused(third, second, "b").await;
    assert_eq!(told, "SECOND was merged into this ticket, which goes on for both: there is nothing to do.");
    let fourth = desk.post("key-of-the-fourth-ticket", &ticket_about("The fourth")).await;
    let told = refused(fourth.reference(), second, "b").await;
    assert_eq!(told, "SECOND was merged itself, and THIRD goes on for it. Merge into THIRD.");
}

#[tokio::test]
async fn none_is_merged_into_one_that_nobody_goes_on_with() {
    let desk = TestDesk::open().await;
    let (first, second) = two(&desk).await;
    let (into, duplicate) = (reference(&first), reference(&second));
    let ana = Agent::ana(&desk).await;
    let close = json!({ "state": "closed" });
    assert_eq!(ana.act(into, "state", "key-of-an-agent-1", &close).await.status, 201);
    let body = json!({ "into": into });
    let refused = ana.act(duplicate, "merge", "key-of-a-merger-1", &body).await;
    assert_eq!(refusal(&refused), (409, "not-mergeable".into()));
    let told = refused.body["detail"].as_str().unwrap().replace(into, "FIRST");
    assert_eq!(
        told,
        "FIRST is closed, and nobody would go on with either. Open FIRST again first, or merge it into this ticket if that is open."
    );
    assert_eq!(desk.get(&second, SECRET).await.body["state"], "new", "it stays as it is");
    let open = json!({ "state": "in_progress" });
    assert_eq!(ana.act(into, "state", "key-of-an-agent-2", &open).await.status, 201);
    assert_eq!(ana.act(duplicate, "merge", "key-of-a-merger-2", &body).await.status, 201);
}

#[tokio::test]
async fn a_duplicate_that_its_reader_opens_again_is_none_any_more() {
    let desk = TestDesk::open().await;
    let (first, second) = two(&desk).await;
    let ana = Agent::ana(&desk).await;
    let into = json!({ "into": reference(&first) });
    ana.act(reference(&second), "merge", "key-of-a-merger-1", &into).await;
    let again = desk.act(&second, "reopen", "key-of-the-reader", &json!({ "text": "It is another printer" })).await;
    assert_eq!(again.status, 201);
    assert_eq!(ana.get(&format!("tickets/{}", reference(&second))).await.body["merged_into"], Value::Null);
    assert_eq!(ana.act(reference(&second), "merge", "key-of-a-merger-2", &into).await.status, 201);
}
