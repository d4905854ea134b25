//! A ticket between the reader's device and the desk.

pub(super) mod base64;
mod desk;
mod failure;
pub(super) mod patience;
mod secret;

pub(super) use desk::Desk;
pub(crate) use failure::Failure;
pub(super) use secret::{Seal, fresh_id};
