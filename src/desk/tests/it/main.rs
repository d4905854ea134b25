//! The endpoint as its clients see it, address by address.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod api;
mod backup;
mod desk;
mod exchange;
mod follow;
mod health;
mod journey;
mod life;
mod limits;
mod log;
mod metrics;
mod notices;
mod once;
mod proof;
mod reply;
mod socket;
mod verify;
