//! Looking into what another system sends, whatever it is.

use serde_json::Value;

use super::Refused;

/// A body that is JSON.
pub(super) struct Json(Value);

impl Json {
    pub(super) fn read(body: &[u8]) -> Result<Self, Refused> {
        let read = serde_json::from_slice(body).ok().filter(Value::is_object);
        read.map(Self).ok_or(Refused::Shape { fault: "it is no JSON object" })
    }

    /// What is at a path such as `/ticket/id`.
    pub(super) fn at(&self, path: &str) -> Option<&Value> {
        self.0.pointer(path).filter(|value| !value.is_null())
    }

    /// Whether there is something under a name, be it nothing.
    pub(super) fn has(&self, path: &str) -> bool {
        self.0.pointer(path).is_some()
    }

    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.at(path)?.as_str()
    }

    /// Yes or no, also where a system writes 1 or 0.
    pub(super) fn truth(&self, path: &str) -> Option<bool> {
        match self.at(path)? {
            Value::Bool(truth) => Some(*truth),
            Value::Number(number) => match number.as_u64()? {
                0 => Some(false),
                1 => Some(true),
                _ => None,
            },
            _ => None,
        }
    }

    /// An id, which is a number with some systems and a text with others.
    pub(super) fn id(&self, path: &str) -> Option<String> {
        match self.at(path)? {
            Value::Number(number) => number.as_u64().map(|number| number.to_string()),
            Value::String(text) if !text.is_empty() && text.len() <= 200 => Some(text.clone()),
            _ => None,
        }
    }
}
