//! What limits count for all desks on one server. A file has one desk, which counts in its memory.

use std::time::Duration;

use sqlx::{AnyConnection, Row as _};

use super::{Store, failure};
use crate::{Database, limiter::Bucket, problem::Problem};

/// How many rows are removed at once.
const MOST: i64 = 10_000;

impl Store {
    /// Whether other desks may use the same database.
    pub(crate) fn is_shared(&self) -> bool {
        matches!(self.link.database, Database::Postgres(_))
    }

    /// Adds a time to what a bucket has used up, or says how long to wait: it may be no farther ahead than the room it has.
    pub(crate) async fn take(
        &self,
        bucket: Bucket,
        cost: Duration,
        room: Duration,
    ) -> Result<Result<(), Duration>, Problem> {
        let (cost, room) = (micros(cost), micros(room));
        let taken = self.counters.run(None, |table| Box::pin(take(table, bucket, cost, room)));
        Ok(taken.await?.map_err(|wait| Duration::from_micros(wait.unsigned_abs())))
    }

    /// How many microseconds ahead a bucket is.
    pub(crate) async fn ahead(&self, bucket: Bucket) -> Result<Option<i64>, Problem> {
        let ahead = self
            .counters
            .run(None, |table| Box::pin(async move { ahead(table, bucket).await.map_err(failure::problem) }));
        ahead.await
    }

    /// Takes a time off again.
    pub(crate) async fn give_back(&self, bucket: Bucket, cost: Duration) -> Result<(), Problem> {
        let sql = "UPDATE limits SET used_until = used_until - $2 * interval '1 microsecond' WHERE bucket = $1";
        let given = self.counters.run(None, |table| {
            Box::pin(async move {
                let given = sqlx::query(sql).bind(bucket.as_slice()).bind(micros(cost)).execute(&mut **table).await;
                given.map(|_| ()).map_err(failure::problem)
            })
        });
        given.await
    }

    /// Forgets what has run out. Gives how many rows that are.
    pub(crate) async fn forget_limits(&self) -> Result<u64, Problem> {
        // What somebody is counting up just now is left, so that nobody waits for anybody.
        let sql = "DELETE FROM limits WHERE bucket IN (SELECT bucket FROM limits WHERE used_until < clock_timestamp() \
                   LIMIT $1 FOR UPDATE SKIP LOCKED)";
        let mut forgotten = 0;
        loop {
            let gone = self.counters.run(None, |table| {
                let gone = sqlx::query(sql).bind(MOST).execute(&mut **table);
                Box::pin(async move { gone.await.map(|gone| gone.rows_affected()).map_err(failure::problem) })
            });
            let gone = gone.await?;
            forgotten += gone;
            if gone < MOST.unsigned_abs() {
                return Ok(forgotten);
            }
        }
    }
}

/// One statement looks and counts: of two at once that want the last place, the second sees what the first has done.
async fn take(
    connection: &mut AnyConnection,
    bucket: Bucket,
    cost: i64,
    room: i64,
) -> Result<Result<(), i64>, Problem> {
    let sql = "INSERT INTO limits AS l (bucket, used_until) VALUES ($1, clock_timestamp() + $2 * interval '1 microsecond') \
               ON CONFLICT (bucket) DO UPDATE \
               SET used_until = greatest(l.used_until, clock_timestamp()) + $2 * interval '1 microsecond' \
               WHERE l.used_until <= clock_timestamp() + $3 * interval '1 microsecond'";
    let take = sqlx::query(sql).bind(bucket.as_slice()).bind(cost).bind(room).execute(&mut *connection).await;
    if take.map_err(failure::problem)?.rows_affected() > 0 {
        return Ok(Ok(()));
    }
    let ahead = ahead(connection, bucket).await.map_err(failure::problem)?;
    // It may have run out since.
    Ok(Err(ahead.unwrap_or_default().saturating_sub(room).max(1)))
}

async fn ahead(connection: &mut AnyConnection, bucket: Bucket) -> Result<Option<i64>, sqlx::Error> {
    let ahead = sqlx::query("SELECT micros FROM ahead WHERE bucket = $1").bind(bucket.as_slice());
    ahead.fetch_optional(connection).await?.map(|row| row.try_get("micros")).transpose()
}

fn micros(time: Duration) -> i64 {
    i64::try_from(time.as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use tokio::task::JoinSet;

    use super::*;
    use crate::{Config, place, postgres::Server};

    const COST: Duration = Duration::from_secs(60);
    const ROOM: Duration = Duration::from_secs(60 * 9);

    async fn store(server: &Server) -> (Store, Database) {
        let database: Database = server.url("postgres").parse().unwrap();
        (Store::open(&Config::new(&database)).await.unwrap(), database)
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn of_many_at_once_only_those_get_a_place_for_whom_there_is_one() {
        let server = Server::start();
        let (one, database) = store(&server).await;
        let (other, _) = store(&server).await;
        let mut taking = JoinSet::new();
        for number in 0..200_u32 {
            let (store, bucket) =
                (if number % 2 == 0 { one.clone() } else { other.clone() }, [(number % 4 / 2) as u8; 16]);
            taking.spawn(async move { store.take(bucket, COST, ROOM).await.unwrap() });
        }
        let taken = taking.join_all().await;
        assert_eq!(taken.iter().filter(|taken| taken.is_ok()).count(), 20, "ten of each");
        let waits: Vec<_> = taken.into_iter().filter_map(Result::err).collect();
        assert!(waits.iter().all(|wait| *wait > Duration::from_secs(30) && *wait <= COST), "{waits:?}");
        one.give_back([0; 16], COST).await.unwrap();
        assert!(other.take([0; 16], COST, ROOM).await.unwrap().is_ok(), "what is given back can be taken again");
        assert!(other.take([0; 16], COST, ROOM).await.unwrap().is_err());
        let kept = "SELECT count(*) FROM pg_class WHERE relname = 'limits' AND relpersistence <> 'u'";
        assert_eq!(place::count(&database, kept).await, 0);
    }

    #[tokio::test]
    async fn what_has_run_out_is_forgotten_however_many_there_are() {
        let server = Server::start();
        let (store, database) = store(&server).await;
        let many = "INSERT INTO limits SELECT decode(md5(n::text), 'hex'), now() + CASE WHEN n % 10 = 0 THEN '1h' ELSE '-1s' END::interval \
                    FROM generate_series(1, 100000) n";
        place::change(&database, many).await;
        assert_eq!(store.forget_limits().await.unwrap(), 90_000);
        assert_eq!(store.forget_limits().await.unwrap(), 0);
        assert_eq!(place::count(&database, "SELECT count(*) FROM limits").await, 10_000);
    }
}
