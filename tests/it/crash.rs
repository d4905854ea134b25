//! A desk that is killed while it writes: what was promised is there afterwards, once, with its files, on both databases.

mod check;
mod client;
mod leftovers;
mod line;

use std::hash::{BuildHasher as _, RandomState};
use std::process::Command;
use std::thread;
use std::time::Duration;

use ::desk::Database;

use crate::driver::{Test, small_or_full, tell};
use crate::postgres;
use crate::server::Server;
use client::{Client, Sent};
use line::Line;

/// How often the desk is killed meanwhile.
const KILLS: usize = 6;
/// A client needs little.
const STACK: usize = 256 * 1024;

const FORM: &str = "\
name: Report a problem
body:
  - type: input
    id: summary
    attributes: { label: What is wrong? }
  - type: upload
    id: photos
    attributes: { label: Photos }
";

#[test]
fn every_ticket_that_was_promised_survives_kills_in_a_file() {
    let test = Test::of("small").write("forms/incident.yml", FORM);
    let database = test.at("tickets.db").into();
    every_ticket_survives(&test, &database);
}

/// The server writes to its disk as it does by itself.
#[test]
fn every_ticket_that_was_promised_survives_kills_on_a_server() {
    let server = postgres::Server::with(&[]);
    let test = Test::of("small").write("forms/incident.yml", FORM);
    every_ticket_survives(&test, &server.url("postgres").parse().unwrap());
}

fn every_ticket_survives(test: &Test, database: &Database) {
    // All at the same time.
    let tickets = small_or_full(120, 1_000);
    let line = Line::default();
    let sent: Vec<Sent> = thread::scope(|scope| {
        let begin = |number| {
            let client = Client { number, line: &line };
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || client.insist()).unwrap()
        };
        let clients: Vec<_> = (0..tickets).map(begin).collect();
        for kill in 0..KILLS {
            let mut server = desk_on(test, database);
            line.connect(&server.address);
            // Somewhere within this part of the work, and never after the last ticket.
            line.wait_for((kill * tickets + below(tickets)) / KILLS);
            thread::sleep(Duration::from_micros(below(20_000) as u64));
            line.cut();
            end_at_once(server.child.id());
            server.child.wait().unwrap();
        }
        let server = desk_on(test, database);
        line.connect(&server.address);
        clients.into_iter().map(|client| client.join().unwrap()).collect()
    });
    tell(&format!("{tickets} tickets, {KILLS} kills, {line}"));
    leftovers::are_known(test, database, &sent);
    leftovers::are_swept(test, database, &sent);
    check::is_sound(test, database);
    check::is_stored_once(database, &sent);
    check::is_given_out(&desk_on(test, database), &sent);
}

/// A desk that limits nothing.
fn desk_on(test: &Test, database: &Database) -> Server {
    let free = "--rate 0 --ticket-rate 0 --upload-rate 0";
    let database = match database {
        Database::File(path) => path.display().to_string(),
        Database::Postgres(url) => url.to_string(),
    };
    crate::desk::start(test, &format!("{free} --attachments attachments --database {database}"))
}

/// Ends a process at once, as a power cut would.
fn end_at_once(process: u32) {
    let program = if cfg!(windows) { "taskkill" } else { "kill" };
    let process = process.to_string();
    let arguments: &[&str] = if cfg!(windows) { &["/F", "/PID", &process] } else { &["-KILL", &process] };
    assert!(Command::new(program).args(arguments).status().unwrap().success());
}

/// A number below another one, by chance.
fn below(most: usize) -> usize {
    RandomState::new().hash_one(0) as usize % most
}
