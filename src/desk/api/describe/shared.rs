//! Answers that several operations give, said once.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// With answers that several operations give said once.
pub(super) fn shared(mut document: Value) -> Value {
    let mut named = document["components"]["responses"].as_object().cloned().unwrap_or_default();
    let mut places = BTreeMap::<String, Vec<&mut Value>>::new();
    for operation in document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut) {
        let methods = operation.as_object_mut().into_iter().flat_map(Map::values_mut);
        let answers = methods.filter_map(|operation| operation["responses"].as_object_mut());
        for answer in answers.flat_map(Map::values_mut) {
            places.entry(answer.to_string()).or_default().push(answer);
        }
    }
    for mut same in places.into_values().filter(|same| same.len() > 1) {
        let name = free(&name_of(same[0]), &named);
        let reference = json!({ "$ref": format!("#/components/responses/{name}") });
        named.insert(name, same[0].clone());
        same.iter_mut().for_each(|place| **place = reference.clone());
    }
    document["components"]["responses"] = named.into();
    document
}

/// What an answer is called: by the problems it tells, else by its words.
fn name_of(answer: &Value) -> String {
    let words = answer["description"].as_str().unwrap_or_default().to_lowercase();
    let plain = words.replace("`, `", ".").replace('`', "");
    let letter = |c: char| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' };
    let spaced: String = plain.chars().map(letter).collect();
    spaced.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// The same name, with a number when it is taken.
fn free(name: &str, taken: &Map<String, Value>) -> String {
    let numbered = (2..).map(|number| format!("{name}.{number}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken.contains_key(name)).unwrap_or_default()
}

/// An answer of an operation, wherever the document has it.
pub(super) fn answer<'a>(document: &'a Value, answer: &'a Value) -> &'a Value {
    let place = answer["$ref"].as_str().and_then(|place| document.pointer(place.trim_start_matches('#')));
    place.unwrap_or(answer)
}
