//! Files that go with a ticket.

use content::Element;
use content::ticket::File;
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

use super::field::{FieldErrorView, Frame, Hint, LabelWords};
use super::sheet::{Sheet, field_id};
use crate::journey::focus::focus_id;
use crate::journey::ticket::base64;
use crate::words::journey as words;

/// Files to go with the ticket. They are not kept with a draft: a device has little room for that.
#[component]
pub(super) fn UploadField(
    /// The form it is in.
    sheet: Sheet,
    /// The field.
    element: Element,
) -> impl IntoView {
    let frame = Frame { sheet: sheet.clone(), element: element.clone() };
    let error = frame.clone();
    let id = element.id.clone();
    let picked = {
        let (sheet, id) = (sheet.clone(), id.clone());
        move |event: ev::Event| {
            let input: HtmlInputElement = event_target(&event);
            let (sheet, id) = (sheet.clone(), id.clone());
            spawn_local(async move {
                let mut files = sheet.answers.with_untracked(|answers| answers.files(&id).to_vec());
                files.extend(read_all(&input).await);
                // Emptied, so that the same file can be picked again after it was taken off.
                input.set_value("");
                sheet.change(&id, |answers| answers.set_files(&id, files));
            });
        }
    };
    let list = move || {
        let files = sheet.answers.with(|answers| answers.files(&id).to_vec());
        let rows = files.into_iter().enumerate().map(|(index, file)| {
            let (sheet, id) = (sheet.clone(), id.clone());
            let control = field_id(&id);
            let label = words::take_off(&file.name);
            let take_off = move |_| {
                sheet.change(&id, |answers| {
                    let mut files = answers.files(&id).to_vec();
                    files.remove(index);
                    answers.set_files(&id, files);
                });
                // The button is gone; what it belonged to is not.
                focus_id(&control);
            };
            view! {
                <li class="upload-file">
                    <span>{file.name}</span>
                    <button type="button" class="link-button" aria-label=label on:click=take_off>{words::TAKE_OFF}</button>
                </li>
            }
        });
        rows.collect_view()
    };
    view! {
        <div class="field" class:field-wrong=move || error.error().is_some()>
            <label class="field-label" for=frame.id()><LabelWords frame=frame.clone()/></label>
            <Hint frame=frame.clone()/>
            <FieldErrorView frame=frame.clone()/>
            <input
                class="field-control"
                type="file"
                multiple
                id=frame.id()
                required=element.required
                aria-invalid=frame.invalid()
                aria-describedby=frame.described_by()
                on:change=picked
            />
            <ul class="upload-files">{list}</ul>
        </div>
    }
}

/// The files a reader picked; one that cannot be read (it may have been moved meanwhile) is left out and so is not shown.
async fn read_all(input: &HtmlInputElement) -> Vec<File> {
    let mut files = Vec::new();
    let Some(picked) = input.files() else { return files };
    for index in 0..picked.length() {
        let Some(file) = picked.get(index) else { continue };
        let Ok(buffer) = JsFuture::from(file.array_buffer()).await else { continue };
        let bytes = js_sys::Uint8Array::new(buffer.unchecked_ref()).to_vec();
        files.push(File { name: file.name(), media_type: file.type_(), data: base64::standard(&bytes) });
    }
    files
}
