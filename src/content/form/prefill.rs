//! Fills in the fields of a form ahead of the reader.

use std::collections::BTreeMap;

use super::{Element, ElementKind, Form};
use crate::ticket::{LONGEST_LINE, LONGEST_TEXT, Value};
use crate::{Category, spelling};

/// Why a field does not take a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What happened.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl Form {
    /// The element with an id, if it is a field and not just words.
    pub fn field(&self, id: &str) -> Option<&Element> {
        self.fields().find(|element| element.id == id)
    }

    /// All elements that are fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Element> + Clone {
        self.body.iter().filter(|element| !matches!(element.kind, ElementKind::Markdown { .. }))
    }

    /// What the fields hold before the reader has touched them; fields that hold nothing are left out.
    pub fn initial_values(&self) -> BTreeMap<String, Value> {
        let initial = |element: &Element| match &element.kind {
            ElementKind::Input { value, .. } | ElementKind::Textarea { value, .. } if !value.is_empty() => {
                Some(Value::Text(value.clone()))
            }
            ElementKind::Dropdown { options, multiple, default } => {
                let option = options.get((*default)?)?.clone();
                Some(if *multiple { Value::Many(vec![option]) } else { Value::Text(option) })
            }
            _ => None,
        };
        self.fields().filter_map(|element| Some((element.id.clone(), initial(element)?))).collect()
    }

    /// Puts values of an address into `values`, over what is there. A field with the id `category` takes a category's id or
    /// title, one that measures takes the ids of [`crate::Measure::ids`] too. Values that no field takes are left out and given back, as id and value.
    pub fn prefill(
        &self,
        values: &mut BTreeMap<String, Value>,
        prefill: &[(String, String)],
        categories: &[Category],
    ) -> Vec<(String, String)> {
        let mut refused = Vec::new();
        let mut ticked: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (id, value) in prefill {
            match self.accepts(id, value, categories) {
                // The same field named twice means both, not the last.
                Ok(Value::Many(new)) => {
                    let all = ticked.entry(id).or_default();
                    all.extend(new.into_iter().filter(|option| !all.contains(option)).collect::<Vec<_>>());
                }
                Ok(value) => {
                    values.insert(id.clone(), value);
                }
                Err(_) => refused.push((id.clone(), value.clone())),
            }
        }
        values.extend(ticked.into_iter().map(|(id, options)| (id.to_owned(), Value::Many(options))));
        refused
    }

    /// What a field holds after it was filled in with `value`.
    pub(crate) fn accepts(&self, id: &str, value: &str, categories: &[Category]) -> Result<Value, Refusal> {
        let refuse = |message: String, help: Option<String>| Err(Refusal { message, help });
        let Some(element) = self.field(id) else {
            let help = spelling::help(id, self.fields().map(|element| element.id.as_str()))
                .or_else(|| Some("leave it out: the form has no fields".to_owned()));
            return refuse(format!("the form `{}` has no field `{id}`", self.id), help);
        };
        if element.sensitive {
            let help = Some("leave it out: addresses are kept in histories and logs".to_owned());
            return refuse(format!("the field `{id}` is sensitive and cannot be filled in by a link"), help);
        }
        if let Some(pattern) = element.pattern.as_ref().filter(|pattern| !pattern.fits(value.trim())) {
            let help = Some(format!("readers are told: {}", pattern.message));
            return refuse(format!("the value for `{id}` does not fit its pattern `{}`", pattern.pattern), help);
        }
        let shorter = Some("shorten it".to_owned());
        let (options, multiple): (Vec<&str>, bool) = match &element.kind {
            ElementKind::Input { .. } if value.chars().count() > LONGEST_LINE => {
                return refuse(format!("the value for `{id}` is longer than {LONGEST_LINE} characters"), shorter);
            }
            ElementKind::Textarea { .. } if value.chars().count() > LONGEST_TEXT => {
                return refuse(format!("the value for `{id}` is longer than {LONGEST_TEXT} characters"), shorter);
            }
            ElementKind::Input { .. } | ElementKind::Textarea { .. } => return Ok(Value::Text(value.to_owned())),
            ElementKind::Dropdown { options, multiple, .. } => {
                (options.iter().map(String::as_str).collect(), *multiple)
            }
            ElementKind::Checkboxes { options } => (options.iter().map(|tick| tick.label.as_str()).collect(), true),
            ElementKind::Upload | ElementKind::Markdown { .. } => {
                return refuse(
                    format!("the field `{id}` cannot be filled in by a link"),
                    Some("leave it out".to_owned()),
                );
            }
        };
        let title = categories
            .iter()
            .find(|category| id == "category" && category.id == value)
            .map(|category| category.title.as_str());
        let measured = element.measure.and_then(|measure| measure.ids().iter().position(|id| *id == value));
        let found = options
            .iter()
            .find(|option| **option == value)
            .or_else(|| options.iter().find(|option| Some(**option) == title))
            .or_else(|| options.get(measured?));
        match found {
            Some(option) if multiple => Ok(Value::Many(vec![(*option).to_owned()])),
            Some(option) => Ok(Value::Text((*option).to_owned())),
            None => {
                let help = if id == "category" {
                    let known = categories.iter().filter(|category| options.contains(&category.title.as_str()));
                    spelling::help(value, known.map(|category| category.id.as_str()))
                } else {
                    spelling::help(value, options.iter().copied())
                };
                let help = help.or_else(|| Some("leave it out: the field has no options".to_owned()));
                refuse(format!("the field `{id}` has no option `{value}`"), help)
            }
        }
    }

    /// Id of the category a ticket is in: what the field `category` says, else the form's own.
    pub fn category_of(&self, values: &BTreeMap<String, Value>, categories: &[Category]) -> Option<String> {
        let answer = match values.get("category") {
            Some(Value::Text(answer)) => {
                categories.iter().find(|category| category.title == *answer || category.id == *answer)
            }
            _ => None,
        };
        answer.map(|category| category.id.clone()).or_else(|| self.category.clone())
    }
}
