//! What is promised to whoever sends now.

use leptos::prelude::*;

use super::sheet::Sheet;
use crate::date::now;
use crate::journey::promised::Promised;
use crate::words::journey as words;

/// When there will be an answer, once the page lives and the form has a priority.
#[component]
pub(super) fn PromiseNow(
    /// The form.
    sheet: Sheet,
) -> impl IntoView {
    let (ready, answers, form, asked) = (sheet.ready, sheet.answers, sheet.form.clone(), sheet.site.clone());
    let priority = Memo::new(move |_| {
        let sla = &asked.support.sla;
        if !ready.get() {
            return None;
        }
        answers.with(|answers| sla.priority_of(&form, &answers.to_send(&form)).cloned())
    });
    let site = sheet.site;
    let said = move || {
        let priority = priority.get()?;
        let promised = Promised::of(&site.support.sla, &priority, now());
        Some(view! {
            <p class="form-promised-priority">{words::PRIORITY} ": " <strong>{priority.title.clone()}</strong></p>
            <p>{words::promise_now(&priority, promised.as_ref(), now())}</p>
        })
    };
    view! { <div class="form-promised" role="status">{said}</div> }
}
