//! Reading one ticket.

use content::ticket::{Answered, Context, FileNote, Ticket};
use jiff::Timestamp;
use sqlx::{Connection as _, Row as _, SqliteConnection, sqlite::SqliteRow};

use super::{Access, Given, Store, access, access::Entrance, failure, row, row::Damage, timeline};
use crate::{moment, problem::Problem, standing::Terms};

impl Store {
    /// A ticket for whoever has its secret, as long as the private link holds.
    pub(crate) async fn find(&self, access: &Access) -> Result<Option<Ticket>, Problem> {
        let mut connection = self.readers.acquire().await.map_err(failure::problem)?;
        // All of it as it stands at one moment.
        let mut moment = connection.begin().await.map_err(failure::problem)?;
        let now = Timestamp::now();
        let entrance = access::enter(&mut moment, access).await?;
        let ticket = match entrance.filter(|entrance| !entrance.is_shut(&access.terms, now)) {
            Some(entrance) => Some(ticket(&mut moment, &entrance, &access.terms, now).await?),
            None => None,
        };
        moment.rollback().await.map_err(failure::problem)?;
        Ok(ticket)
    }
}

async fn ticket(
    connection: &mut SqliteConnection,
    entrance: &Entrance,
    terms: &Terms,
    now: Timestamp,
) -> Result<Ticket, Problem> {
    let standing = entrance.standing(connection, terms).await?;
    let ticket = sqlx::query("SELECT * FROM tickets WHERE id = ?")
        .bind(entrance.id)
        .fetch_one(&mut *connection)
        .await
        .map_err(failure::problem)?;
    let answers = sqlx::query("SELECT label, value FROM answers WHERE ticket = ? ORDER BY position")
        .bind(entrance.id)
        .fetch_all(&mut *connection)
        .await
        .map_err(failure::problem)?;
    let (timeline, files) = timeline::newest(connection, entrance.id).await?;
    let mut ticket = read(&ticket, &answers)?;
    ticket.timeline = timeline;
    ticket.files = files;
    ticket.earlier = standing.entries.saturating_sub(content::ticket::MOST_ENTRIES);
    ticket.can = standing.can(terms, now);
    ticket.next_update = standing.due.map(moment::told);
    ticket.late = standing.is_late(now);
    ticket.link_until = entrance.link_until(terms).map(moment::told);
    Ok(ticket)
}

/// All but what happened to it.
fn read(ticket: &SqliteRow, answers: &[SqliteRow]) -> Result<Ticket, Damage> {
    let text = |column: &str| ticket.try_get::<String, _>(column);
    let maybe = |column: &str| ticket.try_get::<Option<String>, _>(column);
    Ok(Ticket {
        reference: text("reference")?,
        state: row::word(ticket, "state")?,
        subject: text("subject")?,
        form: text("form_name")?,
        created: text("created")?,
        updated: text("updated")?,
        team: maybe("team")?,
        priority: maybe("priority")?,
        verify: row::maybe_word(ticket, "verify")?,
        notice: content::notice_of(&text("form")?).map(str::to_owned),
        answers: answers.iter().map(answer).collect::<Result<_, _>>()?,
        context: serde_json::from_str::<Context>(&text("context")?).map_err(Damage::Json)?,
        files: Vec::new(),
        timeline: Vec::new(),
        earlier: 0,
        can: content::ticket::Can::default(),
        link_until: None,
        next_update: None,
        late: false,
    })
}

fn answer(row: &SqliteRow) -> Result<Answered, Damage> {
    let value: String = row.try_get("value")?;
    let answer = match serde_json::from_str(&value).map_err(Damage::Json)? {
        Given::Text(text) => text,
        Given::Many(values) => values.join(", "),
        Given::Files(files) => files.iter().map(size).collect::<Vec<_>>().join(", "),
    };
    Ok(Answered { question: row.try_get("label")?, answer })
}

/// `photo.jpg (120 kB)`
fn size(FileNote { name, size, .. }: &FileNote) -> String {
    match size {
        0..1_000 => format!("{name} ({size} bytes)"),
        1_000..1_000_000 => format!("{name} ({} kB)", size.div_ceil(1_000)),
        _ => format!("{name} ({}.{} MB)", size / 1_000_000, size % 1_000_000 / 100_000),
    }
}
