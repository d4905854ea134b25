//! Sending files, one after the other.

use std::collections::BTreeMap;

use content::ticket::File;
use leptos::prelude::*;

use super::Shelf;
use crate::journey::ticket::{Desk, Failure};

/// How much of each file has been sent, in percent, by the id it is sent under.
#[derive(Clone, Copy)]
pub(in crate::journey) struct Progress(RwSignal<BTreeMap<String, u8>>);

impl Progress {
    /// Nothing is under way.
    pub(in crate::journey) fn new() -> Self {
        Self(RwSignal::new(BTreeMap::new()))
    }

    /// How much of a file has been sent; nothing when it is not under way. Reactive.
    pub(super) fn of(self, id: &str) -> Option<u8> {
        self.0.with(|sent| sent.get(id).copied())
    }

    fn note(self, id: &str, percent: u8) {
        // Who showed it may be gone.
        let _ = self.0.try_update(|sent| sent.insert(id.to_owned(), percent));
    }

    fn forget(self, id: &str) {
        let _ = self.0.try_update(|sent| sent.remove(id));
    }
}

/// Sends files; `arrived` is told of each that the desk has. One that is no longer on the device ends it with its name.
pub(in crate::journey) async fn send(
    desk: &Desk,
    shelf: &Shelf,
    progress: Progress,
    files: &[File],
    mut arrived: impl FnMut(&str),
) -> Result<(), Failure> {
    for file in files {
        let Some(bytes) = shelf.bytes(&file.upload).await else { return Err(Failure::LostFile(file.name.clone())) };
        progress.note(&file.upload, 0);
        let id = file.upload.clone();
        let sent = desk.upload(file, bytes, move |percent| progress.note(&id, percent)).await;
        if let Err(failure) = sent {
            progress.forget(&file.upload);
            return Err(failure);
        }
        progress.note(&file.upload, 100);
        arrived(&file.upload);
    }
    Ok(())
}
