//! The field that people never see. Programs that fill in whatever they find give themselves away by it; whoever fills it in
//! otherwise is shown it, and can empty it.

use content::ticket::DECOY;
use leptos::prelude::*;

use super::sheet::{Sheet, field_id};
use crate::words::journey as words;

/// The field. It is out of sight, and neither read out nor reached by keys; its name and its marks mean nothing to what fills in
/// forms for people.
#[component]
pub(super) fn DecoyField(sheet: Sheet) -> impl IntoView {
    let told = sheet.told;
    // What has been shown stays until the next attempt, even when it is mended: the focus is in it.
    let shown = Memo::new(move |_| told.with(|told| told.iter().any(|error| error.field == DECOY)));
    let wrong = {
        let sheet = sheet.clone();
        move || sheet.error(DECOY)
    };
    let (id, error_id) = (field_id(DECOY), format!("{}-error", field_id(DECOY)));
    let (described, label_for) = (error_id.clone(), id.clone());
    let is_wrong = wrong.clone();
    let error = move || wrong().map(|message| view! { <p class="field-error" id=error_id.clone()>{message}</p> });
    view! {
        <div class="field" class:visually-hidden=move || !shown.get() aria-hidden=move || (!shown.get()).then_some("true")>
            <label class="field-label" for=label_for>{words::LEAVE_EMPTY}</label>
            {error}
            <input
                class="field-control"
                id=id
                name=DECOY
                type="text"
                tabindex=move || (!shown.get()).then_some("-1")
                autocomplete="off"
                data-1p-ignore=""
                data-bwignore=""
                data-form-type="other"
                data-lpignore="true"
                aria-describedby=move || is_wrong().map(|_| described.clone())
                on:input=move |event| sheet.fill_decoy(event_target_value(&event))
            />
        </div>
    }
}
