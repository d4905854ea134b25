use super::*;
use crate::agent::EventCursor;

fn listener(name: &str) -> Listener {
    Listener { name: name.into(), events: Vec::new() }
}

#[tokio::test]
async fn what_a_worker_that_died_had_claimed_is_claimed_again_and_it_has_no_say_any_more() {
    let (store, place) = open().await;
    store.listen(vec![listener("hook")]).await.unwrap();
    store.create(keys("a"), draft(1)).await.unwrap();
    let first = store.claim(10).await.unwrap();
    assert_eq!((first.len(), store.claim(10).await.unwrap().len()), (1, 0));
    execute(&mut place.connect().await, "UPDATE outbox SET claimed = '2026-01-01T00:00:00.000Z'").await;
    let second = store.claim(10).await.unwrap();
    assert_eq!((second[0].event, second[0].attempts), (first[0].event, 1));
    let delivered = || Settled::Delivered { remote: Some(("17".into(), None)) };
    assert!(!store.settle(first[0].clone(), delivered()).await.unwrap());
    assert!(store.settle(second[0].clone(), delivered()).await.unwrap());
    assert!(store.claim(10).await.unwrap().is_empty());
    let told = store.told("hook", first[0].ticket, first[0].event).await.unwrap().unwrap();
    assert_eq!(told.known.map(|remote| remote.id), Some("17".into()));
}

#[tokio::test]
async fn what_was_settled_is_forgotten_after_a_week_and_what_was_not_never() {
    let (store, _place) = open().await;
    store.listen(vec![listener("hook"), listener("other")]).await.unwrap();
    store.create(keys("a"), draft(1)).await.unwrap();
    for claimed in store.claim(10).await.unwrap() {
        let settled = match claimed.sink.as_str() {
            "hook" => Settled::Delivered { remote: None },
            _ => Settled::Parked { fault: "it does not want it".into() },
        };
        store.settle(claimed, settled).await.unwrap();
    }
    let in_days = |days: i64| Timestamp::now() + SignedDuration::from_hours(24 * days);
    assert_eq!(store.tidy_outbox(in_days(6)).await.unwrap(), 0);
    assert_eq!(store.tidy_outbox(in_days(999)).await.unwrap(), 1);
    assert_eq!(store.unsettled(10).await.unwrap().0.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_workers_each_event_is_claimed_by_one() {
    let (store, _place) = open().await;
    store.listen(vec![listener("hook")]).await.unwrap();
    for number in 0..40 {
        store.create(keys(&number.to_string()), draft(1)).await.unwrap();
    }
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let store = store.clone();
        workers.spawn(async move {
            let mut claimed = Vec::new();
            loop {
                match store.claim(3).await {
                    Ok(some) if some.is_empty() => break claimed,
                    Ok(some) => claimed.extend(some),
                    Err(problem) => panic!("{:?}", problem.cause().map(ToString::to_string)),
                }
            }
        });
    }
    let mut events: Vec<_> = workers.join_all().await.into_iter().flatten().map(|claimed| claimed.event).collect();
    events.sort_unstable();
    assert_eq!(events, (1..=40).collect::<Vec<_>>());
}

/// The numbers of events go on from there once more, and whoever was told of others remembers their ids.
#[tokio::test]
async fn after_a_copy_of_a_file_was_restored_no_event_has_the_id_of_another() {
    let (store, place) = open().await;
    store.listen(vec![listener("hook")]).await.unwrap();
    store.create(keys("a"), draft(1)).await.unwrap();
    let copy = place.attachments.with_file_name("copy.db");
    store.copy_into(&copy).await.unwrap();
    let restored = Store::open(&config(&copy.display().to_string().parse().unwrap())).await.unwrap();
    let (mut ids, mut cursors) = (Vec::new(), Vec::new());
    for (store, name) in [(&store, "b"), (&restored, "c")] {
        store.create(keys(name), draft(1)).await.unwrap();
        let claimed = store.claim(10).await.unwrap();
        assert_eq!(claimed.iter().map(|claimed| claimed.event).collect::<Vec<_>>(), [1, 2]);
        for claimed in claimed {
            ids.push(store.told("hook", claimed.ticket, claimed.event).await.unwrap().unwrap().event.id);
        }
        cursors.push(store.feed(&EventCursor::default(), 10).await.unwrap().unwrap().next);
    }
    assert_eq!(ids[0], ids[2], "what was to be told before keeps its id");
    assert_ne!(ids[1], ids[3]);
    assert!(restored.feed(&cursors[0], 10).await.unwrap().is_none(), "it has never been at this place");
    assert!(restored.feed(&cursors[1], 10).await.unwrap().is_some());
}
