//! Fields to pick from.

use content::Element;
use leptos::{ev, html, prelude::*};

use super::field::{FieldErrorView, Frame, Hint, LabelWords};
use super::sheet::Sheet;
use crate::words::journey as words;

/// One of several, as the browser's own list: it works with every keyboard, phone and screen reader.
#[component]
pub(super) fn DropdownField(
    /// The form it is in.
    sheet: Sheet,
    /// The field.
    element: Element,
    /// What can be picked.
    options: Vec<String>,
) -> impl IntoView {
    let frame = Frame { sheet: sheet.clone(), element: element.clone() };
    let node = NodeRef::<html::Select>::new();
    let id = element.id.clone();
    let (ready, answers, field) = (sheet.ready, sheet.answers, id.clone());
    Effect::new(move |_| {
        if !ready.get() {
            return;
        }
        let wanted = answers.with(|answers| answers.text(&field).to_owned());
        if let Some(select) = node.get_untracked().filter(|select| select.value() != wanted) {
            select.set_value(&wanted);
        }
    });
    let at_first = sheet.answers.with_untracked(|answers| answers.text(&element.id).to_owned());
    let picked =
        move |event: ev::Event| sheet.change(&id, |answers| answers.set_text(&id, &event_target_value(&event)));
    let options = options.into_iter().map(|option| {
        let selected = option == at_first;
        view! { <option value=option.clone() selected=selected>{option.clone()}</option> }
    });
    let nothing = if element.required { words::PLEASE_PICK } else { words::NOT_SURE };
    let error = frame.clone();
    view! {
        <div class="field" class:field-wrong=move || error.error().is_some()>
            <label class="field-label" for=frame.id()><LabelWords frame=frame.clone()/></label>
            <Hint frame=frame.clone()/>
            <FieldErrorView frame=frame.clone()/>
            <select
                class="field-control"
                node_ref=node
                id=frame.id()
                name=element.id.clone()
                required=element.required
                aria-invalid=frame.invalid()
                aria-describedby=frame.described_by()
                on:change=picked
            >
                <option value="">{nothing}</option>
                {options.collect_view()}
            </select>
        </div>
    }
}

/// Some of several.
#[component]
pub(super) fn CheckboxesField(
    /// The form it is in.
    sheet: Sheet,
    /// The field.
    element: Element,
    /// The boxes, and whether each must be ticked.
    options: Vec<(String, bool)>,
) -> impl IntoView {
    let frame = Frame { sheet: sheet.clone(), element: element.clone() };
    let error = frame.clone();
    let described_by = frame.described_by();
    let boxes = options.into_iter().enumerate().map(|(index, (label, required))| {
        // The error summary leads to the field's id: the first box carries it.
        let id = if index == 0 { frame.id() } else { format!("{}-{index}", frame.id()) };
        view! { <TickBox sheet=sheet.clone() field=element.id.clone() id label required/> }
    });
    view! {
        <fieldset class="field field-group" class:field-wrong=move || error.error().is_some() aria-describedby=described_by>
            <legend class="field-label"><LabelWords frame=frame.clone()/></legend>
            <Hint frame=frame.clone()/>
            <FieldErrorView frame=frame.clone()/>
            {boxes.collect_view()}
        </fieldset>
    }
}

/// One box.
#[component]
fn TickBox(sheet: Sheet, field: String, id: String, label: String, required: bool) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let (ready, answers) = (sheet.ready, sheet.answers);
    let (own_field, own_label) = (field.clone(), label.clone());
    Effect::new(move |_| {
        if !ready.get() {
            return;
        }
        let wanted = answers.with(|answers| answers.is_ticked(&own_field, &own_label));
        if let Some(input) = node.get_untracked().filter(|input| input.checked() != wanted) {
            input.set_checked(wanted);
        }
    });
    let at_first = sheet.answers.with_untracked(|answers| answers.is_ticked(&field, &label));
    let value = label.clone();
    let name = field.clone();
    let ticked = {
        let (field, label) = (field, label.clone());
        move |event: ev::Event| {
            let on = event_target_checked(&event);
            sheet.change(&field, |answers| answers.tick(&field, &label, on));
        }
    };
    view! {
        <label class="tick" for=id>
            <input type="checkbox" node_ref=node id=id.clone() name=name value=value checked=at_first required=required on:change=ticked/>
            <span>{label}</span>
        </label>
    }
}
