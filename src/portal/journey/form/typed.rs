//! What stands in the fields when a page comes to life.

use content::{ElementKind, Form};
use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

use super::answers::Answers;
use super::sheet::{box_id, field_id};

/// What the reader typed before the page came to life, or what the browser itself brought back.
pub(super) fn take_typed(form: &Form, initial: &Answers, answers: &mut Answers) {
    for element in &form.body {
        let id = &element.id;
        let found = document().get_element_by_id(&field_id(id));
        let text = match &element.kind {
            ElementKind::Input { .. } => found.and_then(|found| Some(found.dyn_ref::<HtmlInputElement>()?.value())),
            ElementKind::Textarea { .. } => {
                found.and_then(|found| Some(found.dyn_ref::<HtmlTextAreaElement>()?.value()))
            }
            ElementKind::Dropdown { multiple: false, .. } => {
                found.and_then(|found| Some(found.dyn_ref::<HtmlSelectElement>()?.value()))
            }
            ElementKind::Dropdown { options, .. } => {
                take_ticks(id, options.iter(), answers);
                None
            }
            ElementKind::Checkboxes { options } => {
                take_ticks(id, options.iter().map(|tick| &tick.label), answers);
                None
            }
            ElementKind::Markdown { .. } | ElementKind::Upload => None,
        };
        if let Some(text) = text.filter(|text| text != initial.text(id)) {
            answers.set_text(id, &text);
        }
    }
}

/// No box is ticked at first: one that is was ticked by the reader.
fn take_ticks<'a>(field: &str, labels: impl Iterator<Item = &'a String>, answers: &mut Answers) {
    for (index, label) in labels.enumerate() {
        let found = document().get_element_by_id(&box_id(field, index));
        if found.and_then(|found| Some(found.dyn_ref::<HtmlInputElement>()?.checked())) == Some(true) {
            answers.tick(field, label, true);
        }
    }
}
