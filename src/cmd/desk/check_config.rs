//! `tierzero desk check-config`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use ::desk::SinkSettings;
use ::desk::settings::{self, InForce, Whence};

use super::settings::{CONFIG, Given, UNITS, tell};
use crate::cmd::messages::Messages;
use crate::cmd::{Failure, Outcome};

/// Check the settings of a desk, and tell which ones hold and who says so
#[derive(Debug, clap::Args)]
#[command(after_help = format!("Examples:
  tierzero desk check-config --example > desk.toml
  tierzero desk check-config desk.toml
  TIERZERO_DESK_RATE=500 tierzero desk check-config desk.toml --listen 0.0.0.0:8081

Nothing is started, and nothing made that stays; files are read that hold secrets, no secret is shown, and whether the folder \
for the log can be written is tried.

{UNITS}

Exit codes: 0 the settings are as they should be, 1 they have mistakes, which it names, 2 the file cannot be read."))]
pub(crate) struct Args {
    /// The file of settings, as --config names it
    #[arg(value_name = "FILE", conflicts_with = CONFIG)]
    file: Option<PathBuf>,
    /// Print a file to begin with, in which everything is explained
    #[arg(long, exclusive = true)]
    example: bool,
    #[command(flatten)]
    given: Given,
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        if self.example {
            messages.result(&settings::example());
            return Ok(Outcome::Done);
        }
        let mut reading = self.given.read(self.file.as_deref())?;
        reading.problems.extend(settings::try_out(&reading));
        if let Some(mistakes) = tell(&reading, messages) {
            messages.done(&format!("{mistakes} in the settings"));
            return Ok(Outcome::Mistakes);
        }
        let file = reading.file.as_ref().map_or("", |file| &file.path);
        messages.result(&(table(&reading.settings.in_force, Path::new(file)) + &sinks(&reading.settings.config.sinks)));
        Ok(Outcome::Done)
    }
}

/// Systems that are told of tickets, one a line.
fn sinks(sinks: &[SinkSettings]) -> String {
    sinks.iter().map(|sink| format!("sink  {}\n", sink.shown())).collect()
}

/// What holds, in columns: the setting, its value, who says so.
fn table(in_force: &[InForce], file: &Path) -> String {
    let rows: Vec<[String; 3]> = in_force
        .iter()
        .map(|InForce { setting, shown, whence }| {
            let whence = match whence {
                Whence::Option => format!("--{}", setting.option()),
                Whence::Environment(name) => name.clone(),
                Whence::File(at) => format!("{}:{}:{}", file.display(), at.line, at.column),
                Whence::Default => "default".into(),
            };
            [setting.key.to_owned(), shown.clone().unwrap_or_else(|| "nothing".into()), whence]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let (keys, values) = (width(0), width(1));
    let mut text = String::new();
    for [key, value, whence] in &rows {
        let _ = writeln!(text, "{key:keys$}  {value:values$}  {whence}");
    }
    text
}
