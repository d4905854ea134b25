//! A desk that is killed while it writes: what was promised is there afterwards, once.

use std::{
    collections::HashMap,
    env, fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use desk::{Config, Desk};
use serde_json::Value;
use sqlx::{ConnectOptions as _, Connection as _, Row as _, sqlite::SqliteConnectOptions};
use tokio::{net::TcpListener, task::JoinSet, time::sleep};

use crate::{
    desk::{kb, ticket_about},
    socket,
};

/// Names the folder of the desk that is to be killed.
const FOLDER: &str = "DESK_TO_BE_KILLED";
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_ticket_that_was_promised_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Arc::new(Journal::default());
    for _ in 0..ROUNDS {
        let (mut server, address) = start(folder.path()).await;
        let mut clients: JoinSet<()> =
            (0..CLIENTS).map(|_| create_until_killed(address, Arc::clone(&journal))).collect();
        let enough = journal.count() + usize::try_from(getrandom::u64().unwrap() % 30).unwrap();
        while journal.count() < enough {
            let ended = clients.try_join_next();
            assert!(ended.is_none(), "a client stopped before the kill: {ended:?}");
            sleep(Duration::from_millis(1)).await;
        }
        sleep(Duration::from_micros(getrandom::u64().unwrap() % 20_000)).await;
        server.kill().unwrap();
        server.wait().unwrap();
        clients.join_all().await;
    }
    let promises = journal.promises.lock().unwrap().clone();
    assert!(!promises.is_empty());
    check(&folder.path().join("tickets.db"), &promises).await;
}

/// Not a test: the process that the test above starts and kills.
#[test]
#[ignore = "it is started by another test, and killed by it"]
fn serve_until_killed() {
    let Some(folder) = env::var_os(FOLDER).map(PathBuf::from) else { return };
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let config = Config { creates: None, posts: None, ..Config::new(folder.join("tickets.db")) };
        let desk = Desk::open(config, &kb()).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        fs::write(folder.join("address.new"), listener.local_addr().unwrap().to_string()).unwrap();
        fs::rename(folder.join("address.new"), folder.join("address")).unwrap();
        desk.serve(listener, std::future::pending()).await.unwrap();
    });
}

/// Starts this very program again, as a server.
async fn start(folder: &Path) -> (Child, SocketAddr) {
    let _ = fs::remove_file(folder.join("address"));
    let mut server = Command::new(env::current_exe().unwrap())
        .args(["--ignored", "--exact", "crash::serve_until_killed"])
        .env(FOLDER, folder)
        .stdout(Stdio::null())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    for _ in 0..1_000 {
        if let Ok(address) = fs::read_to_string(folder.join("address")) {
            return (server, address.parse().unwrap());
        }
        assert!(server.try_wait().unwrap().is_none(), "the desk did not open again");
        sleep(Duration::from_millis(10)).await;
    }
    server.kill().unwrap();
    panic!("the desk does not start");
}

/// Sends one ticket after another, each of them twice, as a browser does that is not sure; first of all those whose
/// answer an earlier kill has cut off.
async fn create_until_killed(address: SocketAddr, journal: Arc<Journal>) {
    loop {
        let doubtful = journal.doubtful.lock().unwrap().pop();
        let first = if doubtful.is_some() { 200..=201 } else { 201..=201 };
        let number = || journal.drafts.fetch_add(1, Ordering::Relaxed);
        let key = doubtful.unwrap_or_else(|| format!("key-of-some-length-{}", number()));
        let body = ticket_about(&key).to_string();
        for expected in [first, 200..=200] {
            let Ok((status, receipt)) = socket::exchange(address, &socket::post(&key), &body).await else {
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

/// Opens the database as the desk would, and holds it against what was promised.
async fn check(database: &Path, promises: &HashMap<String, Value>) {
    Desk::open(Config::new(database), &kb()).await.unwrap().close().await;
    let mut connection = SqliteConnectOptions::new().filename(database).connect().await.unwrap();
    let sound: String = sqlx::query("PRAGMA integrity_check").fetch_one(&mut connection).await.unwrap().get(0);
    assert_eq!(sound, "ok");
    // Each subject is the key of one draft.
    let sql = "SELECT subject, reference, count(*) OVER (PARTITION BY subject), \
               (SELECT count(*) FROM idempotency_keys WHERE ticket = t.id), \
               (SELECT count(*) FROM events WHERE ticket = t.id), \
               (SELECT count(*) FROM answers WHERE ticket = t.id), \
               (SELECT count(*) FROM files WHERE ticket = t.id) FROM tickets t";
    let rows = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
    let mut stored = HashMap::new();
    for row in &rows {
        let key: String = row.get(0);
        let counts: [i64; 5] = [row.get(2), row.get(3), row.get(4), row.get(5), row.get(6)];
        assert_eq!(counts, [1, 1, 1, 6, 1], "{key} is there more than once or not whole");
        stored.insert(key, row.get::<String, _>(1));
    }
    for (key, receipt) in promises {
        assert_eq!(stored.get(key).map(String::as_str), receipt["reference"].as_str(), "{key} was promised");
    }
    connection.close().await.unwrap();
}
