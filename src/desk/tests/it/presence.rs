//! A database that is not where it was any more.

use std::fs;

use axum::{body::Body, http::Request};
use desk::{Config, Desk, Error};
use tokio_stream::StreamExt as _;

use crate::{
    desk::{TestDesk, kb, post, ticket},
    place,
};

async fn ready(desk: &TestDesk) -> u16 {
    desk.send(Request::get("/readyz").body(Body::empty()).unwrap()).await.status.as_u16()
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_has_one_desk_at_a_time() {
    let desk = TestDesk::open().await;
    let second = Desk::open(desk.config(), &kb()).await;
    let error = second.err().unwrap();
    assert!(matches!(error, Error::Taken { .. }), "{error}");
    assert!(error.help().unwrap().contains("PostgreSQL"));
    assert!(!desk.stored().await.is_empty(), "the first goes on");
    desk.desk.close().await;
    Desk::open(desk.config(), &kb()).await.unwrap().close().await;
}

#[tokio::test]
async fn a_desk_knows_whether_it_made_its_database() {
    let folder = tempfile::tempdir().unwrap();
    let kb = kb();
    let open = || Desk::open(Config::new(folder.path().join("tickets.db")), &kb);
    let first = open().await.unwrap();
    assert!(first.has_new_database());
    first.close().await;
    assert!(!open().await.unwrap().has_new_database());
}

#[cfg(unix)]
#[tokio::test]
async fn a_database_that_is_gone_takes_nothing_until_it_is_back() {
    let desk = TestDesk::open().await;
    let database = desk.database.file().unwrap();
    let aside = database.with_file_name("aside.db");
    assert_eq!(ready(&desk).await, 200);
    fs::rename(database, &aside).unwrap();
    let seen = desk.post("key-of-some-length-1", &ticket()).await;
    assert_eq!((seen.problem(), seen.header("retry-after")), ("unavailable", Some("60")));
    assert_eq!(ready(&desk).await, 503, "also within the second for which it was well");

    fs::copy(&aside, database).unwrap();
    assert_eq!(desk.post("key-of-some-length-1", &ticket()).await.status, 503, "another file is not it");
    let health = desk.send(Request::get("/healthz").body(Body::empty()).unwrap()).await;
    assert_eq!(health.status, 200);

    fs::rename(&aside, database).unwrap();
    assert_eq!(desk.post("key-of-some-length-1", &ticket()).await.status, 201);
    assert_eq!(ready(&desk).await, 200);
}

/// A desk that is stopped and started anew has the ticket at this path, and stores others.
#[cfg(unix)]
async fn is_whole_after_a_clean_stop(desk: TestDesk, path: &str) {
    desk.desk.close().await;
    let again = Desk::open(desk.config(), &kb()).await.unwrap();
    let desk = desk.replaced(again);
    assert_eq!(desk.get(path, crate::desk::SECRET).await.status, 200);
    assert_eq!(desk::verify_audit(&desk.database, None).await.unwrap().faults, []);
    assert_eq!(desk.post("key-of-some-length-1", &ticket()).await.status, 201);
}

/// The newest tickets are in the log, so it is as much the database as the file itself.
#[cfg(unix)]
#[tokio::test]
async fn a_log_that_is_gone_takes_nothing_more_and_a_clean_stop_saves_what_it_held() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let log = desk.database.file().unwrap().with_file_name("tickets.db-wal");
    fs::remove_file(&log).unwrap();
    let seen = desk.post("key-of-some-length-1", &ticket()).await;
    assert_eq!((seen.problem(), seen.header("retry-after")), ("unavailable", Some("60")));
    assert_eq!(ready(&desk).await, 503);
    fs::write(&log, "").unwrap();
    assert_eq!(ready(&desk).await, 503, "another file is not it");
    fs::remove_file(&log).unwrap();
    is_whole_after_a_clean_stop(desk, &path).await;
}

/// Another program would make a new one, and lock nobody out.
#[cfg(unix)]
#[tokio::test]
async fn an_index_that_is_gone_takes_nothing_more_before_somebody_writes_beside_the_desk() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let index = desk.database.file().unwrap().with_file_name("tickets.db-shm");
    fs::remove_file(&index).unwrap();
    let seen = desk.post("key-of-some-length-1", &ticket()).await;
    assert_eq!((seen.problem(), seen.header("retry-after")), ("unavailable", Some("60")));
    desk.count("SELECT count(*) FROM tickets").await;
    assert_eq!(ready(&desk).await, 503, "the one that another program has made is not it");
    is_whole_after_a_clean_stop(desk, &path).await;
}

/// Whatever SQLite does with its log by itself is nobody's loss.
#[tokio::test]
async fn a_log_that_is_folded_into_the_database_is_still_the_same() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    place::change(&desk.database, "PRAGMA wal_checkpoint(TRUNCATE)").await;
    assert_eq!(ready(&desk).await, 200);
    let erased = crate::desk::with_secret(crate::desk::SECRET).method("DELETE").uri(&path);
    assert_eq!(desk.send(erased.body(Body::empty()).unwrap()).await.status, 204);
    while desk.count("SELECT count(*) FROM house WHERE name = 'scrub'").await > 0 {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert_eq!(ready(&desk).await, 200);
    assert_eq!(desk.post("key-of-some-length-1", &ticket()).await.status, 201);
}

/// The file goes while the body of a ticket arrives, so that only the look after storing can find it out.
#[cfg(unix)]
#[tokio::test]
async fn what_was_stored_into_a_file_that_went_meanwhile_is_not_taken_for_stored() {
    let desk = TestDesk::open().await;
    let database = desk.database.file().unwrap().to_owned();
    let body = ticket().to_string();
    let body = tokio_stream::once(()).map(move |()| {
        fs::remove_file(&database).unwrap();
        Ok::<_, std::io::Error>(body.clone())
    });
    let mut request = post("key-of-some-length-1", &ticket());
    *request.body_mut() = Body::from_stream(body);
    assert_eq!(desk.send(request).await.problem(), "unavailable");
}
