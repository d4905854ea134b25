//! What can be done with the whole list: save it as a file, and forget it.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::Blob;

use super::export::Export;
use super::list::List;
use crate::journey::save::save_as;
use crate::shell::{Icon, say};
use crate::words::journey as words;

/// Ways to save and to forget all tickets, folded up below the list.
#[component]
pub(super) fn CareView(list: List) -> impl IntoView {
    let asked = list.clone();
    let count = Memo::new(move |_| asked.len());
    let any = Memo::new(move |_| count.get() > 0);
    let several = Memo::new(move |_| count.get() > 1);
    move || {
        let list = list.clone();
        any.get().then(|| {
            view! {
                <div class="mine-care">
                    <ExportView list=list.clone() count/>
                    {move || several.get().then(|| view! { <ForgetAllView list=list.clone() count/> })}
                </div>
            }
        })
    }
}

#[component]
fn ExportView(list: List, count: Memo<usize>) -> impl IntoView {
    let failed = RwSignal::new(false);
    let export = move |_| {
        let receipts = list.receipts.get_untracked().unwrap_or_default();
        let (origin, now) =
            (window().location().origin().unwrap_or_default(), String::from(js_sys::Date::new_0().to_iso_string()));
        let export = Export::of(&receipts, &list.site, &origin, &now);
        let saved = export.text().is_some_and(|text| save(&export.name(), &text).is_ok());
        say(if saved { words::LIST_SAVED } else { words::LIST_NOT_SAVED });
        failed.set(!saved);
    };
    view! {
        <details>
            <summary>{words::EXPORT}</summary>
            <p>{words::EXPORT_LEAD}</p>
            <button type="button" class="button button-quiet" on:click=export>
                <Icon name="download"/>{move || words::save_tickets(count.get())}
            </button>
            {move || failed.get().then(|| view! { <p class="field-error">{words::LIST_NOT_SAVED}</p> })}
        </details>
    }
}

#[component]
fn ForgetAllView(list: List, count: Memo<usize>) -> impl IntoView {
    view! {
        <details>
            <summary>{words::FORGET_ALL}</summary>
            <p>{words::FORGET_ALL_LEAD}</p>
            <button type="button" class="button button-quiet" on:click=move |_| list.forget_all()>
                <Icon name="trash-2"/>{move || words::forget_tickets(count.get())}
            </button>
        </details>
    }
}

/// Hands a text to the reader as a file.
fn save(name: &str, text: &str) -> Result<(), JsValue> {
    save_as(&Blob::new_with_str_sequence(&js_sys::Array::of1(&JsValue::from_str(text)))?, name)
}
