//! Puts the draft to the search when the reader pauses.

use std::time::Duration;

use content::ElementKind;
use leptos::prelude::*;

use crate::between::{CONSULT, tell_with};
use crate::journey::form::sheet::Sheet;

/// How long the reader must pause.
const PAUSE: Duration = Duration::from_millis(900);
/// Fewer characters say too little.
const SHORTEST: usize = 12;
/// The field that says what the ticket is about.
const SUMMARY: &str = "summary";

/// Tells the search what stands in the form, when the reader pauses and it has changed.
pub(super) fn on_pause(sheet: &Sheet) {
    let sheet = sheet.clone();
    let asked = StoredValue::new(String::new());
    Effect::new(move |_| {
        if !sheet.ready.get() {
            return;
        }
        let draft = sheet.answers.with(|_| draft(&sheet));
        let sheet = sheet.clone();
        let now = draft.clone();
        let ask = move || {
            let same = asked.try_get_value().is_none_or(|asked| asked == now);
            if same || !still(&sheet, &now) {
                return;
            }
            asked.set_value(now.clone());
            tell_with(CONSULT, &now);
        };
        if draft.chars().count() >= SHORTEST {
            set_timeout(ask, PAUSE);
        } else {
            // Words that come back after they were discarded are asked about again.
            asked.set_value(String::new());
        }
    });
}

/// Whether the form still says this.
fn still(sheet: &Sheet, before: &str) -> bool {
    sheet.ready.try_get_untracked() == Some(true) && draft(sheet) == before
}

/// What the reader writes about the problem: the subject and the first longer text.
fn draft(sheet: &Sheet) -> String {
    let long = sheet.form.fields().find(|field| matches!(field.kind, ElementKind::Textarea { .. }) && !field.sensitive);
    let ids = [Some(SUMMARY), long.map(|field| field.id.as_str())];
    let texts =
        ids.into_iter().flatten().map(|id| sheet.answers.with_untracked(|answers| answers.text(id).trim().to_owned()));
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}
