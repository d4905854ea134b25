//! `tierzero guide map`.

use std::path::PathBuf;

use clap::ValueEnum;
use content::guide::map;

use super::{deliver, kb};
use crate::cmd::messages::Messages;
use crate::cmd::{Failure, Outcome};

/// Draw a guide: which steps lead where, and how each way ends
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero guide map kb/guides/vpn.md
  tierzero guide map kb/guides/vpn.md --format svg --out vpn.svg
  tierzero guide map kb/guides/vpn.md --format mermaid      for a Git host or a wiki

A guide in a knowledge base has its links followed, so ends have their titles; any other one is drawn
as it is written.

Exit codes: 0 it was drawn, 2 it could not be.")]
pub(crate) struct Args {
    /// The guide
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// As what to draw it: sentences, a picture, or a Mermaid flowchart
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    format: Format,
    /// Write to this file instead of standard output, which `-` is too
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Svg,
    Mermaid,
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        let plan = kb::plan(&self.file)?;
        if !plan.leads_on() {
            return Err(Failure::new(format!("`{}` has no answers, so there is nothing to draw", self.file.display()))
                .help("write each question as a heading `## Question?` and its answers as a list of links"));
        }
        let drawn = match self.format {
            Format::Text => map::text(&plan),
            Format::Svg => map::svg(&plan),
            Format::Mermaid => map::mermaid(&plan),
        };
        deliver(messages, &drawn, self.out.as_deref())?;
        Ok(Outcome::Done)
    }
}
