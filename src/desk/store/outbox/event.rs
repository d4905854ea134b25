//! An event as other systems are told it.

use content::ticket::{Context, Entry, EntryKind, FirstAnswer};
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, SqlSafeStr as _, any::AnyRow};

use crate::{
    problem::Problem,
    sink::{Event, EventKind, FileView, PageView, Remote, Requester, TicketView},
    store::{
        Store, audit, failure,
        happening::{Internal, Kind},
        record,
        requester::{EMAIL, NAME, PHONE},
        row,
        row::Damage,
    },
};

/// An event with what its ticket is called in the system that is told.
pub(crate) struct Told {
    pub(crate) event: Event,
    pub(crate) known: Option<Remote>,
}

impl Kind {
    /// What it is to other systems; nothing when it does not concern them.
    pub(crate) fn told(self) -> Option<EventKind> {
        match self {
            Self::Public(kind) => EventKind::of(kind),
            Self::Internal(kind) => Some(match kind {
                Internal::Note => EventKind::Note,
                Internal::Assigned => EventKind::Assigned,
                Internal::Merged => EventKind::Merged,
                Internal::SlaWarning => EventKind::SlaWarning,
                Internal::SlaBreached => EventKind::SlaBreached,
                // That is between the desk and its requester.
                Internal::ConfirmationAsked => return None,
            }),
        }
    }
}

impl Store {
    /// What a system is to be told; nothing when the ticket is gone, or the event concerns nobody outside.
    pub(crate) async fn told(&self, sink: &str, ticket: i64, event: i64) -> Result<Option<Told>, Problem> {
        self.look_at_once(|tables| {
            Box::pin(async move {
                let found = find(tables, ticket, event).await?;
                let known = remote(tables, sink, ticket).await.map_err(failure::problem)?;
                Ok(found.map(|event| Told { event, known }))
            })
        })
        .await
    }
}

async fn remote(connection: &mut AnyConnection, sink: &str, ticket: i64) -> Result<Option<Remote>, sqlx::Error> {
    let sql = "SELECT id, url FROM remotes WHERE sink = $1 AND ticket = $2";
    let row = sqlx::query(sql).bind(sink).bind(ticket).fetch_optional(connection).await?;
    row.map(|row| Ok(Remote { id: row.try_get("id")?, url: row.try_get("url")? })).transpose()
}

async fn find(connection: &mut AnyConnection, ticket: i64, event: i64) -> Result<Option<Event>, Damage> {
    let sql = AssertSqlSafe(format!("SELECT t.*, {} FROM tickets t WHERE t.id = $1", record::LET_IN_WHO));
    let found = sqlx::query(sql.into_sql_str()).bind(ticket).fetch_optional(&mut *connection).await?;
    let happened =
        sqlx::query("SELECT * FROM events WHERE id = $1").bind(event).fetch_optional(&mut *connection).await?;
    let (Some(ticket_row), Some(row)) = (found, happened) else { return Ok(None) };
    let Some(kind) = row::word::<Kind>(&row, "kind")?.told() else { return Ok(None) };
    let files = files(connection, ticket, (kind != EventKind::Created).then_some(event)).await?;
    let sql = "SELECT field, label, value FROM answers WHERE ticket = $1 ORDER BY position";
    let answers = sqlx::query(sql).bind(ticket).fetch_all(&mut *connection).await?;
    let first_answer = first_answer(connection, ticket).await?;
    Ok(Some(Event {
        id: id(connection, event).await?,
        kind,
        at: row::moment(&row, "at")?,
        ticket: TicketView { first_answer, ..view(&ticket_row, &answers)? },
        entry: entry(&row, kind)?,
        files,
    }))
}

/// The page that was named when the ticket came in. Where the portal is, the database does not know.
async fn first_answer(connection: &mut AnyConnection, ticket: i64) -> Result<Option<PageView>, sqlx::Error> {
    let sql = "SELECT text FROM events WHERE ticket = $1 AND kind = 'first_answer' ORDER BY id LIMIT 1";
    let row = sqlx::query(sql).bind(ticket).fetch_optional(connection).await?;
    let text: Option<String> = row.map(|row| row.try_get("text")).transpose()?;
    let answer = text.and_then(|text| FirstAnswer::of_text(&text));
    Ok(answer.map(|FirstAnswer { title, url, summary }| PageView { title, path: url, url: None, summary }))
}

