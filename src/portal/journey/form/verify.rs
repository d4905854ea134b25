//! Tells readers that they are called back before anything is changed.

use content::{Verify, verify_of};
use leptos::prelude::*;

use super::sheet::Sheet;
use crate::journey::verify::VerifyView;

/// What is done first with the ticket as it stands in the form; nothing where nothing is demanded.
#[component]
pub(super) fn VerifyNow(
    /// The form.
    sheet: Sheet,
) -> impl IntoView {
    let verify = Memo::new(move |_| demanded(&sheet));
    view! { <div class="verify-now" role="status">{move || verify.get().map(|verify| view! { <VerifyView verify/> })}</div> }
}

/// What the guide, the form or a rule demands. The desk decides again by itself.
fn demanded(sheet: &Sheet) -> Option<Verify> {
    let said = sheet.demanded.get().or(sheet.form.verify);
    let support = &sheet.site.support;
    if said.is_some() || support.verify.is_empty() {
        return said;
    }
    let values = sheet.answers.with(|answers| answers.to_send(&sheet.form));
    verify_of(&support.verify, &sheet.site.categories, &support.sla, &sheet.form, &values)
}
