//! Opening and closing.

use std::fs;

use content::Kb;
use desk::{Config, Database, Desk, Error};
use sqlx::{
    SqlSafeStr as _,
    migrate::{Migration, MigrationType, Migrator},
    sqlite::{SqliteConnectOptions, SqlitePool},
};

use crate::{
    desk::{SECRET, TestDesk, kb, ticket},
    place::{change, connect, count},
};

async fn refusal(database: impl Into<Database>) -> Error {
    Desk::open(Config::new(database), &kb()).await.err().unwrap()
}

#[cfg(unix)]
#[tokio::test]
async fn only_their_owner_reads_the_files_the_desk_makes() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = TestDesk::open().await;
    desk.post("key-of-some-length", &ticket()).await;
    let folder = &desk.folder;
    assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700);
    let files: Vec<_> = fs::read_dir(folder).unwrap().map(Result::unwrap).collect();
    assert_eq!(files.len(), 4, "the file, its log, its index, and the folder of attachments: {files:?}");
    for file in files {
        let is_folder = file.file_type().unwrap().is_dir();
        assert_eq!(
            file.metadata().unwrap().permissions().mode() & 0o777,
            if is_folder { 0o700 } else { 0o600 },
            "{:?}",
            file.file_name()
        );
    }
}

#[tokio::test]
async fn a_closed_desk_leaves_one_file_and_a_reopened_one_has_its_tickets() {
    let desk = TestDesk::open().await;
    let first = desk.post("key-of-some-length", &ticket()).await;
    desk.desk.close().await;
    assert_eq!(fs::read_dir(&desk.folder).unwrap().count(), 2, "and the folder of attachments");
    assert_eq!(desk.post("key-of-some-length", &ticket()).await.problem(), "unavailable");

    let again = Desk::open(desk.config(), &kb()).await.unwrap();
    let desk = desk.replaced(again);
    let second = desk.post("key-of-some-length", &ticket()).await;
    assert_eq!((second.status.as_u16(), &second.body), (200, &first.body));
    assert_eq!(desk.get(first.header("location").unwrap(), SECRET).await.status, 200);
}

#[tokio::test]
async fn a_newer_schema_is_refused_and_left_alone() {
    let desk = TestDesk::open().await;
    desk.desk.close().await;
    change(
        &desk.database,
        "INSERT INTO _sqlx_migrations SELECT 99, 'later', installed_on, true, checksum, 0 FROM _sqlx_migrations LIMIT 1",
    )
    .await;
    let error = refusal(&desk.database).await;
    assert!(matches!(error, Error::Newer { found: 99, known: 12, .. }));
    let said = error.to_string().replace(&desk.database.to_string(), "tickets.db");
    insta::assert_snapshot!(said, @"the database `tickets.db` has schema 99, this program knows 12");
    assert!(error.help().is_some());
    assert_eq!(count(&desk.database, "SELECT count(*) FROM _sqlx_migrations").await, 12);
}

/// A database as the first version left it, with a new ticket and a closed one.
pub(crate) async fn old(database: &Database) {
    let first = include_str!("../../migrations/sqlite/0001_tickets.sql").into_sql_str();
    let schema = Migration::new(1, "tickets".into(), MigrationType::Simple, first, false);
    let options = SqliteConnectOptions::new().filename(database.file().unwrap()).create_if_missing(true);
    let pool = SqlitePool::connect_with(options).await.unwrap();
    Migrator::with_migrations(vec![schema]).run(&pool).await.unwrap();
    pool.close().await;
    change(
        database,
        "INSERT INTO tickets (id, reference, secret_hash, form, form_name, subject, state, context, created, updated)
         SELECT 1, 'TZ-0000A1', x'eedba8b487ed2478ed522dc1bd2f01b90e049a045fdc927a3b380a75ad6b39d7', 'incident',
                'Something is broken', 'Paper jam', 'new', '{}', '2026-11-01T08:00:00.000Z', '2026-11-01T08:00:00.000Z'
         UNION ALL
         SELECT 2, 'TZ-0000B2', x'eedba8b487ed2478ed522dc1bd2f01b90e049a045fdc927a3b380a75ad6b39d7', 'incident',
                'Something is broken', 'Fan', 'closed', '{}', '2026-11-02T08:00:00.000Z',
                strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 day');
         INSERT INTO events (ticket, at, kind) VALUES (1, '2026-11-01T08:00:00.000Z', 'created');",
    )
    .await;
}

