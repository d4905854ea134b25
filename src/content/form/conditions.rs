//! Reads and checks on what other field an element depends.

use super::read::Body;
use super::{Condition, ElementKind};
use crate::spelling;
use crate::tree::{Kind, Spanned, Table, Value, shortened};

impl<'n> Body<'n, '_> {
    /// `visible_if: {field: value}`, or a list of values.
    pub(super) fn condition(&self, table: Table<'n>) -> Option<Spanned<Condition>> {
        let span = table.span();
        let [entry] = table.entries() else {
            let help = Some("write `visible_if: {field: value}`".to_owned());
            self.sink.error("form/condition", "`visible_if` must name one field", span, "expected one field", help);
            return None;
        };
        let values = match &entry.node.value {
            Value::List(items) => {
                items.iter().filter_map(|item| self.sink.item(item, &entry.key)).map(|text| text.value).collect()
            }
            Value::Scalar { kind: Kind::Null, .. } => Vec::new(),
            _ => self.sink.item(&entry.node, &entry.key).map(|text| text.value).into_iter().collect(),
        };
        let condition = Condition { field: entry.key.clone(), values };
        Some(Spanned { value: condition, span: entry.key_span.start..entry.node.span.end })
    }

    /// Conditions must name fields that exist, values these can have, and no field may wait for itself.
    pub(super) fn check_conditions(&mut self) {
        for (at, condition) in &self.conditions {
            let Some(found) = self.ids.get(&condition.field) else {
                let mut ids: Vec<&str> = self.ids.keys().map(String::as_str).collect();
                ids.sort_unstable();
                let help = spelling::help(&condition.field, ids)
                    .or_else(|| Some("leave `visible_if` out, or add the field it waits for".to_owned()));
                let message = format!("the form has no field `{}`", shortened(&condition.field));
                self.sink.error("form/condition", message, condition.span.clone(), "no such field", help);
                continue;
            };
            let Some(field) = self.draft.form.body.get(*found) else { continue };
            if self.waits_for_itself(*at) {
                let message = format!("`{}` is only visible if it is visible itself", self.draft.form.body[*at].id);
                let help =
                    Some("leave out one `visible_if` of the circle, so that a field is there to begin with".to_owned());
                self.sink.error("form/circle", message, condition.span.clone(), "a circle", help);
                continue;
            }
            let options: Vec<&str> = match &field.kind {
                ElementKind::Dropdown { options, .. } => options.iter().map(String::as_str).collect(),
                ElementKind::Checkboxes { options } => options.iter().map(|tick| tick.label.as_str()).collect(),
                ElementKind::Upload => {
                    let message = format!("nothing can depend on the files of `{}`", field.id);
                    let help = Some("ask with a dropdown or checkboxes, and let it depend on these".to_owned());
                    self.sink.error("form/condition", message, condition.span.clone(), "a field for files", help);
                    continue;
                }
                _ => continue,
            };
            for value in condition.values.iter().filter(|value| !options.contains(&value.as_str())) {
                let message = format!("the field `{}` has no option `{}`", field.id, shortened(value));
                let help = spelling::help(value, options.iter().copied()).or_else(no_options);
                self.sink.error("form/condition", message, condition.span.clone(), "can never hold", help);
            }
        }
    }

    /// Whether the conditions that start at an element come back to it.
    fn waits_for_itself(&self, start: usize) -> bool {
        let body = &self.draft.form.body;
        let mut at = start;
        for _ in 0..=body.len() {
            let Some(condition) = body.get(at).and_then(|element| element.visible_if.as_ref()) else { return false };
            let Some(next) = self.ids.get(&condition.field) else { return false };
            if *next == start {
                return true;
            }
            at = *next;
        }
        false
    }
}

/// Help for a value of a field that has no options.
fn no_options() -> Option<String> {
    Some("give the field options first".to_owned())
}
