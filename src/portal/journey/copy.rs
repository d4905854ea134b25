//! A button that copies text, and shows the text where the browser will not let it copy.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use crate::shell::Icon;
use crate::words::journey as words;

/// How the last attempt to copy went.
#[derive(Debug, Clone, PartialEq)]
enum Copied {
    /// Not tried.
    NotYet,
    /// It is in the clipboard.
    Done,
    /// The browser refused; here is the text to copy by hand.
    ByHand(String),
}

/// A button that copies text.
#[component]
pub(super) fn CopyButton(
    /// What the button says.
    label: &'static str,
    /// Gives the text when the button is pressed.
    #[prop(into)]
    text: Callback<(), String>,
) -> impl IntoView {
    let copied = RwSignal::new(Copied::NotYet);
    let copy = move |_| {
        let text = text.run(());
        let written = JsFuture::from(clipboard_write(&text));
        spawn_local(async move {
            let done = written.await.is_ok();
            // The page may be gone by now; then nobody needs to know.
            let _ = copied.try_set(if done { Copied::Done } else { Copied::ByHand(text) });
        });
    };
    view! {
        <div class="copy">
            <button type="button" class="button button-quiet" on:click=copy><Icon name="copy"/>{label}</button>
            <p class="copy-status" role="status">
                {move || match copied.get() {
                    Copied::NotYet => "",
                    Copied::Done => words::COPIED,
                    Copied::ByHand(_) => words::COPY_BY_HAND,
                }}
            </p>
            {move || match copied.get() {
                Copied::ByHand(text) => Some(view! { <textarea class="copy-text" readonly rows="6" aria-label=words::TEXT_TO_COPY prop:value=text></textarea> }),
                _ => None,
            }}
        </div>
    }
}

fn clipboard_write(text: &str) -> js_sys::Promise {
    let navigator = window().navigator();
    // Pages without a secure origin have no clipboard at all.
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).unwrap_or_default();
    if clipboard.is_undefined() {
        return js_sys::Promise::reject(&clipboard);
    }
    navigator.clipboard().write_text(text)
}
