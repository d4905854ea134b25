use super::*;

#[tokio::test]
async fn a_full_disk_of_a_file_leaves_nothing_half_written_and_the_next_ticket_fits_again() {
    let (store, _place) = open().await;
    // It holds for the connection, which is given up when it fails; the next one has room again.
    let limit = store.write(|connection| {
        Box::pin(async {
            // Not possible within a transaction that has written: it has not.
            execute(connection, "PRAGMA max_page_count = 80").await;
            Ok(Ended::Keep(()))
        })
    });
    limit.await.unwrap();
    assert_eq!(refusal(store.create(keys("large"), draft(1_000_000)).await), (503, "60".into()));
    assert_eq!(rows(&store).await, [0; 4]);
    assert!(matches!(store.create(keys("small"), draft(100)).await, Ok(Outcome::Created(..))));
    assert_eq!(rows(&store).await, [1; 4]);
    assert!(matches!(store.recall(keys("large")).await, Ok(None)));
}

#[tokio::test]
async fn a_locked_database_is_told_and_used_again_when_it_is_free() {
    let (store, place) = open().await;
    let lock = place::lock(&place.database).await;
    assert_eq!(refusal(store.create(keys("a"), draft(1)).await), (503, "5".into()));
    assert!(store.uploads(&[]).await.is_ok(), "reading goes on");
    lock.close().await.unwrap();
    assert!(matches!(store.create(keys("a"), draft(1)).await, Ok(Outcome::Created(..))));
    assert_eq!(rows(&store).await, [1; 4]);
}

#[tokio::test]
async fn what_readers_and_desk_do_with_a_ticket_waits_for_a_lock_and_is_told_too() {
    let (store, place) = open().await;
    let Ok(Outcome::Created(Receipt { reference, .. }, _)) = store.create(keys("a"), draft(1)).await else { panic!() };
    let terms = Terms::of(&content::Settings::default());
    let access =
        Access { reference: reference.clone(), secret_hash: Digest::of(b"secret"), terms, guesses: Tally::default() };
    let deed = || Deed { action: Action::Solve, text: String::new(), stars: None, files: Vec::new() };
    let lock = place::lock(&place.database).await;
    assert!(matches!(store.forejudge(&access, keys("b"), Action::Solve).await, Ok(None)), "reading goes on");
    let response = store.act(access.clone(), keys("b"), deed()).await.unwrap_err().into_response();
    assert_eq!((response.status().as_u16(), &response.headers()[header::RETRY_AFTER]), (503, &"5".parse().unwrap()));
    let hello = Word { text: "Hello".into(), ..Word::default() };
    assert_eq!(store.tell(reference.clone(), hello.clone()).await.unwrap_err().into_response().status(), 503);
    lock.close().await.unwrap();
    assert!(matches!(store.act(access, keys("b"), deed()).await, Ok(Acted::Done(_))));
    let told = store.tell(reference, hello).await.unwrap();
    let (from, to) = (State::Closed, State::Closed);
    assert_eq!(told, Said::Written { from, to, verify: None, team: None, next_update: None });
    assert_eq!(rows(&store).await, [1, 1, 3, 2]);
}

#[tokio::test]
async fn a_write_goes_on_when_nobody_waits_for_it() {
    let (store, _place) = open().await;
    let abandoned = tokio::time::timeout(Duration::from_micros(1), store.create(keys("a"), draft(1))).await;
    assert!(abandoned.is_err() || matches!(abandoned, Ok(Ok(_))));
    assert!(matches!(store.create(keys("a"), draft(1)).await, Ok(Outcome::Repeated(_))));
    assert_eq!(rows(&store).await, [1; 4]);
}

#[tokio::test]
async fn a_commit_of_a_file_is_on_the_disk_before_it_returns() {
    let (store, place) = open().await;
    let reader = store.link.connect(Purpose::Read).await.unwrap();
    for mut connection in [place.connect().await, reader] {
        let synchronous: i64 = sqlx::query("PRAGMA synchronous").fetch_one(&mut connection).await.unwrap().get(0);
        let journal: String = sqlx::query("PRAGMA journal_mode").fetch_one(&mut connection).await.unwrap().get(0);
        let keys: i64 = sqlx::query("PRAGMA foreign_keys").fetch_one(&mut connection).await.unwrap().get(0);
        assert_eq!((synchronous, journal.as_str(), keys), (2, "wal", 1));
    }
    assert!(store.rows("DELETE FROM tickets").await.is_err(), "a reader cannot write");
}
