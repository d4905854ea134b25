//! What stays while pages change: the sign that the next one is coming, and the word that it did not come.

use leptos::prelude::*;

use super::{Progress, use_navigation};
use crate::any::Any;
use crate::shell::Icon;
use crate::words;

/// The frame.
#[component]
pub(crate) fn FrameView() -> impl IntoView {
    let navigation = use_navigation();
    let progress = navigation.progress;
    let failed = move || progress.get() == Progress::Failed;
    view! {
        <div class="progress" aria-hidden="true" hidden=move || progress.get() != Progress::Coming></div>
        // The page before stays on screen, and the reader can try again.
        <div class="page-failure" role="alert">
            <div class="banner banner-warning" hidden=move || !failed()>
                <Icon name="wifi-off"/>
                <p>{move || if failed() { words::PAGE_FAILED } else { "" }}</p>
                <button type="button" class="button button-quiet" on:click=move |_| navigation.again()>
                    <Icon name="refresh-cw"/>
                    {words::TRY_AGAIN}
                </button>
            </div>
        </div>
    }
    .any()
}
