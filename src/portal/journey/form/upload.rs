//! Files that go with a ticket.

use leptos::prelude::*;

use super::field::{FieldFrame, Frame};
use super::sheet::{Sheet, first_upload};
use crate::journey::files::{FilePicker, Intake, Shelf};
use crate::journey::outbox::use_outbox;

/// Files to go with the ticket.
#[component]
pub(super) fn UploadField(
    /// The field.
    frame: Frame,
) -> impl IntoView {
    let (id, required) = (frame.id(), frame.element.required);
    let (invalid, described_by) = (Signal::derive(frame.invalid()), Signal::derive(frame.described_by()));
    let intake = intake(&frame.sheet, &frame.element.id, !frame.element.sensitive);
    let control = view! { <FilePicker intake id required invalid described_by/> }.into_any();
    view! { <FieldFrame frame control/> }
}

/// The files of one field of a form.
fn intake(sheet: &Sheet, field: &str, kept: bool) -> Intake {
    let of = || (sheet.clone(), field.to_owned());
    let (answers, visible, form) = (sheet.answers, sheet.visible, sheet.form.clone());
    let (busy, waiting) = (sheet.busy, sheet.waiting);
    // What is on its way is not changed.
    let rests = move || busy.get() || waiting.with(Option::is_some);
    let (read, (adding, to), (taking, from), (refusing, on), here) =
        (field.to_owned(), of(), of(), of(), field.to_owned());
    Intake {
        shelf: Shelf::of(&sheet.device),
        limits: sheet.site.support.files.clone(),
        kept,
        files: Memo::new(move |_| answers.with(|answers| answers.files(&read).to_vec())),
        add: Callback::new(move |file| adding.change(&to, |answers| answers.add_file(&to, file))),
        remove: Callback::new(move |id: String| taking.change(&from, |answers| answers.remove_file(&from, &id))),
        refuse: Callback::new(move |why| refusing.object(&on, why)),
        whole_page: Signal::derive(move || {
            !rests() && visible.with(|visible| first_upload(&form, visible) == Some(&*here))
        }),
        progress: use_outbox().progress(),
    }
}
