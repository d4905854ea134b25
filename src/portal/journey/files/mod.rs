//! Files on their way from the reader's device to the desk: chosen, dropped or pasted, freed of what pictures tell, kept with
//! the draft, and sent one by one before the ticket or the reply that names them.

mod fetch;
mod pick;
mod picker;
mod row;
mod sending;
mod shelf;
mod sweep;

pub(super) use fetch::FileLink;
pub(super) use picker::{FilePicker, Intake};
pub(super) use sending::{Progress, send};
pub(super) use shelf::Shelf;
pub(super) use sweep::{DRAFTS, REPLIES, sweep};
