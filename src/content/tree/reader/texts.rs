//! Texts of a table, alone and in lists, and the few words that some of them must be.

use super::{Spanned, Table};
use crate::spelling;
use crate::tree::{Entry, Kind, Value, shortened};

impl<'n> Table<'n> {
    /// A text on one line; runs of spaces count as one.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.get(key)?;
        self.sink.text(node, key, false)
    }

    /// A text as it stands, line breaks included.
    pub fn lines(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.get(key)?;
        self.sink.text(node, key, true)
    }

    /// A text as it stands, or a number as it is written: for values with a unit, which some have and some have not.
    pub fn word(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.get(key)?;
        match &node.value {
            Value::Scalar { text, kind: Kind::Number } => {
                Some(Spanned { value: text.clone(), span: node.span.clone() })
            }
            _ => self.sink.text(node, key, true),
        }
    }

    /// A text that must be there and not empty.
    pub fn need(&mut self, key: &'static str, why: &str) -> Option<Spanned<String>> {
        match self.get(key) {
            None => {
                self.missing(key, why);
                None
            }
            Some(node) => {
                let text = self.sink.text(node, key, false)?;
                if text.is_empty() {
                    self.missing(key, why);
                    return None;
                }
                Some(text)
            }
        }
    }

    /// A list of texts. A single text is a list of one; with commas in it, it is an error but is read as its parts.
    pub fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(node) = self.get(key) else { return Vec::new() };
        match &node.value {
            Value::List(items) => items
                .iter()
                .filter_map(|item| self.sink.text(item, &format!("{key}[]"), false))
                .filter(|text| !text.is_empty())
                .collect(),
            Value::Scalar { text, .. } if !text.contains(',') => {
                let one = self.sink.text(node, key, false);
                one.into_iter().filter(|text| !text.is_empty()).collect()
            }
            Value::Scalar { text, .. } => {
                let help = format!("write `[{}]`", shortened(text));
                self.sink.wrong_type(node, key, "a list of texts", Some(help));
                let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
                parts.map(|part| Spanned { value: part.to_owned(), span: node.span.clone() }).collect()
            }
            Value::Table(_) => {
                self.sink.wrong_type(node, key, "a list of texts", None);
                Vec::new()
            }
        }
    }

    /// A text, or a list of texts. What is no text is taken for none, however loosely the file is read.
    pub(crate) fn text_or_texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        match self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node) {
            Some(node) if !node.is_nothing() && matches!(node.value, Value::Scalar { .. }) => {
                if matches!(node.value, Value::Scalar { kind: Kind::Text, .. }) {
                    return self.text(key).into_iter().collect();
                }
                self.known.push(key);
                self.sink.wrong_type(node, key, "a text or a list of texts", None);
                Vec::new()
            }
            _ => self.texts(key),
        }
    }

    /// One of a few words.
    pub(crate) fn one_of<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(key)?;
        self.pick(key, &text, words)
    }

    /// What a text that was read from `key` stands for.
    pub fn pick<T: Copy>(&self, key: &str, text: &Spanned<String>, words: &[(&str, T)]) -> Option<T> {
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text.value) {
            return Some(*value);
        }
        let names = words.iter().map(|(word, _)| *word);
        let message = format!("`{}` is no value for `{key}`", shortened(text));
        self.sink.error("value/unknown", message, text.span.clone(), "not known", spelling::help(text, names));
        None
    }

    /// All keys with texts behind them, whatever they are called. What is no text is a mistake.
    pub fn pairs(&mut self) -> Vec<(Spanned<String>, Spanned<String>)> {
        let pair = |entry: &Entry| {
            let key = Spanned { value: entry.key.clone(), span: entry.key_span.clone() };
            let value = match &entry.node.value {
                Value::Scalar { text, kind: Kind::Number } => {
                    Spanned { value: text.clone(), span: entry.node.span.clone() }
                }
                _ => self.sink.text(&entry.node, &entry.key, false)?,
            };
            Some((key, value))
        };
        self.entries.iter().filter_map(pair).collect()
    }
}
