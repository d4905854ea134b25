//! Runs `tierzero` on folders and looks at what comes out.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a failed unwrap fails the test")]

// A process's memory is looked up as Linux tells it.
#[cfg(target_os = "linux")]
mod abuse;
mod broken;
mod building;
mod crash;
mod desk;
mod driver;
#[cfg(unix)]
mod dumping;
mod guides;
#[cfg(unix)]
mod hosts;
#[cfg(unix)]
mod logs;
mod measuring;
// A look into the databases of desks, and a server for them, as the desk's own tests have it.
#[expect(dead_code, reason = "the desk's own tests need more of it")]
#[path = "../../src/desk/tests/it/place.rs"]
mod place;
#[expect(dead_code, reason = "the desk's own tests need more of it")]
#[path = "../../src/desk/tests/it/postgres.rs"]
mod postgres;
mod printing;
mod reading;
#[cfg(unix)]
mod room;
mod server;
mod serving;
mod settings;
mod site;
mod starting;
mod tickets;

use ::desk::Database;
