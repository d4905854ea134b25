//! `tierzero eval`.

use std::path::{Path, PathBuf};

use ::search::eval::{self, Figures, JudgedSet, Mistake, Part};

use super::messages::Messages;
use super::{Failure, Outcome};

/// Measure the search on documents and questions with known answers
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero eval --docs docs.jsonl --queries queries.tsv --qrels qrels.tsv
  tierzero eval --docs docs.jsonl --queries queries.tsv --qrels qrels.tsv --json > figures.json

Files, all UTF-8 and without headers:
  docs.jsonl     one object a line: {\"id\": \"a1\", \"title\": \"Set up VPN\", \"text\": \"…\"}
  queries.tsv    query id, tab, what people typed
  qrels.tsv      query id, tab, document id, tab, grade; 0 means that it is no answer, more is better

Figures: nDCG@10 (a grade is its own gain), S@1, S@3, S@10 (share of queries with an answer that far up), MRR@10, first
(share of queries that the desk would answer at once with a page if they were tickets), right (share of these pages that
are an answer), and milliseconds a query (p50, p95). Queries without an answer in qrels.tsv are left out.

Exit codes: 0 measured, 2 a file could not be read; every bad line is told.")]
pub(crate) struct Args {
    /// The documents
    #[arg(long, value_name = "FILE")]
    docs: PathBuf,
    /// The queries
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// Which document answers which query
    #[arg(long, value_name = "FILE")]
    qrels: PathBuf,
    /// How many hits to ask for; what stands further down is not found
    #[arg(long, default_value_t = 10, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    limit: u16,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        let set = self.read(messages)?;
        messages.status("measuring");
        let figures = eval::measure(&set, usize::from(self.limit));
        messages.clear_status();
        let figures = figures.map_err(|error| Failure::new(error.to_string()))?;
        messages.result(&if self.json { json(&figures) } else { text(&figures) });
        Ok(Outcome::Done)
    }

    fn read(&self, messages: &Messages) -> Result<JudgedSet, Failure> {
        let set = match eval::read(&text_of(&self.docs)?, &text_of(&self.queries)?, &text_of(&self.qrels)?) {
            Ok(set) => set,
            Err(mistakes) => {
                mistakes.iter().for_each(|mistake| messages.note(&self.place(mistake)));
                return Err(Failure::new(match mistakes.len() {
                    1 => "1 line could not be read".to_owned(),
                    lines => format!("{lines} lines could not be read"),
                })
                .help("`tierzero eval --help` shows what each file must hold"));
            }
        };
        let qrels = self.qrels.display();
        for (lines, what) in [
            (&set.absent, "a document that is not there; it counts as not found"),
            (&set.unasked, "a query that is not asked; it counts for nothing"),
        ] {
            if let [first, others @ ..] = lines.as_slice() {
                let more = if others.is_empty() { String::new() } else { format!(" ({} more)", others.len()) };
                messages.note(&format!("{qrels}:{first}: names {what}{more}"));
            }
        }
        if set.documents.is_empty() {
            return Err(Failure::new(format!(
                "`{}` holds no document, so there is nothing to find",
                self.docs.display()
            ))
            .help("`tierzero eval --help` shows what it must hold"));
        }
        if !set.queries.iter().any(eval::Query::is_judged) {
            return Err(Failure::new("no query has an answer, so there is nothing to measure")
                .help(format!("give an answer a grade of 1 or more in `{qrels}`")));
        }
        Ok(set)
    }

    fn place(&self, mistake: &Mistake) -> String {
        let file = match mistake.part {
            Part::Documents => &self.docs,
            Part::Queries => &self.queries,
            Part::Judgements => &self.qrels,
        };
        format!("{}:{}: {}", file.display(), mistake.line, mistake.message)
    }
}

/// A file as text; bytes that are no UTF-8 are told with their line.
fn text_of(path: &Path) -> Result<String, Failure> {
    let shown = path.display();
    let bytes = std::fs::read(path).map_err(|error| Failure::new(format!("could not read `{shown}`: {error}")))?;
    String::from_utf8(bytes).map_err(|error| {
        let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Failure::new(format!("{shown}:{line}: the line is no UTF-8"))
    })
}

fn text(figures: &Figures) -> String {
    let shares = shares(figures).map(|(name, share)| format!("{name:<9}{share:.4}\n")).concat();
    format!("{:<9}{}\n{shares}{:<9}{:.2} p50, {:.2} p95\n", "n", figures.queries, "ms", figures.ms_p50, figures.ms_p95)
}

fn json(figures: &Figures) -> String {
    let mut object = serde_json::Map::new();
    object.insert("n".into(), figures.queries.into());
    for (name, value) in shares(figures).into_iter().chain([("p50", figures.ms_p50), ("p95", figures.ms_p95)]) {
        object.insert(name.into(), value.into());
    }
    serde_json::Value::from(object).to_string() + "\n"
}

fn shares(figures: &Figures) -> [(&'static str, f64); 7] {
    [
        ("nDCG@10", figures.ndcg_10),
        ("S@1", figures.success_1),
        ("S@3", figures.success_3),
        ("S@10", figures.success_10),
        ("MRR@10", figures.mrr_10),
        ("first", figures.first_answers),
        ("right", figures.first_right),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIGURES: Figures = Figures {
        queries: 4,
        ndcg_10: 0.5,
        success_1: 0.25,
        success_3: 0.5,
        success_10: 0.75,
        mrr_10: 1.0 / 3.0,
        first_answers: 0.5,
        first_right: 1.0,
        ms_p50: 0.25,
        ms_p95: 1.5,
    };

    #[test]
    fn figures_are_printed_for_people_and_programs() {
        insta::assert_snapshot!(text(&FIGURES), @r"
        n        4
        nDCG@10  0.5000
        S@1      0.2500
        S@3      0.5000
        S@10     0.7500
        MRR@10   0.3333
        first    0.5000
        right    1.0000
        ms       0.25 p50, 1.50 p95
        ");
        let object: serde_json::Value = serde_json::from_str(&json(&FIGURES)).unwrap_or_default();
        for (key, value) in [("n", 4.0), ("nDCG@10", 0.5), ("S@1", 0.25), ("S@10", 0.75), ("p50", 0.25), ("p95", 1.5)] {
            assert_eq!(object.get(key).and_then(serde_json::Value::as_f64), Some(value), "{key}");
        }
    }
}
