//! TOML to [`Node`]s.

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

use super::{Entry, Kind, Node, Value};
use crate::Problem;

/// Reads a TOML document. What stands before and after a mistake is read all the same.
pub fn parse(path: &str, text: &str) -> (Node, Vec<Problem>) {
    let offset = text.len() - text.trim_start_matches('\u{feff}').len();
    let (table, errors) = DeTable::parse_recoverable(text.get(offset..).unwrap_or_default());
    let problems = errors
        .into_iter()
        .map(|error| {
            let at = error.span().unwrap_or(0..0);
            let (code, label, help) = if error.message().starts_with("duplicate key") {
                ("key/duplicate", "this key is there already", "keep one of them")
            } else {
                let help = "write `key = \"words\"`: texts stand in quotes, and every quote and bracket is closed";
                ("toml/syntax", "TOML cannot be read here", help)
            };
            Problem::error(code, path, error.message().lines().next().unwrap_or_default())
                .at(at.start + offset..at.end + offset, label)
                .help(help)
        })
        .collect();
    let span = table.span();
    let node = Node { value: convert_table(table.into_inner(), offset), span: span.start + offset..span.end + offset };
    (node, problems)
}

fn convert(value: Spanned<DeValue<'_>>, offset: usize) -> Node {
    let span = value.span();
    let scalar = |text: String, kind| Value::Scalar { text, kind };
    let value = match value.into_inner() {
        DeValue::String(text) => scalar(text.into_owned(), Kind::Text),
        DeValue::Integer(number) if number.radix() == 10 => scalar(number.as_str().to_owned(), Kind::Number),
        DeValue::Integer(number) => scalar(number.to_string(), Kind::Number),
        DeValue::Float(number) => scalar(number.as_str().to_owned(), Kind::Number),
        DeValue::Boolean(flag) => scalar(flag.to_string(), Kind::Bool),
        DeValue::Datetime(moment) => scalar(moment.to_string(), Kind::Moment),
        DeValue::Array(items) => Value::List(items.into_iter().map(|item| convert(item, offset)).collect()),
        DeValue::Table(table) => convert_table(table, offset),
    };
    Node { value, span: span.start + offset..span.end + offset }
}

fn convert_table(table: DeTable<'_>, offset: usize) -> Value {
    let mut entries: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| {
            let span = key.span();
            Entry {
                key: key.into_inner().into_owned(),
                key_span: span.start + offset..span.end + offset,
                node: convert(value, offset),
            }
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    Value::Table(entries)
}
