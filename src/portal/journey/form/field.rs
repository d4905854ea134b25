//! The frame around a field: label, hint and error.

use content::{Element, ElementKind};
use leptos::prelude::*;

use super::options::{CheckboxesField, DropdownField};
use super::sheet::{Sheet, field_id};
use super::text::{InputField, TextareaField};
use super::upload::UploadField;
use crate::document::HtmlView;
use crate::page::Html;
use crate::words::journey as words;

/// One part of a form: a field, or words between fields.
#[component]
pub(super) fn ElementView(
    /// The form it is in.
    sheet: Sheet,
    /// The part.
    element: Element,
    /// The words, when it has any of its own.
    words: Option<Html>,
) -> impl IntoView {
    let (visible, id) = (sheet.visible, element.id.clone());
    let hidden = Memo::new(move |_| visible.with(|visible| !visible.contains(&id)));
    let inside = match element.kind.clone() {
        ElementKind::Markdown { .. } => {
            words.map(|html| view! { <HtmlView html class="prose form-words"/> }).into_any()
        }
        ElementKind::Input { placeholder, value } => view! { <InputField sheet element placeholder value/> }.into_any(),
        ElementKind::Textarea { placeholder, value, render } => {
            view! { <TextareaField sheet element placeholder value code=render.is_some()/> }.into_any()
        }
        ElementKind::Dropdown { options, multiple: false, .. } => {
            view! { <DropdownField sheet element options/> }.into_any()
        }
        ElementKind::Dropdown { options, multiple: true, .. } => {
            view! { <CheckboxesField sheet element options=options.into_iter().map(|label| (label, false)).collect()/> }
                .into_any()
        }
        ElementKind::Checkboxes { options } => {
            let options = options.into_iter().map(|tick| (tick.label, tick.required)).collect();
            view! { <CheckboxesField sheet element options/> }.into_any()
        }
        ElementKind::Upload => view! { <UploadField sheet element/> }.into_any(),
    };
    view! { <div class="form-element" hidden=hidden>{inside}</div> }
}

/// What a field's control needs to belong to its label, hint and error.
#[derive(Clone)]
pub(super) struct Frame {
    pub(super) sheet: Sheet,
    pub(super) element: Element,
}

impl Frame {
    /// Id of the control.
    pub(super) fn id(&self) -> String {
        field_id(&self.element.id)
    }

    /// What is wrong with the field.
    pub(super) fn error(&self) -> Option<String> {
        self.sheet.error(&self.element.id)
    }

    /// `aria-invalid`, while something is wrong.
    pub(super) fn invalid(&self) -> impl Fn() -> Option<&'static str> + Clone + use<> {
        let frame = self.clone();
        move || frame.error().map(|_| "true")
    }

    /// `aria-describedby`: the hint, and the error while there is one.
    pub(super) fn described_by(&self) -> impl Fn() -> Option<String> + Clone + use<> {
        let frame = self.clone();
        move || {
            let hint = (!frame.element.description.is_empty()).then(|| format!("{}-hint", frame.id()));
            let error = frame.error().map(|_| format!("{}-error", frame.id()));
            let ids: Vec<String> = hint.into_iter().chain(error).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    }
}

/// The words of a label: what is asked, and whether it may be left out.
#[component]
pub(super) fn LabelWords(frame: Frame) -> impl IntoView {
    let optional = !frame.element.required;
    view! {
        {frame.element.label}
        {optional.then(|| view! { <span class="field-optional">{words::OPTIONAL}</span> })}
    }
}

/// The sentence under a label.
#[component]
pub(super) fn Hint(frame: Frame) -> impl IntoView {
    let id = format!("{}-hint", frame.id());
    let text = frame.element.description;
    (!text.is_empty()).then(|| view! { <p class="field-hint" id=id>{text}</p> })
}

/// What is wrong with the field, in words.
#[component]
pub(super) fn FieldErrorView(frame: Frame) -> impl IntoView {
    let id = format!("{}-error", frame.id());
    move || {
        frame.error().map(|message| {
            view! {
                <p class="field-error" id=id.clone()>
                    <span class="visually-hidden">{words::ERROR} " "</span>
                    {message}
                </p>
            }
        })
    }
}
