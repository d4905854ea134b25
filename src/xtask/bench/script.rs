//! The scripts of the bench: what only Node.js or a browser can measure.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::de::DeserializeOwned;

use crate::command::{self, find};
use crate::tools;

/// Runs a script of the folder `bench` and reads what it measured.
pub(super) fn run<T: DeserializeOwned>(name: &str, task: &serde_json::Value) -> Result<T> {
    let mut script = node()?;
    script.arg(command::root().join("bench").join(name)).arg(task.to_string());
    script.env("NODE_PATH", tools::bench_path()?).env("CHROMIUM", tools::chromium()?);
    let output = script.output().context("`node` could not be started")?;
    if !output.status.success() {
        bail!("`bench/{name}`: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    serde_json::from_slice(&output.stdout)
        .with_context(|| format!("`bench/{name}` printed something else than expected"))
}

/// Has Pagefind index the pages of a folder.
pub(super) fn pagefind(folder: &Path) -> Result<()> {
    let mut pagefind = node()?;
    pagefind.arg(tools::pagefind()?).arg("--site").arg(folder).arg("--quiet");
    command::run("index with Pagefind", &mut pagefind)
}

fn node() -> Result<Command> {
    Ok(Command::new(find("node").context("`node` is not on the path: install Node.js 20 or newer")?))
}
