//! Whatever readers and desk do, in whatever order: what a ticket says can be done is what can be done.

use content::ticket::State;
use proptest::{prelude::*, sample::select};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::{
    desk::{SECRET, TestDesk, kb_with_promises},
    place::change,
};

#[derive(Debug, Clone, Copy)]
enum Deed {
    Reply,
    Solve,
    Reopen,
    Rate,
    Hurry,
    Desk(State),
    /// So much time that nothing can be reopened and everything is late.
    Pause,
}

/// The address of a reader's deed, what is sent, and what tells whether it can be done.
fn asked(deed: Deed) -> Option<(&'static str, Value, &'static str)> {
    match deed {
        Deed::Reply => Some(("replies", json!({ "text": "It hums" }), "reply")),
        Deed::Solve => Some(("solved", json!({}), "confirm_solved")),
        Deed::Reopen => Some(("reopen", json!({ "text": "It hums" }), "reopen")),
        Deed::Rate => Some(("rating", json!({ "stars": 3 }), "rate")),
        Deed::Hurry => Some(("escalate", json!({}), "escalate")),
        Deed::Desk(_) | Deed::Pause => None,
    }
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let states = [State::New, State::InProgress, State::WaitingForReader, State::Solved, State::Closed];
    let deed = prop_oneof![
        6 => select(vec![Deed::Reply, Deed::Solve, Deed::Reopen, Deed::Rate, Deed::Hurry]),
        2 => select(states.to_vec()).prop_map(Deed::Desk),
        1 => Just(Deed::Pause),
    ];
    prop::collection::vec(deed, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_ticket_tells_exactly_what_can_be_done(deeds in deeds()) {
        Runtime::new().unwrap().block_on(async {
            let desk = TestDesk::open().await;
            desk.desk.reload(&kb_with_promises());
            let path = desk.stored().await;
            for (number, deed) in deeds.into_iter().enumerate() {
                let before = desk.get(&path, SECRET).await.body;
                match (deed, asked(deed)) {
                    (_, Some((action, body, name))) => {
                        let seen = desk.act(&path, action, &format!("key-of-some-length-{number}"), &body).await;
                        let can = before["can"][name].as_bool().unwrap();
                        assert_eq!(seen.status.as_u16(), if can { 201 } else { 409 }, "{action}: {before}");
                        let after = desk.get(&path, SECRET).await.body;
                        let became = seen.body["entry"].get("state").unwrap_or(&before["state"]);
                        assert_eq!(&after["state"], became, "the entry tells the state it brought");
                    }
                    (Deed::Desk(state), None) => {
                        desk.say(&path, "Look", Some(state)).await;
                        assert_eq!(desk.get(&path, SECRET).await.body["state"], json!(state));
                    }
                    (_, None) => {
                        let past = "UPDATE tickets SET closed = strftime('%Y-%m-%dT%H:%M:%fZ', closed, '-20 days'),
                                    created = strftime('%Y-%m-%dT%H:%M:%fZ', created, '-20 days')";
                        change(&desk.database, past).await;
                    }
                }
            }
        });
    }
}
