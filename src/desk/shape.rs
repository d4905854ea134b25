//! A ticket out of a request's JSON, or everything in which the JSON has another shape than a ticket.
//!
//! What is said goes to whoever writes a client. It names places and kinds and repeats nothing that was sent, but for
//! names that look like a program's.

use std::collections::BTreeMap;

use content::ticket::{
    Answered, ArticleRead, Context, Device, File, GuidePath, MOST_ARTICLES, MOST_SEARCHES, NewTicket, Value,
};
use serde_json::{Map, Value as Json, error::Category};

/// What the outermost value is called.
const BODY: &str = "the body";
/// Most faults that one answer names.
const NAMED: usize = 5;
/// Longest name that is repeated.
const LONGEST_NAME: usize = 64;

type Object = Map<String, Json>;

/// Reads a request's body; an error is a sentence for the client's developer.
pub(crate) fn read(bytes: &[u8]) -> Result<NewTicket, String> {
    let json = serde_json::from_slice(bytes).map_err(|error| syntax(&error))?;
    let mut reader = Reader::default();
    match reader.ticket(json) {
        Some(ticket) if reader.faults.is_empty() => Ok(ticket),
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

/// Takes a ticket apart and notes every fault on the way.
#[derive(Default)]
struct Reader {
    faults: Vec<String>,
}

impl Reader {
    fn said(&self) -> String {
        let more = match self.faults.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!("; and {more} more"),
        };
        let named: Vec<&str> = self.faults.iter().take(NAMED).map(String::as_str).collect();
        format!("The body is not a ticket: {}{more}.", named.join("; "))
    }

    fn ticket(&mut self, json: Json) -> Option<NewTicket> {
        let mut object = self.object(BODY, json)?;
        let ticket = (
            self.required(&mut object, "", "form", Self::text),
            self.required(&mut object, "", "values", Self::values),
            object.remove("context").map_or(Some(Context::default()), |json| self.context(json)),
            self.required(&mut object, "", "secret_hash", Self::text),
        );
        self.rest(&object, "");
        let (Some(form), Some(values), Some(context), Some(secret_hash)) = ticket else { return None };
        Some(NewTicket { form, values, context, secret_hash })
    }

    fn values(&mut self, place: &str, json: Json) -> Option<BTreeMap<String, Value>> {
        let object = self.object(place, json)?;
        let mut values = BTreeMap::new();
        for (id, json) in object {
            let place = member("values", &id);
            if let Some(value) = self.value(&place, json) {
                values.insert(id, value);
            }
        }
        Some(values)
    }

    fn value(&mut self, place: &str, json: Json) -> Option<Value> {
        match json {
            Json::String(text) => Some(Value::Text(text)),
            // The first item tells which kind of list it is; an empty one is none of files.
            Json::Array(items) if items.first().is_some_and(Json::is_object) => {
                self.list(place, items, Self::file).map(Value::Files)
            }
            Json::Array(items) => self.list(place, items, Self::text).map(Value::Many),
            other => self.unfit(place, "a text, a list of texts, or a list of files", &other),
        }
    }

    fn file(&mut self, place: &str, json: Json) -> Option<File> {
        let mut object = self.object(place, json)?;
        let file = (
            self.required(&mut object, place, "name", Self::text),
            self.required(&mut object, place, "type", Self::text),
            self.required(&mut object, place, "data", Self::text),
        );
        self.rest(&object, place);
        let (Some(name), Some(media_type), Some(data)) = file else { return None };
        Some(File { name, media_type, data })
    }

    fn context(&mut self, json: Json) -> Option<Context> {
        let mut object = self.object("context", json)?;
        let guide = self.optional(&mut object, "context", "guide", Self::guide);
        let page = self.optional(&mut object, "context", "page", Self::text);
        let articles = self.optional(&mut object, "context", "articles", |reader, place, json| {
            reader.items(place, json, MOST_ARTICLES, Self::article)
        });
        let searches = self.optional(&mut object, "context", "searches", |reader, place, json| {
            reader.items(place, json, MOST_SEARCHES, Self::text)
        });
        let device = self.optional(&mut object, "context", "device", Self::device);
        self.rest(&object, "context");
        Some(Context {
            guide: guide?,
            page: page?,
            articles: articles?.unwrap_or_default(),
            searches: searches?.unwrap_or_default(),
            device: device?.unwrap_or_default(),
        })
    }

    fn guide(&mut self, place: &str, json: Json) -> Option<GuidePath> {
        let mut object = self.object(place, json)?;
        let guide = (
            self.required(&mut object, place, "guide", Self::text),
            self.required(&mut object, place, "title", Self::text),
            self.optional(&mut object, place, "revision", Self::text),
            self.required(&mut object, place, "answers", |reader, place, json| {
                reader.items(place, json, usize::MAX, Self::answered)
            }),
        );
        self.rest(&object, place);
        let (Some(guide), Some(title), Some(revision), Some(answers)) = guide else { return None };
        Some(GuidePath { guide, title, revision: revision.unwrap_or_default(), answers })
    }

    fn answered(&mut self, place: &str, json: Json) -> Option<Answered> {
        let mut object = self.object(place, json)?;
        let answered = (
            self.required(&mut object, place, "question", Self::text),
            self.required(&mut object, place, "answer", Self::text),
        );
        self.rest(&object, place);
        let (Some(question), Some(answer)) = answered else { return None };
        Some(Answered { question, answer })
    }

    fn article(&mut self, place: &str, json: Json) -> Option<ArticleRead> {
        let mut object = self.object(place, json)?;
        let article = (
            self.required(&mut object, place, "path", Self::text),
            self.required(&mut object, place, "title", Self::text),
            self.optional(&mut object, place, "revision", Self::text),
            self.optional(&mut object, place, "solved", Self::truth),
        );
        self.rest(&object, place);
        let (Some(path), Some(title), Some(revision), Some(solved)) = article else { return None };
        Some(ArticleRead { path, title, revision: revision.unwrap_or_default(), solved })
    }

    fn device(&mut self, place: &str, json: Json) -> Option<Device> {
        let mut object = self.object(place, json)?;
        let mut fact = |name| self.optional(&mut object, place, name, Self::text);
        let (browser, system, screen) = (fact("browser"), fact("system"), fact("screen"));
        let (time_zone, language) = (fact("time_zone"), fact("language"));
        self.rest(&object, place);
        Some(Device { browser: browser?, system: system?, screen: screen?, time_zone: time_zone?, language: language? })
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
