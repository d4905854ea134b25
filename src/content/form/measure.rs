//! How bad it is: whom it affects, and what these can still do.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ElementKind, Form};
use crate::ticket::Value;

/// What a dropdown of a form measures. Its three options go from the least to the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// Whom it affects.
    Impact,
    /// What these can still do.
    Urgency,
}

impl Measure {
    /// What authors call the three, in links and in the matrix of priorities.
    pub fn ids(self) -> [&'static str; 3] {
        match self {
            Self::Impact => ["me", "team", "many"],
            Self::Urgency => ["can-work", "partly", "not-at-all"],
        }
    }

    /// Id of its field, unless the author gives another.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Impact => "impact",
            Self::Urgency => "urgency",
        }
    }

    /// What is asked, unless the author asks otherwise.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Impact => "Who is affected?",
            Self::Urgency => "Can you still work?",
        }
    }

    /// What can be picked, unless the author words it otherwise.
    pub(crate) fn options(self) -> [&'static str; 3] {
        match self {
            Self::Impact => ["Only me", "My team", "Many people"],
            Self::Urgency => ["I can work", "Partly", "Not at all"],
        }
    }
}

impl Form {
    /// Which of the three options of a measure was picked, from 0. `values` are those that [`crate::ticket::sent`] gives:
    /// what hidden fields hold measures nothing.
    pub fn measured(&self, measure: Measure, values: &BTreeMap<String, Value>) -> Option<usize> {
        let asked = self.fields().filter(|field| field.measure == Some(measure));
        asked
            .filter_map(|field| match (&field.kind, values.get(&field.id)) {
                (ElementKind::Dropdown { options, .. }, Some(Value::Text(picked))) => {
                    options.iter().position(|option| option == picked)
                }
                _ => None,
            })
            .next()
    }
}
