#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use super::*;
use crate::{Config, place, postgres::Server, store::Store};

/// Makes a database as a program left it that knew only these schemas.
async fn left(database: &Database, known: impl Fn(i64) -> bool) {
    if let Database::File(path) = database {
        make_file(path).unwrap();
    }
    let link = Link::of(&Config::new(database));
    let mut connection = link.builder().await.unwrap();
    let migrations = schemas(database).iter().filter(|(version, ..)| known(*version)).map(migration);
    Migrator::with_migrations(migrations.collect()).run(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// All that a database is made of, in words.
async fn parts(database: &Database) -> Vec<String> {
    let sql = match database {
        Database::File(_) => {
            "SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS part FROM sqlite_schema \
             UNION ALL SELECT 'schema ' || version FROM _sqlx_migrations ORDER BY part"
        }
        Database::Postgres(_) => {
            "SELECT 'column ' || table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable AS part \
             FROM information_schema.columns WHERE table_schema = current_schema() \
             UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = current_schema() \
             UNION ALL SELECT 'view ' || viewname || definition FROM pg_views WHERE schemaname = current_schema() \
             UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal \
             UNION ALL SELECT 'schema ' || version FROM _sqlx_migrations ORDER BY part"
        }
    };
    let mut connection = place::connect(database).await;
    let rows = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    rows.iter().map(|row| row.get("part")).collect()
}

async fn opened(database: &Database) -> Vec<String> {
    Store::open(&Config::new(database)).await.unwrap().close().await;
    parts(database).await
}

/// Brings databases up to date that earlier programs left, and one in which a schema is missing.
async fn all_come_to_the_newest(places: impl AsyncFn(&str) -> Database) {
    let fresh = places("fresh").await;
    let whole = opened(&fresh).await;
    let numbers: Vec<i64> = schemas(&fresh).iter().map(|(version, ..)| *version).collect();
    assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
    for last in &numbers {
        let database = places(&format!("up_to_{last}")).await;
        left(&database, |version| version <= *last).await;
        assert_eq!(opened(&database).await, whole, "from {last}");
    }
    // A program that knew the later ones and not this one; what limits have counted needs nothing of them.
    let database = places("without_9").await;
    left(&database, |version| version != 9).await;
    let refused = Store::join(&Config::new(&database)).await.err().unwrap();
    assert!(matches!(refused, Error::Older { found: 8, known: NEWEST, .. }), "{refused}");
    assert_eq!(opened(&database).await, whole);
    Store::join(&Config::new(&database)).await.unwrap().close().await;
}

#[tokio::test]
async fn a_file_of_any_schema_comes_to_the_newest_and_what_is_missing_is_made() {
    let folder = tempfile::tempdir().unwrap();
    all_come_to_the_newest(async |name: &str| Database::File(folder.path().join(name))).await;
}

#[tokio::test]
async fn a_database_on_a_server_comes_to_the_newest_and_what_is_missing_is_made() {
    let server = Server::start();
    let postgres: Database = server.url("postgres").parse().unwrap();
    let new = async |name: &str| {
        place::change(&postgres, format!("CREATE DATABASE {name}")).await;
        server.url(name).parse().unwrap()
    };
    all_come_to_the_newest(new).await;
}

#[test]
fn a_database_is_at_the_schema_up_to_which_none_is_missing() {
    let schemas = [(1, "", ""), (2, "", ""), (4, "", "")];
    for (made, whole) in [(&[1, 2, 4][..], 4), (&[1, 2], 2), (&[1, 4], 1), (&[2, 4], 0), (&[], 0)] {
        assert_eq!(whole_up_to(made, &schemas), whole, "{made:?}");
    }
}
