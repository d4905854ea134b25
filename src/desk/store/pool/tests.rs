#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::sync::Arc;

use sqlx::Row as _;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
};

use super::*;
use crate::{
    Config, Database,
    postgres::Server,
    store::{Store, writer::Ended},
};

/// A way to a server that can be cut without a word: what is under way arrives nowhere, and nobody is told. Whoever connects after that
/// comes through.
struct Way {
    port: u16,
    cuts: watch::Sender<u32>,
}

impl Way {
    async fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let way = Self { port: listener.local_addr().unwrap().port(), cuts: watch::Sender::new(0) };
        let cuts = way.cuts.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
                let ((from_client, to_client), (from_server, to_server)) = (client.into_split(), server.into_split());
                tokio::spawn(pass_on(from_client, to_server, cuts.subscribe()));
                tokio::spawn(pass_on(from_server, to_client, cuts.subscribe()));
            }
        });
        way
    }

    fn cut(&self) {
        self.cuts.send_modify(|cuts| *cuts += 1);
    }
}

async fn pass_on(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut cuts: watch::Receiver<u32>) {
    let mut bytes = vec![0; 64 * 1024];
    loop {
        tokio::select! {
            biased;
            _ = cuts.changed() => std::future::pending().await,
            read = from.read(&mut bytes) => match read {
                Ok(count @ 1..) if to.write_all(&bytes[..count]).await.is_ok() => {}
                _ => return,
            },
        }
    }
}

/// A store at the end of such a way.
async fn far_away(server: &Server) -> (Store, Way) {
    let Database::Postgres(mut url) = server.url("postgres").parse().unwrap() else { panic!() };
    let way = Way::to(url.port().unwrap()).await;
    url.set_port(Some(way.port)).unwrap();
    let config = Config { lock_wait: Duration::from_millis(500), ..Config::new(Database::Postgres(url)) };
    (Store::open(&config).await.unwrap(), way)
}

/// Looks at something that takes so many seconds, and gives the number of the connection.
async fn look(pool: &Pool, begin: Option<&'static str>, seconds: f64) -> Result<i64, Problem> {
    let looking = pool.run(begin, |connection| {
        Box::pin(async move {
            let slept = sqlx::query("SELECT CAST(pg_backend_pid() AS BIGINT) AS pid FROM pg_sleep($1)").bind(seconds);
            let row = slept.fetch_one(&mut **connection).await.map_err(failure::problem)?;
            row.try_get("pid").map_err(failure::problem)
        })
    });
    looking.await
}

fn idle(pool: &Pool) -> usize {
    pool.lock().len()
}

/// As if nobody had used them for a while.
fn rested(pool: &Pool) {
    for idle in pool.lock().iter_mut() {
        idle.since = Instant::now().checked_sub(QUIET * 2).unwrap();
    }
}

const SOON: Duration = Duration::from_secs(4);

#[tokio::test]
async fn a_connection_whose_client_left_in_the_middle_of_a_look_is_used_again_once_it_is_done() {
    let server = Server::start();
    let (store, _way) = far_away(&server).await;
    let pool = Pool::new(store.link.clone(), Purpose::Read, 1);
    let first = look(&pool, None, 0.0).await.unwrap();
    assert!(timeout(Duration::from_millis(50), look(&pool, None, 0.3)).await.is_err());
    assert_eq!(look(&pool, None, 0.0).await.unwrap(), first, "it is asked, and says that it is there");

    // One that is still busy is not waited for, and the place is free.
    assert!(timeout(Duration::from_millis(50), look(&pool, None, 20.0)).await.is_err());
    let second = timeout(SOON, look(&pool, None, 0.0)).await.unwrap().unwrap();
    assert_ne!(second, first);

    // What broke off within a transaction is not used again at all.
    assert!(timeout(Duration::from_millis(50), look(&pool, Some("BEGIN"), 0.3)).await.is_err());
    assert_eq!(idle(&pool), 0);
    let third = timeout(SOON, look(&pool, Some("BEGIN"), 0.0)).await.unwrap().unwrap();
    assert_ne!(third, second);
    assert_eq!(look(&pool, None, 0.0).await.unwrap(), third, "that one was ended as it should be");
}

#[tokio::test]
async fn a_connection_that_was_cut_without_a_word_is_found_out_before_it_is_used() {
    let server = Server::start();
    let (store, way) = far_away(&server).await;
    let pool = Arc::new(Pool::new(store.link.clone(), Purpose::Read, 4));
    let at_once = (0..4).map(|_| {
        let pool = Arc::clone(&pool);
        tokio::spawn(async move { look(&pool, None, 0.2).await.unwrap() })
    });
    for looking in at_once.collect::<Vec<_>>() {
        looking.await.unwrap();
    }
    assert_eq!(idle(&pool), 4);
    way.cut();
    rested(&pool);
    timeout(SOON, look(&pool, None, 0.0)).await.unwrap().unwrap();
    assert_eq!(idle(&pool), 1, "the others are as lost, most likely, and nobody else waits for them");
    timeout(Duration::from_millis(500), look(&pool, None, 0.0)).await.unwrap().unwrap();
}

/// Only its own patience ends such a look; whoever comes next does not wait as long.
#[tokio::test]
async fn a_connection_that_is_cut_in_the_middle_of_a_look_is_not_used_again() {
    let server = Server::start();
    let (store, way) = far_away(&server).await;
    let pool = Pool::new(store.link.clone(), Purpose::Read, 1);
    let first = look(&pool, None, 0.0).await.unwrap();
    way.cut();
    assert!(timeout(Duration::from_millis(300), look(&pool, None, 0.0)).await.is_err());
    let next = timeout(SOON, look(&pool, None, 0.0)).await.unwrap().unwrap();
    assert_ne!(next, first);
}

#[tokio::test]
async fn who_writes_goes_on_after_the_connection_was_cut_without_a_word() {
    let server = Server::start();
    let (store, way) = far_away(&server).await;
    store.probe().await.unwrap();
    way.cut();
    timeout(Duration::from_secs(10), store.probe()).await.unwrap().unwrap();
    timeout(Duration::from_secs(1), store.probe()).await.unwrap().unwrap();
    let done = store.write(|_| Box::pin(async { Ok(Ended::Keep(7)) })).await.unwrap();
    assert_eq!(done, 7);
}
