//! The frame around a field: label, hint and error.

use content::ticket::{LONGEST_LINE, LONGEST_TEXT};
use content::{Element, ElementKind};
use leptos::prelude::*;

use super::options::{CheckboxesField, DropdownField, ScaleField};
use super::room::room;
use super::secrets::SecretNotice;
use super::sheet::{Sheet, field_id};
use super::text::{InputField, TextareaField};
use super::upload::UploadField;
use crate::html::HtmlView;
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
    let (visible, busy, id) = (sheet.visible, sheet.busy, element.id.clone());
    let hidden = Memo::new(move |_| visible.with(|visible| !visible.contains(&id)));
    let kind = element.kind.clone();
    let frame = Frame { sheet, element };
    let inside = match kind {
        ElementKind::Markdown { .. } => {
            words.map(|html| view! { <HtmlView html class="prose form-words"/> }).into_any()
        }
        ElementKind::Input { placeholder, value } => view! { <InputField frame placeholder value/> }.into_any(),
        ElementKind::Textarea { placeholder, value, render } => {
            view! { <TextareaField frame placeholder value code=render.is_some()/> }.into_any()
        }
        ElementKind::Dropdown { options, .. } if frame.element.measure.is_some() => {
            view! { <ScaleField frame options/> }.into_any()
        }
        ElementKind::Dropdown { options, multiple: false, .. } => view! { <DropdownField frame options/> }.into_any(),
        ElementKind::Dropdown { options, multiple: true, .. } => {
            view! { <CheckboxesField frame options=options.into_iter().map(|label| (label, false)).collect()/> }
                .into_any()
        }
        ElementKind::Checkboxes { options } => {
            let options = options.into_iter().map(|tick| (tick.label, tick.required)).collect();
            view! { <CheckboxesField frame options/> }.into_any()
        }
        ElementKind::Upload => view! { <UploadField frame/> }.into_any(),
    };
    view! { <div class="form-element" hidden=hidden inert=move || busy.get()>{inside}</div> }
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

    /// `aria-invalid`, while something is wrong.
    pub(super) fn invalid(&self) -> impl Fn() -> Option<&'static str> + Clone + use<> {
        let frame = self.clone();
        move || frame.error().map(|_| "true")
    }

    /// `aria-describedby`: the hint, and the error while there is one.
    pub(super) fn described_by(&self) -> impl Fn() -> Option<String> + Clone + use<> {
        let frame = self.clone();
        move || {
            let hint = (!frame.hint().is_empty()).then(|| format!("{}-hint", frame.id()));
            let error = frame.error().map(|_| format!("{}-error", frame.id()));
            let ids: Vec<String> = hint.into_iter().chain(error).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    }

    /// What is wrong with the field.
    fn error(&self) -> Option<String> {
        self.sheet.error(&self.element.id)
    }

    /// The sentences under the label.
    fn hint(&self) -> String {
        let said = self.element.description.trim();
        let limits = matches!(self.element.kind, ElementKind::Upload)
            .then(|| words::upload_limits(&self.sheet.site.support.files));
        let unkept = self.element.sensitive.then(|| words::NOT_KEPT.to_owned());
        let all = [Some(said.to_owned()), limits, unkept].into_iter().flatten().filter(|words| !words.is_empty());
        all.collect::<Vec<_>>().join(" ")
    }

    /// How many characters it takes.
    fn longest(&self) -> Option<usize> {
        match self.element.kind {
            ElementKind::Input { .. } => Some(LONGEST_LINE),
            ElementKind::Textarea { .. } => Some(LONGEST_TEXT),
            _ => None,
        }
    }
}

/// Label, hint, error and the room left, around the control of a field.
#[component]
pub(super) fn FieldFrame(
    /// The field.
    frame: Frame,
    /// Its control, or its boxes.
    control: AnyView,
) -> impl IntoView {
    let optional = (!frame.element.required).then(|| view! { <span class="field-optional">{words::OPTIONAL}</span> });
    let label = view! { {frame.element.label.clone()} {optional} };
    let hint = frame.hint();
    let hint = (!hint.is_empty()).then(|| view! { <p class="field-hint" id=format!("{}-hint", frame.id())>{hint}</p> });
    let told = frame.clone();
    let error = move || {
        told.error().map(|message| {
            view! {
                <p class="field-error" id=format!("{}-error", told.id())>
                    <span class="visually-hidden">{words::ERROR} " "</span>
                    {message}
                </p>
            }
        })
    };
    let room = frame.longest().map(|longest| {
        let (answers, id) = (frame.sheet.answers, frame.element.id.clone());
        let left = Memo::new(move |_| answers.with(|answers| room(answers.text(&id), longest)));
        view! { <p class="field-room" role="status">{move || left.get().map(words::room)}</p> }
    });
    let is_group = frame.element.measure.is_some()
        || matches!(frame.element.kind, ElementKind::Checkboxes { .. } | ElementKind::Dropdown { multiple: true, .. });
    let wrong = {
        let frame = frame.clone();
        move || frame.error().is_some()
    };
    let help = Some(frame.element.help.clone()).filter(|help| !help.is_empty()).map(|help| {
        view! {
            <details class="field-help">
                <summary>{words::HELP_WITH_THIS}</summary>
                <p>{help}</p>
            </details>
        }
    });
    let secrets = view! { <SecretNotice frame=frame.clone()/> };
    let inside = view! { {hint} {help} {error} {control} {room} {secrets} };
    if is_group {
        view! {
            <fieldset class="field field-group" class:field-wrong=wrong aria-describedby=frame.described_by()>
                <legend class="field-label">{label}</legend>
                {inside}
            </fieldset>
        }
        .into_any()
    } else {
        view! {
            <div class="field" class:field-wrong=wrong>
                <label class="field-label" for=frame.id()>{label}</label>
                {inside}
            </div>
        }
        .into_any()
    }
}
