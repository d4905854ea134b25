#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::path::PathBuf;

use axum::{http::header, response::IntoResponse as _};
use content::ticket::{FileNote, Receipt, State};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _};
use tempfile::TempDir;

use super::*;
use crate::{
    digest::Digest,
    standing::{Action, Terms},
};

const HELLO: Words<'_> = Words { name: None, text: "Hello", state: None };

struct Place {
    path: PathBuf,
    _folder: TempDir,
}

async fn open() -> (Store, Place) {
    let folder = tempfile::tempdir().unwrap();
    let place = Place { path: folder.path().join("tickets.db"), _folder: folder };
    let config = Config { lock_wait: Duration::from_millis(50), ..Config::new(&place.path) };
    (Store::open(&config).await.unwrap(), place)
}

fn keys(name: &str) -> Keys {
    Keys { key: Digest::of(name.as_bytes()), body: Digest::of(b"body") }
}

fn draft(bytes: usize) -> Draft {
    let given = Given::Files(vec![FileNote { name: "photo.jpg".into(), size: bytes as u64 }]);
    Draft {
        prefix: "TZ".into(),
        secret_hash: Digest::of(b"secret"),
        form: "incident".into(),
        form_name: "Something is broken".into(),
        subject: "Paper jam".into(),
        category: None,
        team: None,
        priority: None,
        verify: None,
        context: "{}".into(),
        answers: vec![Answer { field: "photos".into(), label: "Photos".into(), value: given }],
        files: vec![Attachment {
            field: "photos".into(),
            name: "photo.jpg".into(),
            media_type: "image/jpeg".into(),
            data: vec![7; bytes],
        }],
    }
}

async fn rows(store: &Store) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in ["tickets", "answers", "files", "events", "idempotency_keys"] {
        let sql = AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
        counts.push(sqlx::query(sql).fetch_one(&store.readers).await.unwrap().get(0));
    }
    counts
}

/// Status and seconds until it is worth trying again.
fn refusal(result: Result<Outcome, Problem>) -> (u16, String) {
    let response = result.unwrap_err().into_response();
    (response.status().as_u16(), response.headers()[header::RETRY_AFTER].to_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_full_disk_leaves_nothing_half_written_and_the_next_ticket_fits_again() {
    let (store, place) = open().await;
    store.close().await;
    // The connection that failed may still be folding its log away while the next one reads: that wait is no fault.
    let wait = Duration::from_secs(5);
    let store = Store::connect(schema::options(&place.path, wait).pragma("max_page_count", "60"));
    assert_eq!(refusal(store.create(keys("large"), draft(1_000_000)).await), (503, "60".into()));
    assert_eq!(rows(&store).await, [0; 5]);
    assert!(matches!(store.create(keys("small"), draft(100)).await, Ok(Outcome::Created(_))));
    assert_eq!(rows(&store).await, [1; 5]);
    assert!(matches!(store.recall(keys("large")).await, Ok(None)));
}

#[tokio::test]
async fn a_locked_database_is_told_and_used_again_when_it_is_free() {
    let (store, place) = open().await;
    let mut other = schema::options(&place.path, Duration::ZERO).connect().await.unwrap();
    let lock = other.begin_with("BEGIN IMMEDIATE").await.unwrap();
    assert_eq!(refusal(store.create(keys("a"), draft(1)).await), (503, "5".into()));
    assert!(store.ping().await.is_ok(), "reading goes on");
    lock.rollback().await.unwrap();
    assert!(matches!(store.create(keys("a"), draft(1)).await, Ok(Outcome::Created(_))));
    assert_eq!(rows(&store).await, [1; 5]);
}

#[tokio::test]
async fn what_readers_and_desk_do_with_a_ticket_waits_for_a_lock_and_is_told_too() {
    let (store, place) = open().await;
    let Ok(Outcome::Created(Receipt { reference, .. })) = store.create(keys("a"), draft(1)).await else { panic!() };
    let terms = Terms::of(&content::Tickets::default());
    let access = Access { reference: reference.clone(), secret_hash: Digest::of(b"secret"), terms };
    let deed = || Deed { action: Action::Solve, text: String::new(), stars: None, files: Vec::new() };
    let mut other = schema::options(&place.path, Duration::ZERO).connect().await.unwrap();
    let lock = other.begin_with("BEGIN IMMEDIATE").await.unwrap();
    assert!(matches!(store.forejudge(&access, keys("b"), Action::Solve).await, Ok(None)), "reading goes on");
    let response = store.act(access.clone(), keys("b"), deed()).await.unwrap_err().into_response();
    assert_eq!((response.status().as_u16(), &response.headers()[header::RETRY_AFTER]), (503, &"5".parse().unwrap()));
    assert!(is_busy(&store.tell(&reference, HELLO).await.unwrap_err()));
    lock.rollback().await.unwrap();
    assert!(matches!(store.act(access, keys("b"), deed()).await, Ok(Acted::Done(_))));
    let told = store.tell(&reference, HELLO).await.unwrap();
    assert_eq!(told, Told::Said { from: State::Closed, to: State::Closed, verify: None });
    assert_eq!(rows(&store).await, [1, 1, 1, 3, 2]);
}

#[tokio::test]
async fn a_write_goes_on_when_nobody_waits_for_it() {
    let (store, _place) = open().await;
    let abandoned = tokio::time::timeout(Duration::from_micros(1), store.create(keys("a"), draft(1))).await;
    assert!(abandoned.is_err() || matches!(abandoned, Ok(Ok(_))));
    assert!(matches!(store.create(keys("a"), draft(1)).await, Ok(Outcome::Repeated(_))));
    assert_eq!(rows(&store).await, [1; 5]);
}

#[tokio::test]
async fn a_commit_is_on_the_disk_before_it_returns() {
    let (store, _place) = open().await;
    for pool in [&store.writer, &store.readers] {
        let mut connection = pool.acquire().await.unwrap();
        let synchronous: i64 = sqlx::query("PRAGMA synchronous").fetch_one(&mut *connection).await.unwrap().get(0);
        let journal: String = sqlx::query("PRAGMA journal_mode").fetch_one(&mut *connection).await.unwrap().get(0);
        let keys: i64 = sqlx::query("PRAGMA foreign_keys").fetch_one(&mut *connection).await.unwrap().get(0);
        assert_eq!((synchronous, journal.as_str(), keys), (2, "wal", 1));
    }
    let write = sqlx::query("DELETE FROM tickets").execute(&store.readers).await;
    assert!(write.is_err(), "a reader cannot write");
}
