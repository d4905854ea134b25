//! Which tickets are asked for.

use content::ticket::State;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize as _, de::value::StrDeserializer};
use url::form_urlencoded;

use super::cursor;
use crate::{moment, problem::Problem};

/// Most tickets of one page, and how many there are unless somebody says so.
const MOST: usize = 200;
const USUAL: usize = 50;
/// Longest text that is looked for.
const LONGEST: usize = 500;
/// What can be asked for.
const NAMES: &str = "state, team, assignee, mine, unassigned, form, category, priority, text, created_since, \
                     updated_since, late, unconfirmed, order, limit and cursor";

/// In which order tickets are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Order {
    /// Those that came last first.
    #[default]
    Newest,
    /// Those that came first first.
    Oldest,
}

/// Which tickets are asked for: those that all of it is true of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Query {
    /// Any of them; all when there is none.
    pub(crate) states: Vec<State>,
    /// Columns that must hold exactly this.
    pub(crate) exactly: Vec<(&'static str, String)>,
    /// Nobody has it.
    pub(crate) unassigned: bool,
    /// Stands in the subject or the reference.
    pub(crate) text: Option<String>,
    pub(crate) created_since: Option<String>,
    pub(crate) updated_since: Option<String>,
    /// What was promised is late.
    pub(crate) late: bool,
    /// It waits until the address of its requester is confirmed; such tickets are in no other list.
    pub(crate) unconfirmed: bool,
    pub(crate) order: Order,
    pub(crate) limit: usize,
    /// Number of the ticket that the page begins after.
    pub(crate) after: Option<i64>,
}

impl Query {
    /// Reads what stands behind the `?`. `me` is who asks.
    pub(crate) fn read(query: Option<&str>, me: &str) -> Result<Self, Problem> {
        let mut read = Self {
            states: Vec::new(),
            exactly: Vec::new(),
            unassigned: false,
            text: None,
            created_since: None,
            updated_since: None,
            late: false,
            unconfirmed: false,
            order: Order::Newest,
            limit: USUAL,
            after: None,
        };
        let mut cursor = None;
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            match name.as_ref() {
                "cursor" => cursor = Some(value.into_owned()),
                name => read.take(name, &value, me)?,
            }
        }
        if let Some(cursor) = cursor {
            let after = cursor::ticket_after(read.order, &cursor);
            let wrong = "`cursor` is no `next` of this list. Ask for the first page again, without it.";
            read.after = Some(after.ok_or_else(|| Problem::bad_request(wrong))?);
        }
        Ok(read)
    }

    /// The cursor of what follows a ticket.
    pub(crate) fn cursor(&self, ticket: i64) -> String {
        cursor::ticket_cursor(self.order, ticket)
    }

    fn take(&mut self, name: &str, value: &str, me: &str) -> Result<(), Problem> {
        match name {
            "state" => self.states.extend(value.split(',').map(state).collect::<Result<Vec<_>, _>>()?),
            "team" => self.exactly.push(("team", value.into())),
            "assignee" => self.exactly.push(("assignee", value.into())),
            "form" => self.exactly.push(("form", value.into())),
            "category" => self.exactly.push(("category", value.into())),
            "priority" => self.exactly.push(("priority", value.into())),
            "mine" => {
                if truth("mine", value)? {
                    self.exactly.push(("assignee", me.into()));
                }
            }
            "unassigned" => self.unassigned = truth("unassigned", value)?,
            "late" => self.late = truth("late", value)?,
            "unconfirmed" => self.unconfirmed = truth("unconfirmed", value)?,
            "text" => self.text = Some(text(value)?),
            "created_since" => self.created_since = Some(since("created_since", value)?),
            "updated_since" => self.updated_since = Some(since("updated_since", value)?),
            "order" => {
                self.order = match value {
                    "newest" => Order::Newest,
                    "oldest" => Order::Oldest,
                    _ => return Err(Problem::bad_request("`order` is `newest` or `oldest`.")),
                }
            }
            "limit" => self.limit = limit(value, MOST)?,
            // What is not understood must not widen what is found.
            _ => {
                let detail = format!("The list knows {NAMES}, and something else was asked for.");
                return Err(Problem::bad_request(detail));
            }
        }
        Ok(())
    }
}

