//! One attempt to bring a ticket to the desk: its files first, then the ticket that names them.

use content::ticket::{File, Receipt};

use super::waiting::Waiting;
use crate::journey::files::{self, Progress, Shelf};
use crate::journey::ticket::{Desk, Failure};

/// Brings a ticket to the desk; `note` keeps what has arrived of it, so that no file goes twice.
pub(super) async fn deliver(
    desk: &Desk,
    shelf: &Shelf,
    progress: Progress,
    waiting: &mut Waiting,
    note: impl Fn(&Waiting),
) -> Result<Receipt, Failure> {
    send_files(desk, shelf, progress, waiting, &note).await?;
    match desk.send(&waiting.body, &waiting.seal).await {
        // They had arrived, but lay there for too long.
        Err(Failure::MissingFiles) => {
            waiting.arrived.clear();
            send_files(desk, shelf, progress, waiting, &note).await?;
            desk.send(&waiting.body, &waiting.seal).await
        }
        answer => answer,
    }
}

async fn send_files(
    desk: &Desk,
    shelf: &Shelf,
    progress: Progress,
    waiting: &mut Waiting,
    note: &impl Fn(&Waiting),
) -> Result<(), Failure> {
    let mut left: Vec<File> = waiting.files();
    left.retain(|file| !waiting.arrived.contains(&file.upload));
    files::send(desk, shelf, progress, &left, |id| {
        waiting.arrived.push(id.to_owned());
        note(waiting);
    })
    .await
}
