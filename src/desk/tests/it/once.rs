//! However often and in whatever order requests come: one ticket for each key.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tokio::{runtime::Runtime, task::JoinSet};

use crate::{
    desk::{TestDesk, post, ticket_about},
    exchange::Seen,
};

fn key(number: u8) -> String {
    format!("key-of-some-length-{number}")
}

fn summary(number: u8) -> String {
    format!("Problem {number}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_requests_gives_one_ticket_for_each_key(
        requests in prop::collection::vec((0_u8..4, 0_u8..2), 1..16),
    ) {
        Runtime::new().unwrap().block_on(async {
            let desk = TestDesk::open().await;
            let mut expected: BTreeMap<u8, (u8, Seen)> = BTreeMap::new();
            for (number, body) in requests {
                let seen = desk.post(&key(number), &ticket_about(&summary(body))).await;
                match expected.get(&number) {
                    None => {
                        assert_eq!(seen.status, 201);
                        expected.insert(number, (body, seen));
                    }
                    Some((first, receipt)) if *first == body => {
                        assert_eq!(seen.status, 200);
                        assert_eq!(seen.body, receipt.body);
                    }
                    Some(_) => assert_eq!(seen.problem(), "key-reused"),
                }
            }
            let stored = desk.count("SELECT count(*) FROM tickets").await;
            assert_eq!(stored, i64::try_from(expected.len()).unwrap());
        });
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn requests_at_the_same_time_make_one_ticket_for_each_key() {
    let desk = TestDesk::with(|config| config.creates = None).await;
    let mut sent = JoinSet::new();
    for number in 0..60_u8 {
        let (router, number) = (desk.desk.router(), number % 6);
        let request = post(&key(number), &ticket_about(&summary(number)));
        sent.spawn(async move {
            let response = tower::ServiceExt::oneshot(router, request).await.unwrap();
            (number, Seen::read(response).await)
        });
    }
    let mut answers: BTreeMap<u8, Vec<Seen>> = BTreeMap::new();
    for (number, seen) in sent.join_all().await {
        answers.entry(number).or_default().push(seen);
    }
    for answers in answers.values() {
        assert_eq!(answers.iter().filter(|seen| seen.status == 201).count(), 1);
        assert_eq!(answers.iter().filter(|seen| seen.status == 200).count(), 9);
        assert!(answers.iter().all(|seen| seen.body == answers[0].body));
    }
    assert_eq!(desk.count("SELECT count(*) FROM tickets").await, 6);
}
