//! Typed reading of a [`Node`]: every wrong value becomes a problem, and reading goes on.

mod sink;
mod texts;
mod times;
mod values;

use std::ops::{Deref, Range};

use super::{Entry, Node, Value, shortened};
use crate::spelling;

pub use sink::Sink;

/// A value and its bytes in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its bytes.
    pub span: Range<usize>,
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A table that is being read. Keys nobody asked for are unknown.
pub struct Table<'n> {
    entries: &'n [Entry],
    span: Range<usize>,
    sink: &'n Sink<'n>,
    known: Vec<&'static str>,
    is_all_known: bool,
}

impl<'n> Table<'n> {
    /// Reads `node` as a table; `name` says what it is, such as `a form`.
    pub fn open(node: &'n Node, name: &str, sink: &'n Sink<'n>) -> Option<Self> {
        match &node.value {
            Value::Table(entries) => {
                Some(Self { entries, span: node.span.clone(), sink, known: Vec::new(), is_all_known: false })
            }
            _ => {
                sink.wrong_type(node, name, "a table of keys and values", None);
                None
            }
        }
    }

    /// A table that nobody wrote, because all of it has defaults; `span` is what it would be part of.
    pub(crate) fn unwritten(span: Range<usize>, sink: &'n Sink<'n>) -> Self {
        Self { entries: &[], span, sink, known: Vec::new(), is_all_known: false }
    }

    /// The bytes of the whole table.
    pub(crate) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The bytes of a key's value, or of the whole table when it is not there.
    pub fn span_of(&self, key: &str) -> Range<usize> {
        let entry = self.entries.iter().find(|entry| entry.key == key);
        entry.map_or(self.span.clone(), |entry| entry.node.span.clone())
    }

    /// Where its problems go.
    pub fn sink(&self) -> &'n Sink<'n> {
        self.sink
    }

    /// Whether it holds the key at all; does not count as asking for it.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key && !entry.node.is_nothing())
    }

    /// Takes all keys for known: of a table of an unknown kind nobody can tell.
    pub fn know_all(&mut self) {
        self.is_all_known = true;
    }

    /// Takes a key for known, whatever stands behind it.
    pub fn know(&mut self, key: &'static str) {
        self.known.push(key);
    }

    /// The value of a key, unless there is none or nothing.
    pub(crate) fn get(&mut self, key: &'static str) -> Option<&'n Node> {
        self.known.push(key);
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node).filter(|node| !node.is_nothing())
    }

    /// The bytes of a key that is there and has no value, or an empty one.
    pub(crate) fn empty(&self, key: &str) -> Option<Range<usize>> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        let blank = match &entry.node.value {
            Value::Scalar { text, .. } => text.trim().is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Table(_) => false,
        };
        (entry.node.is_nothing() || blank).then(|| entry.key_span.clone())
    }

    /// Complains that a key is not there, unless one is that looks like it: that one is complained about. A key without a
    /// value is as good as none.
    pub fn missing(&self, key: &str, why: &str) {
        let misspelt = |entry: &Entry| entry.key != key && spelling::closest(&entry.key, [key]).is_some();
        if let Some(span) = self.empty(key) {
            let message = format!("`{key}` is missing");
            return self.sink.error("key/missing", message, span, "nothing stands behind it", Some(why.to_owned()));
        }
        if self.entries.iter().any(misspelt) {
            return;
        }
        // The whole table would be a long underline; its first line says enough.
        let first = self.entries.first().map_or(self.span.clone(), |entry| entry.key_span.clone());
        let at = if self.span.start < first.start { self.span.start..first.start } else { first };
        self.sink.error(
            "key/missing",
            format!("`{key}` is missing"),
            at,
            format!("expected `{key}` here"),
            Some(why.to_owned()),
        );
    }

    /// All keys and values, whatever they are; none of them is unknown any more.
    pub(crate) fn entries(&self) -> &'n [Entry] {
        self.entries
    }

    /// Entries nobody asked for.
    pub(crate) fn unknown(&self) -> impl Iterator<Item = &'n Entry> {
        self.entries.iter().filter(|entry| !self.known.iter().any(|key| *key == entry.key))
    }

    /// The keys that were asked for.
    pub(crate) fn known(&self) -> &[&'static str] {
        &self.known
    }

    /// Complains about every key nobody asked for.
    pub fn finish(self) {
        if self.is_all_known {
            return;
        }
        for entry in self.unknown() {
            let help = spelling::help(&entry.key, self.known.iter().copied());
            let message = format!("unknown key `{}`", shortened(&entry.key));
            self.sink.error("key/unknown", message, entry.key_span.clone(), "not known here", help);
        }
    }
}

/// The text of a scalar; lists and tables are no dates and are told as such by the caller's type message.
fn scalar(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar { text, .. } => Some(text.trim()),
        _ => None,
    }
}
