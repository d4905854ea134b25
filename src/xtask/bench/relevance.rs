//! How good the answers are, beside Pagefind and MiniSearch, on a set of questions that people have judged.

use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::judgement::{DEPTH, Judgement, Quality};
use super::sites::Sites;
use super::statistics::percentile;
use super::table::{COUNT, MILLISECONDS, Row, SHARE, Table, Unit};
use super::{plain, script, write};
use crate::command::{self, say};

/// What is compared: the key of `tierzero eval`, how to print it, what we want, and what others have.
type Measure = (&'static str, Unit, Option<f64>, fn(&Other) -> f64);

const MEASURES: [Measure; 8] = [
    ("n", COUNT, None, |other| other.quality.queries as f64),
    ("nDCG@10", SHARE, Some(0.90), |other| other.quality.ndcg),
    ("S@1", SHARE, None, |other| other.quality.s1),
    ("S@3", SHARE, Some(0.94), |other| other.quality.s3),
    ("S@10", SHARE, None, |other| other.quality.s10),
    ("MRR@10", SHARE, None, |other| other.quality.mrr),
    ("p50", MILLISECONDS, None, |other| other.p50),
    ("p95", MILLISECONDS, None, |other| other.p95),
];

#[derive(Deserialize)]
struct Document {
    title: String,
    text: String,
}

/// How another search engine ranked.
#[derive(Deserialize)]
struct Ranked {
    rankings: HashMap<String, Vec<String>>,
    /// Milliseconds of each query.
    times: Vec<f64>,
}

struct Other {
    quality: Quality,
    p50: f64,
    p95: f64,
}

/// Ranks the same questions three times.
pub(super) fn measure(sites: &Sites, questions: Option<&Path>, table: &mut Table) -> Result<()> {
    let Some(questions) = questions else {
        table.heading("Relevance");
        table.note("give a question set with `--relevance FOLDER` to compare rankings");
        return Ok(());
    };
    let judgement = judgement(questions)?;
    let pagefind = other(&judgement, &rank_by_pagefind(questions, &sites.folder("question-set"))?)?;
    let task = json!({ "questions": questions, "limit": DEPTH });
    let minisearch = other(&judgement, &script::run("minisearch.js", &task)?)?;
    let ours = evaluate(sites.tierzero(), questions)?;
    let name = questions.file_name().unwrap_or(questions.as_os_str()).to_string_lossy().into_owned();
    table.heading(&format!("Relevance on {name}, and milliseconds a query"));
    let measured = |key: &str| {
        let measured = ours.as_ref().map_or(Some(f64::NAN), |ours| ours.get(key)?.as_f64());
        measured.with_context(|| format!("`tierzero eval` did not print `{key}`"))
    };
    for (key, unit, goal, of) in MEASURES {
        let row = Row::new(key, unit, measured(key)?).pagefind(of(&pagefind)).minisearch(of(&minisearch));
        table.row(match goal {
            Some(goal) => row.at_least(goal),
            None => row,
        });
    }
    table.row(Row::new("answered first by a desk", SHARE, measured("first")?));
    table.row(Row::new("  and rightly, of these", SHARE, measured("right")?).at_least(0.95));
    if ours.is_none() {
        table.note("this `tierzero` has no `eval`, so only the others could be asked");
    }
    Ok(())
}

fn judgement(questions: &Path) -> Result<Judgement> {
    let file = questions.join("qrels.tsv");
    let text = std::fs::read_to_string(&file).with_context(|| format!("`{}` cannot be read", file.display()))?;
    Judgement::read(&text).with_context(|| format!("`{}` is damaged", file.display()))
}

fn other(judgement: &Judgement, ranked: &Ranked) -> Result<Other> {
    let at = |percent| percentile(&ranked.times, percent).context("the question set has no queries");
    Ok(Other { quality: judgement.of(&ranked.rankings), p50: at(50)?, p95: at(95)? })
}

fn rank_by_pagefind(questions: &Path, folder: &Path) -> Result<Ranked> {
    let file = questions.join("docs.jsonl");
    let documents = std::fs::read_to_string(&file).with_context(|| format!("`{}` cannot be read", file.display()))?;
    for (number, line) in documents.lines().filter(|line| !line.is_empty()).enumerate() {
        let Document { title, text } =
            serde_json::from_str(line).with_context(|| format!("document {number} is damaged"))?;
        let [title, text] = [title, text].map(|text| plain::escaped(&text));
        write(&folder.join(number.to_string()).join("index.html"), &plain::page(&title, &format!("<p>{text}</p>")))?;
    }
    plain::home(folder)?;
    script::pagefind(folder)?;
    say("▸ rank with Pagefind");
    script::run("pagefind.js", &json!({ "folder": folder, "questions": questions, "limit": DEPTH }))
}

/// What `tierzero eval` says; `None` when the program has no such subcommand.
fn evaluate(tierzero: &Path, questions: &Path) -> Result<Option<Map<String, Value>>> {
    let mut ask = Command::new(tierzero);
    ask.args(["eval", "--help"]).stdout(Stdio::null()).stderr(Stdio::null());
    if !ask.status().with_context(|| format!("`{}` could not be started", tierzero.display()))?.success() {
        return Ok(None);
    }
    let mut eval = Command::new(tierzero);
    eval.args(["eval", "--json"]);
    for (option, name) in [("--docs", "docs.jsonl"), ("--queries", "queries.tsv"), ("--qrels", "qrels.tsv")] {
        eval.arg(option).arg(questions.join(name));
    }
    let printed = command::output(&mut eval)?;
    serde_json::from_str(&printed).map(Some).context("`tierzero eval --json` did not print an object")
}
