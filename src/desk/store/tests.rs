#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod clock;
mod keys;
mod looking;
mod outbox;
mod uploads;
mod writing;

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
    limiter::Tally,
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
        asked_by: None,
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
        let sql = format!("SELECT count(*) FROM {table}");
        let mut connection = store.link.connect(Purpose::Read).await.unwrap();
        counts.push(sqlx::query(AssertSqlSafe(sql)).fetch_one(&mut connection).await.unwrap().get(0));
    }
    counts
}

/// Status and seconds until it is worth trying again.
fn refusal(result: Result<Outcome, Problem>) -> (u16, String) {
    let response = result.unwrap_err().into_response();
    (response.status().as_u16(), response.headers()[header::RETRY_AFTER].to_str().unwrap().to_owned())
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
