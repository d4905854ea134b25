//! The drafts of a form on this device.

use content::Form;

use super::answers::Answers;
use super::draft::Draft;
use super::prefill::Prefill;
use crate::between::go_to;
use crate::journey::device::{Area, Device, now};
use crate::journey::files::DRAFTS;
use crate::journey::ticket::{Seal, fresh_id};

/// What the names of a form's drafts begin with.
pub(super) fn beginning(form: &str) -> String {
    format!("{DRAFTS}{form}:")
}

/// The drafts of a form, each under its name.
pub(super) fn all(device: &Device, form: &str) -> Vec<(String, Draft)> {
    let names = device.names(&beginning(form)).into_iter();
    names.filter_map(|name| device.read(Area::Device, &name).map(|draft| (name, draft))).collect()
}

/// Forgets the drafts of a ticket that has been sent. The reader may have come back to the form since: whatever goes under
/// this seal is the ticket that was sent.
pub(in crate::journey) fn forget_drafts(device: &Device, form: &str, seal: &Seal) {
    for (name, draft) in all(device, form) {
        if draft.seal.as_ref() == Some(seal) {
            device.remove(Area::Device, &name);
        }
    }
}

/// Keeps what goes under a seal without its form as a draft of that form, so that it can be changed while it waits.
pub(super) fn keep_sealed(device: &Device, form: &Form, answers: Answers, seal: &Seal) {
    forget_drafts(device, &form.id, seal);
    let (id, prefill) = (fresh_id(), Prefill::default().mark());
    let name = beginning(&form.id) + &id;
    device.write(
        Area::Device,
        &name,
        &Draft { id, answers, prefill, saved: now(), verify: None, seal: Some(seal.clone()) },
    );
}

/// Opens the form with the draft that belongs to a seal, as this tab's own.
pub(in crate::journey) fn open_draft(device: &Device, form: &str, seal: &Seal, href: &str) {
    if let Some((_, draft)) = all(device, form).into_iter().find(|(_, draft)| draft.seal.as_ref() == Some(seal)) {
        device.write(Area::Visit, &tab_name(form), &draft.id);
    }
    go_to(href);
}

/// Name of what tells a tab its own draft of a form.
pub(super) fn tab_name(form: &str) -> String {
    format!("tab-draft:{form}")
}
