//! The tables, by the numbers of their schemas. A database that another program or a newer one has made is refused.

mod file;
mod postgres;

use std::cmp::Ordering;

use sqlx::{
    AnyConnection, Connection as _, Row as _, SqlSafeStr as _,
    migrate::{MigrateError, Migration, MigrationType, Migrator},
};

use super::{failure, link::Link};
use crate::{Database, Error};

pub(super) use file::make_file;

/// A number, a name and the statements that lead from the schema before to this one. One that was released is never
/// changed: a change is a new one.
type Schema = (i64, &'static str, &'static str);

/// The newest schema, which is the same number for all databases.
const NEWEST: i64 = file::SCHEMAS[file::SCHEMAS.len() - 1].0;
const _: () = assert!(NEWEST == postgres::SCHEMAS[postgres::SCHEMAS.len() - 1].0, "both have the newest schema");

/// Whose tables there are.
enum Owner {
    Nobody,
    Ours,
    Somebody,
}

/// Brings the tables up to date; refuses what another program or a newer one has made.
pub(super) async fn migrate(link: &Link) -> Result<(), Error> {
    let database = &link.database;
    let mut connection = link.builder().await.map_err(|error| opening(error, database))?;
    let migrated = migrate_on(&mut connection, database).await;
    let _ = connection.close().await;
    migrated
}

async fn migrate_on(connection: &mut AnyConnection, database: &Database) -> Result<(), Error> {
    if let Owner::Somebody = owner(connection, database).await? {
        return Err(Error::Foreign { database: database.clone() });
    }
    let schemas = match database {
        Database::File(_) => &file::SCHEMAS[..],
        Database::Postgres(_) => &postgres::SCHEMAS[..],
    };
    let schemas = schemas.iter().map(|(version, name, sql)| {
        Migration::new(*version, (*name).into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    let done = Migrator::with_migrations(schemas.collect()).run(&mut *connection).await;
    done.map_err(|error| match error {
        MigrateError::VersionMissing(found) => Error::Newer { database: database.clone(), found, known: NEWEST },
        MigrateError::VersionMismatch(version) => Error::Altered { database: database.clone(), version },
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => opening(error, database),
        error => Error::Database { database: database.clone(), source: error.into() },
    })
}

/// Refuses a database that is not exactly as this program makes it, and changes nothing of it: another desk may be
/// running on it.
pub(super) async fn expect(link: &Link) -> Result<(), Error> {
    let database = &link.database;
    let mut connection = link.writer().await.map_err(|error| opening(error, database))?;
    let expected = expect_on(&mut connection, database).await;
    let _ = connection.close().await;
    expected
}

async fn expect_on(connection: &mut AnyConnection, database: &Database) -> Result<(), Error> {
    let Owner::Ours = owner(connection, database).await? else {
        return Err(Error::Foreign { database: database.clone() });
    };
    let newest = "SELECT coalesce(max(version), 0) FROM _sqlx_migrations WHERE success";
    let row = sqlx::query(newest).fetch_one(connection).await.map_err(|error| opening(error, database))?;
    let (database, found, known): (_, i64, _) = (database.clone(), row.get(0), NEWEST);
    match found.cmp(&NEWEST) {
        Ordering::Less => Err(Error::Older { database, found, known }),
        Ordering::Equal => Ok(()),
        Ordering::Greater => Err(Error::Newer { database, found, known }),
    }
}

async fn owner(connection: &mut AnyConnection, database: &Database) -> Result<Owner, Error> {
    let owner = match database {
        Database::File(_) => file::owner(connection).await,
        Database::Postgres(_) => postgres::owner(connection).await,
    };
    owner.map_err(|error| opening(error, database))
}

/// Why the database could not be opened.
pub(super) fn opening(error: sqlx::Error, database: &Database) -> Error {
    match database {
        Database::File(path) if failure::is_unwritable(&error) => Error::Beside { path: path.into() },
        _ if failure::is_foreign(&error) => Error::Foreign { database: database.clone() },
        _ => Error::Database { database: database.clone(), source: error.into() },
    }
}
