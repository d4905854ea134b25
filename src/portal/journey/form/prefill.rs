//! Fields filled in by the address: `?category=network&summary=VPN+won't+connect`.

use content::{Category, ElementKind, Form, Verify};

use super::answers::Answers;
use crate::query;
use crate::site::{FROM, VERIFY};

/// Longest address of a page that is believed.
const LONGEST_PAGE: usize = 300;

/// What an address says about a new ticket.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Prefill {
    /// Values that name a field of the form, as id and value, in the order of the address.
    values: Vec<(String, String)>,
    /// The page the reader came from, below the base path.
    pub(super) page: Option<String>,
    /// What the guide that led here demands.
    pub(super) verify: Option<Verify>,
}

impl Prefill {
    /// Reads a query. What names no field is somebody else's (campaign marks, for one) and is left alone.
    pub(super) fn read(form: &Form, search: &str) -> Self {
        let mut prefill = Self::default();
        for (key, value) in query::pairs(search) {
            if key == FROM {
                prefill.page = page(&value);
            } else if key == VERIFY {
                prefill.verify = Verify::from_word(&value).or(prefill.verify);
            } else if let Some(field) = form.field(&key).filter(|_| !value.trim().is_empty()) {
                // A field of one line has no place for line ends.
                let single = matches!(field.kind, ElementKind::Input { .. });
                let value = if single { value.replace(['\r', '\n'], " ") } else { value };
                prefill.values.push((key, value.trim().to_owned()));
            }
        }
        prefill
    }

    /// Fills the fields in.
    pub(super) fn fill(&self, form: &Form, categories: &[Category], answers: &mut Answers) {
        answers.prefill(form, &self.values, categories);
    }

    /// A mark that two visits with the same prefill have in common; empty without one.
    pub(super) fn mark(&self) -> String {
        query::write(self.values.iter().map(|(id, value)| (id.as_str(), value.as_str())))
    }
}

/// An address below the base path and nothing else: it is shown to the reader and sent.
fn page(value: &str) -> Option<String> {
    let sound = !value.is_empty()
        && value.len() <= LONGEST_PAGE
        && !value.starts_with('/')
        && !value.contains(['?', '#', ':', '\\'])
        && !value.chars().any(char::is_control);
    sound.then(|| value.to_owned())
}
