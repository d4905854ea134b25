//! Desks on one PostgreSQL database: several at once, and a server that goes and comes.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::Command,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{body::Body, http::Request};
use desk::{BackupStep, Config, Desk, Error};
use tokio::task::JoinSet;
use tower::ServiceExt as _;

use crate::{
    Database,
    desk::{JAM, SECRET, TestDesk, config, id, kb, post, put, ticket, ticket_about},
    exchange::Seen,
    place::{change, count},
    postgres::Server,
};

/// A desk on a database of this server, with nothing to limit it.
async fn desk_on(server: &Server) -> TestDesk {
    let above = tempfile::tempdir().unwrap();
    let database: Database = server.url("postgres").parse().unwrap();
    let config = Config {
        attachments: above.path().join("attachments").into(),
        creates: None,
        posts: None,
        lock_wait: Duration::from_secs(5),
        ..config(&database)
    };
    TestDesk::around(Desk::open(config, &kb()).await.unwrap(), database, above)
}

async fn refusal(server: &Server) -> Error {
    let above = tempfile::tempdir().unwrap();
    let database: Database = server.url("postgres").parse().unwrap();
    let config = Config { attachments: above.path().join("attachments").into(), ..Config::new(database) };
    Desk::open(config, &kb()).await.err().unwrap()
}

