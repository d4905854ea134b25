//! Files that go with a ticket.

use content::ticket::File;
use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

use super::field::{FieldFrame, Frame};
use super::sheet::field_id;
use crate::journey::focus::focus_id;
use crate::journey::ticket::base64;
use crate::words::journey as words;

/// Files to go with the ticket. They are not kept with a draft: a device has little room for that.
#[component]
pub(super) fn UploadField(
    /// The field.
    frame: Frame,
) -> impl IntoView {
    let (sheet, id) = (frame.sheet.clone(), frame.element.id.clone());
    let node = NodeRef::<html::Input>::new();
    let take = {
        let (sheet, id) = (sheet.clone(), id.clone());
        move |input: HtmlInputElement| {
            let (sheet, id) = (sheet.clone(), id.clone());
            spawn_local(async move {
                let picked = read_all(&input).await;
                if picked.is_empty() {
                    return;
                }
                let mut files = sheet.answers.with_untracked(|answers| answers.files(&id).to_vec());
                files.extend(picked);
                // Emptied, so that the same file can be picked again after it was taken off.
                input.set_value("");
                sheet.change(&id, |answers| answers.set_files(&id, files));
            });
        }
    };
    let picked = {
        let take = take.clone();
        move |event: ev::Event| take(event_target(&event))
    };
    let ready = sheet.ready;
    // Files picked before the page came to life.
    Effect::new(move |_| {
        if ready.get()
            && let Some(input) = node.get_untracked()
        {
            take(input);
        }
    });
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
    let control = view! {
        <input
            class="field-control"
            type="file"
            multiple
            node_ref=node
            id=frame.id()
            required=frame.element.required
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
            on:change=picked
        />
        <ul class="upload-files">{list}</ul>
    }
    .into_any();
    view! { <FieldFrame frame control/> }
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
