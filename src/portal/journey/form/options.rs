//! Fields to pick from.

use leptos::{ev, html, prelude::*};

use super::field::{FieldFrame, Frame};
use super::sheet::{Sheet, box_id};
use super::text::{follow, typed};
use crate::words::journey as words;

/// One of several, as the browser's own list: it works with every keyboard, phone and screen reader.
#[component]
pub(super) fn DropdownField(
    /// The field.
    frame: Frame,
    /// What can be picked.
    options: Vec<String>,
) -> impl IntoView {
    let node = NodeRef::<html::Select>::new();
    follow(&frame, move |wanted| {
        if let Some(select) = node.get_untracked().filter(|select| select.value() != wanted) {
            select.set_value(wanted);
        }
    });
    let element = &frame.element;
    let at_first = frame.sheet.answers.with_untracked(|answers| answers.text(&element.id).to_owned());
    let options = options.into_iter().map(|option| {
        let selected = option == at_first;
        view! { <option value=option.clone() selected=selected>{option.clone()}</option> }
    });
    let nothing = if element.required { words::PLEASE_PICK } else { words::NOT_SURE };
    let control = view! {
        <select
            class="field-control"
            node_ref=node
            id=frame.id()
            name=element.id.clone()
            required=element.required
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
            on:change=typed(&frame)
        >
            <option value="">{nothing}</option>
            {options.collect_view()}
        </select>
    }
    .into_any();
    view! { <FieldFrame frame control/> }
}

/// One of three, from the least to the worst, all in sight.
#[component]
pub(super) fn ScaleField(
    /// The field.
    frame: Frame,
    /// What can be picked.
    options: Vec<String>,
) -> impl IntoView {
    let field = &frame.element.id;
    let choices = options.into_iter().enumerate().map(|(index, label)| {
        let node = NodeRef::<html::Input>::new();
        let own = label.clone();
        follow(&frame, move |wanted| {
            if let Some(input) = node.get_untracked().filter(|input| input.checked() != (wanted == own)) {
                input.set_checked(wanted == own);
            }
        });
        let at_first = frame.sheet.answers.with_untracked(|answers| answers.text(field) == label);
        let id = box_id(field, index);
        view! {
            <label class="tick" for=id>
                <input
                    type="radio"
                    node_ref=node
                    id=id.clone()
                    name=field.clone()
                    value=label.clone()
                    checked=at_first
                    required=frame.element.required
                    on:change=typed(&frame)
                />
                <span>{label.clone()}</span>
            </label>
        }
    });
    let control = choices.collect_view().into_any();
    view! { <FieldFrame frame control/> }
}

/// Some of several.
#[component]
pub(super) fn CheckboxesField(
    /// The field.
    frame: Frame,
    /// The boxes, and whether each must be ticked.
    options: Vec<(String, bool)>,
) -> impl IntoView {
    let field = &frame.element.id;
    let boxes = options.into_iter().enumerate().map(|(index, (label, required))| {
        view! { <TickBox sheet=frame.sheet.clone() field=field.clone() id=box_id(field, index) label required/> }
    });
    let control = boxes.collect_view().into_any();
    view! { <FieldFrame frame control/> }
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
