//! Runs `tierzero` on folders and looks at what comes out.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a failed unwrap fails the test")]

mod broken;
mod building;
mod crash;
mod desk;
mod driver;
mod guides;
#[cfg(unix)]
mod hosts;
mod measuring;
mod printing;
mod reading;
mod server;
mod serving;
mod settings;
mod site;
mod starting;