/// An id that no other event has, of this desk or another.
pub(in crate::store) async fn id(connection: &mut AnyConnection, event: i64) -> Result<String, sqlx::Error> {
    let mark = audit::mark_of_event(connection, event).await?.unwrap_or_default();
    Ok(format!("evt_{mark}_{event}"))
}

/// Nothing of the ticket's birth: that is in the ticket.
fn entry(row: &AnyRow, kind: EventKind) -> Result<Option<Entry>, Damage> {
    if kind == EventKind::Created {
        return Ok(None);
    }
    let public = match row::word::<Kind>(row, "kind")? {
        Kind::Public(kind) => kind,
        // A sink goes by the kind of the event, not by that of its entry.
        Kind::Internal(_) => EntryKind::State,
    };
    Ok(Some(Entry {
        at: row.try_get("at")?,
        kind: public,
        who: row::word(row, "who")?,
        name: row.try_get("name")?,
        text: row.try_get("text")?,
        state: row::maybe_word(row, "state")?,
        stars: row::stars(row)?,
        team: row.try_get("team")?,
        due: row.try_get("due")?,
        files: Vec::new(),
    }))
}

fn view(ticket: &AnyRow, answers: &[AnyRow]) -> Result<TicketView, Damage> {
    let context: Context = serde_json::from_str(&ticket.try_get::<String, _>("context")?).map_err(Damage::Json)?;
    let (mut requester, mut told) = (Requester::default(), Vec::new());
    for row in answers {
        let Some(answer) = row::answered(row)? else { continue };
        match row.try_get::<String, _>("field")?.as_str() {
            NAME => requester.name = Some(answer.answer.clone()),
            EMAIL => requester.email = Some(answer.answer.clone()),
            PHONE => requester.phone = Some(answer.answer.clone()),
            _ => {}
        }
        told.push(answer);
    }
    if let Some(corrected) = ticket.try_get("email")? {
        requester.corrected_from = requester.email.replace(corrected);
    }
    requester.confirmed = row::is_confirmed(ticket)?;
    Ok(TicketView {
        reference: ticket.try_get("reference")?,
        subject: ticket.try_get("subject")?,
        state: row::word(ticket, "state")?,
        form: ticket.try_get("form_name")?,
        category: ticket.try_get("category")?,
        team: ticket.try_get("team")?,
        priority: ticket.try_get("priority")?,
        assignee: ticket.try_get("assignee")?,
        verify: row::maybe_word(ticket, "verify")?,
        created: row::moment(ticket, "created")?,
        updated: row::moment(ticket, "updated")?,
        requester,
        answers: told,
        context: lines(&context),
        url: None,
        first_answer: None,
    })
}

/// What the reader did before, in words.
fn lines(context: &Context) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(guide) = &context.guide {
        lines.push(format!("Guide: {}", guide.title));
        lines.extend(guide.answers.iter().map(|step| format!("{} {}", step.question, step.answer)));
    }
    lines.extend(context.articles.iter().map(|article| {
        let solved = match article.solved {
            Some(true) => " (it helped)",
            Some(false) => " (it did not help)",
            None => "",
        };
        format!("Read: {}{solved}", article.title)
    }));
    lines.extend(context.searches.iter().map(|search| format!("Searched: {search}")));
    lines.extend(context.page.iter().map(|page| format!("Came from: /{page}")));
    lines
}

async fn files(connection: &mut AnyConnection, ticket: i64, event: Option<i64>) -> Result<Vec<FileView>, sqlx::Error> {
    let sql = "SELECT u.name AS place, f.name, u.size, u.media_type FROM files f JOIN uploads u ON u.id = f.upload \
               WHERE f.ticket = $1 AND (f.event = $2 OR ($2 IS NULL AND f.event IS NULL)) ORDER BY f.id";
    let rows = sqlx::query(sql).bind(ticket).bind(event).fetch_all(connection).await?;
    let view = |row: &AnyRow| {
        let size: i64 = row.try_get("size")?;
        let (id, name, media_type) = (row.try_get("place")?, row.try_get("name")?, row.try_get("media_type")?);
        Ok(FileView { id, name, size: size.unsigned_abs(), media_type })
    };
    rows.iter().map(view).collect()
}
