//! Lists of tickets, as agents ask for them.

use content::{notice_of, service::Course, ticket::State};
use jiff::Timestamp;
use sqlx::{
    Any, AnyConnection, AssertSqlSafe, Row as _, SqlSafeStr as _,
    any::{AnyArguments, AnyRow},
    query::Query as Statement,
};

use super::{Store, course, failure, row, row::Damage};
use crate::{
    agent::{Order, Query, TicketLine, TicketPage},
    moment,
    problem::Problem,
    standing::Terms,
};

/// Most tickets that are looked at for one page: whether one is late is no matter of the database.
const LOOKED_AT: usize = 2_000;
/// How many are fetched at once while late ones are looked for.
const AT_ONCE: usize = 200;
/// What a line tells of a ticket, but for what is computed.
pub(super) const COLUMNS: &str = "t.id, t.reference, t.state, t.subject, t.form, t.form_name, t.category, t.team, \
                                  t.assignee, t.priority, t.verify, t.created, t.updated, \
                                  t.confirm_by, t.let_in, \
                                  (SELECT o.reference FROM tickets o WHERE o.id = t.merged_into) AS merged_into";

impl Store {
    /// Tickets that a query is true of, from where it goes on.
    pub(crate) async fn list(&self, query: &Query, terms: &Terms) -> Result<TicketPage, Problem> {
        self.look_at_once(|tables| Box::pin(list(tables, query, terms, Timestamp::now()))).await
    }

    /// Whether there is any ticket with this in a column that lists are narrowed by.
    pub(crate) async fn has_ticket_with(&self, column: &'static str, value: &str) -> Result<bool, Problem> {
        self.look(|tables| {
            Box::pin(async move {
                let sql = format!("SELECT 1 FROM tickets WHERE {column} = $1 LIMIT 1");
                let sql = AssertSqlSafe(sql).into_sql_str();
                let found = sqlx::query(sql).bind(value).fetch_optional(&mut **tables).await;
                Ok(found.map_err(failure::problem)?.is_some())
            })
        })
        .await
    }
}

async fn list(
    connection: &mut AnyConnection,
    query: &Query,
    terms: &Terms,
    now: Timestamp,
) -> Result<TicketPage, Problem> {
    let (mut tickets, mut after, mut looked_at) = (Vec::new(), query.after, 0);
    // One more than is told says whether there are more.
    let at_once = if query.late { AT_ONCE } else { query.limit + 1 };
    loop {
        let rows = rows(connection, query, after, at_once).await.map_err(failure::problem)?;
        for row in &rows {
            let (full, tired) = (tickets.len() == query.limit, looked_at == LOOKED_AT);
            if let Some(last) = after.filter(|_| full || tired) {
                return Ok(TicketPage { tickets, next: Some(query.cursor(last)) });
            }
            let line = line(connection, row, terms, now).await?;
            (after, looked_at) = (Some(row.try_get("id").map_err(failure::problem)?), looked_at + 1);
            tickets.extend(Some(line).filter(|line| line.late || !query.late));
        }
        if rows.len() < at_once {
            return Ok(TicketPage { tickets, next: None });
        }
    }
}

/// The next tickets by what the database can tell.
async fn rows(
    connection: &mut AnyConnection,
    query: &Query,
    after: Option<i64>,
    most: usize,
) -> Result<Vec<AnyRow>, sqlx::Error> {
    let (mut conditions, mut values) = (Vec::new(), Vec::new());
    let mut hold = |condition: &str, value: Value| {
        values.push(value);
        conditions.push(condition.replace('?', &format!("${}", values.len())));
    };
    for (column, value) in &query.exactly {
        hold(&format!("t.{column} = ?"), Value::Text(value.clone()));
    }
    if let Some(text) = &query.text {
        let pattern = format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
        let either = "(lower(t.subject) LIKE lower(?) ESCAPE '\\' OR lower(t.reference) LIKE lower(?) ESCAPE '\\')";
        hold(either, Value::Text(pattern));
    }
    for (column, since) in [("created", &query.created_since), ("updated", &query.updated_since)] {
        if let Some(since) = since {
            hold(&format!("t.{column} >= ?"), Value::Text(since.clone()));
        }
    }
    let (sign, direction) = match query.order {
        Order::Newest => ('<', "DESC"),
        Order::Oldest => ('>', "ASC"),
    };
    if let Some(after) = after {
        hold(&format!("t.id {sign} ?"), Value::Number(after));
    }
    conditions.push(format!("t.confirm_by IS {}NULL", if query.unconfirmed { "NOT " } else { "" }));
    conditions.extend(query.unassigned.then(|| "t.assignee IS NULL".to_owned()));
    conditions.extend(states(query)?);
    let all = conditions.join(" AND ");
    values.push(Value::Number(i64::try_from(most).unwrap_or(i64::MAX)));
    let limit = values.len();
    // All of it is from here but for the values, which are bound.
    let sql = format!("SELECT {COLUMNS} FROM tickets t WHERE {all} ORDER BY t.id {direction} LIMIT ${limit}");
    let statement = sqlx::query(AssertSqlSafe(sql).into_sql_str());
    values.into_iter().fold(statement, bind).fetch_all(connection).await
}

