//! What stands in the fields when a page comes to life.

use content::{ElementKind, Form};
use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

use super::answers::Answers;
use super::sheet::field_id;

/// What the reader typed before the page came to life, or what the browser itself brought back.
pub(super) fn take_typed(form: &Form, initial: &Answers, answers: &mut Answers) {
    for element in &form.body {
        let id = &element.id;
        let Some(found) = document().get_element_by_id(&field_id(id)) else { continue };
        let text = match &element.kind {
            ElementKind::Input { .. } => found.dyn_ref().map(HtmlInputElement::value),
            ElementKind::Textarea { .. } => found.dyn_ref().map(HtmlTextAreaElement::value),
            ElementKind::Dropdown { multiple: false, .. } => found.dyn_ref().map(HtmlSelectElement::value),
            _ => None,
        };
        if let Some(text) = text.filter(|text| text != initial.text(id)) {
            answers.set_text(id, &text);
        }
    }
}
