//! `tierzero guide`: guides seen from above, compared, and brought along from elsewhere.

mod diff;
mod import;
mod kb;
mod map;

use std::fs;
use std::path::Path;

use clap::Subcommand;

use super::messages::Messages;
use super::{Failure, Outcome};

/// Draw a guide, compare two versions of one, or start one from a flowchart
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero guide map kb/guides/vpn.md
  tierzero guide diff old/vpn.md kb/guides/vpn.md
  tierzero guide import runbook.mmd --out kb/guides/runbook.md")]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Map(map::Args),
    Diff(diff::Args),
    Import(import::Args),
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        match &self.command {
            Command::Map(args) => args.run(messages),
            Command::Diff(args) => args.run(messages),
            Command::Import(args) => args.run(messages),
        }
    }
}

/// A file as text.
fn text_of(path: &Path) -> Result<String, Failure> {
    let shown = path.display();
    let bytes = fs::read(path).map_err(|error| Failure::new(format!("could not read `{shown}`: {error}")))?;
    String::from_utf8(bytes)
        .map_err(|_| Failure::new(format!("`{shown}` is not UTF-8")).help("save it again with the encoding UTF-8"))
}

/// The file that a result goes to; none for `-`, which is standard output to all tools.
fn file(out: Option<&Path>) -> Option<&Path> {
    out.filter(|out| *out != Path::new("-"))
}

/// Prints a result, or writes it to a file.
fn deliver(messages: &Messages, text: &str, out: Option<&Path>) -> Result<(), Failure> {
    match file(out) {
        Some(path) => fs::write(path, text)
            .map_err(|error| Failure::new(format!("could not write `{}`: {error}", path.display()))),
        None => {
            messages.result(text);
            Ok(())
        }
    }
}
