//! Puts the draft to the search when the reader pauses.

use std::time::Duration;

use leptos::prelude::*;

use crate::between::{CONSULT, tell_with};
use crate::journey::form::sheet::Sheet;

/// How long the reader must pause.
const PAUSE: Duration = Duration::from_millis(900);

/// Tells the search what stands in the form, when the reader pauses and it has changed.
pub(super) fn on_pause(sheet: &Sheet) {
    let sheet = sheet.clone();
    let asked = StoredValue::new(String::new());
    Effect::new(move |_| {
        if !sheet.ready.get() {
            return;
        }
        sheet.answers.track();
        let Some(now) = draft(&sheet) else {
            // Words that come back after they were discarded are asked about again.
            return asked.set_value(String::new());
        };
        let sheet = sheet.clone();
        let ask = move || {
            let same = asked.try_get_value().is_none_or(|asked| asked == now);
            if same || !still(&sheet, &now) {
                return;
            }
            asked.set_value(now.clone());
            tell_with(CONSULT, &now);
        };
        set_timeout(ask, PAUSE);
    });
}

/// Whether the form still says this.
fn still(sheet: &Sheet, before: &str) -> bool {
    sheet.ready.try_get_untracked() == Some(true) && draft(sheet).as_deref() == Some(before)
}

/// What the reader writes about the problem; nothing when that is too little.
fn draft(sheet: &Sheet) -> Option<String> {
    sheet.answers.with_untracked(|answers| sheet.form.draft(|id| Some(answers.text(id).into())))
}
