//! A new ticket.

use std::collections::BTreeMap;

use content::{
    Verify,
    ticket::{
        Answered, ArticleRead, Context, DECOY, Device, File, GuidePath, MOST_ARTICLES, MOST_SEARCHES, NewTicket, Value,
    },
};
use serde_json::Value as Json;

use super::{BODY, Reader, member, whole};

/// Reads a new ticket.
pub(crate) fn ticket(bytes: &[u8]) -> Result<NewTicket, String> {
    super::read(bytes, "a ticket", Reader::ticket)
}

impl Reader {
    fn ticket(&mut self, json: Json) -> Option<NewTicket> {
        let mut object = self.object(BODY, json)?;
        let ticket = (
            self.required(&mut object, "", "form", Self::text),
            self.required(&mut object, "", "values", Self::values),
            object.remove("context").map_or(Some(Context::default()), |json| self.context(json)),
            self.optional(&mut object, "", "verify", Self::verify),
            self.optional(&mut object, "", DECOY, Self::text),
            self.required(&mut object, "", "secret_hash", Self::text),
        );
        self.rest(&object, "");
        let (Some(form), Some(values), Some(context), Some(verify), Some(leave_empty), Some(secret_hash)) = ticket
        else {
            return None;
        };
        let leave_empty = leave_empty.unwrap_or_default();
        Some(NewTicket { form, values, context, verify, leave_empty, secret_hash })
    }

    fn verify(&mut self, place: &str, json: Json) -> Option<Verify> {
        let word = self.text(place, json)?;
        let verify = Verify::from_word(&word);
        if verify.is_none() {
            self.faults.push(format!("`{place}` must be `callback`, or left out"));
        }
        verify
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

    pub(super) fn file(&mut self, place: &str, json: Json) -> Option<File> {
        let mut object = self.object(place, json)?;
        let file = (
            self.required(&mut object, place, "name", Self::text),
            self.required(&mut object, place, "type", Self::text),
            self.required(&mut object, place, "size", Self::size),
            self.required(&mut object, place, "upload", Self::text),
        );
        self.rest(&object, place);
        let (Some(name), Some(media_type), Some(size), Some(upload)) = file else { return None };
        Some(File { name, media_type, size, upload })
    }

    fn size(&mut self, place: &str, json: Json) -> Option<u64> {
        match whole(&json) {
            Some(size) => Some(size),
            None => self.unfit(place, "a whole number of bytes", &json),
        }
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
}
