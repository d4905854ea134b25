//! A tree of values with the place of each, the same for YAML and TOML, so that every file of a knowledge base, and what
//! operators write for a desk, is read and complained about in one way.

mod reader;
mod toml;
mod yaml;

use std::ops::Range;

pub use reader::{Sink, Spanned, Table};
pub use toml::parse as parse_toml;
pub(crate) use yaml::parse as parse_yaml;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The value.
    pub(crate) value: Value,
    /// Its bytes, counted from the start of the file.
    pub(crate) span: Range<usize>,
}

/// What a [`Node`] holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// One thing, kept as the text that stands in the file (without quotes).
    Scalar { text: String, kind: Kind },
    /// Several things in order.
    List(Vec<Node>),
    /// Things by key, in the order of the file.
    Table(Vec<Entry>),
}

/// What the text of a scalar would be read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Bool,
    Number,
    Moment,
    Text,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Range<usize>,
    pub(crate) node: Node,
}

impl Node {
    /// Whether nothing is written there.
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self.value, Value::Scalar { kind: Kind::Null, .. })
    }

    /// What stands there, for a message: `the number 3`, `a list`.
    fn found(&self) -> String {
        match &self.value {
            Value::Scalar { kind: Kind::Null, .. } => "nothing".into(),
            Value::Scalar { text, kind } => {
                let noun = match kind {
                    Kind::Bool => "",
                    Kind::Number => "the number ",
                    Kind::Moment => "the date ",
                    _ => "the text ",
                };
                format!("{noun}`{}`", shortened(text))
            }
            Value::List(_) => "a list".into(),
            Value::Table(_) => "a table of keys and values".into(),
        }
    }
}

/// At most forty characters of one line.
pub fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default().trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests;
