//! The error summary: everything that must be mended, at the top, with a link to each field.

use content::ticket::{DECOY, FieldError};
use leptos::{ev, prelude::*};

use super::sheet::{Sheet, field_id};
use crate::journey::focus::focus_id;
use crate::words::journey as words;

/// Class by which the summary is found to be focused.
pub(super) const SUMMARY: &str = ".error-summary";

/// Everything that had to be mended when the reader pressed Send. What is mended since is hidden, not taken out: an alert
/// whose words change is read out again, in the middle of the reader's typing.
#[component]
pub(super) fn ErrorSummary(sheet: Sheet) -> impl IntoView {
    let mended = sheet.errors;
    move || {
        let told = sheet.told.get();
        (!told.is_empty()).then(|| {
            let rows = told.into_iter().map(|error| view! { <ErrorRow sheet=sheet.clone() error/> });
            view! {
                <div
                    class="error-summary"
                    role="alert"
                    tabindex="-1"
                    aria-labelledby="error-summary-heading"
                    hidden=move || mended.with(Vec::is_empty)
                >
                    <h2 id="error-summary-heading">{words::THERE_IS_A_PROBLEM}</h2>
                    <ul>{rows.collect_view()}</ul>
                </div>
            }
        })
    }
}

/// One thing to mend, with a way to its field.
#[component]
fn ErrorRow(sheet: Sheet, error: FieldError) -> impl IntoView {
    let FieldError { field, message } = error;
    let id = field_id(&field);
    // The desk may know a field that this page, older than the desk, has not.
    let href = (sheet.label(&field).is_some() || field == DECOY).then(|| format!("#{id}"));
    let go = move |event: ev::MouseEvent| {
        // Not a change of address: it would add a step to the history and lose nothing by staying out of it.
        event.prevent_default();
        focus_id(&id);
    };
    let mended = move || sheet.errors.with(|errors| errors.iter().all(|error| error.field != field));
    view! { <li hidden=mended><a href=href on:click=go>{message}</a></li> }
}
