//! How long each answer takes while somebody types, with the index loaded.

use anyhow::{Context, Result};
use serde_json::json;

use super::script;
use super::sites::Sites;
use super::statistics::percentile;
use super::table::{COUNT, MILLISECONDS, Row, Table};
use crate::command::say;

/// How many articles there are to search, and how many milliseconds nearly all keys may take.
const GROWTH: [(usize, f64); 2] = [(2_448, 10.0), (16_000, 16.0)];

/// Types questions on the page of results, in a real browser.
pub(super) fn measure(sites: &mut Sites, table: &mut Table) -> Result<()> {
    let questions = std::fs::read_to_string("bench/questions.txt").context("`bench/questions.txt` cannot be read")?;
    let questions: Vec<_> = questions.lines().filter(|line| !line.is_empty()).collect();
    table.heading("Warm: from a key to its painted answer, on the page of results");
    for (articles, goal) in GROWTH {
        let folder = &sites.of(articles)?.out;
        say(&format!("▸ type questions to {articles} articles"));
        let times: Vec<f64> = script::run("warm.js", &json!({ "folder": folder, "questions": questions }))?;
        let at = |percent| percentile(&times, percent).context("no key was measured");
        table.row(Row::new(format!("{articles} articles, p50"), MILLISECONDS, at(50)?));
        table.row(Row::new(format!("{articles} articles, p95"), MILLISECONDS, at(95)?).at_most(goal));
        table.row(Row::new(format!("{articles} articles, slowest"), MILLISECONDS, at(100)?));
        table.row(Row::new(format!("{articles} articles, keys"), COUNT, times.len() as f64));
    }
    Ok(())
}
