//! What the desk takes and what that costs, on both databases, over the loopback: durable tickets, and readers who look how
//! theirs stands. Both ends share the processors, so that a machine of its own does better.

mod connection;
mod load;
mod place;

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::sites::Sites;
use super::statistics::percentile;
use super::table::{COUNT, MB, MILLISECONDS, PER_SECOND, Row, Table};
pub(crate) use connection::Connection;
use load::{Load, Pace};
pub(crate) use place::{Desk, Place};

/// How many send tickets, each one after another.
const CLIENTS: usize = 64;
const TICKETS: usize = 10_000;
/// Every how long a ticket comes at a steady pace, and how many.
const STEADY: Duration = Duration::from_millis(5);
const STEADY_TICKETS: usize = 2_000;
/// How many look how their ticket stands, every how long one of them comes.
const READERS: usize = 10_000;
const READING: Duration = Duration::from_micros(500);
/// Whose tickets they look at.
const LOOKED_AT: usize = 100;

/// A secret and its SHA-256.
const SECRET: &str = "gB7mS0q2Zc4wXv9nTtRkEA";
const SECRET_HASH: &str = "eedba8b487ed2478ed522dc1bd2f01b90e049a045fdc927a3b380a75ad6b39d7";

/// Measures a desk on a file, and one on a server.
pub(super) fn measure(sites: &Sites, table: &mut Table) -> Result<()> {
    for place in [Place::file()?, Place::server()?] {
        table.heading(&format!("The desk on {place}"));
        let desk = Desk::start(sites.tierzero(), &place)?;
        tickets(&desk, &place, table)?;
        readers(&desk, table)?;
        let [peak, now] = desk.memory().map(|kb| kb / 1024.0);
        table.row(Row::new("memory at its peak", MB, peak).at_most(60.0));
        table.row(Row::new("memory after all that", MB, now));
    }
    Ok(())
}

fn tickets(desk: &Desk, place: &Place, table: &mut Table) -> Result<()> {
    let (fast, took) = create(desk, "fast", TICKETS, Pace::AsItGoes)?;
    let row = Row::new(format!("tickets, {CLIENTS} at once"), PER_SECOND, fast.len() as f64 / took.as_secs_f64());
    table.row(if place.is_file() { row.at_least(1_000.0) } else { row });
    percentiles(table, "  each takes", &fast, None);
    let (steady, _) = create(desk, "steady", STEADY_TICKETS, Pace::Every(STEADY))?;
    percentiles(table, "tickets, 200 a second", &steady, Some(50.0));
    Ok(())
}

/// Sends tickets, and gives how many milliseconds each took.
fn create(desk: &Desk, what: &str, count: usize, pace: Pace) -> Result<(Vec<f64>, Duration)> {
    let load = Load { address: &desk.address, count, clients: CLIENTS, pace, keeps: true };
    load.run(|number, connection| {
        let answer = connection.exchange(&ticket(&format!("{what}-{number}")))?;
        ensure!(answer.status == 201, "the desk answers {} to a ticket", answer.status);
        Ok(())
    })
}

/// Each reader connects, asks and goes.
fn readers(desk: &Desk, table: &mut Table) -> Result<()> {
    let looks = (0..LOOKED_AT).map(|number| first_look(desk, number)).collect::<Result<Vec<_>>>()?;
    let load =
        Load { address: &desk.address, count: READERS, clients: CLIENTS, pace: Pace::Every(READING), keeps: false };
    let (times, took) = load.run(|number, connection| {
        let answer = connection.exchange(&looks[number % looks.len()])?;
        ensure!(answer.status == 304, "the desk answers {} to a reader who knows all", answer.status);
        Ok(())
    })?;
    table.row(Row::new("readers who look again", COUNT, times.len() as f64));
    table.row(Row::new("  of them", PER_SECOND, times.len() as f64 / took.as_secs_f64()));
    percentiles(table, "  each waits", &times, None);
    Ok(())
}

/// Stores a ticket, looks at it, and gives the request of whoever looks again.
fn first_look(desk: &Desk, number: usize) -> Result<String> {
    let mut connection = Connection::open(&desk.address)?;
    let receipt: Value = serde_json::from_slice(&connection.exchange(&ticket(&format!("looked-{number}")))?.body)?;
    let reference = receipt["reference"].as_str().context("the desk gave no receipt")?;
    let look = |known: &str| {
        format!("GET /api/tickets/{reference} HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {SECRET}\r\n{known}\r\n")
    };
    let tag = connection.exchange(&look(""))?.tag.context("the desk gave no tag")?;
    Ok(look(&format!("If-None-Match: {tag}\r\n")))
}

fn percentiles(table: &mut Table, what: &str, milliseconds: &[f64], most: Option<f64>) {
    let of = |percent| percentile(milliseconds, percent).unwrap_or(f64::NAN);
    table.row(Row::new(format!("{what}, p50"), MILLISECONDS, of(50)));
    let last = Row::new(format!("{what}, p99"), MILLISECONDS, of(99));
    table.row(match most {
        Some(most) => last.at_most(most),
        None => last,
    });
}

/// What a reader sends who has little to say.
fn ticket(key: &str) -> String {
    let body = json!({
        "form": "incident",
        "values": {
            "name": "Ada Osei",
            "email": "ada@northwind.example",
            "summary": "The printer on the second floor jams",
            "details": "Since this morning every second page. I took the paper out and put it in again.",
        },
        "secret_hash": SECRET_HASH,
    });
    let body = body.to_string();
    format!(
        "POST /api/tickets HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\n\
         Idempotency-Key: key-of-some-length-{key}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}
