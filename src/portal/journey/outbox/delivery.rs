//! One attempt to bring a ticket to the desk: its files first, then the ticket that names them.

use content::ticket::{File, Receipt};

use super::waiting::Waiting;
use crate::journey::files::{self, Progress, Shelf};
use crate::journey::ticket::{Desk, Failure, fresh_upload_id};

/// Brings a ticket to the desk; `note` keeps what has arrived of it, so that no file goes twice. `go_on` hears for how many
/// milliseconds a proof has been worked out, and may end it.
pub(super) async fn deliver(
    desk: &Desk,
    shelf: &Shelf,
    progress: Progress,
    waiting: &mut Waiting,
    note: impl Fn(&Waiting),
    go_on: impl Fn(f64) -> bool,
) -> Result<Receipt, Failure> {
    send_files(desk, shelf, progress, waiting, &note).await?;
    // What it has to prove may take as long as a file.
    note(waiting);
    match desk.send(&waiting.body, &waiting.seal, &go_on).await {
        // They lay there for too long, or went with an earlier version of the ticket, which has them for itself.
        Err(Failure::MissingFiles) => {
            for file in waiting.files() {
                let id = fresh_upload_id();
                shelf.copy(&file.upload, &id).await;
                waiting.rename(&file.upload, &id);
            }
            note(waiting);
            send_files(desk, shelf, progress, waiting, &note).await?;
            desk.send(&waiting.body, &waiting.seal, &go_on).await
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
