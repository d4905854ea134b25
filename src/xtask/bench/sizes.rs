//! What a browser downloads, after brotli at its best.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::json;

use super::publishing::pages;
use super::script;
use super::sites::Sites;
use super::statistics::percentile;
use super::table::{COUNT, KB, Row, Table};

/// How many pages of articles are weighed; compressing all takes long and tells no more.
const PAGES: usize = 200;

/// Weighs the site of the knowledge base as it is.
pub(super) fn measure(sites: &mut Sites, table: &mut Table) -> Result<()> {
    let publication = sites.whole()?;
    let assets = publication.out.join("assets");
    let thousands = publication.articles as f64 / 1000.0;
    let of = |prefix: &str, endings: &[&str]| sum(&assets, prefix, endings);
    let program = |name: &str| {
        Ok::<_, anyhow::Error>(of(&format!("{name}_bg."), &[".wasm"])? + of(&format!("{name}."), &[".js"])?)
    };
    let style = of("site.", &[".css"])?;
    let home = weigh(&[publication.out.join("index.html")])?.iter().sum::<f64>();
    let articles = some(&pages(&publication.out.join("articles"))?);
    let articles = weigh(&articles)?;
    let page = |percent| percentile(&articles, percent).context("there are no pages of articles");
    table.heading("Sizes, after brotli");
    table.row(Row::new("engine, wasm", KB, of("engine_bg.", &[".wasm"])?).at_most(300.0));
    table.row(Row::new("portal, wasm and script", KB, program("portal")?).at_most(150.0));
    table.row(Row::new("first answers, wasm and script", KB, program("early")?));
    table.row(Row::new("journeys, wasm and script", KB, program("journeys")?));
    table.row(Row::new("articles", COUNT, publication.articles as f64));
    table.row(Row::new("index per 1,000 articles", KB, of("search.", &["-gz.bin"])? / thousands).at_most(430.0));
    table.row(Row::new("titles per 1,000 articles", KB, of("titles.", &[".txt"])? / thousands).at_most(35.0));
    table.row(Row::new("home page and style", KB, home + style).at_most(25.0));
    table.row(Row::new("page of an article and style, p50", KB, page(50)? + style).at_most(25.0));
    table.row(Row::new("page of an article and style, p95", KB, page(95)? + style));
    Ok(())
}

/// Evenly chosen ones.
fn some(pages: &[PathBuf]) -> Vec<PathBuf> {
    pages.iter().step_by(pages.len().div_ceil(PAGES).max(1)).cloned().collect()
}

/// What the assets of this name and these endings weigh together, in kB.
fn sum(assets: &Path, prefix: &str, endings: &[&str]) -> Result<f64> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(assets).with_context(|| format!("`{}` cannot be read", assets.display()))? {
        let path = entry?.path();
        let named = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(prefix));
        let ends = path.to_str().is_some_and(|path| endings.iter().any(|ending| path.ends_with(ending)));
        if named && ends {
            files.push(path);
        }
    }
    if files.is_empty() {
        bail!("no `{prefix}*` in `{}`: did the names of the assets change?", assets.display());
    }
    Ok(weigh(&files)?.iter().sum())
}

/// What each file weighs, in kB.
fn weigh(files: &[PathBuf]) -> Result<Vec<f64>> {
    let bytes: Vec<f64> = script::run("sizes.js", &json!({ "files": files }))?;
    Ok(bytes.into_iter().map(|bytes| bytes / 1000.0).collect())
}
