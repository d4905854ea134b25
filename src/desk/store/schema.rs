//! The tables, by the numbers of their schemas. A database that another program or a newer one has made is refused.

mod file;
mod postgres;

use sqlx::{
    AnyConnection, Connection as _, Row as _, SqlSafeStr as _,
    migrate::{MigrateError, Migration, MigrationType, Migrator},
};

use super::{failure, link::Link};
use crate::{Database, Error};

pub(crate) use file::expect_place;
pub(super) use file::make_file;

/// A number, a name and the statements that lead from the schema before to this one. One that was released is never
/// changed: a change is a new one. What is missing is made in the order of the numbers, also where a later one is there already; so
/// statements refer to nothing that a schema with a higher number makes.
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
    let migrations = schemas(database).iter().map(migration);
    let done = Migrator::with_migrations(migrations.collect()).run(&mut *connection).await;
    done.map_err(|error| match error {
        MigrateError::VersionMissing(found) => Error::Newer { database: database.clone(), found, known: NEWEST },
        MigrateError::VersionMismatch(version) => Error::Altered { database: database.clone(), version },
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => opening(error, database),
        error => Error::Database { database: database.clone(), source: error.into() },
    })
}

fn schemas(database: &Database) -> &'static [Schema] {
    match database {
        Database::File(_) => &file::SCHEMAS,
        Database::Postgres(_) => &postgres::SCHEMAS,
    }
}

fn migration((version, name, sql): &Schema) -> Migration {
    Migration::new(*version, (*name).into(), MigrationType::Simple, sql.into_sql_str(), false)
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
    let made = "SELECT version FROM _sqlx_migrations WHERE success ORDER BY version";
    let rows = sqlx::query(made).fetch_all(connection).await.map_err(|error| opening(error, database))?;
    let made: Vec<i64> = rows.iter().map(|row| row.get("version")).collect();
    let (newest, whole) = (made.last().copied().unwrap_or_default(), whole_up_to(&made, schemas(database)));
    let (database, known) = (database.clone(), NEWEST);
    if newest > NEWEST {
        Err(Error::Newer { database, found: newest, known })
    } else if whole < NEWEST {
        Err(Error::Older { database, found: whole, known })
    } else {
        Ok(())
    }
}

/// The schema that a database is at least at: up to which none is missing.
fn whole_up_to(made: &[i64], schemas: &[Schema]) -> i64 {
    let numbers = schemas.iter().map(|(version, ..)| *version);
    numbers.take_while(|version| made.contains(version)).last().unwrap_or_default()
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

#[cfg(test)]
mod tests;
