//! `tierzero guide import`.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use content::guide::chart::{self, Import};
use content::{Severity, Source};
use publish::Report;

use super::{deliver, file, text_of};
use crate::cmd::diagnostics::counted;
use crate::cmd::messages::Messages;
use crate::cmd::{Failure, Outcome, Telling};

/// Start a guide from a Mermaid flowchart or a list of answers
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero guide import runbook.mmd --out kb/guides/runbook.md
  tierzero guide import README.md --format mermaid      the flowchart between the fences
  tierzero guide import answers.csv > kb/guides/answers.md

A list of answers has the columns node, text, option, next and outcome in any order, named by its
first line; outcome is `solved`, a link such as ../forms/incident.yml, or an address.

What has no place in a guide and what had to be guessed is told on standard error, with line and
column.

Exit codes: 0 a draft was made, 1 parts of the chart could not be read and are not in it, 2 no draft
could be made.")]
pub(crate) struct Args {
    /// The flowchart or list
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What it is [default: csv for a file that ends so, else mermaid]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write to this new file instead of standard output, which `-` is too
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Mermaid,
    Csv,
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        let out = file(self.out.as_deref());
        if let Some(out) = out.filter(|out| out.exists()) {
            return Err(Failure::new(format!("`{}` is there already", out.display()))
                .help("name a new file, so that nobody's work is lost"));
        }
        let text = text_of(&self.file)?;
        let path = self.file.display().to_string();
        let import = match self.format() {
            Format::Mermaid => chart::mermaid(&path, &text),
            Format::Csv => chart::csv(&path, &text),
        };
        let Import { markdown, steps, problems } = import;
        let report = Report { problems, sources: vec![Source { path, text }], texts: 1, ..Report::default() };
        if !report.problems.is_empty() {
            messages.report(&report, Path::new(""), &Telling { verbose: true, json: false });
        }
        if steps == 0 {
            return Err(Failure::new(format!("`{}` holds nothing that could be a step", self.file.display()))
                .help("`tierzero guide import --help` says what can be read"));
        }
        deliver(messages, &markdown, out)?;
        if let Some(out) = out {
            messages.done(&format!("`{}` is a draft of {}", out.display(), counted(steps, "step")));
        }
        Ok(if report.count(Severity::Error) > 0 { Outcome::Mistakes } else { Outcome::Done })
    }

    fn format(&self) -> Format {
        let is_list = self.file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        self.format.unwrap_or(if is_list { Format::Csv } else { Format::Mermaid })
    }
}
