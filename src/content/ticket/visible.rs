//! Which parts of a form are visible with certain answers.

use std::collections::{BTreeMap, BTreeSet};

use super::{Value, clean};
use crate::{Condition, Element, ElementKind, Form};

/// Ids of all visible elements, words between fields included. A field that depends on a hidden one is hidden too,
/// whatever the hidden one holds.
pub fn visible(form: &Form, values: &BTreeMap<String, Value>) -> BTreeSet<String> {
    let mut visible: BTreeSet<String> = BTreeSet::new();
    // Each round shows what depends on the round before; a circle, which reading refuses, would simply never be shown.
    loop {
        let before = visible.len();
        for element in &form.body {
            let shown = match &element.visible_if {
                None => true,
                Some(condition) => visible.contains(&condition.field) && holds(form, condition, values),
            };
            if shown && !visible.contains(&element.id) {
                visible.insert(element.id.clone());
            }
        }
        if visible.len() == before {
            return visible;
        }
    }
}

fn holds(form: &Form, condition: &Condition, values: &BTreeMap<String, Value>) -> bool {
    let is_option = |field: &Element| matches!(field.kind, ElementKind::Dropdown { .. });
    match values.get(&condition.field) {
        Some(Value::Text(option)) if form.field(&condition.field).is_some_and(is_option) => {
            condition.values.contains(option)
        }
        Some(Value::Text(answer)) => condition.values.iter().any(|value| value == clean::text_of(answer).trim()),
        Some(Value::Many(answers)) => condition.values.iter().any(|value| answers.contains(value)),
        Some(Value::Files(_)) | None => false,
    }
}

/// What is sent and stored: the answers to visible fields that hold something.
///
/// Texts come without white space around them, without control characters other than tab and line feed, and without the
/// controls that turn the direction of text; files under their bare names; every ticked option once.
pub fn sent(form: &Form, values: &BTreeMap<String, Value>) -> BTreeMap<String, Value> {
    let visible = visible(form, values);
    let answer = |field: &Element| {
        let value = clean::answer(&field.kind, values.get(&field.id)?);
        let empty = match &value {
            Value::Text(text) => text.is_empty(),
            Value::Many(options) => options.is_empty(),
            Value::Files(files) => files.is_empty(),
        };
        (!empty).then_some(value)
    };
    let fields = form.fields().filter(|field| visible.contains(&field.id));
    fields.filter_map(|field| Some((field.id.clone(), answer(field)?))).collect()
}
