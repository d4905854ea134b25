//! The page on screen.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_url;
use leptos_router::location::BrowserUrl;

use super::pages::{Progress, Shown, use_pages};
use crate::page::Page;
use crate::shell::Icon;
use crate::site::use_site;
use crate::words;

/// Shows the page that the address names, and says so when it does not come.
#[component]
pub(crate) fn CurrentPage(
    /// Shows a page, by its kind.
    view: fn(Page) -> AnyView,
) -> impl IntoView {
    let pages = use_pages();
    let site = use_site();
    let url = use_url();
    let browser = use_context::<BrowserUrl>();
    Effect::new(move |_| {
        if let Some(browser) = &browser {
            url.with(|url| pages.follow(&site, browser, url));
        }
    });
    view! {
        <PageFailure/>
        <For each=move || [pages.shown.get()] key=|shown: &Shown| shown.number let:shown>
            {view(Arc::unwrap_or_clone(shown.page))}
        </For>
    }
}

/// Says that the next page did not come, and lets the reader try again. The page before stays on screen.
#[component]
fn PageFailure() -> impl IntoView {
    let pages = use_pages();
    let site = use_site();
    let url = use_url();
    let browser = use_context::<BrowserUrl>();
    let again = move |_| {
        if let Some(browser) = &browser {
            url.with_untracked(|url| pages.follow(&site, browser, url));
        }
    };
    let failed = move || pages.progress.get() == Progress::Failed;
    view! {
        <div class="page-failure" role="alert">
            <div class="banner banner-warning" hidden=move || !failed()>
                <Icon name="wifi-off"/>
                <p>{move || if failed() { words::PAGE_FAILED } else { "" }}</p>
                <button type="button" class="button button-quiet" on:click=again>
                    <Icon name="refresh-cw"/>
                    {words::TRY_AGAIN}
                </button>
            </div>
        </div>
    }
}
