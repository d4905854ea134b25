#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::{path::PathBuf, time::Duration};

use axum::{http::header, response::IntoResponse as _};
use content::ticket::{Receipt, State};
use jiff::{SignedDuration, Timestamp};
use sqlx::{AssertSqlSafe, Connection as _, Row as _};
use tempfile::TempDir;

use super::*;
use crate::{
    Database,
    digest::Digest,
    files::{self, Files},
    place, postgres,
    standing::{Action, Terms},
};

struct Place {
    database: Database,
    attachments: PathBuf,
    _folder: TempDir,
}

impl Place {
    /// Another connection to the database.
    async fn connect(&self) -> AnyConnection {
        Link::of(&config(&self.database)).writer().await.unwrap()
    }
}

fn config(database: &Database) -> Config {
    Config { lock_wait: Duration::from_millis(50), ..Config::new(database) }
}

async fn open() -> (Store, Place) {
    let folder = tempfile::tempdir().unwrap();
    let (database, attachments) = (place::new(folder.path()).await, folder.path().join("attachments"));
    (Store::open(&config(&database)).await.unwrap(), Place { database, attachments, _folder: folder })
}

/// All that does not concern the file itself.
#[test]
fn on_postgresql_everything_holds_as_well() {
    let server = postgres::Server::start();
    postgres::run_tests_on(&server, &["store::tests", "--skip", "on_postgresql", "--skip", "of_a_file"]);
}

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

async fn execute(connection: &mut AnyConnection, sql: &'static str) {
    sqlx::raw_sql(sql).execute(connection).await.unwrap();
}

fn keys(name: &str) -> Keys {
    Keys { key: Digest::of(name.as_bytes()), body: Digest::of(b"body") }
}

/// A ticket with an answer so long.
fn draft(letters: usize) -> Draft {
    let given = Given::Text("x".repeat(letters));
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
        files: Vec::new(),
        first_answer: None,
    }
}

fn photo(upload: &str) -> Attachment {
    Attachment {
        field: "photos".into(),
        name: "photo.jpg".into(),
        media_type: "image/jpeg".into(),
        size: 5,
        upload: upload.into(),
    }
}

fn with_photo(upload: &str) -> Draft {
    Draft { files: vec![photo(upload)], ..draft(1) }
}

async fn rows(store: &Store) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in ["tickets", "answers", "events", "idempotency_keys"] {
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
    assert!(matches!(store.create(keys("small"), draft(100)).await, Ok(Outcome::Created(_))));
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
    assert!(matches!(store.create(keys("a"), draft(1)).await, Ok(Outcome::Created(_))));
    assert_eq!(rows(&store).await, [1; 4]);
}

#[tokio::test]
async fn what_readers_and_desk_do_with_a_ticket_waits_for_a_lock_and_is_told_too() {
    let (store, place) = open().await;
    let Ok(Outcome::Created(Receipt { reference, .. })) = store.create(keys("a"), draft(1)).await else { panic!() };
    let terms = Terms::of(&content::Settings::default());
    let access = Access { reference: reference.clone(), secret_hash: Digest::of(b"secret"), terms };
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
    for mut connection in [place.connect().await, store.readers.acquire().await.unwrap().detach()] {
        let synchronous: i64 = sqlx::query("PRAGMA synchronous").fetch_one(&mut connection).await.unwrap().get(0);
        let journal: String = sqlx::query("PRAGMA journal_mode").fetch_one(&mut connection).await.unwrap().get(0);
        let keys: i64 = sqlx::query("PRAGMA foreign_keys").fetch_one(&mut connection).await.unwrap().get(0);
        assert_eq!((synchronous, journal.as_str(), keys), (2, "wal", 1));
    }
    let write = sqlx::query("DELETE FROM tickets").execute(&store.readers).await;
    assert!(write.is_err(), "a reader cannot write");
}

const ID: &str = "0123456789abcdef0123456789abcdef";

fn upload(bytes: &[u8]) -> Upload {
    Upload { size: bytes.len() as u64, media_type: "text/plain".into(), sha256: Digest::of(bytes) }
}

async fn keep(store: &Store, files: &Files, id: &str, bytes: &[u8]) -> Result<Kept, Problem> {
    store.keep(files, id.into(), upload(bytes), bytes.to_vec(), 1_000).await
}

