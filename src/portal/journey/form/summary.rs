//! The error summary: everything that must be mended, at the top, with a link to each field.

use leptos::{ev, prelude::*};

use super::sheet::{Sheet, field_id};
use crate::journey::focus::focus_id;
use crate::words::journey as words;

/// Class by which the summary is found to be focused.
pub(super) const SUMMARY: &str = ".error-summary";

/// Everything that must be mended.
#[component]
pub(super) fn ErrorSummary(sheet: Sheet) -> impl IntoView {
    move || {
        let errors = sheet.errors.get();
        (!errors.is_empty()).then(|| {
            let links = errors.into_iter().map(|error| match sheet.label(&error.field) {
                Some(_) => view! { <li><ErrorLink field=error.field message=error.message/></li> }.into_any(),
                // The desk may know a field that this page, older than the desk, has not.
                None => view! { <li>{error.message}</li> }.into_any(),
            });
            view! {
                <div class="error-summary" role="alert" tabindex="-1" aria-labelledby="error-summary-heading">
                    <h2 id="error-summary-heading">{words::THERE_IS_A_PROBLEM}</h2>
                    <ul>{links.collect_view()}</ul>
                </div>
            }
        })
    }
}

/// Leads to the field that must be mended.
#[component]
fn ErrorLink(field: String, message: String) -> impl IntoView {
    let id = field_id(&field);
    let href = format!("#{id}");
    let go = move |event: ev::MouseEvent| {
        // Not a change of address: it would add a step to the history and lose nothing by staying out of it.
        event.prevent_default();
        focus_id(&id);
    };
    view! { <a href=href on:click=go>{message}</a> }
}
