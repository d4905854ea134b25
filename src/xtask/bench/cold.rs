//! How long the first answer takes for somebody who comes for the first time, beside Pagefind.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use super::sites::Sites;
use super::statistics::median;
use super::table::{Row, SECONDS, SHARE, Table};
use super::{plain, script};
use crate::command::say;

const ARTICLES: usize = 2_448;
/// How often each kind of visit is made on each line.
const VISITS: usize = 9;

/// A line that somebody may have.
struct Line {
    name: &'static str,
    megabits: f64,
    round_trip_ms: f64,
    /// When the first answer should be there, in seconds.
    first: Option<f64>,
    /// When the full index should answer: while the second word is typed, at three or four keys a second.
    full: Option<f64>,
    /// How much of Pagefind's time the first answer may take.
    share: Option<f64>,
}

const LINES: [Line; 2] = [
    Line {
        name: "1.6 Mbit/s, 150 ms",
        megabits: 1.6,
        round_trip_ms: 150.0,
        first: Some(1.9),
        full: None,
        share: Some(0.6),
    },
    Line { name: "20 Mbit/s, 40 ms", megabits: 20.0, round_trip_ms: 40.0, first: None, full: Some(2.5), share: None },
];

/// Milliseconds of each visit on one line.
#[derive(Deserialize)]
struct Times {
    /// Our first answer.
    first: Vec<f64>,
    /// Our first answer from the full index.
    full: Vec<f64>,
    /// Pagefind's first answer, with the least script that can use it.
    pagefind: Vec<f64>,
    /// Pagefind's first answer in its own interface.
    stock: Vec<f64>,
}

/// Visits the same articles with Tierzero and with Pagefind, in turns, from the same host.
pub(super) fn measure(sites: &mut Sites, table: &mut Table) -> Result<()> {
    let portal = sites.of(ARTICLES)?.out.clone();
    let lookups = sites.corpus().lookups(VISITS);
    let plain = sites.folder("plain");
    plain::copy(&portal, &plain)?;
    script::pagefind(&plain)?;
    say("▸ visit on slow lines");
    let lines: Vec<Value> =
        LINES.iter().map(|line| json!({ "megabits": line.megabits, "roundTripMs": line.round_trip_ms })).collect();
    let task = json!({ "portal": portal, "plain": plain, "lines": lines, "lookups": lookups });
    let measured: Vec<Times> = script::run("cold.js", &task)?;
    table.heading(&format!("Cold: a first visit to {ARTICLES} articles, medians of {} visits", lookups.len()));
    for (line, times) in LINES.iter().zip(&measured) {
        for row in rows(line, times)? {
            table.row(row);
        }
    }
    Ok(())
}

fn rows(line: &Line, times: &Times) -> Result<[Row; 5]> {
    let seconds = |times: &[f64]| median(times).map(|ms| ms / 1000.0).context("no visit was measured");
    let [ours, full] = [seconds(&times.first)?, seconds(&times.full)?];
    let [bare, stock] = [seconds(&times.pagefind)?, seconds(&times.stock)?];
    let within = |row: Row, goal: Option<f64>| match goal {
        Some(goal) => row.at_most(goal),
        None => row,
    };
    let name = line.name;
    let first = Row::new(format!("{name}: first answer"), SECONDS, ours).pagefind(stock);
    let share = Row::new(format!("{name}: / Pagefind's own interface"), SHARE, ours / stock);
    let to_bare = Row::new(format!("{name}: / Pagefind's bare script"), SHARE, ours / bare);
    let bare = Row::new(format!("{name}: Pagefind's bare script"), SECONDS, bare);
    let full = Row::new(format!("{name}: full index answers"), SECONDS, full);
    Ok([within(first, line.first), within(share, line.share), bare, to_bare, within(full, line.full)])
}
