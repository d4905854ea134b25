//! `cargo xtask bench`: what Tierzero weighs and how fast it is, beside its budgets and others. Never part of the tests:
//! machines are noisy.

mod article;
mod cold;
mod corpus;
mod desk;
mod growth;
mod judgement;
mod plain;
mod publishing;
mod random;
mod recombine;
mod relevance;
mod script;
mod sites;
mod sizes;
mod statistics;
mod table;
mod warm;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

use crate::browser_part;
use crate::command::{self, say};
pub(crate) use desk::{Connection, Desk, Place};
use sites::Sites;
use table::Table;

/// What to measure, and with what.
#[derive(Args)]
pub(crate) struct Options {
    /// The knowledge base to measure with; the sample if left out.
    #[arg(value_parser = from_here)]
    kb: Option<PathBuf>,
    /// A question set to rank: a folder with docs.jsonl, queries.tsv and qrels.tsv.
    #[arg(long, value_name = "FOLDER", value_parser = from_here)]
    relevance: Option<PathBuf>,
    /// Only these parts, separated by commas.
    #[arg(long, value_name = "PARTS", value_delimiter = ',')]
    only: Vec<Part>,
    /// Measure this `tierzero` instead of building a release first.
    #[arg(long, value_name = "FILE", value_parser = from_here)]
    program: Option<PathBuf>,
    /// Write knowledge bases and sites here and keep them; knowledge bases that are there already are not written again.
    #[arg(long, value_name = "FOLDER", value_parser = from_here)]
    keep: Option<PathBuf>,
}

/// A part of the table.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    Sizes,
    Publish,
    Warm,
    Cold,
    Growth,
    Relevance,
    Desk,
}

/// The task runs in the folder of the workspace, but what is typed is meant from where it is typed.
fn from_here(path: &str) -> std::io::Result<PathBuf> {
    std::path::absolute(path)
}

/// Measures, and prints one table. A part that fails leaves a line in it and does not stop the others.
pub(crate) fn run(options: &Options) -> Result<()> {
    let tierzero = match &options.program {
        Some(program) => program.clone(),
        // The desk alone needs nothing of the browser's.
        None if options.only == [Part::Desk] => command::tierzero(true)?,
        None => release()?,
    };
    let kb = options.kb.clone().unwrap_or_else(|| command::root().join("kb"));
    let mut table = Table::new(&conditions(&tierzero, &kb));
    let mut sites = Sites::new(tierzero, kb, options.keep.clone())?;
    let mut failed = false;
    for &part in Part::value_variants() {
        let wanted = options.only.is_empty() || options.only.contains(&part);
        if wanted && let Err(error) = measure(part, &mut sites, options.relevance.as_deref(), &mut table) {
            failed = true;
            table.note(&format!("not measured: {error:#}"));
        }
    }
    say(&table.to_string());
    if failed {
        bail!("a part of the table is missing");
    }
    Ok(())
}

fn measure(part: Part, sites: &mut Sites, questions: Option<&Path>, table: &mut Table) -> Result<()> {
    match part {
        Part::Sizes => sizes::measure(sites, table),
        Part::Publish => publishing::measure(sites, table),
        Part::Warm => warm::measure(sites, table),
        Part::Cold => cold::measure(sites, table),
        Part::Growth => growth::measure(sites, table),
        Part::Relevance => relevance::measure(sites, questions, table),
        Part::Desk => desk::measure(sites, table),
    }
}

fn release() -> Result<PathBuf> {
    browser_part::build(true)?;
    command::tierzero(true)
}

/// What the numbers depend on besides Tierzero.
fn conditions(tierzero: &Path, kb: &Path) -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").ok();
    let load = load.as_deref().and_then(|text| text.split(' ').next()).unwrap_or("unknown");
    let [tierzero, kb] = [tierzero, kb].map(Path::display);
    format!("{tierzero} on {kb}; {cores} cores, load {load} at the start")
}

/// Makes a folder, and those above it.
fn make(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("`{}` cannot be made", folder.display()))
}

/// Writes a file, and the folders above it.
fn write(file: &Path, text: &str) -> Result<()> {
    file.parent().map_or(Ok(()), make)?;
    std::fs::write(file, text).with_context(|| format!("`{}` cannot be written", file.display()))
}
