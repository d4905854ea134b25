//! Where the desks of the tests keep their tickets, and a look into it with a connection of its own.

use std::{
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};

use sqlx::{
    AnyConnection, AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _, SqlSafeStr as _,
    any::{AnyConnectOptions, install_default_drivers},
    sqlite::SqliteConnectOptions,
};

use crate::{Database, postgres};

/// What SQLite can and PostgreSQL cannot: the tests move tickets in time with it.
const TIMES: &str = "CREATE FUNCTION strftime(format text, base text, VARIADIC steps text[]) RETURNS text LANGUAGE sql AS $$
    SELECT to_char((CASE base WHEN 'now' THEN clock_timestamp() ELSE base::timestamptz END
        + (SELECT sum(step::interval) FROM unnest(steps) step)) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') $$";

/// A new place: a file in this folder, or, when the tests run on a server, an empty schema there.
pub(crate) async fn new(folder: &Path) -> Database {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let Ok(server) = std::env::var(postgres::VARIABLE) else {
        return Database::File(folder.join("tickets.db"));
    };
    let name = format!("desk_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let server: Database = server.parse().unwrap();
    change(&server, format!("CREATE SCHEMA {name}")).await;
    let Database::Postgres(mut url) = server else { panic!("{server} is no server") };
    // A database of its own would be a thousand files.
    url.query_pairs_mut().append_pair("options[search_path]", &name);
    let database = Database::Postgres(url);
    change(&database, TIMES).await;
    database
}

/// Runs statements.
pub(crate) async fn change(database: impl Into<Database>, sql: impl Into<String>) {
    let mut connection = connect(&database.into()).await;
    sqlx::raw_sql(AssertSqlSafe(sql.into()).into_sql_str()).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// Allows what nobody is allowed: to change what happened.
pub(crate) async fn let_history_change(database: &Database) {
    let sql = match database {
        Database::File(_) => "DROP TRIGGER IF EXISTS events_stay",
        Database::Postgres(_) => "DROP TRIGGER IF EXISTS events_stay ON events",
    };
    change(database, sql).await;
}

/// The number that a query gives.
pub(crate) async fn count(database: impl Into<Database>, sql: &'static str) -> i64 {
    let mut connection = connect(&database.into()).await;
    let count = sqlx::query(sql).fetch_one(&mut connection).await.unwrap().get(0);
    connection.close().await.unwrap();
    count
}

pub(crate) async fn connect(database: &Database) -> AnyConnection {
    install_default_drivers();
    let url = match database {
        Database::File(path) => SqliteConnectOptions::new().filename(path).create_if_missing(true).to_url_lossy(),
        Database::Postgres(url) => url.clone(),
    };
    AnyConnectOptions::from_url(&url).unwrap().connect().await.unwrap()
}

/// Keeps the database from all who want to write, as a hanging program would, until it is dropped.
pub(crate) async fn lock(database: &Database) -> AnyConnection {
    let mut connection = connect(database).await;
    let sql = match database {
        Database::File(_) => "BEGIN IMMEDIATE",
        Database::Postgres(_) => "BEGIN; SELECT pg_advisory_xact_lock(1415205963, hashtext(current_schema()))",
    };
    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    connection
}
