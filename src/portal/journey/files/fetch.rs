//! Files of a ticket that was sent, to be saved on this device.

use content::ticket::FileNote;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::journey::save::save_as;
use crate::journey::ticket::{Desk, Failure};
use crate::journey::track::Pass;
use crate::shell::{Icon, say};
use crate::site::use_site;
use crate::words::journey as words;

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
            let saved = answer.and_then(|blob| save_as(&blob, &file.name).map_err(|_| Failure::Broken(0)));
            let why = saved.err().map(|failure| words::file_not_fetched(&file.name, &failure));
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
