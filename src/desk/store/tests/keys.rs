use super::*;

#[tokio::test]
async fn keys_are_forgotten_after_a_week_and_their_tickets_stay() {
    let (store, place) = open().await;
    store.create(keys("old"), draft(1)).await.unwrap();
    store.create(keys("new"), draft(1)).await.unwrap();
    let mut connection = place.connect().await;
    let old = "UPDATE idempotency_keys SET created = '2026-11-20T08:00:00.000Z' WHERE ticket = 1; \
               UPDATE idempotency_keys SET created = '2026-11-21T10:00:00.000Z' WHERE ticket = 2";
    execute(&mut connection, old).await;
    let now = "2026-11-28T09:00:00Z".parse().unwrap();
    assert_eq!(files::forget_keys(&store, now).await.unwrap(), 1);
    assert_eq!(files::forget_keys(&store, now).await.unwrap(), 0);
    assert!(store.recall(keys("old")).await.unwrap().is_none());
    assert!(store.recall(keys("new")).await.unwrap().is_some());
    assert_eq!(store.open_tickets().await.unwrap()[0], ("new", 2));
}
