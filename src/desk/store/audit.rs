//! The audit log: who did what and when, in one chain.
//!
//! Each row's hash is of the row and of the hash before it, so a row that is changed, taken out or put in between breaks the
//! chain from there on. What was said is in no row: a digest of it is, salted with the hash of the ticket's secret. Whoever erases
//! the ticket takes the salt away, and the digest says nothing any more.

mod begin;
mod standing;
mod verify;

use content::ticket::{State, Who};
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, SqlSafeStr as _, any::AnyRow};

use super::{Attachment, Draft, happening::Happening, row};
use crate::digest::{Digest, Digesting};

pub(crate) use verify::{Fault, Verified};

/// One row of the log.
pub(crate) struct Record<'a> {
    pub(crate) at: &'a str,
    pub(crate) ticket: Option<i64>,
    pub(crate) event: Option<i64>,
    pub(crate) kind: &'a str,
    pub(crate) who: Who,
    pub(crate) actor: &'a str,
    pub(crate) detail: Option<&'a str>,
    pub(crate) state: Option<State>,
    pub(crate) digest: Option<Digest>,
}

/// Letters of a mark.
const MARK: usize = 12;

/// The hash that the next row goes on from, as an expression.
pub(super) const LAST: &str = "(SELECT hash FROM audit ORDER BY id DESC LIMIT 1)";

/// Adds a row to the end of the chain.
pub(crate) async fn add(connection: &mut AnyConnection, record: &Record<'_>) -> Result<(), sqlx::Error> {
    let sql = AssertSqlSafe(format!("SELECT {LAST} AS hash")).into_sql_str();
    let last = sqlx::query(sql).fetch_one(&mut *connection).await?;
    go_on(connection, record, last.try_get("hash")?).await
}

/// The same where the [`LAST`] hash has been read already.
pub(super) async fn go_on(
    connection: &mut AnyConnection,
    record: &Record<'_>,
    last: Option<Vec<u8>>,
) -> Result<(), sqlx::Error> {
    let before = last.as_deref().and_then(Digest::from_bytes).unwrap_or(Digest::NOBODY);
    let (who, state) = (row::spelt(record.who)?, record.state.map(row::spelt).transpose()?);
    let link = Link { record, who: &who, state: state.as_deref() };
    let sql = "INSERT INTO audit (at, ticket, event, kind, who, actor, detail, state, digest, hash) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    sqlx::query(sql)
        .bind(record.at)
        .bind(record.ticket)
        .bind(record.event)
        .bind(record.kind)
        .bind(&who)
        .bind(record.actor)
        .bind(record.detail)
        .bind(&state)
        .bind(record.digest.map(|digest| digest.as_bytes().to_vec()))
        .bind(link.hash(&before).as_bytes())
        .execute(connection)
        .await
        .map(|_| ())
}

/// What no other row has, of this desk or another, in so many letters that two are never taken for one: the beginning of its hash, which is of
/// all rows before it, too. When a copy of the database was restored, numbers are given once more, and to other rows.
pub(super) fn mark(row: &AnyRow) -> Result<Option<String>, sqlx::Error> {
    let hash: Option<Vec<u8>> = row.try_get("hash")?;
    let hash = hash.and_then(|hash| Digest::from_bytes(&hash));
    Ok(hash.map(|hash| hash.short().chars().take(MARK).collect()))
}

/// The mark of the row that tells of an event; nothing when there never was one with this number.
pub(super) async fn mark_of_event(connection: &mut AnyConnection, event: i64) -> Result<Option<String>, sqlx::Error> {
    let row = sqlx::query("SELECT hash FROM audit WHERE event = $1").bind(event).fetch_optional(connection).await?;
    row.as_ref().map(mark).transpose().map(Option::flatten)
}

/// A row as it is hashed.
struct Link<'a> {
    record: &'a Record<'a>,
    who: &'a str,
    state: Option<&'a str>,
}