fn told(error: &Error, server: &Server) -> String {
    format!("{error}\n{}", error.help().unwrap()).replace(&server.url("postgres"), "postgres://desk@db/tickets")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn desks_on_one_database_make_one_ticket_for_each_key_and_no_reference_twice() {
    let server = Server::start();
    let (first, second, third) = tokio::join!(desk_on(&server), desk_on(&server), desk_on(&server));
    let desks = [&first, &second, &third];
    let mut sent = JoinSet::new();
    for number in 0..90 {
        let router = desks[number % 3].desk.router();
        let request = post(&format!("key-of-some-length-{}", number / 3), &ticket());
        sent.spawn(async move { Seen::read(tower::ServiceExt::oneshot(router, request).await.unwrap()).await });
    }
    let seen = sent.join_all().await;
    let made = |status: u16| seen.iter().filter(|seen| seen.status == status).count();
    assert_eq!((made(201), made(200)), (30, 60));
    let all = "SELECT count(*) FROM (SELECT DISTINCT reference FROM tickets) AS t";
    assert_eq!((first.count(all).await, first.count("SELECT count(*) FROM tickets").await), (30, 30));
    for seen in seen.iter().filter(|seen| seen.status == 201) {
        assert_eq!(second.get(seen.header("location").unwrap(), SECRET).await.status, 200, "whichever is asked");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_upload_that_two_desks_were_sent_belongs_to_one_ticket() {
    let server = Server::start();
    let (first, second) = (desk_on(&server).await, desk_on(&server).await);
    let ticket = first.ticket_with_photo(1).await;
    let (one, other) =
        tokio::join!(first.post("key-of-some-length-1", &ticket), second.post("key-of-some-length-2", &ticket));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422]);
}

#[tokio::test]
async fn a_server_that_goes_and_comes_is_told_and_loses_nothing() {
    let mut server = Server::with(&[]);
    let desk = desk_on(&server).await;
    assert_eq!(desk.post("key-of-some-length-1", &ticket()).await.status, 201);
    let path = desk.post("key-of-some-length-1", &ticket()).await.header("location").unwrap().to_owned();
    server.end();
    for request in [
        post("key-of-some-length-2", &ticket_about("While it is away")),
        put(&id(2), JAM),
        Request::get("/readyz").body(Body::empty()).unwrap(),
    ] {
        let seen = desk.send(request).await;
        assert_eq!((seen.problem(), seen.header("retry-after")), ("unavailable", Some("5")));
    }
    assert_eq!(desk.get(&path, SECRET).await.problem(), "unavailable");
    server.begin();
    assert_eq!(desk.post("key-of-some-length-2", &ticket_about("While it is away")).await.status, 201);
    assert_eq!(desk.get(&path, SECRET).await.status, 200);
    assert_eq!(desk.count("SELECT count(*) FROM tickets").await, 2);
}

#[tokio::test]
async fn a_newer_schema_and_the_tables_of_others_are_refused_and_left_alone() {
    let server = Server::start();
    let desk = desk_on(&server).await;
    desk.desk.close().await;
    let later = "INSERT INTO _sqlx_migrations SELECT 99, 'later', installed_on, true, checksum, 0 FROM _sqlx_migrations \
                 LIMIT 1";
    change(&desk.database, later).await;
    let newer = refusal(&server).await;
    assert!(matches!(newer, Error::Newer { found: 99, .. }), "{newer}");
    assert_eq!(count(&desk.database, "SELECT max(version) FROM _sqlx_migrations").await, 99);
    change(&desk.database, "DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE tickets (song TEXT)").await;
    insta::assert_snapshot!(told(&refusal(&server).await, &server), @"
    `postgres://desk@db/tickets` is not a ticket database
    choose an empty database, which nobody else uses; this one was left as it is
    ");
    assert_eq!(count(&desk.database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").await, 1);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told_with_what_to_look_at() {
    let mut server = Server::start();
    server.end();
    insta::assert_snapshot!(told(&refusal(&server).await, &server), @"
    cannot open the database `postgres://desk@db/tickets`
    see that the server runs and that the address, the user and the password are right
    ");
}

/// Runs one of PostgreSQL's programs to its good end.
fn run(server: &Server, program: &str, arguments: &[&str]) {
    let ended = server.command(program).args(arguments).output().unwrap();
    assert!(ended.status.success(), "{program}: {}", String::from_utf8_lossy(&ended.stderr));
}

#[tokio::test]
async fn what_pg_dump_copies_and_pg_restore_writes_back_is_a_whole_desk() {
    let server = Server::start();
    let desk = desk_on(&server).await;
    let created = desk.post("key-of-some-length-1", &desk.ticket_with_photo(1).await).await;
    let path = created.header("location").unwrap();
    let files = desk.folder.join("attachments");
    // As docs/operators.md has it: the database first, the files after it.
    run(&server, "pg_dump", &["--format=custom", "--file=tickets.dump", "--dbname", &server.url("postgres")]);
    let (back, above) = (server.url("back"), tempfile::tempdir().unwrap());
    fs::create_dir(above.path().join("attachments")).unwrap();
    for file in fs::read_dir(&files).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), above.path().join("attachments").join(file.file_name())).unwrap();
    }
    let later = desk.post("key-of-some-length-2", &ticket_about("After the copy")).await;
    run(&server, "createdb", &["--maintenance-db", &server.url("postgres"), "back"]);
    run(&server, "pg_restore", &["--no-owner", "--exit-on-error", "--dbname", &back, "tickets.dump"]);

    let database: Database = back.parse().unwrap();
    let config = Config { attachments: above.path().join("attachments").into(), ..config(&database) };
    let restored = TestDesk::around(Desk::open(config, &kb()).await.unwrap(), database, above);
    let seen = restored.get(path, SECRET).await;
    assert_eq!(seen.status, 200);
    let (status, _, bytes) = restored.fetch(&format!("{path}/files/{}", id(1)), SECRET).await;
    assert_eq!((status, bytes.as_slice()), (200, JAM));
    assert_eq!(restored.get(later.header("location").unwrap(), SECRET).await.status, 404);
    assert_eq!(restored.post("key-of-some-length-3", &ticket_about("Goes on")).await.status, 201);
    assert!(desk::verify_audit(&restored.database, None).await.unwrap().faults.is_empty());
}

/// Restores the dump of a backup.
fn restore(copy: &Path, url: &str) {
    let mut program = Command::new("pg_restore");
    program.args(["--no-owner", "--exit-on-error", "--dbname", url]).arg(copy.join("tickets.dump"));
    let restored = program.output().unwrap();
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));
}