fn storage(place: &Place) -> Files {
    Files::open(&place.attachments.clone().into()).unwrap()
}

fn stored(place: &Place) -> usize {
    std::fs::read_dir(&place.attachments).unwrap().count()
}

async fn sweep_after(store: &Store, files: &Files, hours: i64) -> usize {
    files::sweep(store, files, Timestamp::now() + SignedDuration::from_hours(hours)).await.unwrap()
}

#[tokio::test]
async fn the_same_bytes_are_kept_once_and_others_under_their_id_never() {
    let (store, place) = open().await;
    let files = storage(&place);
    assert_eq!(keep(&store, &files, ID, b"hello").await.unwrap(), Kept::New);
    assert_eq!(keep(&store, &files, ID, b"hello").await.unwrap(), Kept::Same);
    assert_eq!(keep(&store, &files, ID, b"other").await.unwrap(), Kept::Other);
    assert_eq!(stored(&place), 1);
    assert!(matches!(store.create(keys("a"), with_photo(ID)).await, Ok(Outcome::Created(_))));
    assert_eq!(keep(&store, &files, ID, b"hello").await.unwrap(), Kept::Same, "also when it is claimed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_that_come_at_once_under_one_id_the_first_is_kept_and_the_others_leave_nothing() {
    let (store, place) = open().await;
    let files = storage(&place);
    let mut sent = tokio::task::JoinSet::new();
    for number in 0..16_u8 {
        let (store, files) = (store.clone(), files.clone());
        sent.spawn(async move { keep(&store, &files, ID, &[b'a' + number % 2; 5]).await.unwrap() });
    }
    let kept = sent.join_all().await;
    let count = |what| kept.iter().filter(|kept| **kept == what).count();
    assert_eq!((count(Kept::New), count(Kept::Same), count(Kept::Other)), (1, 7, 8));
    assert_eq!(stored(&place), 1);
}

#[tokio::test]
async fn what_waits_too_long_goes_and_what_a_ticket_claimed_stays() {
    let (store, place) = open().await;
    let files = storage(&place);
    let claimed = ID.replace('0', "f");
    keep(&store, &files, ID, b"hello").await.unwrap();
    keep(&store, &files, &claimed, b"hello").await.unwrap();
    assert!(matches!(store.create(keys("a"), with_photo(&claimed)).await, Ok(Outcome::Created(_))));
    assert_eq!(sweep_after(&store, &files, 71).await, 0);
    assert_eq!(sweep_after(&store, &files, 73).await, 1);
    assert_eq!(stored(&place), 1);
    assert!(matches!(store.create(keys("b"), with_photo(ID)).await, Ok(Outcome::Missing(_))));
    assert_eq!(keep(&store, &files, ID, b"hello").await.unwrap(), Kept::New, "the bytes can be sent again");
    assert!(matches!(store.create(keys("b"), with_photo(ID)).await, Ok(Outcome::Created(_))));
    assert_eq!(sweep_after(&store, &files, 9_999).await, 0);
}

#[tokio::test]
async fn a_file_without_a_row_and_what_a_deleted_ticket_had_go_too_and_strangers_stay() {
    let (store, place) = open().await;
    let files = storage(&place);
    keep(&store, &files, ID, b"hello").await.unwrap();
    store.create(keys("a"), with_photo(ID)).await.unwrap();
    sqlx::query("DELETE FROM tickets").execute(&mut place.connect().await).await.unwrap();
    // As a desk leaves it that ends between a file and its row, or within a file.
    let name = files::draw_name().unwrap();
    sqlx::query("INSERT INTO storage (name, since) VALUES ($1, $2)")
        .bind(&name)
        .bind(crate::moment::now())
        .execute(&mut place.connect().await)
        .await
        .unwrap();
    files.put(&name, b"torn".to_vec()).await.unwrap();
    std::fs::write(place.attachments.join(format!("{name}#1")), "to").unwrap();
    let stranger = place.attachments.join(files::draw_name().unwrap());
    std::fs::write(&stranger, "of another database").unwrap();
    assert_eq!(sweep_after(&store, &files, 73).await, 2);
    assert_eq!((stored(&place), stranger.exists()), (1, true));
    // It was slower than three days, and must not become a row without a file.
    assert!(store.accept(ID, &name, &upload(b"torn")).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_wins_a_ticket_never_names_what_was_swept() {
    let (store, place) = open().await;
    let files = storage(&place);
    for number in 0..40 {
        let id = format!("{number:032x}");
        keep(&store, &files, &id, b"hello").await.unwrap();
        let key = format!("key-{number}");
        let (created, _) = tokio::join!(store.create(keys(&key), with_photo(&id)), sweep_after(&store, &files, 73));
        let bytes = "SELECT u.name FROM files f JOIN uploads u ON u.id = f.upload WHERE f.upload = $1";
        let row = sqlx::query(bytes).bind(&id).fetch_optional(&store.readers).await.unwrap();
        match created.unwrap() {
            Outcome::Created(_) => assert!(files.get(row.unwrap().get("name")).await.is_ok(), "{number}"),
            Outcome::Missing(errors) => assert_eq!((errors[0].field.as_str(), row.is_none()), ("photos", true)),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn an_upload_belongs_to_one_ticket() {
    let (store, place) = open().await;
    let files = storage(&place);
    keep(&store, &files, ID, b"hello").await.unwrap();
    let (first, second) =
        tokio::join!(store.create(keys("a"), with_photo(ID)), store.create(keys("b"), with_photo(ID)));
    let outcomes = [first.unwrap(), second.unwrap()];
    assert_eq!(outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Created(_))).count(), 1);
    assert_eq!(rows(&store).await, [1; 4], "of the other nothing is stored");
    let Some(Outcome::Created(receipt)) = outcomes.iter().find(|outcome| matches!(outcome, Outcome::Created(_))) else {
        panic!()
    };
    let terms = Terms::of(&content::Settings::default());
    let access = Access { reference: receipt.reference.clone(), secret_hash: Digest::of(b"secret"), terms };
    let reply = |upload| Deed { action: Action::Reply, text: "Look".into(), stars: None, files: vec![photo(upload)] };
    let again = store.act(access.clone(), keys("c"), reply(ID)).await.unwrap();
    assert!(matches!(again, Acted::Done(_)), "the same ticket may name it again");
    let lost = store.act(access, keys("d"), reply(&ID.replace('0', "f"))).await.unwrap();
    assert!(matches!(lost, Acted::Missing(_)));
}

#[tokio::test]
async fn a_flood_of_files_without_tickets_ends() {
    let (store, place) = open().await;
    let files = storage(&place);
    for number in 0..2 {
        let bytes = vec![b'x'; 500];
        assert_eq!(keep(&store, &files, &format!("{number:032x}"), &bytes).await.unwrap(), Kept::New);
    }
    let response = keep(&store, &files, ID, b"hello").await.unwrap_err().into_response();
    assert_eq!((response.status().as_u16(), &response.headers()[header::RETRY_AFTER]), (503, &"60".parse().unwrap()));
    assert_eq!(stored(&place), 2);
}

/// A folder in the place of the one that holds the files refuses even a privileged user.
#[tokio::test]
async fn a_storage_that_takes_nothing_is_told_and_leaves_no_row() {
    let (store, place) = open().await;
    let files = storage(&place);
    let folder = place.attachments.clone();
    std::fs::remove_dir(&folder).unwrap();
    std::fs::write(&folder, "").unwrap();
    let response = keep(&store, &files, ID, b"hello").await.unwrap_err().into_response();
    assert_eq!((response.status().as_u16(), &response.headers()[header::RETRY_AFTER]), (503, &"60".parse().unwrap()));
    std::fs::remove_file(&folder).unwrap();
    assert_eq!(keep(&store, &files, ID, b"hello").await.unwrap(), Kept::New, "and it goes on by itself afterwards");
}

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
    let told = store.told("house", "hook", first[0].ticket, first[0].event).await.unwrap().unwrap();
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

/// Terms that promise an answer within an hour and a solution within four, around the clock.
fn strict() -> Terms {
    let mut settings = content::Settings::default();
    settings.sla.priorities.push(content::Priority {
        id: "normal".into(),
        title: "Normal".into(),
        meaning: String::new(),
        respond_minutes: 60,
        resolve_minutes: 240,
        day_minutes: 1_440,
        always: true,
    });
    Terms::of(&settings)
}

async fn ticked(store: &Store, minutes: i64) -> (usize, usize, usize) {
    let ticked = store.tick(&strict(), Timestamp::now() + SignedDuration::from_mins(minutes)).await.unwrap();
    (ticked.warned, ticked.breached, ticked.closed)
}

#[tokio::test]
async fn what_is_due_soon_and_what_is_late_is_noted_once() {
    let (store, place) = open().await;
    let draft = Draft { priority: Some("normal".into()), ..draft(1) };
    let Ok(Outcome::Created(receipt)) = store.create(keys("a"), draft).await else { panic!() };
    assert_eq!(ticked(&store, 47).await, (0, 0, 0));
    assert_eq!([ticked(&store, 49).await, ticked(&store, 50).await], [(1, 0, 0), (0, 0, 0)]);
    assert_eq!([ticked(&store, 61).await, ticked(&store, 62).await], [(0, 1, 0), (0, 0, 0)]);
    let word = Word { text: "Hello".into(), state: Some(State::WaitingForReader), ..Word::default() };
    store.tell(receipt.reference.clone(), word).await.unwrap();
    assert_eq!(ticked(&store, 999).await, (0, 0, 0), "it is the reader's turn");
    let kinds = "SELECT count(*) FROM events WHERE internal = 1 AND who = 'system' AND kind LIKE 'sla_%'";
    assert_eq!(place::count(&place.database, kinds).await, 2);
    let terms = strict();
    let access = Access { reference: receipt.reference, secret_hash: Digest::of(b"secret"), terms };
    let ticket = store.find(&access).await.unwrap().unwrap();
    assert_eq!(ticket.timeline.len(), 2, "the reader sees none of it");
}

#[tokio::test]
async fn a_solved_ticket_is_closed_when_nobody_has_touched_it_for_the_days_that_are_set() {
    let (store, _place) = open().await;
    let Ok(Outcome::Created(receipt)) = store.create(keys("a"), draft(1)).await else { panic!() };
    let day = 24 * 60;
    assert_eq!(ticked(&store, 99 * day).await, (0, 0, 0), "what is not solved stays open");
    let word = Word { text: "Done".into(), state: Some(State::Solved), ..Word::default() };
    store.tell(receipt.reference.clone(), word).await.unwrap();
    assert_eq!([ticked(&store, 6 * day).await, ticked(&store, 8 * day).await], [(0, 0, 0), (0, 0, 1)]);
    assert_eq!(ticked(&store, 9 * day).await, (0, 0, 0));
    let access = Access { reference: receipt.reference, secret_hash: Digest::of(b"secret"), terms: strict() };
    let ticket = store.find(&access).await.unwrap().unwrap();
    assert_eq!((ticket.state, ticket.timeline.last().unwrap().who), (State::Closed, content::ticket::Who::System));
    assert!(ticket.can.reopen, "who comes late can still reopen it");
}

#[tokio::test]
async fn a_closed_ticket_is_erased_when_it_was_kept_for_the_days_that_are_set() {
    let (store, place) = open().await;
    let files = storage(&place);
    keep(&store, &files, ID, b"hello").await.unwrap();
    let Ok(Outcome::Created(receipt)) = store.create(keys("a"), with_photo(ID)).await else { panic!() };
    store.create(keys("b"), draft(1)).await.unwrap();
    let word = Word { state: Some(State::Closed), ..Word::default() };
    store.tell(receipt.reference, word).await.unwrap();
    let mut settings = content::Settings::default();
    settings.tickets.retention_days = 30;
    let after = async |days: i64| {
        let now = Timestamp::now() + SignedDuration::from_hours(24 * days);
        store.tick(&Terms::of(&settings), now).await.unwrap().erased
    };
    assert_eq!([after(29).await, after(31).await, after(999).await], [0, 1, 0], "and never what is open");
    assert_eq!(rows(&store).await[0], 1);
    assert_eq!((sweep_after(&store, &files, 0).await, stored(&place)), (1, 0));
    let verified = store.verify(None).await.unwrap();
    assert_eq!(verified.faults, Vec::new(), "the log says that it was erased");
}