/// How many at once, at most.
pub(crate) fn limit(value: &str, most: usize) -> Result<usize, Problem> {
    let limit = value.parse().ok().filter(|limit| (1..=most).contains(limit));
    limit.ok_or_else(|| Problem::bad_request(format!("`limit` is a number from 1 to {most}.")))
}

fn state(word: &str) -> Result<State, Problem> {
    let read: Result<State, serde::de::value::Error> = State::deserialize(StrDeserializer::new(word));
    read.map_err(|_| {
        Problem::bad_request("`state` is one of new, in_progress, waiting_for_reader, solved and closed, or several.")
    })
}

fn truth(name: &str, value: &str) -> Result<bool, Problem> {
    match value {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(Problem::bad_request(format!("`{name}` is `true` or `false`."))),
    }
}

fn text(value: &str) -> Result<String, Problem> {
    match value.chars().count() {
        0..=LONGEST => Ok(value.to_owned()),
        _ => Err(Problem::bad_request(format!("`text` has at most {LONGEST} characters."))),
    }
}

/// A moment, or the beginning of a day in UTC.
fn since(name: &str, value: &str) -> Result<String, Problem> {
    let day = || value.parse::<Date>().ok()?.to_zoned(TimeZone::UTC).ok().map(|day| day.timestamp());
    let read: Option<Timestamp> = value.parse().ok().or_else(day);
    read.map(moment::told).ok_or_else(|| {
        Problem::bad_request(format!(
            "`{name}` is a day such as `2026-11-28`, or a time such as `2026-11-28T14:00:00Z`."
        ))
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    fn said(query: &str) -> String {
        let body = Query::read(Some(query), "Ana").unwrap_err().body("");
        serde_json::from_slice::<serde_json::Value>(&body).unwrap()["detail"].as_str().unwrap().to_owned()
    }

    #[test]
    fn all_that_can_be_asked_for_is_read() {
        let query = "state=new,solved&state=closed&team=Print+room&mine=true&text=%C3%A9&updated_since=2026-11-28\
                     &created_since=2026-11-28T14:00:00%2B01:00&late=true&order=oldest&limit=7&unassigned=false";
        let read = Query::read(Some(query), "Ana").unwrap();
        assert_eq!(read.states, [State::New, State::Solved, State::Closed]);
        assert_eq!(read.exactly, [("team", "Print room".to_owned()), ("assignee", "Ana".to_owned())]);
        assert_eq!((read.text.as_deref(), read.late, read.limit), (Some("é"), true, 7));
        assert_eq!(read.updated_since.as_deref(), Some("2026-11-28T00:00:00.000Z"));
        assert_eq!(read.created_since.as_deref(), Some("2026-11-28T13:00:00.000Z"));
        let next = format!("{query}&cursor={}", read.cursor(12));
        assert_eq!(Query::read(Some(&next), "Ana").unwrap().after, Some(12));
    }

    #[test]
    fn what_cannot_be_asked_for_is_told() {
        insta::assert_snapshot!(said("stat=new"), @"The list knows state, team, assignee, mine, unassigned, form, category, priority, text, created_since, updated_since, late, unconfirmed, order, limit and cursor, and something else was asked for.");
        insta::assert_snapshot!(said("state=open"), @"`state` is one of new, in_progress, waiting_for_reader, solved and closed, or several.");
        insta::assert_snapshot!(said("late=yes"), @"`late` is `true` or `false`.");
        insta::assert_snapshot!(said("limit=0"), @"`limit` is a number from 1 to 200.");
        insta::assert_snapshot!(said("created_since=monday"), @"`created_since` is a day such as `2026-11-28`, or a time such as `2026-11-28T14:00:00Z`.");
        insta::assert_snapshot!(said("cursor=bjE&order=oldest"), @"`cursor` is no `next` of this list. Ask for the first page again, without it.");
    }
}
