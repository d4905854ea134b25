//! Ticket forms: what is asked, what is kept on the device, and how it is sent.

mod along;
mod answers;
mod decoy;
mod draft;
mod drafts;
mod failure;
mod field;
mod keeping;
mod notice;
mod offers;
mod options;
mod page;
mod prefill;
mod promise;
mod remember;
mod room;
mod secrets;
mod sending;
mod sheet;
mod summary;
#[cfg(test)]
mod tests;
mod text;
mod typed;
mod upload;
mod verify;
mod waiting;
mod ways;

pub(super) use drafts::{forget_drafts, open_draft};
pub(crate) use page::FormPageView;
pub(crate) use room::Room;
