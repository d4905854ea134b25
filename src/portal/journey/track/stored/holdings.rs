//! What the desk keeps of a ticket, counted.

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};

/// How much there is of a ticket at the desk, as the desk's own export tells.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Holdings {
    /// Answers of the form.
    #[serde(deserialize_with = "count")]
    pub(crate) answers: usize,
    /// Entries of what happened.
    #[serde(deserialize_with = "count")]
    pub(crate) events: usize,
    /// Files.
    #[serde(deserialize_with = "count")]
    pub(crate) files: usize,
    /// Systems that were told of it, by the names that the service desk gave them.
    #[serde(default)]
    pub(crate) told: Vec<String>,
}

impl Holdings {
    /// Counts an export; nothing when it is none.
    pub(super) fn of(export: &str) -> Option<Self> {
        serde_json::from_str(export).ok()
    }
}

/// The length of a list, whatever it holds.
fn count<'de, D: Deserializer<'de>>(list: D) -> Result<usize, D::Error> {
    Vec::<IgnoredAny>::deserialize(list).map(|list| list.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_is_counted_and_anything_else_is_none() {
        let export = r#"{"exported":"2026-11-28T14:00:00.000Z","ticket":{"reference":"TZ-7F3K9Q"},
            "answers":[{"field":"name"},{"field":"email"}],"events":[{},{},{}],"files":[],"told":["jira"]}"#;
        let counted = Holdings { answers: 2, events: 3, files: 0, told: vec!["jira".to_owned()] };
        assert_eq!(Holdings::of(export), Some(counted));
        for odd in ["", "{}", "<!doctype html>", r#"{"answers":2,"events":3,"files":0}"#] {
            assert_eq!(Holdings::of(odd), None, "{odd}");
        }
    }
}
