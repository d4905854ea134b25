use std::time::Instant;

use tokio::time::timeout;

use super::*;

/// Something that takes a part of a second.
fn slow(place: &Place) -> &'static str {
    match place.database {
        Database::File(_) => {
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT count(*) FROM n"
        }
        Database::Postgres(_) => "SELECT count(*) FROM pg_sleep(0.5)",
    }
}

/// More of them than there are connections: whoever leaves takes no place along.
#[tokio::test]
async fn whoever_leaves_in_the_middle_of_a_look_keeps_nobody_from_looking() {
    let (store, place) = open().await;
    let sql = slow(&place);
    for _ in 0..store.link.readers + 1 {
        assert!(timeout(Duration::from_millis(20), store.rows(sql)).await.is_err(), "it takes longer");
        let at_once = store.look_at_once(|tables| {
            let rows = sqlx::query(sql).fetch_all(&mut **tables);
            Box::pin(async move { rows.await.map_err(failure::problem) })
        });
        assert!(timeout(Duration::from_millis(20), at_once).await.is_err());
    }
    let since = Instant::now();
    assert_eq!(store.number("SELECT count(*) FROM tickets WHERE reference = $1", "x").await.unwrap(), 0);
    assert!(since.elapsed() < Duration::from_secs(5), "{:?}", since.elapsed());
}