/// What the state must be. Nothing but what the desk has to answer can be late.
fn states(query: &Query) -> Result<Option<String>, sqlx::Error> {
    let mut allowed = query.states.clone();
    if query.late && allowed.is_empty() {
        allowed = vec![State::New, State::InProgress];
    }
    let words = allowed.into_iter().map(|state| row::spelt(state).map(|word| format!("'{word}'")));
    let words = words.collect::<Result<Vec<_>, _>>()?;
    Ok((!words.is_empty()).then(|| format!("t.state IN ({})", words.join(", "))))
}

/// Something that a statement compares with.
enum Value {
    Text(String),
    Number(i64),
}

fn bind(statement: Statement<'_, Any, AnyArguments>, value: Value) -> Statement<'_, Any, AnyArguments> {
    match value {
        Value::Text(text) => statement.bind(text),
        Value::Number(number) => statement.bind(number),
    }
}

/// What a list tells of a ticket.
pub(super) async fn line(
    connection: &mut AnyConnection,
    ticket: &AnyRow,
    terms: &Terms,
    now: Timestamp,
) -> Result<TicketLine, Problem> {
    let due = due(connection, ticket, terms).await?;
    let line = read(ticket)?;
    let late = due.is_some_and(|due| due <= now);
    Ok(TicketLine { next_update: due.map(moment::told), late, ..line })
}

/// By when its reader hears next.
async fn due(connection: &mut AnyConnection, ticket: &AnyRow, terms: &Terms) -> Result<Option<Timestamp>, Damage> {
    let state: State = row::word(ticket, "state")?;
    let waits = ticket.try_get::<Option<String>, _>("confirm_by")?.is_some();
    if waits || !matches!(state, State::New | State::InProgress) {
        return Ok(None);
    }
    let follows = notice_of(ticket.try_get("form")?).is_some();
    let promised: Option<String> = ticket.try_get("priority")?;
    let promised = promised.filter(|_| !follows);
    let past = course::read(connection, ticket.try_get("id")?).await?;
    let priority = terms.sla.priorities.iter().find(|known| promised.as_ref() == Some(&known.id));
    let submitted = row::maybe_moment(ticket, "let_in")?.map_or_else(|| row::moment(ticket, "created"), Ok)?;
    let course = Course { submitted, state, turns: &past.turns };
    Ok(terms.sla.next_update(priority, &course))
}

fn read(ticket: &AnyRow) -> Result<TicketLine, Damage> {
    let form: String = ticket.try_get("form")?;
    Ok(TicketLine {
        reference: ticket.try_get("reference")?,
        state: row::word(ticket, "state")?,
        subject: ticket.try_get("subject")?,
        notice: notice_of(&form).map(str::to_owned),
        form,
        form_name: ticket.try_get("form_name")?,
        category: ticket.try_get("category")?,
        team: ticket.try_get("team")?,
        assignee: ticket.try_get("assignee")?,
        priority: ticket.try_get("priority")?,
        verify: row::maybe_word(ticket, "verify")?,
        merged_into: ticket.try_get("merged_into")?,
        created: ticket.try_get("created")?,
        updated: ticket.try_get("updated")?,
        next_update: None,
        late: false,
        confirm_by: ticket.try_get("confirm_by")?,
        let_in: ticket.try_get("let_in")?,
    })
}