/// Restores a backup's dump into a new database and opens a desk on it.
async fn brought_back(server: &Server, copy: &Path, database: &str) -> TestDesk {
    run(server, "createdb", &["--maintenance-db", &server.url("postgres"), database]);
    let back = server.url(database);
    restore(copy, &back);
    let above = tempfile::tempdir().unwrap();
    fs::rename(copy.join("attachments"), above.path().join("attachments")).unwrap();
    let database: Database = back.parse().unwrap();
    let config = Config { attachments: above.path().join("attachments").into(), ..config(&database) };
    TestDesk::around(Desk::open(config, &kb()).await.unwrap(), database, above)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_backup_is_of_one_moment_and_a_desk_on_what_is_restored_goes_on() {
    let server = Server::start();
    let desk = desk_on(&server).await;
    let created = desk.post("key-of-some-length-1", &desk.ticket_with_photo(1).await).await;
    let path = created.header("location").unwrap();
    let waiting = desk.ticket_with_photo(2).await;
    // Tickets arrive all the while.
    let enough = Arc::new(AtomicBool::new(false));
    let (router, done) = (desk.desk.router(), Arc::clone(&enough));
    let writing = tokio::spawn(async move {
        for number in 0.. {
            if done.load(Ordering::Relaxed) {
                return;
            }
            let request = post(&format!("key-of-a-busy-reader-{number}"), &ticket_about("Meanwhile"));
            assert_eq!(router.clone().oneshot(request).await.unwrap().status(), 201);
        }
    });
    let source = Config { attachments: desk.folder.join("attachments").into(), ..config(&desk.database) };
    let (steps, copy) = (Mutex::new(Vec::new()), desk.folder.join("copy"));
    let copied = desk::backup(&source, &copy, |step| steps.lock().unwrap().push(step)).await.unwrap();
    enough.store(true, Ordering::Relaxed);
    writing.await.unwrap();
    assert_eq!((copied.files, copied.lost.len()), (2, 0), "the one that waits goes along");
    let files = [0, 1].map(|done| BackupStep::Files { done, of: 2 });
    assert_eq!(*steps.lock().unwrap(), [&[BackupStep::Database, BackupStep::Check], &files[..]].concat());
    let mut names: Vec<_> = fs::read_dir(&copy).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["attachments", "tickets.dump"]);
    let mode = fs::metadata(copy.join("tickets.dump")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    let restored = brought_back(&server, &copy, "back").await;
    assert_eq!(restored.count("SELECT count(*) FROM tickets").await.unsigned_abs(), copied.tickets);
    let (status, _, bytes) = restored.fetch(&format!("{path}/files/{}", id(1)), SECRET).await;
    assert_eq!((status, bytes.as_slice()), (200, JAM));
    assert_eq!(restored.post("key-of-some-length-2", &waiting).await.status, 201);
    assert!(desk::verify_audit(&restored.database, None).await.unwrap().faults.is_empty());
}

#[tokio::test]
async fn a_desk_in_a_schema_of_its_own_is_copied_without_its_neighbours() {
    let server = Server::start();
    change(&server.url("postgres").parse::<Database>().unwrap(), "CREATE SCHEMA ours; CREATE TABLE theirs (song TEXT)")
        .await;
    let above = tempfile::tempdir().unwrap();
    let database: Database = format!("{}?options[search_path]=ours", server.url("postgres")).parse().unwrap();
    let source = Config { attachments: above.path().join("attachments").into(), ..config(&database) };
    let desk = TestDesk::around(Desk::open(source.clone(), &kb()).await.unwrap(), database, above);
    desk.post("key-of-some-length-1", &ticket()).await;
    let copy = desk.folder.join("copy");
    assert_eq!(desk::backup(&source, &copy, |_| ()).await.unwrap().tickets, 1);
    run(&server, "createdb", &["--maintenance-db", &server.url("postgres"), "again"]);
    let again = server.url("again");
    restore(&copy, &again);
    let again: Database = again.parse().unwrap();
    assert_eq!(count(&again, "SELECT count(*) FROM ours.tickets").await, 1);
    assert_eq!(count(&again, "SELECT count(*) FROM pg_tables WHERE tablename = 'theirs'").await, 0);
}

#[tokio::test]
async fn a_server_that_is_gone_leaves_no_backup() {
    let mut server = Server::start();
    let desk = desk_on(&server).await;
    desk.desk.close().await;
    server.end();
    let source = Config { attachments: desk.folder.join("attachments").into(), ..config(&desk.database) };
    assert!(desk::backup(&source, &desk.folder.join("copy"), |_| ()).await.is_err());
    assert!(fs::read_dir(&desk.folder).unwrap().all(|entry| entry.unwrap().file_name() == "attachments"));
}
