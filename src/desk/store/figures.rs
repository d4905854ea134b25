//! How many tickets there are.

use sqlx::{Row as _, sqlite::SqliteRow};

use super::{Store, failure};
use crate::problem::Problem;

/// All states but closed.
const OPEN: [&str; 4] = ["new", "in_progress", "waiting_for_reader", "solved"];

impl Store {
    /// How many tickets that are not closed are in which state, also those that no ticket is in.
    pub(crate) async fn open_tickets(&self) -> Result<[(&'static str, i64); 4], Problem> {
        let sql = "SELECT state, count(*) AS count FROM tickets WHERE state <> 'closed' GROUP BY state";
        let rows = sqlx::query(sql).fetch_all(&self.readers).await.map_err(failure::problem)?;
        let mut open = OPEN.map(|state| (state, 0));
        for row in &rows {
            let (state, count) = read(row).map_err(failure::problem)?;
            open.iter_mut().filter(|(known, _)| *known == state).for_each(|(_, found)| *found = count);
        }
        Ok(open)
    }
}

fn read(row: &SqliteRow) -> Result<(&str, i64), sqlx::Error> {
    Ok((row.try_get("state")?, row.try_get("count")?))
}
