//! A ticket, or what a reader does with one, out of a request's JSON; or everything in which the JSON has another shape.
//!
//! What is said goes to whoever writes a client. It names places and kinds and repeats nothing that was sent, but for
//! names that look like a program's.

mod action;
mod agent;
mod ticket;

use serde_json::{Map, Value as Json, error::Category};

/// What the outermost value is called.
const BODY: &str = "the body";
/// Most faults that one answer names.
const NAMED: usize = 5;
/// Longest name that is repeated.
const LONGEST_NAME: usize = 64;

type Object = Map<String, Json>;

pub(crate) use action::{ask_again, confirmation, escalation, nothing, rating, reopening, reply};
pub(crate) use agent::{AgentReply, Assignee, agent_reply, agent_state, assignee, merging, requester};
pub(crate) use ticket::ticket;

/// Reads a request's body, which `what` names; an error is a sentence for the client's developer.
fn read<T>(bytes: &[u8], what: &'static str, read: impl FnOnce(&mut Reader, Json) -> Option<T>) -> Result<T, String> {
    let json = serde_json::from_slice(bytes).map_err(|error| syntax(&error))?;
    let mut reader = Reader { what, faults: Vec::new() };
    match read(&mut reader, json) {
        Some(value) if reader.faults.is_empty() => Ok(value),
        _ => Err(reader.said()),
    }
}

fn syntax(error: &serde_json::Error) -> String {
    match error.classify() {
        Category::Eof => "The body is not JSON: it ends too early.".into(),
        _ => {
            format!("The body is not JSON in UTF-8: see line {}, near byte {} of it.", error.line(), error.column())
        }
    }
}

/// Takes a body apart and notes every fault on the way.
struct Reader {
    /// What the body should be, such as `a ticket`.
    what: &'static str,
    faults: Vec<String>,
}

impl Reader {
    fn said(&self) -> String {
        let more = match self.faults.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!("; and {more} more"),
        };
        let named: Vec<&str> = self.faults.iter().take(NAMED).map(String::as_str).collect();
        format!("The body is not {}: {}{more}.", self.what, named.join("; "))
    }

    fn truth(&mut self, place: &str, json: Json) -> Option<bool> {
        match json {
            Json::Bool(truth) => Some(truth),
            other => self.unfit(place, "true or false", &other),
        }
    }

    /// A list that is not longer than `most`.
    fn items<T>(
        &mut self,
        place: &str,
        json: Json,
        most: usize,
        read: impl Fn(&mut Self, &str, Json) -> Option<T>,
    ) -> Option<Vec<T>> {
        match json {
            Json::Array(items) if items.len() > most => {
                self.faults.push(format!("`{place}` has more than {most} items"));
                None
            }
            Json::Array(items) => self.list(place, items, read),
            other => self.unfit(place, "a list", &other),
        }
    }

    fn text(&mut self, place: &str, json: Json) -> Option<String> {
        match json {
            Json::String(text) => Some(text),
            other => self.unfit(place, "a text", &other),
        }
    }

    fn list<T>(
        &mut self,
        place: &str,
        items: Vec<Json>,
        read: impl Fn(&mut Self, &str, Json) -> Option<T>,
    ) -> Option<Vec<T>> {
        // All items are read before anything is given up, so that all faults are found.
        let items: Vec<Option<T>> =
            (0..).zip(items).map(|(at, item)| read(self, &format!("{place}[{at}]"), item)).collect();
        items.into_iter().collect()
    }

    fn object(&mut self, place: &str, json: Json) -> Option<Object> {
        match json {
            Json::Object(object) => Some(object),
            other => self.unfit(place, "an object", &other),
        }
    }

    fn required<T>(
        &mut self,
        object: &mut Object,
        within: &str,
        name: &str,
        read: impl FnOnce(&mut Self, &str, Json) -> Option<T>,
    ) -> Option<T> {
        let place = member(within, name);
        let Some(json) = object.remove(name) else {
            self.faults.push(format!("`{place}` is missing"));
            return None;
        };
        read(self, &place, json)
    }

    /// A member that may be left out or null; nothing at all when it is there and wrong.
    fn optional<T>(
        &mut self,
        object: &mut Object,
        within: &str,
        name: &str,
        read: impl FnOnce(&mut Self, &str, Json) -> Option<T>,
    ) -> Option<Option<T>> {
        match object.remove(name) {
            None | Some(Json::Null) => Some(None),
            Some(json) => read(self, &member(within, name), json).map(Some),
        }
    }

    /// Notes the members that nobody asked for.
    fn rest(&mut self, object: &Object, within: &str) {
        let unknown = object.keys().map(|name| format!("`{}` is not known here", member(within, name)));
        self.faults.extend(unknown);
    }

    fn unfit<T>(&mut self, place: &str, fits: &str, json: &Json) -> Option<T> {
        let place = if place == BODY { place.to_owned() } else { format!("`{place}`") };
        self.faults.push(format!("{place} must be {fits}, not {}", kind(json)));
        None
    }
}

fn kind(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "true or false",
        Json::Number(_) => "a number",
        Json::String(_) => "a text",
        Json::Array(_) => "a list",
        Json::Object(_) => "an object",
    }
}

/// `values.summary`. A name that no program would give its field may be a reader's words, and is not repeated.
fn member(within: &str, name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let name = if name.len() <= LONGEST_NAME && !name.is_empty() && name.chars().all(plain) { name } else { "…" };
    if within.is_empty() { name.to_owned() } else { format!("{within}.{name}") }
}

#[cfg(test)]
mod tests;
