//! `cargo xtask bench`: sizes against the budgets, and what publishing costs. Never part of the tests: machines are noisy.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::browser_part;
use crate::command::{self, find, say};

/// One line of the table.
struct Row {
    what: String,
    measured: f64,
    budget: Option<f64>,
    unit: &'static str,
}

/// What it took to publish a folder.
struct Publication {
    seconds: f64,
    peak_mb: f64,
    articles: usize,
}

/// Builds the release and prints one table for the sample knowledge base and, if given, another.
pub(crate) fn run(other: Option<&Path>) -> Result<()> {
    browser_part::build(true)?;
    let tierzero = command::tierzero(true)?;
    let folder = std::env::temp_dir().join(format!("tierzero-bench-{}", std::process::id()));
    let mut rows = Vec::new();
    for kb in [Some(Path::new("kb")), other].into_iter().flatten() {
        let out = folder.join(kb.file_name().context("the knowledge base has no name")?);
        let publication = publish(&tierzero, kb, &out)?;
        rows.extend(rows_of(kb, &out, &publication)?);
    }
    std::fs::remove_dir_all(&folder)?;
    print(&rows);
    Ok(())
}

fn publish(tierzero: &Path, kb: &Path, out: &Path) -> Result<Publication> {
    let started = Instant::now();
    let mut command = Command::new(tierzero);
    command.arg("build").arg(kb).arg("--out").arg(out).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().context("`tierzero` could not be started")?;
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak_kb = 0.0_f64;
    let ended = loop {
        // The high-water mark only grows, so the last look before the end is the peak or close to it.
        peak_kb = peak_kb.max(high_water(&status).unwrap_or(0.0));
        match child.try_wait()? {
            Some(ended) => break ended,
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    };
    if !ended.success() {
        bail!("publishing `{}` failed; run `tierzero build` on it to see why", kb.display());
    }
    let articles = files(&out.join("articles"), "html")?.len();
    Ok(Publication { seconds: started.elapsed().as_secs_f64(), peak_mb: peak_kb / 1024.0, articles })
}

fn high_water(status: &Path) -> Option<f64> {
    let text = std::fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

fn rows_of(kb: &Path, out: &Path, publication: &Publication) -> Result<Vec<Row>> {
    let name = kb.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let assets = out.join("assets");
    let thousands = publication.articles as f64 / 1000.0;
    let size = |prefix: &str, extensions: &[&str]| brotli_kb(&assets, prefix, extensions);
    let row = |what: &str, measured, budget, unit| Row { what: format!("{name}: {what}"), measured, budget, unit };
    Ok(vec![
        row("engine wasm", size("engine_bg.", &["wasm"])?, Some(300.0), "kB"),
        row("portal wasm + js", size("portal", &["wasm", "js"])?, Some(150.0), "kB"),
        row("journeys wasm + js", size("journeys", &["wasm", "js"])?, None, "kB"),
        row("index per 1,000 articles", size("search.", &["bin"])? / thousands, Some(430.0), "kB"),
        row("titles per 1,000 articles", size("titles.", &["json"])? / thousands, Some(35.0), "kB"),
        row("home page HTML + CSS", page_kb(out)?, Some(25.0), "kB"),
        row("articles", publication.articles as f64, None, ""),
        row("publish", publication.seconds, Some(5.0), "s"),
        row("publish, peak memory", publication.peak_mb, Some(500.0), "MB"),
    ])
}

/// Files of an output folder whose names begin and end like this, compressed and added up.
fn brotli_kb(folder: &Path, prefix: &str, extensions: &[&str]) -> Result<f64> {
    let mut total = 0.0;
    for extension in extensions {
        for file in files(folder, extension)? {
            if file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(prefix)) {
                total += brotli(&file)?;
            }
        }
    }
    if total == 0.0 {
        bail!("no `{prefix}*` in `{}`: did the names of the assets change?", folder.display());
    }
    Ok(total)
}

fn page_kb(out: &Path) -> Result<f64> {
    Ok(brotli(&out.join("index.html"))? + brotli_kb(&out.join("assets"), "site.", &["css"])?)
}

/// Size in kB after brotli at its best. Gzip files are unpacked first, since the pack is written as one.
fn brotli(file: &Path) -> Result<f64> {
    let node = find("node").context("`node` is not on the path: install Node.js 20 or newer")?;
    let script = "const z = require('node:zlib'); let b = require('node:fs').readFileSync(process.argv[1]); \
                  if (b[0] === 0x1f && b[1] === 0x8b) b = z.gunzipSync(b); \
                  const o = {params: {[z.constants.BROTLI_PARAM_QUALITY]: 11, [z.constants.BROTLI_PARAM_LGWIN]: 24}}; \
                  console.log(z.brotliCompressSync(b, o).length)";
    let printed = command::output(Command::new(node).args(["-e", script]).arg(file))?;
    Ok(printed.trim().parse::<f64>()? / 1000.0)
}

/// All files below a folder with this extension.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("`{}` cannot be read", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, extension)?);
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    Ok(found)
}

fn print(rows: &[Row]) {
    say(&format!("\n{:<46} {:>10} {:>10} {:>7}", "", "measured", "budget", "ratio"));
    for row in rows {
        let measured = format!("{:.1} {}", row.measured, row.unit);
        let budget = row.budget.map(|budget| format!("{budget:.0} {}", row.unit)).unwrap_or_default();
        let ratio = row.budget.map(|budget| format!("{:.2}", row.measured / budget)).unwrap_or_default();
        say(&format!("{:<46} {measured:>10} {budget:>10} {ratio:>7}", row.what));
    }
}
