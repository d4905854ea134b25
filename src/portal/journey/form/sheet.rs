//! What the parts of a form's page share.

use std::collections::BTreeSet;
use std::sync::Arc;

use content::ticket::{DECOY, FieldError, decoy, validate};
use content::{ElementKind, Form, Verify};
use leptos::prelude::*;

use super::along::Along;
use super::answers::Answers;
use crate::journey::device::Device;
use crate::journey::ticket::Seal;
use crate::page::Site;
use crate::shell::say;

/// A form being filled in.
#[derive(Clone)]
pub(super) struct Sheet {
    pub(super) form: Arc<Form>,
    pub(super) site: Arc<Site>,
    pub(super) device: Device,
    /// The answers so far.
    pub(super) answers: RwSignal<Answers>,
    /// What stands in the field that people never see.
    pub(super) decoy: RwSignal<String>,
    /// Ids of the elements that are to be seen.
    pub(super) visible: Memo<BTreeSet<String>>,
    /// What must still be mended, in the order of the form.
    pub(super) errors: RwSignal<Vec<FieldError>>,
    /// What had to be mended when the reader last pressed Send.
    pub(super) told: RwSignal<Vec<FieldError>>,
    /// Whether the page has come to life and knows what the device keeps.
    pub(super) ready: RwSignal<bool>,
    /// Whether the device keeps what is typed. Believed until the page knows better.
    pub(super) keeps: RwSignal<bool>,
    /// Fields whose text goes as it is, whatever it holds.
    pub(super) as_written: RwSignal<BTreeSet<String>>,
    /// What goes along besides the answers.
    pub(super) along: Along,
    /// Whether it is being sent: what is on its way is not changed.
    pub(super) busy: RwSignal<bool>,
    /// Seal of the ticket that was sent from here and has not arrived yet. While there is one, the form rests.
    pub(super) waiting: RwSignal<Option<Seal>>,
    /// What the guide that led here demands. Nothing on the page takes it away.
    pub(super) demanded: RwSignal<Option<Verify>>,
}

impl Sheet {
    /// A form that nobody has touched yet.
    pub(super) fn new(form: Form, site: Arc<Site>) -> Self {
        let form = Arc::new(form);
        let answers = RwSignal::new(Answers::initial(&form));
        let asked = Arc::clone(&form);
        Self {
            answers,
            decoy: RwSignal::new(String::new()),
            visible: Memo::new(move |_| answers.with(|answers| answers.visible(&asked))),
            form,
            device: Device::of(&site),
            site,
            errors: RwSignal::new(Vec::new()),
            told: RwSignal::new(Vec::new()),
            ready: RwSignal::new(false),
            keeps: RwSignal::new(true),
            as_written: RwSignal::new(BTreeSet::new()),
            along: Along::nothing(),
            busy: RwSignal::new(false),
            waiting: RwSignal::new(None),
            demanded: RwSignal::new(None),
        }
    }

    /// Changes the answer to a field, and takes errors away that are mended by it.
    pub(super) fn change(&self, id: &str, change: impl FnOnce(&mut Answers)) {
        self.answers.update(change);
        if self.errors.with_untracked(Vec::is_empty) {
            return;
        }
        let still = self.problems().into_iter().find(|error| error.field == id);
        let mut left = self.errors.get_untracked();
        mend(&mut left, id, still);
        // The answer may have hidden other fields, which then ask for nothing.
        self.visible.with_untracked(|visible| {
            left.retain(|error| visible.contains(&error.field) || self.label(&error.field).is_none());
        });
        if self.errors.with_untracked(|errors| *errors != left) {
            self.errors.set(left);
        }
    }

    /// Tells what must be mended.
    pub(super) fn tell(&self, errors: Vec<FieldError>) {
        self.told.set(errors.clone());
        self.errors.set(errors);
    }

    /// Tells that something the reader gave to a field was not taken.
    pub(super) fn object(&self, id: &str, message: String) {
        let mut errors = self.errors.get_untracked();
        errors.retain(|error| error.field != id);
        errors.push(FieldError { field: id.to_owned(), message: message.clone() });
        self.errors.set(errors);
        say(&message);
    }

    /// Changes what stands in the field that people never see.
    pub(super) fn fill_decoy(&self, text: String) {
        if decoy(&text).is_none() {
            self.errors.update(|errors| errors.retain(|error| error.field != DECOY));
        }
        self.decoy.set(text);
    }

    /// Everything that is wrong with the answers now.
    pub(super) fn problems(&self) -> Vec<FieldError> {
        let sent = self.answers.with_untracked(|answers| answers.to_send(&self.form));
        validate(&self.form, &sent, &self.site.support.files).into_iter().chain(self.filled_decoy()).collect()
    }

    /// What is wrong when the field that people never see holds something.
    pub(super) fn filled_decoy(&self) -> Option<FieldError> {
        self.decoy.with_untracked(|text| decoy(text))
    }

    /// Whether something is told in confidence, which the device must not keep.
    pub(super) fn says_in_confidence(&self) -> bool {
        let sent = self.answers.with_untracked(|answers| answers.to_send(&self.form));
        sent.keys().any(|id| self.form.field(id).is_some_and(|field| field.sensitive))
    }

    /// What is wrong with one field.
    pub(super) fn error(&self, id: &str) -> Option<String> {
        self.errors.with(|errors| errors.iter().find(|error| error.field == id).map(|error| error.message.clone()))
    }

    /// The label of a field.
    pub(super) fn label(&self, id: &str) -> Option<&str> {
        self.form.body.iter().find(|element| element.id == id).map(|element| element.label.as_str())
    }
}

/// The first field for files that can be seen: what is pasted or dropped beside all fields is meant for it.
pub(super) fn first_upload<'a>(form: &'a Form, visible: &BTreeSet<String>) -> Option<&'a str> {
    let mut uploads = form.fields().filter(|field| matches!(field.kind, ElementKind::Upload));
    uploads.find(|field| visible.contains(&field.id)).map(|field| &*field.id)
}

/// Replaces the error of a field by what is still wrong with it.
pub(super) fn mend(errors: &mut Vec<FieldError>, id: &str, still: Option<FieldError>) {
    match (errors.iter_mut().find(|error| error.field == id), still) {
        (Some(error), Some(still)) => *error = still,
        _ => errors.retain(|error| error.field != id),
    }
}

/// Id of the element that holds a field, and that its error leads to.
pub(super) fn field_id(id: &str) -> String {
    format!("field-{id}")
}

/// Id of one box of a field. The first has the field's own, which the error summary leads to.
pub(super) fn box_id(field: &str, index: usize) -> String {
    let id = field_id(field);
    if index == 0 { id } else { format!("{id}-{index}") }
}
