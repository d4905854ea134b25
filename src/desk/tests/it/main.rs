//! The endpoint as its clients see it, address by address.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod agent;
mod api;
mod audit;
mod backup;
mod bucket;
mod callbacks;
mod confirm;
mod crowd;
mod desk;
mod exchange;
mod follow;
mod handover;
mod health;
mod journey;
mod life;
mod limits;
mod log;
mod metrics;
mod notices;
mod once;
mod place;
mod postgres;
mod presence;
mod proof;
mod reply;
mod server;
mod sinks;
mod socket;
mod together;
mod verify;

use ::desk::Database;

/// All that does not concern the file itself.
#[test]
fn on_postgresql_everything_holds_as_well() {
    let server = postgres::Server::start();
    let files_only =
        ["on_postgresql", "backup::", "life::", "presence::", "server::", "sinks::", "together::", "of_a_file"];
    postgres::run_tests_on(&server, &files_only.iter().flat_map(|name| ["--skip", *name]).collect::<Vec<_>>());
}
