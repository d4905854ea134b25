//! The desk asked by schemathesis: whatever its document allows, much that it forbids, and whether the answers are described.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::bench::{Connection, Desk, Place};
use crate::command;
use crate::tools;

const CONFIG: &str = include_str!("interface/schemathesis.toml");
/// A secret and its SHA-256, with which all tickets are raised.
const SECRET: &str = "gB7mS0q2Zc4wXv9nTtRkEA";
const SECRET_HASH: &str = "eedba8b487ed2478ed522dc1bd2f01b90e049a045fdc927a3b380a75ad6b39d7";
/// The tickets that the configuration names.
const TICKETS: [&str; 5] =
    ["TIERZERO_TICKET", "TIERZERO_TO_ERASE", "TIERZERO_TO_REVOKE", "TIERZERO_TO_ERASE_TOO", "TIERZERO_TO_MERGE"];
/// Requests of each kind to each operation; with these it takes less than a minute.
const EXAMPLES: &str = "20";
/// The same requests in every run.
const SEED: &str = "20261128";

/// Starts a desk, asks it, and fails when anything is answered that is not described.
pub(crate) fn run() -> Result<()> {
    let schemathesis = tools::schemathesis()?;
    let tierzero = command::tierzero(false)?;
    let (place, folder) = (Place::file()?, tempfile::tempdir()?);
    let desk = Desk::start(&tierzero, &place)?;
    let document = folder.path().join("openapi.json");
    std::fs::write(&document, command::output(Command::new(&tierzero).args(["desk", "openapi"]))?)?;
    let mut ask = asking(&schemathesis, &desk, &document, &folder)?;
    for (number, name) in TICKETS.iter().enumerate() {
        ask.env(name, raise(&desk, number)?);
    }
    ask.env("TIERZERO_SECRET", SECRET).env("TIERZERO_TOKEN", token(&tierzero, &place)?);
    command::run("ask the desk whatever its document allows, and more", &mut ask)
}

fn asking(schemathesis: &Path, desk: &Desk, document: &Path, folder: &TempDir) -> Result<Command> {
    let config = folder.path().join("schemathesis.toml");
    std::fs::write(&config, CONFIG)?;
    let address = format!("http://{}", desk.address);
    let mut ask = Command::new(schemathesis);
    // It leaves notes where it runs.
    ask.current_dir(folder.path()).arg("--config-file").arg(&config);
    // Fetched from the desk, the operation that gives it out would be left out. One after another, since some versions of Python
    // trip over their own source in two threads.
    ask.arg("run").arg(document).args(["--url", &address, "--warnings", "off"]);
    ask.args(["--max-examples", EXAMPLES, "--seed", SEED, "--generation-database", "none", "--continue-on-failure"]);
    Ok(ask)
}

/// Raises a ticket, and gives its reference.
fn raise(desk: &Desk, number: usize) -> Result<String> {
    let values = json!({ "name": "Ada Osei", "email": "ada@northwind.example", "summary": "The printer jams" });
    let body = json!({ "form": "incident", "values": values, "secret_hash": SECRET_HASH }).to_string();
    let request = format!(
        "POST /api/tickets HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\n\
         Idempotency-Key: key-of-some-length-{number}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = Connection::open(&desk.address)?.exchange(&request)?;
    let receipt: Value = serde_json::from_slice(&answer.body)?;
    Ok(receipt["reference"].as_str().with_context(|| format!("the desk took no ticket: {receipt}"))?.to_owned())
}

/// A token for everything.
fn token(tierzero: &Path, place: &Place) -> Result<String> {
    let mut add = Command::new(tierzero);
    add.current_dir(place.folder()).args(["desk", "token", "add", "tickets.db", "--name", "Ana"]);
    let token = command::output(add.args(["--scope", "read", "--scope", "write", "--scope", "erase"]))?;
    Ok(token.trim().to_owned())
}
