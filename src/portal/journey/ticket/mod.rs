//! A ticket between the reader's device and the desk.

mod base64;
mod desk;
mod failure;
pub(super) mod patience;
mod proof;
mod secret;
mod upload;

pub(super) use desk::Desk;
pub(crate) use failure::Failure;
pub(super) use secret::{Seal, fresh_id, fresh_upload_id};
