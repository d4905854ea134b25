//! Who raised a ticket, and all the tickets of one person.

use jiff::Timestamp;
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use super::{Store, failure, list};
use crate::{agent::TicketLine, problem::Problem, standing::Terms};

/// The fields that tell who raised a ticket, by their ids in a form.
pub(super) const NAME: &str = "name";
pub(crate) const EMAIL: &str = "email";
pub(super) const PHONE: &str = "phone";

impl Store {
    /// All tickets that were raised with this e-mail address, or corrected to it, capitals or not, the oldest first. Nothing tells who wrote it into
    /// the form.
    pub(crate) async fn tickets_of(&self, email: &str, terms: &Terms) -> Result<Vec<TicketLine>, Problem> {
        let sql = format!(
            "SELECT {} FROM tickets t JOIN answers a ON a.ticket = t.id \
             WHERE a.field = $1 AND (lower(replace(a.value, ' ', '')) = lower($2) OR lower(t.email) = lower($3)) ORDER BY t.id",
            list::COLUMNS
        );
        let sql = &sql;
        // As an answer is stored.
        let value = &serde_json::Value::from(email.trim()).to_string();
        self.look_at_once(|tables| {
            Box::pin(async move {
                let sql = AssertSqlSafe(sql.clone()).into_sql_str();
                let query = sqlx::query(sql).bind(EMAIL).bind(value).bind(email.trim());
                let rows = query.fetch_all(&mut **tables).await.map_err(failure::problem)?;
                let (mut found, now) = (Vec::with_capacity(rows.len()), Timestamp::now());
                for row in &rows {
                    found.push(list::line(tables, row, terms, now).await?);
                }
                Ok(found)
            })
        })
        .await
    }
}
