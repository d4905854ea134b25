//! What stays while pages change: the sign that the next one is coming, and the word that it did not come.

use leptos::prelude::*;
use web_sys::MouseEvent;

use super::Progress;
use crate::any::Any;
use crate::element::{around, element};
use crate::shell::Icon;
use crate::words;

/// The frame. The page before stays on screen when the next one fails, and the reader can try again.
#[component]
pub(crate) fn FrameView() -> impl IntoView {
    view! {
        <div class="progress" aria-hidden="true" hidden></div>
        <div class="page-failure" role="alert">
            <div class="banner banner-warning" hidden>
                <Icon name="wifi-off"/>
                <p></p>
                <button type="button" class="button button-quiet">
                    <Icon name="refresh-cw"/>
                    {words::TRY_AGAIN}
                </button>
            </div>
        </div>
    }
    .any()
}

/// Shows how the next page is coming along.
pub(super) fn show(progress: Progress) {
    let page = document();
    let failed = progress == Progress::Failed;
    if let Some(bar) = element(&page, ".progress") {
        bar.set_hidden(progress != Progress::Coming);
    }
    if let Some(words) = element(&page, ".page-failure p") {
        words.set_text_content(Some(if failed { words::PAGE_FAILED } else { "" }));
    }
    if let Some(banner) = element(&page, ".page-failure > .banner") {
        banner.set_hidden(!failed);
    }
}

/// Whether a click asks once more for the page that did not come.
pub(super) fn asks_again(event: &MouseEvent) -> bool {
    around(event, ".page-failure button").is_some()
}
