//! The tables in a PostgreSQL database.

use sqlx::{AnyConnection, Row as _};

use super::{Owner, Schema};

pub(super) const SCHEMAS: [Schema; 6] = [
    (6, "tickets", include_str!("../../migrations/postgres/0006_tickets.sql")),
    (7, "trust", include_str!("../../migrations/postgres/0007_trust.sql")),
    (8, "agents", include_str!("../../migrations/postgres/0008_agents.sql")),
    (9, "limits", include_str!("../../migrations/postgres/0009_limits.sql")),
    (11, "confirm", include_str!("../../migrations/postgres/0011_confirm.sql")),
    (12, "erasures", include_str!("../../migrations/postgres/0012_erasures.sql")),
];

/// By the tables of the schema that new ones go to.
pub(super) async fn owner(connection: &mut AnyConnection) -> Result<Owner, sqlx::Error> {
    let sql = "SELECT count(*) AS tables, count(*) FILTER (WHERE tablename IN ('house', 'tickets')) AS ours \
               FROM pg_tables WHERE schemaname = current_schema()";
    let row = sqlx::query(sql).fetch_one(connection).await?;
    let (tables, ours): (i64, i64) = (row.try_get("tables")?, row.try_get("ours")?);
    Ok(match (tables, ours) {
        (0, _) => Owner::Nobody,
        (_, 2) => Owner::Ours,
        _ => Owner::Somebody,
    })
}