impl Link<'_> {
    fn hash(&self, before: &Digest) -> Digest {
        let Record { at, ticket, event, kind, actor, detail, digest, .. } = self.record;
        let mut seal = Seal::default();
        seal.bytes(before.as_bytes());
        [at, *kind, self.who, actor].into_iter().for_each(|text| seal.bytes(text.as_bytes()));
        [ticket, event].into_iter().for_each(|number| seal.maybe(number.map(i64::to_be_bytes).as_ref()));
        seal.maybe(*detail);
        seal.maybe(self.state);
        seal.maybe(digest.as_ref().map(Digest::as_bytes));
        seal.done()
    }
}

/// What an event and its files say.
pub(super) struct Content<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) text: &'a str,
    pub(super) stars: Option<u8>,
    pub(super) team: Option<&'a str>,
    pub(super) due: Option<&'a str>,
    pub(super) files: Vec<Attached<'a>>,
    /// Of the event that brought the ticket.
    pub(super) born: Option<Born<'a>>,
}

/// A file of an event.
pub(super) struct Attached<'a> {
    pub(super) upload: &'a str,
    pub(super) name: &'a str,
    pub(super) media_type: &'a str,
}

/// What a ticket was when it came.
pub(super) struct Born<'a> {
    pub(super) form: &'a str,
    pub(super) subject: &'a str,
    pub(super) context: &'a str,
    /// Field, label and value as JSON, in their order.
    pub(super) answers: Vec<[&'a str; 3]>,
}

impl<'a> Content<'a> {
    pub(super) fn of(happening: &Happening<'a>, files: &'a [Attachment]) -> Self {
        Self {
            name: happening.name,
            text: happening.text,
            stars: happening.stars,
            team: happening.team,
            due: happening.due,
            files: files.iter().map(Attached::of).collect(),
            born: None,
        }
    }

    pub(super) fn digest(&self, salt: &Digest) -> Digest {
        let mut seal = Seal::default();
        seal.bytes(salt.as_bytes());
        seal.bytes(self.text.as_bytes());
        [self.name, self.team, self.due].into_iter().for_each(|text| seal.maybe(text));
        seal.maybe(self.stars.map(|stars| [stars]).as_ref());
        for file in &self.files {
            [file.upload, file.name, file.media_type].into_iter().for_each(|text| seal.bytes(text.as_bytes()));
        }
        if let Some(born) = &self.born {
            [born.form, born.subject, born.context].into_iter().for_each(|text| seal.bytes(text.as_bytes()));
            born.answers.iter().flatten().for_each(|text| seal.bytes(text.as_bytes()));
        }
        seal.done()
    }
}

impl<'a> Attached<'a> {
    pub(super) fn of(file: &'a Attachment) -> Self {
        Self { upload: &file.upload, name: &file.name, media_type: &file.media_type }
    }
}

impl<'a> Born<'a> {
    /// `values` are those of the answers, as JSON.
    pub(super) fn of(draft: &'a Draft, values: &'a [String]) -> Self {
        let answers = draft.answers.iter().zip(values);
        Self {
            form: &draft.form,
            subject: &draft.subject,
            context: &draft.context,
            answers: answers.map(|(answer, value)| [answer.field.as_str(), &answer.label, value]).collect(),
        }
    }
}

/// Hashes parts, each with its length, so that no two sequences of parts are the same bytes.
#[derive(Default)]
struct Seal(Digesting);

impl Seal {
    fn bytes(&mut self, bytes: &[u8]) {
        self.0.add(&(bytes.len() as u64).to_be_bytes());
        self.0.add(bytes);
    }

    fn maybe(&mut self, bytes: Option<impl AsRef<[u8]>>) {
        match bytes {
            Some(bytes) => self.bytes(bytes.as_ref()),
            None => self.0.add(&u64::MAX.to_be_bytes()),
        }
    }

    fn done(self) -> Digest {
        self.0.done()
    }
}
