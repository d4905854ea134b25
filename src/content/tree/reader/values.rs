//! Yes or no, numbers, tables and lists of a table.

use super::{Spanned, Table, scalar};
use crate::tree::{Kind, Node, Value};

impl<'n> Table<'n> {
    /// `true` or `false`.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let node = self.get(key)?;
        match &node.value {
            Value::Scalar { text, kind: Kind::Bool } => Some(text.eq_ignore_ascii_case("true")),
            _ => {
                let word = scalar(node).unwrap_or_default().to_lowercase();
                let meant = match word.as_str() {
                    "yes" | "on" | "1" => Some("true"),
                    "no" | "off" | "0" => Some("false"),
                    _ => None,
                };
                self.sink.wrong_type(node, key, "`true` or `false`", meant.map(|meant| format!("write `{meant}`")));
                None
            }
        }
    }

    /// A whole number from 0.
    pub fn count(&mut self, key: &'static str) -> Option<Spanned<usize>> {
        let node = self.get(key)?;
        let number = match &node.value {
            Value::Scalar { text, kind: Kind::Number } => text.replace('_', "").parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.sink.wrong_type(node, key, "a whole number", None);
        }
        number.map(|value| Spanned { value, span: node.span.clone() })
    }

    /// A table.
    pub fn table(&mut self, key: &'static str) -> Option<Table<'n>> {
        let node = self.get(key)?;
        Table::open(node, key, self.sink)
    }

    /// A list of tables.
    pub fn tables(&mut self, key: &'static str) -> Vec<Table<'n>> {
        let name = format!("{key}[]");
        self.list(key).iter().filter_map(|item| Table::open(item, &name, self.sink)).collect()
    }

    /// A list of anything.
    pub(crate) fn list(&mut self, key: &'static str) -> &'n [Node] {
        match self.get(key) {
            None => &[],
            Some(Node { value: Value::List(items), .. }) => items,
            Some(node) => {
                self.sink.wrong_type(node, key, "a list", None);
                &[]
            }
        }
    }
}
