//! Where the reader chooses files, drops them or pastes a screenshot.

use content::file::FileLimits;
use content::ticket::File;
use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, FileList, HtmlInputElement};

use super::row::FileRow;
use super::{Progress, Shelf, pick};
use crate::journey::focus::focus_id;
use crate::shell::say;
use crate::words::journey as words;

/// What files are taken in for.
#[derive(Clone)]
pub(in crate::journey) struct Intake {
    /// Where their bytes wait.
    pub(in crate::journey) shelf: Shelf,
    /// How many may come, how large, and of which kinds.
    pub(in crate::journey) limits: FileLimits,
    /// Whether the device may keep them.
    pub(in crate::journey) kept: bool,
    /// Those that go along already.
    pub(in crate::journey) files: Memo<Vec<File>>,
    /// Takes one more.
    pub(in crate::journey) add: Callback<File>,
    /// Takes one off, by its id.
    pub(in crate::journey) remove: Callback<String>,
    /// Tells why some cannot go along.
    pub(in crate::journey) refuse: Callback<String>,
    /// Whether what is dropped or pasted anywhere on the page is meant for here.
    pub(in crate::journey) whole_page: Signal<bool>,
    /// How far those under way have come.
    pub(in crate::journey) progress: Progress,
}

/// A place for files, and the list of those that go along.
#[component]
pub(in crate::journey) fn FilePicker(
    intake: Intake,
    /// Id of the control.
    id: String,
    /// Whether there must be one.
    #[prop(optional)]
    required: bool,
    /// `aria-invalid`.
    invalid: Signal<Option<&'static str>>,
    /// `aria-describedby`.
    described_by: Signal<Option<String>>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let (notes, reading) = (RwSignal::new(Vec::new()), RwSignal::new(false));
    let over = RwSignal::new(false);
    let take = {
        let intake = intake.clone();
        move |files: Vec<web_sys::File>| take(intake.clone(), files, notes, reading)
    };
    let picked = {
        let take = take.clone();
        move |event: ev::Event| take_from(&event_target(&event), &take)
    };
    {
        let (take, whole_page) = (take.clone(), intake.whole_page);
        Effect::new(move |_| {
            // Files picked before the page came to life.
            if let Some(input) = node.get_untracked() {
                take_from(&input, &take);
            }
            listen(whole_page, over, take.clone());
        });
    }
    let types = intake.limits.types.join(",");
    let rows = {
        let (intake, control) = (intake.clone(), id.clone());
        move || {
            let (intake, control) = (intake.clone(), control.clone());
            let (files, shelf, progress) = (intake.files, intake.shelf.clone(), intake.progress);
            let remove = move |id: String| {
                intake.remove.run(id.clone());
                // The button is gone; what it belonged to is not.
                focus_id(&control);
                let shelf = intake.shelf.clone();
                spawn_local(async move { shelf.remove(vec![id]).await });
            };
            view! {
                <For each=move || files.get() key=|file| file.upload.clone() let:file>
                    <FileRow file shelf=shelf.clone() progress remove=remove.clone()/>
                </For>
            }
        }
    };
    let told = move || {
        let reading = reading.get().then(|| view! { <p>{words::READING_FILES}</p> });
        let notes = notes.get().into_iter().map(|note: String| view! { <p>{note}</p> });
        view! { {reading} {notes.collect_view()} }
    };
    view! {
        <div class="upload" class:is-over=over>
            <input
                class="field-control"
                type="file"
                multiple
                accept=types
                node_ref=node
                id=id
                required=required
                aria-invalid=invalid
                aria-describedby=described_by
                on:change=picked
            />
            <p class="upload-ways needs-js">{words::DROP_OR_PASTE}</p>
            <ul class="upload-files" role="list">{rows}</ul>
            <div class="upload-notes" role="status">{told}</div>
        </div>
    }
}

fn take_from(input: &HtmlInputElement, take: &impl Fn(Vec<web_sys::File>)) {
    let files = input.files().map(listed).unwrap_or_default();
    if !files.is_empty() {
        take(files);
        // Emptied, so that the same file can be picked again after it was taken off.
        input.set_value("");
    }
}

fn listed(files: FileList) -> Vec<web_sys::File> {
    (0..files.length()).filter_map(|index| files.get(index)).collect()
}

/// Takes in files one after the other; what cannot go along is told all at once.
fn take(intake: Intake, files: Vec<web_sys::File>, notes: RwSignal<Vec<String>>, reading: RwSignal<bool>) {
    spawn_local(async move {
        // The page may go while a file is read: then nobody waits for it any more.
        let _ = (notes.try_set(Vec::new()), reading.try_set(true));
        let mut wrong = Vec::new();
        for file in files {
            let Some(there) = intake.files.try_get_untracked() else { return };
            let taken = (there.len(), there.iter().map(|file| file.size).sum());
            match pick::read(&file, &intake.limits, taken).await {
                Ok(picked) => {
                    let mut told: Vec<String> = picked.note.into_iter().collect();
                    if !keep(&intake, &picked.file, picked.bytes).await {
                        told.push(words::no_room_for(&picked.file.name));
                    }
                    say(&words::file_added(&picked.file.name));
                    intake.add.run(picked.file);
                    let _ = notes.try_update(|notes| notes.extend(told));
                }
                Err(why) => wrong.push(why),
            }
        }
        let _ = reading.try_set(false);
        if !wrong.is_empty() {
            wrong.dedup();
            intake.refuse.run(wrong.join(". "));
        }
    });
}

/// Keeps a file on the device, where it may; says whether the device has room for what it may keep.
async fn keep(intake: &Intake, file: &File, bytes: Vec<u8>) -> bool {
    if intake.kept {
        return intake.shelf.keep(&file.upload, bytes).await;
    }
    intake.shelf.hold(&file.upload, bytes);
    true
}

/// What is dropped or pasted anywhere on the page. A file that is dropped beside its field would otherwise take the place of
/// the page.
fn listen(meant: Signal<bool>, over: RwSignal<bool>, take: impl Fn(Vec<web_sys::File>) + Clone + 'static) {
    let dropped = |event: &ev::Event| event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer).filter(has_files);
    let paste = {
        let take = take.clone();
        move |event: ev::Event| {
            let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data).filter(has_files);
            if let Some(files) = data.filter(|_| meant.get_untracked()).and_then(|data| data.files()) {
                event.prevent_default();
                take(listed(files));
            }
        }
    };
    let hover = move |event: ev::Event| {
        if dropped(&event).is_some() {
            event.prevent_default();
            over.set(meant.get_untracked());
        }
    };
    let land = move |event: ev::Event| {
        let Some(data) = dropped(&event) else { return };
        event.prevent_default();
        over.set(false);
        if let Some(files) = data.files().filter(|_| meant.get_untracked()) {
            take(listed(files));
        }
    };
    let leave = move |event: ev::Event| {
        // Out of the window, not from one part of the page to another.
        if event.dyn_ref::<DragEvent>().is_some_and(|event| event.related_target().is_none()) {
            over.set(false);
        }
    };
    let listeners = [
        window_event_listener_untyped("paste", paste),
        window_event_listener_untyped("dragover", hover),
        window_event_listener_untyped("drop", land),
        window_event_listener_untyped("dragleave", leave),
    ];
    on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
}

fn has_files(data: &DataTransfer) -> bool {
    data.files().is_some_and(|files| files.length() > 0) || data.types().includes(&"Files".into(), 0)
}
