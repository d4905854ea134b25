//! A desk that is killed while it writes: what was promised is there afterwards, once.

use std::collections::HashMap;
use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::Value;
use sqlx::{ConnectOptions as _, Connection as _, Row as _, sqlite::SqliteConnectOptions};

use crate::desk::{post, start};
use crate::driver::Test;
use crate::server::PATIENCE;

const ROUNDS: usize = 20;
const CLIENTS: usize = 8;

/// What the clients know.
#[derive(Default)]
struct Journal {
    /// How many drafts there were so far.
    drafts: AtomicUsize,
    /// Receipts by key.
    promises: Mutex<HashMap<String, Value>>,
    /// Keys of requests that were not answered.
    doubtful: Mutex<Vec<String>>,
}

impl Journal {
    /// How many tickets were promised so far.
    fn count(&self) -> usize {
        self.promises.lock().unwrap().len()
    }
}

#[test]
fn every_ticket_that_was_promised_survives_a_kill() {
    let test = Test::of("small");
    let journal = Journal::default();
    for round in 0..ROUNDS {
        let mut server = start(&test, "--rate 0 --ticket-rate 0");
        thread::scope(|scope| {
            let clients: Vec<_> =
                (0..CLIENTS).map(|_| scope.spawn(|| create_until_killed(&server.address, &journal))).collect();
            // Each round is killed at another moment of its work.
            let enough = journal.count() + round * 7 % 30;
            while journal.count() < enough {
                assert!(!clients.iter().any(|client| client.is_finished()), "a client stopped before the kill");
                thread::sleep(Duration::from_millis(1));
            }
            thread::sleep(Duration::from_micros(u64::try_from(round * 977 % 20_000).unwrap()));
            kill(server.child.id());
        });
        server.child.wait().unwrap();
    }
    let promises = journal.promises.into_inner().unwrap();
    assert!(!promises.is_empty());
    // Whoever was not answered asks again.
    let server = start(&test, "--rate 0 --ticket-rate 0");
    for key in journal.doubtful.into_inner().unwrap() {
        let (status, _) = exchange(&server.address, &key).unwrap();
        assert!(matches!(status, 200 | 201), "{key}: {status}");
    }
    drop(server);
    tokio::runtime::Runtime::new().unwrap().block_on(check(&test.at("tickets.db"), &promises));
}

/// Ends a process at once, as a power cut would.
fn kill(process: u32) {
    let program = if cfg!(windows) { "taskkill" } else { "kill" };
    let process = process.to_string();
    let arguments: &[&str] = if cfg!(windows) { &["/F", "/PID", &process] } else { &["-KILL", &process] };
    assert!(std::process::Command::new(program).args(arguments).status().unwrap().success());
}

/// Sends one ticket after another, each of them twice, as a browser does that is not sure; first of all those whose
/// answer an earlier kill has cut off.
fn create_until_killed(address: &str, journal: &Journal) {
    loop {
        let doubtful = journal.doubtful.lock().unwrap().pop();
        let first = if doubtful.is_some() { 200..=201 } else { 201..=201 };
        let key = doubtful.unwrap_or_else(|| journal.drafts.fetch_add(1, Ordering::Relaxed).to_string());
        for expected in [first, 200..=200] {
            let Ok((status, receipt)) = exchange(address, &key) else {
                journal.doubtful.lock().unwrap().push(key);
                return;
            };
            assert!(expected.contains(&status), "{status} instead of {expected:?}: {receipt}");
            let promised =
                journal.promises.lock().unwrap().entry(key.clone()).or_insert_with(|| receipt.clone()).clone();
            assert_eq!(promised, receipt, "one key, two receipts");
        }
    }
}

/// Sends the ticket of a key and reads the answer to its end: status and body.
fn exchange(address: &str, key: &str) -> io::Result<(u16, Value)> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(post(key, key).as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let broken_off = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(broken_off)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken_off)?;
    Ok((status, serde_json::from_str(body).map_err(|_| broken_off())?))
}

/// Holds the database against what was promised.
async fn check(database: &Path, promises: &HashMap<String, Value>) {
    let mut connection = SqliteConnectOptions::new().filename(database).connect().await.unwrap();
    let sound: String = sqlx::query("PRAGMA integrity_check").fetch_one(&mut connection).await.unwrap().get(0);
    assert_eq!(sound, "ok");
    // Each subject is the key of one draft.
    let sql = "SELECT subject, reference, count(*) OVER (PARTITION BY subject), \
               (SELECT count(*) FROM idempotency_keys WHERE ticket = t.id), \
               (SELECT count(*) FROM events WHERE ticket = t.id), \
               (SELECT count(*) FROM answers WHERE ticket = t.id) FROM tickets t";
    let rows = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
    let mut stored = HashMap::new();
    for row in &rows {
        let key: String = row.get(0);
        let counts: [i64; 4] = [row.get(2), row.get(3), row.get(4), row.get(5)];
        assert_eq!(counts, [1, 1, 1, 3], "{key} is there more than once or not whole");
        stored.insert(key, row.get::<String, _>(1));
    }
    for (key, receipt) in promises {
        assert_eq!(stored.get(key).map(String::as_str), receipt["reference"].as_str(), "{key} was promised");
    }
    connection.close().await.unwrap();
}
