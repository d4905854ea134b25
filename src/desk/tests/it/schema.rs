//! Whether something is what a schema says: as much of JSON Schema as the document has.

use serde_json::Value;

/// Says what is wrong with a value; nothing is when it is what the schema says.
pub(crate) fn misfit(document: &Value, schema: &Value, value: &Value) -> Option<String> {
    wrong(document, schema, value, "").err()
}

fn wrong(document: &Value, schema: &Value, value: &Value, place: &str) -> Result<(), String> {
    let no = |what: String| Err(format!("at `{place}`: {what}"));
    for (key, said) in schema.as_object().unwrap() {
        let fits = match key.as_str() {
            "$ref" => {
                let pointer = said.as_str().unwrap().trim_start_matches('#');
                let named = document.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is nowhere"));
                wrong(document, named, value, place)?;
                true
            }
            "type" => kinds(said).any(|kind| is(kind, value)),
            "enum" => list(said).contains(value),
            "pattern" => {
                text(value).is_none_or(|text| regex_lite::Regex::new(said.as_str().unwrap()).unwrap().is_match(text))
            }
            "minLength" => text(value).is_none_or(|text| text.chars().count() >= size(said)),
            "maxLength" => text(value).is_none_or(|text| text.chars().count() <= size(said)),
            "minItems" => value.as_array().is_none_or(|items| items.len() >= size(said)),
            "maxItems" => value.as_array().is_none_or(|items| items.len() <= size(said)),
            "minimum" => value.as_f64().is_none_or(|number| number >= said.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|number| number <= said.as_f64().unwrap()),
            "required" => value
                .as_object()
                .is_none_or(|members| list(said).iter().all(|name| members.contains_key(text(name).unwrap()))),
            "allOf" => {
                list(said).iter().try_for_each(|part| wrong(document, part, value, place))?;
                true
            }
            "anyOf" | "oneOf" => {
                let faults: Vec<_> = list(said).iter().map(|part| wrong(document, part, value, place)).collect();
                let fitting = faults.iter().filter(|fault| fault.is_ok()).count();
                if fitting == 0 {
                    return no(faults.into_iter().filter_map(Result::err).collect::<Vec<_>>().join("; "));
                }
                key == "anyOf" || fitting == 1
            }
            "items" => {
                for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                    wrong(document, said, item, &format!("{place}[{number}]"))?;
                }
                true
            }
            "properties" => {
                for (name, said) in said.as_object().unwrap() {
                    if let Some(member) = value.get(name) {
                        wrong(document, said, member, &format!("{place}.{name}"))?;
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = schema["properties"].as_object();
                let others = value
                    .as_object()
                    .into_iter()
                    .flatten()
                    .filter(|(name, _)| known.is_none_or(|known| !known.contains_key(*name)));
                for (name, member) in others {
                    match said {
                        Value::Bool(false) => return no(format!("`{name}` is not described")),
                        Value::Bool(true) => {}
                        said => wrong(document, said, member, &format!("{place}.{name}"))?,
                    }
                }
                true
            }
            "propertyNames" => true,
            "format" if said == "date-time" => text(value).is_none_or(|text| text.parse::<jiff::Timestamp>().is_ok()),
            "description" | "title" | "example" | "examples" | "format" | "default" => true,
            other => panic!("the schemas of tests do not know `{other}`"),
        };
        if !fits {
            return no(format!("{value} is not {key} {said}"));
        }
    }
    Ok(())
}

fn kinds(said: &Value) -> impl Iterator<Item = &str> {
    said.as_array().map_or(std::slice::from_ref(said), Vec::as_slice).iter().map(|kind| kind.as_str().unwrap())
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        other => panic!("`{other}` is no type"),
    }
}

fn list(said: &Value) -> &Vec<Value> {
    said.as_array().unwrap()
}

fn text(value: &Value) -> Option<&str> {
    value.as_str()
}

fn size(said: &Value) -> usize {
    usize::try_from(said.as_u64().unwrap()).unwrap()
}