#[tokio::test]
async fn tickets_of_an_older_version_are_carried_along_with_a_timeline() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::File(folder.path().join("tickets.db"));
    old(&database).await;
    let desk = Desk::open(Config::new(database.clone()), &kb()).await.unwrap();
    let desk = TestDesk::around(desk, database, folder);
    let fresh = desk.get("/api/tickets/TZ-0000A1", SECRET).await.body;
    let created = serde_json::json!([{ "at": "2026-11-01T08:00:00.000Z", "kind": "created", "who": "reader" }]);
    assert_eq!(fresh["timeline"], created);
    let closed = desk.get("/api/tickets/TZ-0000B2", SECRET).await.body;
    assert_eq!(closed["timeline"][0]["at"], "2026-11-02T08:00:00.000Z", "also where nothing was noted");
    assert_eq!((&closed["can"]["reply"], &closed["can"]["reopen"]), (&false.into(), &true.into()));
    assert!(closed["link_until"].is_string());
    desk.desk.close().await;
    let again = Desk::open(desk.config(), &kb()).await.unwrap();
    assert_eq!(count(&desk.database, "SELECT count(*) FROM events").await, 2);
    again.close().await;
}

#[tokio::test]
async fn what_happened_cannot_be_changed_even_by_hand() {
    let desk = TestDesk::open().await;
    desk.post("key-of-some-length", &ticket()).await;
    let mut connection = connect(&desk.database).await;
    let changed = sqlx::query("UPDATE events SET kind = 'solved'").execute(&mut connection).await;
    assert!(changed.unwrap_err().to_string().contains("never changed"));
    sqlx::query("DELETE FROM tickets").execute(&mut connection).await.unwrap();
    assert_eq!(desk.count("SELECT count(*) FROM events").await, 0, "a ticket goes with all that is its");
}

#[tokio::test]
async fn a_schema_made_by_others_is_refused() {
    let desk = TestDesk::open().await;
    desk.desk.close().await;
    change(&desk.database, "UPDATE _sqlx_migrations SET checksum = x'00'").await;
    assert!(matches!(refusal(&desk.database).await, Error::Altered { version: 1, .. }));
}

#[tokio::test]
async fn a_file_of_another_program_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let letter = folder.path().join("letter.txt");
    fs::write(&letter, "Dear Sir or Madam,\n".repeat(100)).unwrap();
    assert!(matches!(refusal(&letter).await, Error::Foreign { .. }));
    assert_eq!(fs::read_to_string(&letter).unwrap().len(), 1_900);

    let music = folder.path().join("music.db");
    change(&music, "CREATE TABLE songs (title TEXT)").await;
    let before = fs::read(&music).unwrap();
    assert!(matches!(refusal(&music).await, Error::Foreign { .. }));
    let word = desk::Reply { text: "Hello".into(), ..desk::Reply::default() };
    assert!(desk::reply(&(&music).into(), "TZ-0000A1", &word).await.is_err());
    assert!(fs::read(&music).unwrap() == before, "not a byte of it");
    assert_eq!(count(&music, "SELECT count(*) FROM sqlite_schema").await, 1);
}

#[tokio::test]
async fn a_place_where_no_database_can_be_is_named_with_a_better_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let said = async |config: Config| {
        let error = Desk::open(config, &Kb::default()).await.err().unwrap();
        let said = format!("{error}\n{}", error.help().unwrap());
        said.replace(&folder.path().display().to_string(), "place")
    };
    let below = said(Config::new(file.join("below/tickets.db"))).await;
    insta::assert_snapshot!(below, @"
    `place/file` is a file, so there can be no database below it
    name a file in a folder, such as `tickets.db`
    ");
    assert_eq!(said(Config::new(file.join("tickets.db"))).await, below);
    insta::assert_snapshot!(said(Config::new(folder.path())).await, @"
    `place` is a folder, and the database is one file
    name a file in it, such as `place/tickets.db`
    ");
    let config = Config { origins: vec!["help.example.com".into()], ..Config::new(folder.path().join("tickets.db")) };
    insta::assert_snapshot!(said(config).await, @"
    `help.example.com` is not an origin: the scheme is missing
    write scheme, host and port only: `https://help.example.com`
    ");
}

/// A folder in the place of the log that SQLite writes beside its file refuses even a privileged user.
#[tokio::test]
async fn a_log_that_cannot_be_written_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("tickets.db-wal")).unwrap();
    let error = refusal(folder.path().join("tickets.db")).await;
    assert!(matches!(error, Error::Beside { .. }), "{error:?}");
    assert!(error.help().unwrap().contains("`-wal`"));
}
