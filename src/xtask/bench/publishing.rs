//! What it takes to publish.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::sites::Sites;
use super::table::{MB, Row, SECONDS, Table};

/// How many articles there are to publish, and what it may take: seconds and MB.
const GROWTH: [(usize, Option<(f64, f64)>); 5] =
    [(100, None), (1_000, None), (2_448, Some((5.0, 500.0))), (16_000, None), (100_000, Some((180.0, 3_000.0)))];

/// A published site, and what it took.
pub(super) struct Publication {
    /// Where it is.
    pub(super) out: PathBuf,
    /// Pages of articles that it has.
    pub(super) articles: usize,
    seconds: f64,
    peak_mb: f64,
}

/// Publishes knowledge bases of all sizes.
pub(super) fn measure(sites: &mut Sites, table: &mut Table) -> Result<()> {
    table.heading("Publishing: time, and memory at its peak");
    for (articles, budget) in GROWTH {
        let publication = sites.of(articles)?;
        let time = Row::new(format!("{articles} articles"), SECONDS, publication.seconds);
        let memory = Row::new(format!("{articles} articles, memory"), MB, publication.peak_mb);
        let rows = match budget {
            Some((seconds, mb)) => [time.at_most(seconds), memory.at_most(mb)],
            None => [time, memory],
        };
        rows.into_iter().for_each(|row| table.row(row));
    }
    Ok(())
}

/// Publishes a knowledge base.
pub(super) fn publish(tierzero: &Path, kb: &Path, out: &Path) -> Result<Publication> {
    let started = Instant::now();
    let mut command = Command::new(tierzero);
    command.arg("build").arg(kb).arg("--out").arg(out).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().with_context(|| format!("`{}` could not be started", tierzero.display()))?;
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
    let seconds = started.elapsed().as_secs_f64();
    if !ended.success() {
        bail!("publishing `{}` failed; run `tierzero build` on it to see why", kb.display());
    }
    let articles = pages(&out.join("articles"))?.len();
    Ok(Publication { out: out.to_path_buf(), articles, seconds, peak_mb: peak_kb / 1024.0 })
}

/// All pages below a folder, in the order of their paths.
pub(super) fn pages(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("`{}` cannot be read", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(pages(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn high_water(status: &Path) -> Option<f64> {
    let text = std::fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
