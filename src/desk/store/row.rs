//! Reading rows that this program has written.

use content::ticket::{Answered, Who};
use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::value::StrDeserializer};
use sqlx::{Row as _, any::AnyRow};

use super::{Given, failure};
use crate::problem::Problem;

/// A row that this program cannot have written.
pub(super) enum Damage {
    Column(sqlx::Error),
    Json(serde_json::Error),
    Word(serde::de::value::Error),
    Moment(jiff::Error),
}

impl From<sqlx::Error> for Damage {
    fn from(error: sqlx::Error) -> Self {
        Self::Column(error)
    }
}

impl From<Damage> for Problem {
    fn from(damage: Damage) -> Self {
        match damage {
            Damage::Column(error) => failure::problem(error),
            Damage::Json(error) => Self::broken(error),
            Damage::Word(error) => Self::broken(error),
            Damage::Moment(error) => Self::broken(error),
        }
    }
}

/// A word of an enumeration, spelt as in JSON.
pub(super) fn word<T: for<'de> Deserialize<'de>>(row: &AnyRow, column: &str) -> Result<T, Damage> {
    let text: String = row.try_get(column)?;
    T::deserialize(StrDeserializer::new(&text)).map_err(Damage::Word)
}

/// The same where there may be none.
pub(super) fn maybe_word<T: for<'de> Deserialize<'de>>(row: &AnyRow, column: &str) -> Result<Option<T>, Damage> {
    match row.try_get::<Option<String>, _>(column)? {
        Some(text) => T::deserialize(StrDeserializer::new(&text)).map(Some).map_err(Damage::Word),
        None => Ok(None),
    }
}

/// A word of an enumeration as it is stored.
pub(super) fn spelt(word: impl Serialize) -> Result<String, sqlx::Error> {
    match serde_json::to_value(word) {
        Ok(serde_json::Value::String(text)) => Ok(text),
        Ok(other) => Err(sqlx::Error::Encode(format!("`{other}` is no word").into())),
        Err(error) => Err(sqlx::Error::Encode(error.into())),
    }
}

/// A time.
pub(super) fn moment(row: &AnyRow, column: &str) -> Result<Timestamp, Damage> {
    row.try_get::<String, _>(column)?.parse().map_err(Damage::Moment)
}

/// A time, where there may be none.
pub(super) fn maybe_moment(row: &AnyRow, column: &str) -> Result<Option<Timestamp>, Damage> {
    let text: Option<String> = row.try_get(column)?;
    text.map(|text| text.parse().map_err(Damage::Moment)).transpose()
}

/// The stars of a rating, where it is one.
pub(super) fn stars(event: &AnyRow) -> Result<Option<u8>, sqlx::Error> {
    let stars: Option<i64> = event.try_get("stars")?;
    stars.map(|stars| u8::try_from(stars).map_err(|error| sqlx::Error::Decode(error.into()))).transpose()
}

/// Whether somebody has confirmed the requester's address, by who let the ticket in.
pub(super) fn is_confirmed(ticket: &AnyRow) -> Result<bool, Damage> {
    let who: Option<Who> = maybe_word(ticket, "let_in_who")?;
    Ok(who.is_some_and(|who| who != Who::System))
}

/// An answer in words; files are told by themselves.
pub(super) fn answered(row: &AnyRow) -> Result<Option<Answered>, Damage> {
    let value: String = row.try_get("value")?;
    let answer = match serde_json::from_str(&value).map_err(Damage::Json)? {
        Given::Text(text) => text,
        Given::Many(values) => values.join(", "),
        Given::Files(_) => return Ok(None),
    };
    Ok(Some(Answered { question: row.try_get("label")?, answer }))
}
