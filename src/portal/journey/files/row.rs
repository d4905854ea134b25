//! One file that goes along.

use content::ticket::File;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Blob, BlobPropertyBag, Url};

use super::{Progress, Shelf};
use crate::shell::Icon;
use crate::words::journey as words;

/// Pictures that every browser shows.
const SHOWN: [&str; 4] = ["image/jpeg", "image/png", "image/webp", "image/gif"];

/// A file, how far it has come, and the button that takes it off.
#[component]
pub(super) fn FileRow(
    file: File,
    /// Where its bytes wait.
    shelf: Shelf,
    /// How far it has come.
    progress: Progress,
    /// Takes it off.
    #[prop(into)]
    remove: Callback<String>,
) -> impl IntoView {
    let File { name, media_type, size, upload } = file;
    let picture = RwSignal::new(None::<String>);
    if SHOWN.contains(&&*media_type) {
        show(shelf, upload.clone(), media_type, picture);
    }
    let small = move || match picture.get() {
        Some(address) => view! { <img class="upload-picture" src=address alt=""/> }.into_any(),
        None => view! { <span class="upload-picture"><Icon name="file-text"/></span> }.into_any(),
    };
    let sent = {
        let upload = upload.clone();
        Memo::new(move |_| progress.of(&upload))
    };
    let label = words::sending_file(&name);
    let bar = move || match sent.get() {
        None => None,
        Some(100) => Some(view! { <span class="upload-sent">{words::FILE_SENT}</span> }.into_any()),
        Some(percent) => Some(
            view! { <progress max="100" value=percent.to_string() aria-label=label.clone()></progress> }.into_any(),
        ),
    };
    view! {
        <li class="upload-file">
            {small}
            <span class="upload-name"><bdi>{name.clone()}</bdi> <span class="upload-size">{words::file_size(size)}</span> {bar}</span>
            <button
                type="button"
                class="link-button"
                aria-label=words::take_off(&name)
                on:click=move |_| remove.run(upload.clone())
            >
                {words::TAKE_OFF}
            </button>
        </li>
    }
}

/// Shows a picture for as long as its row is there.
fn show(shelf: Shelf, id: String, media_type: String, picture: RwSignal<Option<String>>) {
    Effect::new(move |_| {
        let (shelf, id, media_type) = (shelf.clone(), id.clone(), media_type.clone());
        spawn_local(async move {
            let Some(address) = shelf.bytes(&id).await.and_then(|bytes| address_of(&bytes, &media_type)) else {
                return;
            };
            if let Some(gone) = picture.try_set(Some(address)).flatten() {
                let _ = Url::revoke_object_url(&gone);
            }
        });
    });
    on_cleanup(move || {
        if let Some(address) = picture.try_get_untracked().flatten() {
            // An address that stays costs memory until the page is closed, and nothing else.
            let _ = Url::revoke_object_url(&address);
        }
    });
}

/// An address under which this page alone finds these bytes.
pub(super) fn address_of(bytes: &[u8], media_type: &str) -> Option<String> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}
