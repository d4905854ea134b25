//! `cargo xtask test`: everything that has to pass before a change lands, each step with a name.

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::browser_part;
use crate::command::{self, cargo, find, say};
use crate::interface;
use crate::tools;

struct Step {
    name: &'static str,
    run: fn() -> Result<()>,
}

/// In the order that fails soonest.
const STEPS: [Step; 9] = [
    Step { name: "fmt", run: || cargo_step("formatting", &["fmt", "--all", "--check"]) },
    Step { name: "native", run: native },
    Step { name: "clippy", run: clippy },
    Step { name: "clippy-wasm", run: clippy_wasm },
    Step { name: "docs", run: docs },
    Step { name: "browser-part", run: || browser_part::build(false) },
    Step { name: "sample", run: sample },
    Step { name: "interface", run: interface::run },
    Step { name: "journeys", run: journeys },
];

/// Prints the names of the steps.
pub(crate) fn list() {
    for step in &STEPS {
        say(step.name);
    }
}

/// Runs the named steps, or all. A failing step does not stop the others: everything wrong comes in one run.
pub(crate) fn run(names: &[String]) -> Result<ExitCode> {
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|step| step.name != name.as_str())) {
        bail!("there is no step `{unknown}`; `cargo xtask test --list` shows them");
    }
    let chosen = STEPS.iter().filter(|step| names.is_empty() || names.iter().any(|name| name == step.name));
    let mut results = Vec::new();
    for step in chosen {
        let started = Instant::now();
        let result = (step.run)();
        if let Err(error) = &result {
            say(&format!("\nfailed: {error:#}"));
        }
        results.push((step.name, result.is_ok(), started.elapsed().as_secs()));
    }
    Ok(report(&results))
}

fn report(results: &[(&str, bool, u64)]) -> ExitCode {
    say("\nstep            result   seconds");
    for (name, passed, seconds) in results {
        say(&format!("{name:<15} {:<8} {seconds:>7}", if *passed { "passed" } else { "FAILED" }));
    }
    let failed = results.iter().filter(|(_, passed, _)| !passed).count();
    say(&format!("\nsteps: {} passed, {failed} failed", results.len() - failed));
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn cargo_step(what: &str, arguments: &[&str]) -> Result<()> {
    command::run(what, cargo().args(arguments))
}

fn native() -> Result<()> {
    tools::postgres()?;
    cargo_step("unit and integration tests", &["test", "--quiet", "--no-fail-fast"])
}

fn clippy() -> Result<()> {
    cargo_step("clippy (native)", &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])
}

fn clippy_wasm() -> Result<()> {
    tools::path_for_trunk()?;
    let packages = ["--package", "content", "--package", "search", "--package", "engine", "--package", "portal"];
    let features = ["--features", "engine/browser,portal/browser", "--target", "wasm32-unknown-unknown"];
    let arguments = [&["clippy", "--quiet"][..], &packages, &features, &["--", "-D", "warnings"]].concat();
    cargo_step("clippy (wasm)", &arguments)
}

fn docs() -> Result<()> {
    let mut command = cargo();
    command.args(["doc", "--workspace", "--no-deps", "--document-private-items", "--quiet"]);
    command::run("documentation", command.env("RUSTDOCFLAGS", "-D warnings"))
}

/// The sample knowledge base has no mistake, and its golden queries are answered.
fn sample() -> Result<()> {
    let mut check = Command::new(command::tierzero(false)?);
    command::run("check the sample", check.args(["check", "kb", "--deny-warnings"]))
}

fn journeys() -> Result<()> {
    let chromium = tools::chromium()?;
    let node_path = tools::node_path()?;
    // It holds the browser part that the step before built.
    let tierzero = command::tierzero(false)?;
    let node = find("node").context("`node` is not on the path: install Node.js 20 or newer")?;
    let mut command = Command::new(node);
    command.args(["--test", "--test-reporter=spec", "--test-concurrency=2"]).args(journey_files()?);
    command.env("NODE_PATH", node_path).env("CHROMIUM", chromium).env("TIERZERO", tierzero);
    command::run("journeys in a real browser", &mut command)
}

/// Named one by one: what a folder means to `node --test` differs between versions.
fn journey_files() -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir("tests/browser")?.collect::<std::io::Result<Vec<_>>>()?;
    let mut files: Vec<_> = entries.iter().map(std::fs::DirEntry::path).collect();
    files.retain(|file| file.to_string_lossy().ends_with(".test.js"));
    files.sort();
    Ok(files)
}
