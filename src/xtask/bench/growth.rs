//! What a reader of a very large knowledge base waits for, downloads and keeps in memory.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::json;

use super::script;
use super::sites::Sites;
use super::statistics::median;
use super::table::{COUNT, KB, MB, Row, SECONDS, Table};
use crate::command::say;

const ARTICLES: usize = 100_000;
/// How often each kind of visit is made.
const VISITS: usize = 5;

/// What visits on the slow line took.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Measured {
    /// Milliseconds to the first answer on the home page, by titles or by the index.
    first: Vec<f64>,
    /// Milliseconds to the first answer of the index.
    full: Vec<f64>,
    /// Milliseconds from the last key of another question to its answer.
    further: Vec<f64>,
    /// Bytes that this question fetched.
    further_bytes: Vec<f64>,
    /// Files that it fetched.
    further_files: Vec<f64>,
    /// Bytes of memory of the tab after all questions.
    memory: f64,
}

/// Visits a hundred thousand articles on a slow line.
pub(super) fn measure(sites: &mut Sites, table: &mut Table) -> Result<()> {
    let folder = sites.of(ARTICLES)?.out.clone();
    let questions = std::fs::read_to_string("bench/questions.txt").context("`bench/questions.txt` cannot be read")?;
    let questions: Vec<_> = questions.lines().filter(|line| !line.is_empty()).collect();
    let lookups = sites.corpus().lookups(VISITS);
    say(&format!("▸ visit {ARTICLES} articles on a slow line"));
    let line = json!({ "megabits": 1.6, "roundTripMs": 150.0 });
    let task = json!({ "folder": folder, "line": line, "lookups": lookups, "questions": questions });
    let measured: Measured = script::run("growth.js", &task)?;
    table.heading(&format!("Growth: {ARTICLES} articles at 1.6 Mbit/s, 150 ms; medians"));
    let of = |numbers: &[f64]| median(numbers).context("no visit was measured");
    let most = |numbers: &[f64]| numbers.iter().copied().fold(0.0, f64::max);
    table.row(Row::new("first answer", SECONDS, of(&measured.first)? / 1000.0).at_most(5.0));
    table.row(Row::new("full index answers", SECONDS, of(&measured.full)? / 1000.0));
    table.row(Row::new("a further question", SECONDS, of(&measured.further)? / 1000.0));
    table.row(Row::new("a further question fetches", KB, of(&measured.further_bytes)? / 1000.0).at_most(400.0));
    table.row(Row::new("the largest of them", KB, most(&measured.further_bytes) / 1000.0));
    table.row(Row::new("files that it fetches", COUNT, of(&measured.further_files)?));
    table.row(Row::new("memory of the tab", MB, measured.memory / 1e6).at_most(150.0));
    Ok(())
}
