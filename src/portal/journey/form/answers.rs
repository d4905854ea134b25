//! What a reader has answered in a form so far.

use std::collections::{BTreeMap, BTreeSet};

use content::ticket::{File, Value};
use content::{Category, ElementKind, Form};
use serde::{Deserialize, Serialize};

use crate::words::journey as words;

/// The answers by the ids of their fields. Hidden fields keep theirs, so that showing them again brings the words back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Answers(BTreeMap<String, Value>);

impl Answers {
    /// What a form holds before anybody has touched it.
    pub(super) fn initial(form: &Form) -> Self {
        Self(form.initial_values())
    }

    /// Fills in what an address says.
    pub(super) fn prefill(&mut self, form: &Form, pairs: &[(String, String)], categories: &[Category]) {
        // What fits no field is not the reader's doing, and nothing they would miss.
        let _refused = form.prefill(&mut self.0, pairs, categories);
    }

    /// The text of a field; empty when it has none.
    pub(super) fn text(&self, id: &str) -> &str {
        match self.0.get(id) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// Answers a field with text; empty text is no answer.
    pub(super) fn set_text(&mut self, id: &str, text: &str) {
        if text.is_empty() {
            self.0.remove(id);
        } else {
            self.0.insert(id.to_owned(), Value::Text(text.to_owned()));
        }
    }

    /// What the ticket is about: the answer to `summary` as it is sent, else the form's name.
    pub(super) fn subject(&self, form: &Form) -> String {
        match self.to_send(form).remove("summary") {
            Some(Value::Text(summary)) => summary,
            _ => form.name.clone(),
        }
    }

    /// Whether a box is ticked.
    pub(super) fn is_ticked(&self, id: &str, label: &str) -> bool {
        matches!(self.0.get(id), Some(Value::Many(ticked)) if ticked.iter().any(|one| one == label))
    }

    /// Ticks a box or takes the tick away.
    pub(super) fn tick(&mut self, id: &str, label: &str, on: bool) {
        let mut ticked = match self.0.remove(id) {
            Some(Value::Many(ticked)) => ticked,
            _ => Vec::new(),
        };
        ticked.retain(|one| one != label);
        if on {
            ticked.push(label.to_owned());
        }
        if !ticked.is_empty() {
            self.0.insert(id.to_owned(), Value::Many(ticked));
        }
    }

    /// The files of a field.
    pub(super) fn files(&self, id: &str) -> &[File] {
        match self.0.get(id) {
            Some(Value::Files(files)) => files,
            _ => &[],
        }
    }

    /// Adds a file to the answer to a field.
    pub(super) fn add_file(&mut self, id: &str, file: File) {
        let mut files = self.files(id).to_vec();
        files.push(file);
        self.0.insert(id.to_owned(), Value::Files(files));
    }

    /// Takes the file that is sent under an id off; none is no answer.
    pub(super) fn remove_file(&mut self, id: &str, upload: &str) {
        let mut files = self.files(id).to_vec();
        files.retain(|file| file.upload != upload);
        if files.is_empty() {
            self.0.remove(id);
        } else {
            self.0.insert(id.to_owned(), Value::Files(files));
        }
    }

    /// All files, each with its field.
    pub(super) fn all_files(&self) -> Vec<(String, File)> {
        let files = self.0.iter().filter_map(|(id, value)| match value {
            Value::Files(files) => Some(files.iter().map(|file| (id.clone(), file.clone()))),
            _ => None,
        });
        files.flatten().collect()
    }

    /// Ids of the elements that are to be seen.
    pub(super) fn visible(&self, form: &Form) -> BTreeSet<String> {
        content::ticket::visible(form, &self.0)
    }

    /// What is sent: the answers to the fields that can be seen.
    pub(super) fn to_send(&self, form: &Form) -> BTreeMap<String, Value> {
        content::ticket::sent(form, &self.0)
    }

    /// These answers as the device keeps them: without what is sensitive. The bytes of files lie elsewhere.
    pub(super) fn to_keep(&self, form: &Form) -> Self {
        let sensitive = |id: &str| form.field(id).is_some_and(|field| field.sensitive);
        let kept = self.0.iter().filter(|(id, _)| !sensitive(id));
        Self(kept.map(|(id, value)| (id.clone(), value.clone())).collect())
    }

    /// These answers, as far as the form still has such fields: it may have changed since they were kept.
    pub(super) fn fitting(mut self, form: &Form) -> Self {
        self.0.retain(|id, value| form.body.iter().any(|element| element.id == *id && fits(&element.kind, value)));
        self
    }

    /// The answers as plain text, for a reader who has to hand them over in another way.
    pub(super) fn as_text(&self, form: &Form) -> String {
        let sent = self.to_send(form);
        let mut text = form.name.clone();
        for element in &form.body {
            let answer = match sent.get(&element.id) {
                Some(_) if element.sensitive => words::LEFT_OUT.to_owned(),
                Some(Value::Text(answer)) => answer.clone(),
                Some(Value::Many(ticked)) => ticked.join(", "),
                Some(Value::Files(files)) => files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(", "),
                None => continue,
            };
            text.push_str(&format!("\n\n{}\n{answer}", element.label));
        }
        text
    }
}

fn fits(kind: &ElementKind, value: &Value) -> bool {
    match (kind, value) {
        (ElementKind::Input { .. } | ElementKind::Textarea { .. }, Value::Text(_)) => true,
        (ElementKind::Dropdown { options, multiple: false, .. }, Value::Text(text)) => options.contains(text),
        (ElementKind::Dropdown { options, multiple: true, .. }, Value::Many(ticked)) => {
            ticked.iter().all(|one| options.contains(one))
        }
        (ElementKind::Checkboxes { options }, Value::Many(ticked)) => {
            ticked.iter().all(|one| options.iter().any(|tick| tick.label == *one))
        }
        (ElementKind::Upload, Value::Files(_)) => true,
        _ => false,
    }
}
