//! Files of a ticket that was sent, to be saved on this device.

use std::time::Duration;

use content::ticket::FileNote;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast as _;
use web_sys::{Blob, HtmlAnchorElement, Url};

use crate::journey::ticket::Desk;
use crate::journey::track::Pass;
use crate::shell::{Icon, say};
use crate::site::use_site;
use crate::words::journey as words;

/// How long the browser has to begin saving.
const GRACE: Duration = Duration::from_secs(60);

/// A file with its size, and a button that fetches it. The key to the ticket goes in a header, so no link could.
#[component]
pub(in crate::journey) fn FileLink(
    file: FileNote,
    /// What opens the ticket.
    #[prop(into)]
    pass: Signal<Option<Pass>>,
) -> impl IntoView {
    let site = use_site();
    let size = words::file_size(file.size);
    if file.id.is_empty() {
        return view! { <span><bdi>{file.name}</bdi> " " <span class="upload-size">{size}</span></span> }.into_any();
    }
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None));
    let (name, label) = (file.name.clone(), words::save_file(&file.name));
    let save = move |_| {
        let Some(pass) = pass.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        let (desk, file) = (Desk::of(&site), file.clone());
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            let answer = desk.file(&pass, &file.id).await;
            let why = match &answer {
                Ok(blob) => {
                    save_as(blob, &file.name);
                    None
                }
                Err(failure) => Some(words::file_not_fetched(&file.name, failure)),
            };
            if let Some(why) = &why {
                say(why);
            }
            let _ = (busy.try_set(false), failed.try_set(why));
        });
    };
    view! {
        <button
            type="button"
            class="link-button file-link"
            aria-label=label
            aria-disabled=move || busy.get().then_some("true")
            on:click=save
        >
            <Icon name="download"/>
            <bdi>{name}</bdi>
        </button>
        <span class="upload-size">{size}</span>
        {move || failed.get().map(|why| view! { <span class="field-error">{why}</span> })}
    }
    .into_any()
}

/// Has the browser save bytes under a name.
fn save_as(blob: &Blob, name: &str) {
    let Ok(address) = Url::create_object_url_with_blob(blob) else { return };
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    set_timeout(move || drop(Url::revoke_object_url(&address)), GRACE);
}
